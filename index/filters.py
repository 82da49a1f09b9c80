"""Which chunks a filter leaves to be ranked."""

import numpy as np

from corpus.article import Article
from corpus.fold import fold
from index.generation import Generation
from index.nearness import Mask
from index.records import ArticleEntry
from index.types import Filters


def allowed(generation: Generation, filters: Filters) -> Mask | None:
    """Which chunks a filter leaves, or None where there is no filter."""
    if filters == Filters():
        return None
    good = [passes(entry, filters) for entry in generation.articles.entries()]
    return np.repeat(np.array(good, np.bool_), generation.chunks.counts)


def passes(article: Article | ArticleEntry, filters: Filters) -> bool:
    """Whether an article meets every condition; one without a date meets no condition on dates."""
    day = article.published
    if filters.after and (day is None or day < filters.after):
        return False
    if filters.before and (day is None or day > filters.before):
        return False
    if filters.source and fold(filters.source) != fold(article.source or ""):
        return False
    return filters.language in (None, article.language)

"""The retriever: a question in, the best chunks out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.article import Article
from corpus.fold import fold
from index.build import in_memory
from index.context import embeddable
from index.dense import Mask, Rows
from index.fusion import FusionWeights, fuse, lexical_share
from index.languages import FEW, is_english
from index.store import Generation, IndexFormatError, current_name, load_generation
from index.terms import terms
from index.types import Embedder, Filters, Hit, Matrix

POOL = 200
PER_ARTICLE = 4


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows of chunks, best first, with their fused scores."""

    rows: Rows
    scores: Matrix


class Index:
    """The serving generation with an embedder; picks up a newly published generation by itself."""

    def __init__(
        self,
        generation: Generation,
        embedder: Embedder,
        index_dir: Path | None = None,
        weights: FusionWeights = FusionWeights(),
    ) -> None:
        self._generation, self.embedder, self.index_dir, self.weights = generation, embedder, index_dir, weights

    @classmethod
    def open(cls, index_dir: Path, embedder: Embedder) -> "Index":
        """The index in a folder.

        Raises:
            NoIndexError: Nothing has been built there.
            IndexFormatError: It is damaged, or was built with another model than `embedder`.
        """
        return cls(_load(index_dir, embedder), embedder, index_dir)

    @classmethod
    def of(cls, articles: Iterable[Article], embedder: Embedder) -> "Index":
        """An index in memory alone, over these articles."""
        return cls(in_memory(articles, embedder), embedder)

    @property
    def generation(self) -> Generation:
        """The generation that serves now."""
        if self.index_dir is not None and current_name(self.index_dir) != self._generation.name:
            self._generation = _load(self.index_dir, self.embedder)
        return self._generation

    def snapshot(self) -> "Index":
        """This index over the generation that serves now, and over no later one: what several look-ups need to agree."""
        return Index(self.generation, self.embedder, None, self.weights)

    def article(self, article_id: str) -> Article:
        """An article by its id.

        Raises:
            KeyError: There is none.
        """
        return self.generation.articles[article_id]

    def search(
        self, query: str, k: int = 10, filters: Filters = Filters(), *, per_article: int = PER_ARTICLE
    ) -> list[Hit]:
        """The k best chunks, best first; at most `per_article` of one article."""
        generation = self.generation
        ranked = self._rank(generation, query, max(POOL, 2 * k), filters)
        taken: Counter[str] = Counter()
        hits: list[Hit] = []
        for row, score in zip(ranked.rows, ranked.scores, strict=True):
            chunk = generation.chunks[row]
            taken[chunk.article_id] += 1
            if taken[chunk.article_id] <= per_article:
                hits.append(Hit(chunk, float(score)))
        return hits[:k]

    def search_articles(self, query: str, k: int = 100, filters: Filters = Filters()) -> list[tuple[str, float]]:
        """The k best articles, each with the score of its best chunk, best first."""
        generation = self.generation
        ranked = self._rank(generation, query, max(POOL, 4 * k), filters)
        best: dict[str, float] = {}
        for row, score in zip(ranked.rows, ranked.scores, strict=True):
            best.setdefault(generation.chunks[row].article_id, float(score))
        return list(best.items())[:k]

    def _rank(self, generation: Generation, query: str, pool: int, filters: Filters) -> Ranked:
        allowed = _allowed(generation, filters)
        if not query.strip() or not generation.chunks or (allowed is not None and not allowed.any()):
            return Ranked(np.zeros(0, np.int64), np.zeros(0, np.float32))
        expanded = " ".join([query, *_forms_that_help(generation, query)])
        vector = self.embedder.embed_queries([embeddable(expanded)])[0]
        lexical, coverage = generation.lexical.scores(terms(expanded))
        if allowed is not None:
            lexical = np.where(allowed, lexical, 0)
        rows = _top(lexical, pool)
        for group in generation.languages.masks():
            mask = _both(group, allowed)
            rows = np.union1d(rows, generation.dense.search(vector, pool, mask)[1])
        english = generation.languages.english[rows]
        dense = generation.dense.scores(vector, rows) - generation.languages.background(vector)[english.astype(int)]
        share = lexical_share(english == is_english(query), coverage, self.weights)
        scores = fuse(dense, lexical[rows], share)
        order = np.argsort(-scores, kind="stable")
        return Ranked(rows[order], scores[order])


def _load(index_dir: Path, embedder: Embedder) -> Generation:
    generation = load_generation(index_dir)
    built = generation.manifest["settings"]["model"]
    if built != embedder.fingerprint:
        raise IndexFormatError(
            f"the index in {index_dir} was built with the model {built}, the setting names {embedder.fingerprint}: "
            "run `python -m index build`"
        )
    return generation


def _top(scores: Matrix, k: int) -> Rows:
    """Rows of the k best scores above zero, in no order."""
    rows = np.argpartition(-scores, k)[:k] if len(scores) > k else np.arange(len(scores))
    return rows[scores[rows] > 0]


def _forms_that_help(generation: Generation, query: str) -> list[str]:
    """Other forms of the query's names, in the languages that the collection has: a Latin form is noise among Chinese texts."""
    english = int(generation.languages.english.sum())
    has_english, has_chinese = english >= FEW, len(generation.chunks) - english >= FEW
    return [form for form in generation.names.others(query) if (has_english if form.isascii() else has_chinese)]


def _both(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _allowed(generation: Generation, filters: Filters) -> Mask | None:
    """Which chunks a filter leaves, or None where there is no filter."""
    if filters == Filters():
        return None
    good = {key for key, article in generation.articles.items() if passes(article, filters)}
    return np.array([chunk.article_id in good for chunk in generation.chunks], dtype=np.bool_)


def passes(article: Article, filters: Filters) -> bool:
    """Whether an article meets every condition; one without a date meets no condition on dates."""
    day = article.published
    if filters.after and (day is None or day < filters.after):
        return False
    if filters.before and (day is None or day > filters.before):
        return False
    if filters.source and fold(filters.source) != fold(article.source or ""):
        return False
    return filters.language in (None, article.language)

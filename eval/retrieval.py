"""Retrieval over a set in the BEIR layout: rank every query's articles, write the run, measure it.

This module knows nothing about how articles are found: it is given a search and a rewriter.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from assistant.types import Turn
from eval.datasets import Query
from eval.metrics import Judgements, measure
from eval.progress import progress
from eval.slices import Row

Scored = Sequence[tuple[str, float]]
"""(article id, score) pairs, best first, each article once."""

Search = Callable[[str, int, date | None], Scored]
"""Question that stands alone, how many articles, the day it is asked -> what was found."""

Rewrite = Callable[[str, Sequence[Turn]], str]
"""Question and the conversation before it -> the question that stands alone."""

FIGURES = (
    "success@1",
    "success@5",
    "success@10",
    "recall@10",
    "recall@100",
    "gold_recall@10",
    "MRR@10",
    "nDCG@10",
)


def rank(queries: Iterable[Query], search: Search, rewrite: Rewrite, k: int) -> dict[str, Scored]:
    """The first k articles of every query; one with a history is rewritten first.

    Raises:
        ValueError: Two queries have the same id.
    """
    scored: dict[str, Scored] = {}
    for query in progress(list(queries), "queries", "query"):
        if query.id in scored:
            raise ValueError(f"the query id {query.id!r} is used twice: ids must differ")
        question = rewrite(query.text, query.history) if query.history else query.text
        scored[query.id] = search(question, k, query.asked)
    return scored


def rows(queries: Iterable[Query], judgements: Judgements, scored: Mapping[str, Scored]) -> list[Row]:
    """The measures of every judged query; a judged query that was not asked scores zero and counts in "all" alone."""
    slices = {query.id: query.slices for query in queries}
    rankings = {query: [document for document, _ in ranking] for query, ranking in scored.items()}
    return [
        Row(query, slices.get(query, ()), {figure: (values[figure],) for figure in FIGURES})
        for query, values in measure(judgements, rankings).items()
    ]

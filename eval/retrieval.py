"""Retrieval over a set in the BEIR layout: rank every query's articles, measure the rankings.

This module knows nothing about how articles are found: it is given a retriever.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Protocol

from assistant.types import Turn
from eval.datasets import Query
from eval.metrics import Judgements, measure
from eval.progress import progress
from eval.slices import Row
from index.types import Hit

Scored = Sequence[tuple[str, float]]
"""(article id, score) pairs, best first, each article once."""

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
MILLISECONDS = "ms"


class Retriever(Protocol):
    """Finds among the documents of one set."""

    def articles(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Scored:
        """The k best articles for a question that stands alone, asked on a day or on none in particular."""
        ...

    def passages(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Sequence[Hit]:
        """The k best passages, best first."""
        ...

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """A question after a conversation, made to stand alone."""
        ...

    def without(self) -> Mapping[str, "Retriever"]:
        """This retriever with each part of its search turned off in turn, under the part's name."""
        ...


@dataclass(frozen=True, slots=True)
class Rankings:
    """What was found for the queries of a set: both by query id, the seconds from the query to its ranking."""

    scored: dict[str, Scored]
    seconds: dict[str, float]


def standalone(query: Query, retriever: Retriever) -> str:
    """The query as it is searched for: rewritten when it has a history."""
    return retriever.rewrite(query.text, query.history) if query.history else query.text


def rank(queries: Iterable[Query], retriever: Retriever, k: int, title: str = "queries") -> Rankings:
    """The first k articles of every query; one with a history is rewritten first.

    Raises:
        ValueError: Two queries have the same id.
    """
    found = Rankings({}, {})
    for query in progress(list(queries), title, "query"):
        if query.id in found.scored:
            raise ValueError(f"the query id {query.id!r} is used twice: ids must differ")
        started = perf_counter()
        found.scored[query.id] = retriever.articles(standalone(query, retriever), k, query.asked, query.history)
        found.seconds[query.id] = perf_counter() - started
    return found


def rows(queries: Iterable[Query], judgements: Judgements, found: Rankings) -> list[Row]:
    """The measures of every judged query; a judged query that was not asked scores zero and counts in "all" alone."""
    slices = {query.id: query.slices for query in queries}
    rankings = {query: [document for document, _ in ranking] for query, ranking in found.scored.items()}
    return [
        Row(query, slices.get(query, ()), _figures(values, found.seconds.get(query)))
        for query, values in measure(judgements, rankings).items()
    ]


def _figures(values: Mapping[str, float], seconds: float | None) -> dict[str, tuple[float, ...]]:
    timed = () if seconds is None else (1000 * seconds,)
    return {**{figure: (values[figure],) for figure in FIGURES}, MILLISECONDS: timed}

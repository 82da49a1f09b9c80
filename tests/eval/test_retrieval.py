"""Ranking queries and measuring them."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from assistant.types import Turn
from eval.datasets import Query
from eval.retrieval import Rankings, Retriever, Scored, rank, rows
from index.types import Hit


class FakeRetriever:
    """Remembers what it was asked and finds the same articles for everything."""

    def __init__(self, *found: tuple[str, float]) -> None:
        """Find these, best first."""
        self.found = found
        self.asked: list[tuple[str, int, date | None]] = []

    def articles(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Scored:
        """Note the question and find what is always found."""
        self.asked.append((question, k, asked))
        return self.found[:k]

    def passages(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Sequence[Hit]:
        """None."""
        return []

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """The last turn before the question."""
        return f"{history[-1].text} / {question}"

    def without(self) -> Mapping[str, Retriever]:
        """No parts."""
        return {}


def test_a_query_with_a_history_is_rewritten_and_others_are_not() -> None:
    retriever = FakeRetriever(("d1", 1.0), ("d2", 0.5))
    queries = [Query("q1", "谁?"), Query("q2", "它呢?", history=(Turn("user", "澄海"),), asked=date(2024, 1, 1))]

    found = rank(queries, retriever, k=1)

    assert retriever.asked == [("谁?", 1, None), ("澄海 / 它呢?", 1, date(2024, 1, 1))]
    assert found.scored == {"q1": (("d1", 1.0),), "q2": (("d1", 1.0),)}
    assert all(seconds >= 0 for seconds in found.seconds.values())


def test_a_query_id_used_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="'q1' is used twice"):
        rank([Query("q1", "a"), Query("q1", "b")], FakeRetriever(), k=1)


def test_measures_are_sliced_by_what_the_queries_say() -> None:
    queries = [Query("q1", "谁?", type="qa", lang="zh-Hans")]

    measured = rows(queries, {"q1": {"d1": 2}, "q2": {"d1": 2}}, Rankings({"q1": [("d1", 1.0)]}, {"q1": 0.25}))

    assert [(row.id, row.slices, row.figures["success@1"], row.figures["ms"]) for row in measured] == [
        ("q1", ("type:qa", "lang:zh-Hans"), (1.0,), (250.0,)),
        ("q2", (), (0.0,), ()),
    ]

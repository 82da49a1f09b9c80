"""Several sets together, and what a part of the search is worth."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.types import Turn
from eval.datasets import Query
from eval.retrieval import Retriever, Scored
from eval.retrieval_sets import EVERYTHING, ablate, ask, together
from eval.sets import RetrievalSet
from index.types import Hit


class FakeRetriever:
    """Finds the document "gold" first, unless the part that finds it is off."""

    def __init__(self, finds: bool = True, parts: bool = True) -> None:
        """With that part or without; with parts to turn off or with none."""
        self.finds, self.parts = finds, parts

    def articles(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Scored:
        """Two documents."""
        return [("gold", 1.0), ("other", 0.5)] if self.finds else [("other", 1.0), ("gold", 0.5)]

    def passages(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Sequence[Hit]:
        """None."""
        return []

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """As it is."""
        return question

    def without(self) -> Mapping[str, Retriever]:
        """A part that matters and one that does not."""
        return {"word match": FakeRetriever(finds=False), "idle part": FakeRetriever()} if self.parts else {}


def some_set(name: str) -> RetrievalSet:
    queries = [Query(f"q{n}", "?", type="qa") for n in range(30)]
    return RetrievalSet(name, Path(name), queries, {query.id: {"gold": 2} for query in queries}, 30)


def test_questions_of_the_same_id_in_two_sets_stay_apart_and_each_set_is_a_slice() -> None:
    rows = together([ask(some_set(name), FakeRetriever(), 10) for name in ("a", "b")])

    assert len({row.id for row in rows}) == 60
    assert (rows[0].id, rows[0].slices) == ("a/q0", ("a", "a type:qa"))


def test_asking_a_set_writes_its_run(tmp_path: Path) -> None:
    ask(some_set("a"), FakeRetriever(), 10, run=tmp_path / "a.trec")

    assert len((tmp_path / "a.trec").read_text("utf-8").splitlines()) == 60


def test_turning_a_part_off_shows_what_it_is_worth() -> None:
    found = ablate([some_set("a"), some_set("b")], lambda _: FakeRetriever(), 10)

    assert found.figures == {"a": "success@1", "b": "success@1"}
    assert list(found.asked) == [EVERYTHING, "word match", "idle part"]
    worth, idle = found.changes["word match"]["b"], found.changes["idle part"]["b"]
    assert (worth.before, worth.after, worth.clear) == (1.0, 0.0, True)
    assert (idle.before, idle.after, idle.clear) == (1.0, 1.0, False)


def test_another_figure_can_be_looked_at() -> None:
    found = ablate([some_set("a")], lambda _: FakeRetriever(), 10, "success@5")

    assert not found.changes["word match"]["a"].clear


def test_a_search_without_parts_cannot_be_taken_apart() -> None:
    with pytest.raises(ValueError, match="names no part"):
        ablate([some_set("a")], lambda _: FakeRetriever(parts=False), 10)

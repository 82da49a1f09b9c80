"""Retrieval sets to be asked: found below a folder, read, and narrowed to a sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.datasets import Query, corpus_fingerprint, is_set, queries_file, read_qrels, read_queries
from eval.jsonl import DatasetError
from eval.metrics import Judgements
from eval.sample import EVERY_QUESTION, Sample

_NEARLY_ONE = 1.1


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """A set and the questions of it that are asked.

    Attributes:
        judgements: Of the questions in the sample; of a whole set also those of questions that it does not hold.
        whole: How many judged questions the whole set has.
    """

    name: str
    folder: Path
    queries: Sequence[Query]
    judgements: Judgements
    whole: int

    @property
    def judged(self) -> int:
        """How many questions are measured."""
        return _judged(self.judgements)

    @property
    def figure(self) -> str:
        """The set's main figure: success@1 where a question has one relevant document, else nDCG@10 as in BEIR."""
        relevant = sum(grade > 0 for grades in self.judgements.values() for grade in grades.values())
        return "success@1" if relevant <= _NEARLY_ONE * self.judged else "nDCG@10"


def find_sets(folder: Path, only: Sequence[str] = ()) -> tuple[list[Path], list[Path]]:
    """The folders below one that are sets, those with the same documents side by side, and those that are not.

    Args:
        folder: Where the sets are.
        only: Their names; all of them when empty.

    Raises:
        DatasetError: There is no set, or none of a name in `only`.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no folder: expected one that holds retrieval sets")
    below = sorted(path for path in folder.iterdir() if path.is_dir())
    sets = [path for path in below if is_set(path)]
    unknown = set(only) - {path.name for path in sets}
    if unknown or not sets:
        known = ", ".join(path.name for path in sets) or "none"
        raise DatasetError(f"{folder} holds no retrieval set {', '.join(sorted(unknown))}: its sets are {known}")
    chosen = [path for path in sets if not only or path.name in only]
    first: dict[str, str] = {}
    prints = {path: corpus_fingerprint(path) for path in chosen}
    for path in chosen:
        first.setdefault(prints[path], path.name)
    passed_over = [] if only else [path for path in below if path not in sets]
    return sorted(chosen, key=lambda path: (first[prints[path]], path.name)), passed_over


def open_set(folder: Path, sample: Sample = EVERY_QUESTION, queries: Path | None = None) -> RetrievalSet:
    """Read a set's questions and judgements.

    Args:
        folder: The set.
        sample: Which of the judged questions are asked; without a limit and a split, unjudged ones are asked too.
        queries: Other questions for the same judgements.

    Raises:
        DatasetError: A file is missing or damaged, or the sample is empty.
    """
    asked, judgements = read_queries(queries or queries_file(folder)), read_qrels(folder)
    name = folder.name if folder.name not in ("", "..") else folder.resolve().name
    whole = _judged(judgements)
    if sample.is_all:
        return RetrievalSet(name, folder, asked, judgements, whole)
    by_id = {query.id: query for query in asked if any(grade > 0 for grade in judgements.get(query.id, {}).values())}
    ids = sample.of(by_id)
    if not ids:
        raise DatasetError(f"{folder}: none of its {len(by_id)} judged questions is in the sample ({sample})")
    return RetrievalSet(name, folder, [by_id[one] for one in ids], {one: judgements[one] for one in ids}, whole)


def _judged(judgements: Judgements) -> int:
    return sum(any(grade > 0 for grade in grades.values()) for grades in judgements.values())

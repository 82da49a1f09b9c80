"""Several retrieval sets asked one after another: their rows together, and what each part of the search is worth."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.compare import Difference, difference
from eval.retrieval import Retriever, rank, rows
from eval.sets import RetrievalSet
from eval.slices import Row
from eval.trec import write_run

Open = Callable[[Path], Retriever]
"""The folder of a set -> what finds among its documents."""

EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Asked:
    """A set and its measures; the rankings are let go, since those of many sets fill the memory."""

    set: RetrievalSet
    rows: list[Row]


def ask(one: RetrievalSet, retriever: Retriever, k: int, title: str = "", run: Path | None = None) -> Asked:
    """Rank and measure one set; `title` stands at the progress bar, `run` is the TREC run file to write."""
    found = rank(one.queries, retriever, k, title or one.name)
    if run is not None:
        write_run(run, found.scored)
    return Asked(one, rows(one.queries, one.judgements, found))


def together(asked: Sequence[Asked]) -> list[Row]:
    """The rows of several sets: ids under their set's name, each set a slice, its slices behind its name."""
    return [
        replace(row, id=f"{a.set.name}/{row.id}", slices=(a.set.name, *(f"{a.set.name} {s}" for s in row.slices)))
        for a in asked
        for row in a.rows
    ]


@dataclass(frozen=True, slots=True)
class Ablation:
    """What each part of the search is worth.

    Attributes:
        figures: Set -> the figure that is looked at.
        asked: `everything`, then each part that was turned off -> the sets asked so.
        changes: Part -> set -> how the figure changes from everything to without it.
    """

    figures: dict[str, str]
    asked: dict[str, list[Asked]]
    changes: dict[str, dict[str, Difference]]


def ablate(sets: Sequence[RetrievalSet], open_documents: Open, k: int, figure: str | None = None) -> Ablation:
    """Ask every set with everything and without each part in turn.

    Args:
        sets: Those with the same documents side by side: what finds among them is opened once.
        open_documents: Opens what finds among a set's documents.
        k: Articles a query.
        figure: What to look at in all sets; each set's main figure when left out.

    Raises:
        ValueError: The search names no part that can be turned off.
    """
    figures = {one.name: figure or one.figure for one in sets}
    asked: dict[str, list[Asked]] = {EVERYTHING: []}
    changes: dict[str, dict[str, Difference]] = {}
    for one in sets:
        retriever = open_documents(one.folder)
        whole = ask(one, retriever, k)
        asked[EVERYTHING].append(whole)
        for part, lesser in _parts(retriever).items():
            found = ask(one, lesser, k, f"{one.name} without {part}")
            change = difference(one.name, figures[one.name], whole.rows, found.rows)
            if change is None:
                raise ValueError(f"{one.name}: {figures[one.name]} was not measured: it has no judged query")
            asked.setdefault(part, []).append(found)
            changes.setdefault(part, {})[one.name] = change
            print(f"{one.name} without {part}: {change.before:.3f} -> {change.after:.3f}", file=sys.stderr)
    return Ablation(figures, asked, changes)


def _parts(retriever: Retriever) -> Mapping[str, Retriever]:
    parts = retriever.without()
    if not parts:
        raise ValueError("the search names no part that can be turned off: there is nothing to ablate")
    return parts

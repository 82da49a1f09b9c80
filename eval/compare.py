"""Two saved results, question by question: is the difference more than chance?

A paired bootstrap (Efron and Tibshirani 1993; Sakai 2006 for retrieval): questions are drawn with replacement, the same
ones from both results, and the interval holds the middle 95 % of the differences of the means.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from eval.slices import Row

DRAWS = 2000
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """How a figure of a slice changed: after minus before, with its interval.

    Attributes:
        questions: How many questions both results hold observations of.
    """

    slice: str
    figure: str
    questions: int
    before: float
    after: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0


def compare(before: Sequence[Row], after: Sequence[Row], seed: int = 0) -> list[Difference]:
    """Every figure of every slice over the questions that both results hold.

    Raises:
        ValueError: The two have no question in common.
    """
    old, new = ({row.id: row for row in rows} for rows in (before, after))
    shared = [row for row in before if row.id in new]
    if not shared:
        raise ValueError("the two results have no question in common: compare runs over the same questions")
    slices = ["all", *sorted({name for row in shared for name in row.slices})]
    figures = list(dict.fromkeys(figure for row in shared for figure in row.figures))
    differences = []
    for name in slices:
        ids = [row.id for row in shared if name == "all" or name in row.slices]
        for figure in figures:
            found = difference(name, figure, [old[i] for i in ids], [new[i] for i in ids], seed)
            differences += [found] if found else []
    return differences


def difference(name: str, figure: str, old: Sequence[Row], new: Sequence[Row], seed: int = 0) -> Difference | None:
    """How a figure changed over the same questions in the same order; None when none was observed on both sides."""
    pairs = [
        (a.figures[figure], b.figures[figure])
        for a, b in zip(old, new, strict=True)
        if a.figures.get(figure) and b.figures.get(figure)
    ]
    if not pairs:
        return None
    # A question can hold several observations (one a citation): the mean of a draw is its sums over its counts.
    sums = np.array([[sum(a), sum(b)] for a, b in pairs], np.float64)
    counts = np.array([[len(a), len(b)] for a, b in pairs], np.float64)
    change = _changes(np.hstack([sums, counts]), seed)
    low, high = np.quantile(change, [0.025, 0.975])
    mean_before, mean_after = sums.sum(axis=0) / counts.sum(axis=0)
    return Difference(name, figure, len(pairs), float(mean_before), float(mean_after), float(low), float(high))


def _changes(observed: npt.NDArray[np.float64], seed: int) -> npt.NDArray[np.float64]:
    """The change of the mean in every draw; a question's row holds both sums and both counts."""
    drawn = _drawn(len(observed), seed)
    totals = np.vstack([drawn[i : i + _BATCH] @ observed for i in range(0, DRAWS, _BATCH)])
    return np.asarray(totals[:, 1] / totals[:, 3] - totals[:, 0] / totals[:, 2], np.float64)


@lru_cache(maxsize=2)
def _drawn(questions: int, seed: int) -> npt.NDArray[np.uint16]:
    """How often each draw holds each question [DRAWS, questions]: small even for the questions of many sets."""
    source = np.random.default_rng(seed)
    times = np.empty((DRAWS, questions), np.uint16)
    for draw in times:
        draw[:] = np.bincount(source.integers(0, questions, size=questions), minlength=questions)
    return times

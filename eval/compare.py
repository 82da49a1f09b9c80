"""Two saved results, question by question: is the difference more than chance?

A paired bootstrap (Efron and Tibshirani 1993; Sakai 2006 for retrieval): questions are drawn with replacement, the same
ones from both results, and the interval holds the middle 95 % of the differences of the means.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.slices import Row

DRAWS = 2000


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
            found = _difference(name, figure, [old[i] for i in ids], [new[i] for i in ids], seed)
            differences += [found] if found else []
    return differences


def _difference(name: str, figure: str, old: Sequence[Row], new: Sequence[Row], seed: int) -> Difference | None:
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
    drawn = np.random.default_rng(seed).integers(0, len(pairs), size=(DRAWS, len(pairs)))
    change = _change(sums[drawn].sum(axis=1), counts[drawn].sum(axis=1))
    low, high = np.quantile(change, [0.025, 0.975])
    mean_before, mean_after = sums.sum(axis=0) / counts.sum(axis=0)
    return Difference(name, figure, len(pairs), float(mean_before), float(mean_after), float(low), float(high))


def _change(sums: npt.NDArray[np.float64], counts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    means = sums / counts
    return np.asarray(means[:, 1] - means[:, 0], np.float64)

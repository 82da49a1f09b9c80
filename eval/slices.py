"""Rows of figures, one a question or query, and their means per slice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Table = dict[str, dict[str, float]]
"""Slice -> figure -> mean; the figure "n" counts the rows of the slice."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was observed for one question.

    Attributes:
        id: The question's or query's id.
        slices: The slices it counts in, besides "all".
        figures: Figure -> observations: usually one, one a citation for `precision`, none where it does not apply.
    """

    id: str
    slices: tuple[str, ...]
    figures: Mapping[str, tuple[float, ...]]


def means(rows: Iterable[Row]) -> Table:
    """Mean of every figure over every slice, each observation counting once; figures nobody observed are left out."""
    pooled: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        for name in ("all", *row.slices):
            counts[name] += 1
            for figure, observations in row.figures.items():
                pooled[name][figure] += observations
    return {name: _slice_means(pooled[name], counts[name]) for name in sorted(counts, key=_order)}


def _slice_means(figures: Mapping[str, list[float]], count: int) -> dict[str, float]:
    observed = {figure: sum(values) / len(values) for figure, values in figures.items() if values}
    return {"n": float(count), **observed}


def _order(name: str) -> tuple[bool, str]:
    return (name != "all", name)

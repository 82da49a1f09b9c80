"""How near vectors are to one query: all of them looked at, a few named by an approximate index, several parts as one."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.approximate import ApproximateIndex
from index.types import Matrix

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Nearness(Protocol):
    """How near the rows of vectors are to one query."""

    def best(self, k: int, allowed: Mask | None = None) -> Rows:
        """The k nearest rows, best first, among those allowed; fewer where fewer are."""
        ...

    def of(self, rows: Rows) -> Matrix:
        """Inner products of the query with these rows, float32 [rows]."""
        ...


class Exactly:
    """Every row's product is known."""

    def __init__(self, scores: Matrix) -> None:
        """Take all inner products, float32 [n]."""
        self._scores = scores

    def best(self, k: int, allowed: Mask | None = None) -> Rows:
        """See `Nearness`."""
        return best(self._scores, k, allowed)

    def of(self, rows: Rows) -> Matrix:
        """See `Nearness`."""
        return self._scores[rows]


class Approximately:
    """The approximate index names the nearest rows; how near they are is worked out exactly."""

    def __init__(self, rows: Matrix, query: Matrix, index: ApproximateIndex) -> None:
        """Take unit vectors [n, dimension], a query [dimension], and an index over the vectors."""
        self._rows, self._query, self._index = rows, query, index

    def best(self, k: int, allowed: Mask | None = None) -> Rows:
        """See `Nearness`."""
        found = self._index.nearest(self._query, k, allowed)
        return found[best(self.of(found), k)]

    def of(self, rows: Rows) -> Matrix:
        """See `Nearness`."""
        found: Matrix = self._rows[rows] @ self._query
        return found


class Together:
    """Several parts, one behind the other, as one."""

    def __init__(self, parts: Sequence[Nearness], starts: Rows) -> None:
        """Take the parts, and the row at which each begins with the number of all rows behind them."""
        self._parts, self._starts = parts, starts

    def best(self, k: int, allowed: Mask | None = None) -> Rows:
        """See `Nearness`."""
        spans = zip(self._parts, self._starts, self._starts[1:], strict=False)
        found = [part.best(k, None if allowed is None else allowed[a:b]) + a for part, a, b in spans]
        rows = np.concatenate(found)
        return rows[best(self.of(rows), k)]

    def of(self, rows: Rows) -> Matrix:
        """See `Nearness`."""
        found = np.empty(len(rows), np.float32)
        owner = np.searchsorted(self._starts, rows, side="right") - 1
        for number in np.unique(owner):
            own = owner == number
            found[own] = self._parts[number].of(rows[own] - self._starts[number])
        return found


def best(scores: Matrix, k: int, allowed: Mask | None = None) -> Rows:
    """Places of the k highest scores, best first, among those allowed; fewer where fewer are, equal ones in their order."""
    rows = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
    found = scores[rows]
    if k < len(rows):
        kept = np.argpartition(-found, k)[:k]
        rows, found = rows[kept], found[kept]
    best_first: Rows = rows[np.lexsort((rows, -found))]
    return best_first

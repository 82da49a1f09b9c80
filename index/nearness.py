"""How near vectors are to one query: all of them looked at, or a few that an approximate index or a GPU names."""

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


class Vectors(Protocol):
    """What the rows' vectors are asked for."""

    def near_on_cpu(self, query: Matrix) -> Nearness:
        """How near all rows are to a query vector [dimension], without a GPU."""
        ...

    def products(self, query: Matrix, rows: Rows) -> Matrix:
        """Inner products of a query vector [dimension] with these rows alone, float32 [rows]."""
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
    """An approximate index names the nearest rows; how near they are is worked out exactly, as for rows that it does not know."""

    def __init__(
        self, vectors: Vectors, query: Matrix, index: ApproximateIndex, places: Rows, rest: Exactly, others: Rows
    ) -> None:
        """Take vectors, a query [dimension] and what knows how near they are.

        Args:
            vectors: The collection's.
            query: A unit vector.
            index: Knows some of the vectors by their places in it.
            places: The row of each of them in the collection, -1 where it is deleted.
            rest: Knows the products of all others.
            others: Their rows.
        """
        self._vectors, self._query, self._index, self._places = vectors, query, index, places
        self._rest, self._others = rest, others

    def best(self, k: int, allowed: Mask | None = None) -> Rows:
        """See `Nearness`."""
        live = self._places >= 0
        if allowed is not None:
            live &= allowed[self._places]
        named = self._places[self._index.nearest(self._query, k, None if live.all() else live)]
        others = self._others if allowed is None else self._others[allowed[self._others]]
        others = others[best(self._rest.of(others), k)]
        rows = np.concatenate([named, others])
        scores = np.concatenate([self._vectors.products(self._query, named), self._rest.of(others)])
        return rows[best(scores, k)]

    def of(self, rows: Rows) -> Matrix:
        """See `Nearness`."""
        return self._vectors.products(self._query, rows)


class OnCard:
    """A GPU names the nearest rows of all; where a mask leaves too few of them, every row is looked at here."""

    def __init__(self, vectors: Vectors, query: Matrix, nearest: Rows, everything: bool) -> None:
        """Take the rows that the card gives, best first, -1 for a deleted one, and whether these are all that there are."""
        self._vectors, self._query, self._everything = vectors, query, everything
        self._nearest = nearest[nearest >= 0]

    def best(self, k: int, allowed: Mask | None = None) -> Rows:
        """See `Nearness`."""
        found = self._nearest if allowed is None else self._nearest[allowed[self._nearest]]
        if len(found) >= k or self._everything:
            return found[:k]
        return self._vectors.near_on_cpu(self._query).best(k, allowed)

    def of(self, rows: Rows) -> Matrix:
        """See `Nearness`."""
        return self._vectors.products(self._query, rows)


def best(scores: Matrix, k: int, allowed: Mask | None = None) -> Rows:
    """Places of the k highest scores, best first, among those allowed; fewer where fewer are, equal ones in their order."""
    rows = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
    found = scores[rows]
    if k < len(rows):
        kept = np.argpartition(-found, k)[:k]
        rows, found = rows[kept], found[kept]
    best_first: Rows = rows[np.lexsort((rows, -found))]
    return best_first

"""The vectors of all chunks and their search: exact where that is quick, by an approximate index where there are too many."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from os import cpu_count

import numpy as np

from index.approximate import ApproximateIndex
from index.arrays import Array
from index.nearness import Approximately, Exactly, Mask, Nearness, OnCard, Rows
from index.on_card import CardIndex
from index.types import Matrix

VectorPart = tuple[Array, Rows]
"""Vectors [m, dimension] in single or half precision, the latter mapped from disk, and the row of each, -1 where it is deleted."""


@dataclass(frozen=True, slots=True)
class Named:
    """An index over some of the parts, which names rows.

    Attributes:
        index: It knows the vectors of its parts, one behind the other, by their places.
        rows: The row of each of them in the collection, -1 where it is deleted.
        parts: How many of the collection's parts it knows: the first ones.
    """

    index: ApproximateIndex
    rows: Rows
    parts: int


class DenseIndex:
    """Inner-product search over unit vectors; row i belongs to chunk i."""

    def __init__(self, parts: Sequence[VectorPart], size: int, dimension: int, named: Named | None = None) -> None:
        """Take vectors in parts.

        Args:
            parts: The parts; each row stands in one of them.
            size: How many rows there are.
            dimension: Length of a vector.
            named: An approximate index over the first parts; all others are looked at whole.
        """
        self._parts, self._size, self.dimension = list(parts), size, dimension
        self._named = named
        self._card: CardIndex | None = None

    @classmethod
    def of(cls, vectors: Matrix) -> "DenseIndex":
        """An index over float32 [n, dimension] with unit rows."""
        return cls([(np.ascontiguousarray(vectors), np.arange(len(vectors)))], *vectors.shape)

    def move_to_card(self) -> None:
        """Search on a GPU from now on; see `index.on_card.faiss_has_gpu`."""
        self._card = CardIndex([vectors for vectors, _ in self._parts], self.dimension)

    def __len__(self) -> int:
        return self._size

    def vectors(self) -> Matrix:
        """All vectors, float32 [n, dimension]: a copy."""
        found = np.zeros((self._size, self.dimension), np.float32)
        for vectors, rows in self._parts:
            live = rows >= 0
            found[rows[live]] = vectors[live]
        return found

    def near(self, query: Matrix) -> Nearness:
        """How near all rows are to a query vector [dimension]."""
        if self._card is not None:
            found = self._places[self._card.nearest(query)]
            return OnCard(self, query, found, len(found) == len(self._places))
        return self.near_on_cpu(query)

    def near_on_cpu(self, query: Matrix) -> Nearness:
        """The same, whatever card there is."""
        if self._named is None:
            return Exactly(self._scores(self._parts, query))
        rest = self._parts[self._named.parts :]
        rows = np.concatenate([np.zeros(0, np.int64), *(rows[rows >= 0] for _, rows in rest)])
        return Approximately(self, query, self._named.index, self._named.rows, Exactly(self._scores(rest, query)), rows)

    def products(self, query: Matrix, rows: Rows) -> Matrix:
        """Inner products of a query vector [dimension] with these rows alone, float32 [rows]."""
        found = np.empty(len(rows), np.float32)
        part, place = self._where[:, rows]
        for number in np.unique(part):
            own = part == number
            found[own] = _products(self._parts[number][0][place[own]], query)
        return found

    def search(self, query: Matrix, k: int, allowed: Mask | None = None) -> tuple[Matrix, Rows]:
        """Scores and rows of the k best for one query vector [dimension], best first; fewer where fewer are allowed."""
        near = self.near(query)
        rows = near.best(k, allowed)
        return near.of(rows), rows

    @cached_property
    def _places(self) -> Rows:
        """The row of each vector, part by part, -1 where it is deleted."""
        return np.concatenate([np.zeros(0, np.int64), *(rows for _, rows in self._parts)])

    @cached_property
    def _where(self) -> Rows:
        """The part of each row, and its place there: int64 [2, n]."""
        found = np.zeros((2, self._size), np.int64)
        for number, (_, rows) in enumerate(self._parts):
            live = np.flatnonzero(rows >= 0)
            found[0, rows[live]], found[1, rows[live]] = number, live
        return found

    def _scores(self, parts: Sequence[VectorPart], query: Matrix) -> Matrix:
        """Inner products with every vector of some parts, float32 [n]; zero for the rows of others."""
        found = np.zeros(self._size, np.float32)
        for (_, rows), products in zip(
            parts, _threads().map(lambda part: _products(part[0], query), parts), strict=True
        ):
            live = rows >= 0
            found[rows[live]] = products[live]
        return found


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(cpu_count() or 1, "products")


def _products(vectors: Array, query: Matrix) -> Matrix:
    """Inner products, each the same to the last bit wherever its vector stands, which a matrix product does not promise."""
    import faiss

    found = np.empty(len(vectors), np.float32)
    asked, rows = np.ascontiguousarray(query, np.float32), np.ascontiguousarray(vectors, np.float32)
    pointers = (faiss.swig_ptr(array) for array in (found, asked, rows))
    faiss.fvec_inner_products_ny(*pointers, rows.shape[1], len(rows))  # type: ignore[attr-defined]
    return found

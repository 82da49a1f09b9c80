"""Vectors and their exact search: the one home of faiss."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.types import Matrix

INDEX_TYPE = "exact"
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class DenseIndex:
    """Exact inner-product search over unit vectors; row i belongs to chunk i."""

    def __init__(self, parts: Sequence[tuple[Matrix, Rows]], size: int, dimension: int) -> None:
        """Take vectors in parts.

        Args:
            parts: Vectors, float32 [m, dimension], which may be mapped from disk, and the row of each, -1 where it is deleted.
            size: How many rows there are; each stands in one part.
            dimension: Length of a vector.
        """
        self._parts, self._size, self.dimension = parts, size, dimension

    @classmethod
    def of(cls, vectors: Matrix) -> "DenseIndex":
        """An index over float32 [n, dimension] with unit rows."""
        return cls([(np.ascontiguousarray(vectors), np.arange(len(vectors)))], *vectors.shape)

    def __len__(self) -> int:
        return self._size

    def vectors(self) -> Matrix:
        """All vectors, float32 [n, dimension]: a copy."""
        found = np.zeros((self._size, self.dimension), np.float32)
        for vectors, rows in self._parts:
            live = rows >= 0
            found[rows[live]] = vectors[live]
        return found

    def scores(self, query: Matrix) -> Matrix:
        """Inner products of one query vector [dimension] with every vector, float32 [n]: one pass over them all."""
        found = np.zeros(self._size, np.float32)
        for vectors, rows in self._parts:
            live = rows >= 0
            found[rows[live]] = _products(vectors, query)[live]
        return found

    def search(self, query: Matrix, k: int, allowed: Mask | None = None) -> tuple[Matrix, Rows]:
        """Scores and rows of the k best for one query vector [dimension], best first; fewer where fewer are allowed."""
        scores = self.scores(query)
        rows = best(scores, k, allowed)
        return scores[rows], rows


def _products(vectors: Matrix, query: Matrix) -> Matrix:
    """Inner products, each the same to the last bit wherever its vector stands, which a matrix product does not promise."""
    import faiss

    found = np.empty(len(vectors), np.float32)
    asked = np.ascontiguousarray(query, np.float32)
    pointers = (faiss.swig_ptr(array) for array in (found, asked, vectors))
    faiss.fvec_inner_products_ny(*pointers, vectors.shape[1], len(vectors))  # type: ignore[attr-defined]
    return found


def best(scores: Matrix, k: int, allowed: Mask | None = None) -> Rows:
    """Rows of the k highest scores, best first, among those allowed; fewer where fewer are."""
    rows = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
    found = scores[rows]
    if k < len(rows):
        kept = np.argpartition(-found, k)[:k]
        rows, found = rows[kept], found[kept]
    best_first: Rows = rows[np.lexsort((rows, -found))]
    return best_first

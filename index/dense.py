"""Vectors and their exact search: the one home of faiss."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.types import Matrix

INDEX_TYPE = "IndexFlatIP"
Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class DenseIndex:
    """Exact inner-product search over unit vectors; row i belongs to chunk i."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - a faiss index has no types
        import faiss

        self._index = index
        # The index's own memory, not a copy: it lives as long as the index does.
        flat = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d) if index.ntotal else np.zeros(0, np.float32)
        self._rows: Matrix = flat.reshape(index.ntotal, index.d)

    @classmethod
    def of(cls, vectors: Matrix) -> "DenseIndex":
        """An index over float32 [n, dimension] with unit rows."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "DenseIndex":
        """Read an index written by `save`.

        Raises:
            ValueError: The file is damaged.
        """
        import faiss

        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise ValueError(f"{path} is damaged: run `python -m index build --full`") from error

    def save(self, path: Path) -> None:
        """Write the index into one file."""
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def vectors(self) -> Matrix:
        """All vectors, float32 [n, dimension]: a copy."""
        return self._rows.copy()

    def scores(self, query: Matrix) -> Matrix:
        """Inner products of one query vector [dimension] with every vector, float32 [n]: one pass over them all."""
        found: Matrix = self._rows @ query
        return found

    def search(self, query: Matrix, k: int, allowed: Mask | None = None) -> tuple[Matrix, Rows]:
        """Scores and rows of the k best for one query vector [dimension], best first; fewer where fewer are allowed."""
        scores = self.scores(query)
        rows = best(scores, k, allowed)
        return scores[rows], rows


def best(scores: Matrix, k: int, allowed: Mask | None = None) -> Rows:
    """Rows of the k highest scores, best first, among those allowed; fewer where fewer are."""
    rows = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
    found = scores[rows]
    if k < len(rows):
        kept = np.argpartition(-found, k)[:k]
        rows, found = rows[kept], found[kept]
    best_first: Rows = rows[np.lexsort((rows, -found))]
    return best_first

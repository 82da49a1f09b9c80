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
        self._index = index

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
        """All vectors, float32 [n, dimension]."""
        found: Matrix = self._index.reconstruct_n(0, len(self)) if len(self) else np.zeros((0, self._index.d), "f4")
        return found

    def search(self, query: Matrix, k: int, allowed: Mask | None = None) -> tuple[Matrix, Rows]:
        """Scores and rows of the k best for one query vector [dimension], best first; fewer where fewer are allowed."""
        import faiss

        parameters = None
        if allowed is not None:
            bitmap = np.packbits(allowed, bitorder="little")
            make_selector: Any = faiss.IDSelectorBitmap
            selector = make_selector(bitmap)
            make_parameters: Any = faiss.SearchParameters
            parameters = make_parameters(sel=selector)
        scores, rows = self._index.search(query[None, :], min(k, max(1, len(self))), params=parameters)
        real = rows[0] >= 0
        return scores[0][real], rows[0][real]

    def scores(self, query: Matrix, rows: Rows) -> Matrix:
        """Inner products of one query vector with the given rows."""
        found: Matrix = self._index.reconstruct_batch(rows) @ query
        return found

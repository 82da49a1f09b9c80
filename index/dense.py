"""The vectors of all chunks and their search: exact where that is quick, by an approximate index where there are too many."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.approximate import ApproximateIndex
from index.nearness import Approximately, Exactly, Mask, Nearness, Rows, Together
from index.on_card import CardIndex
from index.types import Matrix

INDEX_TYPE = "IndexFlatIP"


class DensePart:
    """The unit vectors of a run of chunks, as a faiss `IndexFlatIP`; where there is one, an approximate index over them too."""

    def __init__(self, index: Any, approximate: ApproximateIndex | None = None) -> None:  # noqa: ANN401 - no types
        """Take a faiss index and what finds the nearest of its rows faster than looking at all of them."""
        import faiss

        self._index, self.approximate = index, approximate
        # The index's own memory, not a copy: it lives as long as the index does.
        flat = faiss.rev_swig_ptr(index.get_xb(), index.ntotal * index.d) if index.ntotal else np.zeros(0, np.float32)
        self.rows: Matrix = flat.reshape(index.ntotal, index.d)

    @classmethod
    def of(cls, vectors: Matrix) -> "DensePart":
        """A part over float32 [n, dimension] with unit rows."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors))
        return cls(index)

    @classmethod
    def load(cls, path: Path, approximate: Path | None = None) -> "DensePart":
        """Read what `save` wrote, and the approximate index beside it.

        Raises:
            ValueError: A file is damaged.
        """
        import faiss

        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise ValueError(f"{path} is damaged: run `python -m index build --full`") from error
        return cls(index, ApproximateIndex.load(approximate) if approximate else None)

    def save(self, path: Path) -> None:
        """Write the vectors into one file."""
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return len(self.rows)

    def near(self, query: Matrix) -> Nearness:
        """How near the rows are to a query vector [dimension]."""
        return Approximately(self.rows, query, self.approximate) if self.approximate else Exactly(self.rows @ query)


class DenseIndex:
    """Inner-product search over the vectors of all chunks, which lie in parts; row i belongs to chunk i."""

    def __init__(self, parts: Sequence[DensePart], card: CardIndex | None = None) -> None:
        """Take one part or more, all of one dimension, in the order of the chunks; and a copy of them all on a GPU."""
        self.parts, self._card = list(parts), card
        self._starts: Rows = np.cumsum([0, *map(len, parts)], dtype=np.int64)

    @classmethod
    def of(cls, vectors: Matrix) -> "DenseIndex":
        """An index of one part over float32 [n, dimension] with unit rows."""
        return cls([DensePart.of(vectors)])

    def on_card(self) -> "DenseIndex":
        """The same index, searched on a GPU; see `index.on_card.faiss_has_gpu`."""
        return DenseIndex(self.parts, CardIndex([part.rows for part in self.parts]))

    def __len__(self) -> int:
        return int(self._starts[-1])

    def vectors(self) -> Matrix:
        """All vectors, float32 [n, dimension]: a copy."""
        return np.concatenate([part.rows for part in self.parts])

    def near(self, query: Matrix) -> Nearness:
        """How near all rows are to a query vector [dimension]."""
        return self.near_on_cpu(query) if self._card is None else _OnCard(self, query, self._card.nearest(query))

    def near_on_cpu(self, query: Matrix) -> Nearness:
        """The same, whatever card there is."""
        found = [part.near(query) for part in self.parts]
        return found[0] if len(found) == 1 else Together(found, self._starts)

    def products(self, query: Matrix, rows: Rows) -> Matrix:
        """Inner products of a query vector [dimension] with these rows alone, float32 [rows]."""
        found = np.empty(len(rows), np.float32)
        for part, start in zip(self.parts, self._starts, strict=False):
            own = (rows >= start) & (rows < start + len(part))
            found[own] = part.rows[rows[own] - start] @ query
        return found

    def search(self, query: Matrix, k: int, allowed: Mask | None = None) -> tuple[Matrix, Rows]:
        """Scores and rows of the k best for one query vector [dimension], best first; fewer where fewer are allowed."""
        near = self.near(query)
        rows = near.best(k, allowed)
        return near.of(rows), rows


class _OnCard:
    """A card names the nearest rows of all; where a mask leaves too few of them, every row is looked at here."""

    def __init__(self, index: DenseIndex, query: Matrix, nearest: Rows) -> None:
        self._index, self._query, self._nearest = index, query, nearest

    def best(self, k: int, allowed: Mask | None = None) -> Rows:
        found = self._nearest if allowed is None else self._nearest[allowed[self._nearest]]
        if len(found) >= k or len(self._nearest) == len(self._index):
            return found[:k]
        return self._index.near_on_cpu(self._query).best(k, allowed)

    def of(self, rows: Rows) -> Matrix:
        return self._index.products(self._query, rows)

"""The index that finds the nearest of very many vectors without looking at all of them: faiss's inverted file of 8-bit vectors.

What is found is compared exactly afterwards, so an approximation can only miss a row, never misjudge one. docs/log.md has the recall.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.arrays import Array
from index.types import Matrix

EXACT = 200_000
"""Chunks up to which all vectors are looked at: on two cores that takes some 12 ms, an inverted file under 1 ms."""

PROBES = 128
"""Lists that a search looks into; the nearest ten of a full sort are among those found for 99.8 % of queries."""

LEAST = 20_000
"""Rows that a search under a mask looks at, where the mask leaves so many."""

_SAMPLE = 64  # vectors a list is trained on
_ROUNDS = 8  # of k-means: more move the lists little
_SPARE = 4  # rows asked for, for one wanted: 8 bits order neighbours roughly


def lists_for(n: int) -> int:
    """How many lists n vectors are kept in: 4 * sqrt(n), as faiss's guidelines have it."""
    return max(1, round(4 * float(np.sqrt(n))))


class ApproximateIndex:
    """An inverted file over unit vectors: those of one list lie close together, and a search looks into a few lists."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - a faiss index has no types
        """Take a trained faiss index."""
        self._index = index
        self._list_of = _list_of_each(index)

    @classmethod
    def of(cls, parts: Sequence[Array]) -> "ApproximateIndex":
        """Train lists on a sample of unit vectors, [m, dimension] a part, always the same, and put all vectors into them."""
        faiss = _faiss()
        n = sum(map(len, parts))
        lists = lists_for(n)
        index = faiss.index_factory(parts[0].shape[1], f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
        index.cp.niter, index.cp.min_points_per_centroid = _ROUNDS, 1
        index.cp.max_points_per_centroid = _SAMPLE
        drawn = np.sort(np.random.default_rng(0).permutation(n)[: _SAMPLE * lists])
        starts = np.cumsum([0, *map(len, parts)])
        held = [
            part[drawn[(drawn >= at) & (drawn < at + len(part))] - at] for part, at in zip(parts, starts, strict=False)
        ]
        index.train(np.concatenate(held).astype(np.float32))
        for part in parts:
            index.add(np.ascontiguousarray(part, np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "ApproximateIndex":
        """Map what `save` wrote into memory.

        Raises:
            ValueError: The file is damaged.
        """
        faiss = _faiss()
        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))
        except RuntimeError as error:
            raise ValueError(f"{path} is damaged: run `python -m index build --full`") from error

    def save(self, path: Path) -> None:
        """Write the index into one file."""
        faiss = _faiss()
        faiss.write_index(self._index, str(path))

    @property
    def described(self) -> dict[str, int | str]:
        """Its type and how it was trained, as the manifest gives them."""
        lists, vectors = int(self._index.nlist), int(self._index.ntotal)
        trained = min(_SAMPLE * lists, vectors)
        return {
            "type": f"IVF{lists},SQ8",
            "vectors": vectors,
            "trained_on": trained,
            "rounds": _ROUNDS,
            "probes": PROBES,
        }

    def nearest(self, query: Matrix, k: int, allowed: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.int64]:
        """Rows among which the k nearest to a query vector [dimension] are, but for a few; in no order, all of them allowed."""
        faiss = _faiss()
        asked = np.ascontiguousarray(query[None])
        near, lists = self._index.quantizer.search(asked, self._index.nlist)
        looked_at = np.arange(self._index.nlist) < PROBES if allowed is None else self._reach(lists[0], allowed)
        if not looked_at.any():
            return np.zeros(0, np.int64)
        # The selector reads this array's memory: it has to live until the search is done.
        bits = np.packbits(np.ones(len(self._list_of), np.bool_) if allowed is None else allowed, bitorder="little")
        parameters = faiss.SearchParametersIVF(nprobe=int(looked_at.sum()), sel=faiss.IDSelectorBitmap(bits))
        wanted = min(_SPARE * k, len(self._list_of))
        # The library's own wrapper for Python takes no parameters here, and so no selector.
        keys, products = np.ascontiguousarray(lists[:, looked_at]), np.ascontiguousarray(near[:, looked_at])
        scores, rows = np.empty((1, wanted), np.float32), np.empty((1, wanted), np.int64)
        pointers = [faiss.swig_ptr(array) for array in (keys, products, scores, rows)]
        self._index.search_preassigned_c(1, faiss.swig_ptr(asked), wanted, *pointers, False, parameters)
        found: npt.NDArray[np.int64] = rows[0][rows[0] >= 0]
        return found

    def _reach(self, lists: npt.NDArray[np.int64], allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which of the lists, nearest first, are looked into under a mask: as large a share of its rows as without one.

        A question's nearest lists are in its own language: a mask for the other one would leave nothing of them.
        """
        held = np.bincount(self._list_of[allowed], minlength=len(lists))[lists]
        before = np.cumsum(held) - held
        reach: npt.NDArray[np.bool_] = (held > 0) & (before < max(held.sum() * PROBES / len(lists), LEAST))
        return reach


def _list_of_each(index: Any) -> npt.NDArray[np.int32]:  # noqa: ANN401
    """The list that each row is in."""
    faiss = _faiss()
    found = np.zeros(index.ntotal, np.int32)
    for number in range(index.nlist):
        size = index.invlists.list_size(number)
        if size:
            found[faiss.rev_swig_ptr(index.invlists.get_ids(number), size)] = number
    return found


def _faiss() -> Any:  # noqa: ANN401 - its types are wrong where it has some
    import faiss

    return faiss

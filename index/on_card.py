"""All vectors in a GPU's memory, searched there by faiss; only a build of faiss with GPU support can do that."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from index.types import Matrix

DEPTH = 2048
"""The most neighbours that faiss gives on a card for one query."""

ADVICE = (
    "ASSISTANT_DEVICE=cuda: the model runs on the card, but vectors are searched on the CPU, as this build of faiss has no GPU "
    'support: to search on the card too, replace faiss-cpu by faiss-gpu-cu12 (README, "On a GPU")'
)


def faiss_has_gpu() -> bool:
    """Whether the faiss that is installed can search on a card, and there is one."""
    library = _faiss()
    return hasattr(library, "StandardGpuResources") and library.get_num_gpus() > 0


class CardIndex:
    """Exact inner-product search on the first CUDA device."""

    def __init__(self, parts: Sequence[Matrix], dimension: int) -> None:
        """Copy unit vectors, float32 [n, dimension] a part, into the card's memory: 1.5 GB a million of 384 dimensions."""
        library = _faiss()
        self._resources = library.StandardGpuResources()
        self._index = library.GpuIndexFlatIP(self._resources, dimension)
        for part in parts:
            if len(part):
                self._index.add(np.ascontiguousarray(part))

    def nearest(self, query: Matrix) -> npt.NDArray[np.int64]:
        """The `DEPTH` nearest rows to a query vector [dimension], best first; all rows where there are fewer."""
        _, rows = self._index.search(np.ascontiguousarray(query[None]), min(DEPTH, self._index.ntotal))
        found: npt.NDArray[np.int64] = rows[0]
        return found


def _faiss() -> Any:  # noqa: ANN401 - its types are wrong where it has some
    import faiss

    return faiss

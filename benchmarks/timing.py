"""What every measurement needs: a clock, percentiles, the peak of memory, vectors by chance."""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from index.types import Matrix

Row = dict[str, Any]
Given = TypeVar("Given")
QUERIES, WARM_UP = 100, 5


def timed(action: Callable[..., Given], *arguments: object) -> tuple[float, Given]:
    """Seconds, and what the action gave."""
    started = time.perf_counter()
    given = action(*arguments)
    return time.perf_counter() - started, given


def percentiles(seconds: Sequence[float]) -> Row:
    """The median and the 95th percentile in milliseconds."""
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    return {"query p50, ms": round(float(p50), 1), "query p95, ms": round(float(p95), 1)}


def peak() -> int:
    """The most memory that this process has held, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6)


def unit_rows(random: np.random.Generator, rows: int, dimension: int) -> Matrix:
    """Vectors of length 1 in directions by chance."""
    matrix: Matrix = random.standard_normal((rows, dimension), dtype=np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix

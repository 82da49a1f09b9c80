"""The figures of one pipeline, or of one bare search; times in wall-clock seconds unless a name says otherwise."""

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks.collection import questions
from benchmarks.pipelines import PIPELINES
from corpus.article import Article
from index.dense import DenseIndex
from index.types import Matrix

Row = dict[str, Any]
Given = TypeVar("Given")
QUERIES, WARM_UP, ADDED = 100, 5, 3


def measure(name: str, found: Sequence[Article], cache: Path, device: str) -> Row:
    """Build with all articles but the last three, ask, then add the three one by one."""
    held, added = found[:-ADDED], found[-ADDED:]
    with tempfile.TemporaryDirectory() as folder:
        load, pipeline = timed(PIPELINES[name], Path(folder) / "index", cache, device)
        build, chunks = timed(pipeline.build, held)
        asked = questions(held, QUERIES)
        for text in asked[:WARM_UP]:
            pipeline.query(text)
        queries = [timed(pipeline.query, text)[0] for text in asked]
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        adding = [timed(pipeline.add, one)[0] for one in added]
    return {
        "system": name,
        "runs on": pipeline.runs_on,
        "articles": len(held),
        "chunks": chunks,
        "load the model, s": round(load, 1),
        "build, s": round(build, 1),
        "chunks/s": round(chunks / build, 1),
        "characters/s": round(sum(len(article.text) for article in held) / build),
        **percentiles(queries),
        "add one article, s": round(float(np.median(adding)), 2),
        "index, MB": round(size / 1e6, 2),
        "peak memory, MB": peak(),
    }


def synthetic(n: int, dimension: int = 384) -> Row:
    """A search for ten neighbours among random unit vectors, without and with a mask that allows a tenth of them."""
    random = np.random.default_rng(0)
    vectors = np.concatenate([unit_rows(random, min(10_000, n - at), dimension) for at in range(0, n, 10_000)])
    build, index = timed(DenseIndex.of, vectors)
    del vectors
    asked, allowed = unit_rows(random, QUERIES, dimension), random.random(n) < 0.1
    for query in asked[:WARM_UP]:
        index.search(query, 10)
    plain = [timed(index.search, query, 10)[0] for query in asked]
    masked = [timed(index.search, query, 10, allowed)[0] for query in asked]
    under_mask = {f"{key}, a tenth allowed": value for key, value in percentiles(masked).items()}
    return {"vectors": n, "build, s": round(build, 2), **percentiles(plain), **under_mask, "peak memory, MB": peak()}


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

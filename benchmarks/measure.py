"""The figures of one pipeline, or of one bare search; times in wall-clock seconds unless a name says otherwise."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.collection import questions
from benchmarks.pipelines import PIPELINES
from benchmarks.timing import QUERIES, WARM_UP, Row, peak, percentiles, timed, unit_rows
from corpus.article import Article
from index.dense import DenseIndex

ADDED = 3


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

"""Very many vectors: the approximate index beside looking at all of them, what it finds of their ten nearest, what it costs.

python benchmarks/many_vectors.py [-n 1000000] [--json]

The vectors are drawn so that they lie as those of texts do: in two languages, each around a mean of its own, in some thousand topics.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from benchmarks.timing import QUERIES, WARM_UP, Row, peak, percentiles, timed
from cli import OK, run
from index.approximate import ApproximateIndex
from index.arrays import Array
from index.dense import DenseIndex, Named
from index.merging import LARGEST
from index.nearness import Mask, Nearness
from index.options import as_count
from index.types import Matrix

DIMENSION, INNER, TOPICS = 384, 64, 2_000
POOL, NEAREST = 200, 10  # rows that a search asks for, and those that have to be among them
TOPIC, TEXT, NOISE = (
    0.06,
    0.6,
    0.02,
)  # how far topics, texts of one topic and the rest spread; languages lie 0.68 and 0.54 apart


class Texts:
    """Draws vectors of texts."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(0)
        self._basis = np.linalg.qr(self._random.standard_normal((DIMENSION, INNER)))[0].T * TOPIC
        self._topics = self._random.standard_normal((TOPICS, INNER))
        mean, other = (row / np.linalg.norm(row) for row in self._random.standard_normal((2, DIMENSION)))
        self._means = np.stack([mean, mean + 0.5 * other])

    def draw(self, count: int, language: int) -> Matrix:
        """Unit vectors of one language, 0 or 1: float32 [count, DIMENSION]."""
        inner = self._topics[self._random.integers(TOPICS, size=count)]
        inner = inner + TEXT * self._random.standard_normal((count, INNER))
        rows = inner @ self._basis + NOISE * self._random.standard_normal((count, DIMENSION)) + self._means[language]
        found: Matrix = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return found

    def parts(self, n: int) -> Iterator[Array]:
        """Vectors in half precision, as segments hold them; the languages take turns."""
        for number, at in enumerate(range(0, n, LARGEST)):
            yield self.draw(min(LARGEST, n - at), number % 2).astype(np.float16)


def main() -> int:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-n", type=as_count, default=1_000_000, help="how many vectors (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    args = parser.parse_args()
    row = measured(args.n)
    print(json.dumps(row) if args.json else "\n".join(f"{name}: {value}" for name, value in row.items()))
    return OK


def measured(n: int) -> Row:
    """The figures of n vectors."""
    texts = Texts()
    vectors, queries = list(texts.parts(n)), texts.draw(QUERIES + WARM_UP, 0)
    building, index = timed(ApproximateIndex.of, vectors)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.faiss"
        index.save(path)
        size, index = path.stat().st_size, ApproximateIndex.load(path)
        starts = np.cumsum([0, *map(len, vectors)])
        parts = [(part, np.arange(at, at + len(part))) for part, at in zip(vectors, starts, strict=False)]
        approximate = DenseIndex(parts, n, DIMENSION, Named(index, np.arange(n), len(parts)))
        exact = DenseIndex([(part.astype(np.float32), rows) for part, rows in parts], n, DIMENSION)
        row = {"vectors": n, **index.described, "building, s": round(building, 1), "bytes a vector": round(size / n)}
        for name, mask in _masks(n, [len(part) for part in vectors]).items():
            row |= {f"{name}: {key}": value for key, value in _compared(approximate, exact, queries, mask).items()}
    return {**row, "peak memory, MB": peak()}


def _masks(n: int, sizes: list[int]) -> dict[str, Mask | None]:
    own = np.repeat(np.arange(len(sizes)) % 2 == 0, sizes)
    few = np.random.default_rng(1).random(n) < 0.01
    return {"no mask": None, "the query's language": own, "the other language": ~own, "one in a hundred": few}


def _compared(approximate: DenseIndex, exact: DenseIndex, queries: Matrix, mask: Mask | None) -> Row:
    """Times of both, and the share of the nearest that is found."""
    times: dict[str, list[float]] = {"approximate": [], "exact": []}
    shares = []
    for number, query in enumerate(queries):
        seconds, found = timed(_rows, approximate.near, query, mask)
        whole, expected = timed(_rows, exact.near, query, mask)
        if number >= WARM_UP:
            times["approximate"].append(seconds)
            times["exact"].append(whole)
            shares.append(len(set(found) & set(expected[:NEAREST])) / NEAREST)
    told = {f"{name}, {key}": value for name, taken in times.items() for key, value in percentiles(taken).items()}
    return {"recall": round(float(np.mean(shares)), 4), **told}


def _rows(near: Callable[[Matrix], Nearness], query: Matrix, mask: Mask | None) -> list[int]:
    found: list[int] = near(query).best(POOL, mask).tolist()
    return found


if __name__ == "__main__":
    run(main)

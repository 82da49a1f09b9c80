"""An encoder that costs nothing, and articles without end: for what an index costs beside the model."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from index.arrays import Array
from index.types import Matrix

DIMENSION = 384
TOKENS_PER_CHARACTER = 0.62  # of Chinese news, by the bundled model
_POOL = 40_000
_HAN = [chr(0x4E00 + 5 * n) for n in range(3_000)]


class FakeEncoder:
    """Vectors and token vectors by chance, the same for the same text; behind the `Embedder` protocol."""

    backend, device, name, fingerprint, dimension = "none", "cpu", "fake", "fake", DIMENSION

    def __init__(self) -> None:
        self.embedded = 0
        rows = np.random.default_rng(0).standard_normal((_POOL, DIMENSION), dtype=np.float32)
        self._rows: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """See `Embedder`."""
        self.embedded += len(texts)
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder`."""
        return np.stack([self._rows[zlib.crc32(text.encode()) % _POOL] for text in texts])

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """See `Embedder`."""
        return self.embed_documents(texts), [self._tokens(text) for text in texts]

    def query_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """See `Embedder`."""
        return self.embed_queries(texts), [self._tokens(text) for text in texts]

    def asked_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix], list[Matrix]]:
        """See `Embedder`; every token counts the same."""
        vectors, tokens = self.query_tokens(texts)
        return vectors, tokens, [np.ones(len(found), np.float32) for found in tokens]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `Embedder`."""
        return [round(len(text) * TOKENS_PER_CHARACTER) for text in texts]

    def _tokens(self, text: str) -> Matrix:
        (count,) = self.count_tokens([text])
        start = zlib.crc32(text.encode()) % (_POOL - count)
        return self._rows[start : start + count]


def write_articles(folder: Path, count: int, *, first: int = 0) -> None:
    """Write articles of about ten chunks of Chinese, some hundred to a folder; number n is the same whenever it is written."""
    for number in range(first, first + count):
        path = folder / f"{number // 500:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(_article(number)), "utf-8")


def _article(number: int) -> Iterator[str]:
    """Words of two characters, as frequent as words are (Zipf), in sentences of about 30 characters."""
    random = np.random.default_rng(number)
    yield f"{_words(random, 8)}{number}\n2024-{1 + number % 12:02}-{1 + number % 28:02}\n\n"
    for _ in range(12):
        yield (
            "".join(f"{_words(random, 15)}，{_words(random, int(random.integers(5, 12)))}。" for _ in range(3)) + "\n\n"
        )


def _words(random: np.random.Generator, count: int) -> str:
    ranks = np.minimum(random.zipf(1.2, count), 400_000)
    return "".join(_HAN[int(rank * 7919 % 3_000)] + _HAN[int(rank * 104_729 // 3_000 % 3_000)] for rank in ranks)


def question(number: int) -> str:
    """A question of about a dozen tokens, in the words of the articles."""
    return _words(np.random.default_rng((number, 1)), 8) + "多少？"


def copied(arrays: Mapping[str, Array], copy: int) -> dict[str, Array]:
    """A segment's arrays under other ids: the articles of a folder of copies, near-duplicates of nothing."""
    lines = []
    for line in arrays["lines"].tobytes().splitlines():
        record = json.loads(line)
        record["article"]["id"] = f"copy{copy:03}/{record['article']['id']}"
        record["file"]["path"] = f"copy{copy:03}/{record['file']['path']}"
        lines.append(json.dumps(record, sort_keys=True).encode() + b"\n")
    bounds = arrays["bounds"].copy()
    bounds[:, 2] = np.cumsum([0, *map(len, lines)])
    shape = arrays["signatures"].shape
    signatures = np.random.default_rng(copy).integers(0, 2**32 - 1, shape, np.uint32)
    changed = {"lines": np.frombuffer(b"".join(lines), np.uint8), "bounds": bounds, "signatures": signatures}
    return {**arrays, **changed}

"""The arrays of a segment: out of articles that are new, or out of the live articles of several segments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.article import Article, Chunk
from index.arrays import Array
from index.collection import Part
from index.duplicates import WIDTH, Signature
from index.languages import language_sums
from index.late import Centres, Codes, TokenCodes
from index.postings import Postings
from index.records import article_line
from index.segments import Segment, encoded
from index.types import Matrix

Bounds = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way into a segment.

    Attributes:
        article: The article.
        file: Where it was read from: path and sha256.
        names: Names that it gives for one thing.
        signature: What tells its near-duplicates.
        chunks: What it is cut into.
        keys: What the vector of each chunk is made from, hashed: 16 bytes each.
    """

    article: Article
    file: dict[str, str]
    names: list[list[str]]
    signature: Signature
    chunks: list[Chunk]
    keys: list[bytes]


def assembled(
    drafts: Sequence[Draft], words: Iterable[Sequence[str]], vectors: Matrix, codes: Sequence[Codes], centres: Centres
) -> dict[str, Array]:
    """A segment's arrays.

    Args:
        drafts: The articles, in the order of their ids.
        words: The terms of each of their chunks.
        vectors: The vector of each chunk.
        codes: The codes of each chunk's tokens.
        centres: What they were centred by.
    """
    texts = [encoded(draft.article.text) for draft in drafts]
    lines = [article_line(draft.article, draft.file, draft.names) for draft in drafts]
    english = np.repeat([draft.article.language == "en" for draft in drafts], [len(draft.chunks) for draft in drafts])
    tokens, kept = TokenCodes.of(codes, vectors.shape[1]), vectors.astype(np.float16)
    return {
        "bounds": _bounds([len(draft.chunks) for draft in drafts], texts, lines),
        "lines": _joined(lines),
        "texts": _joined(texts),
        "spans": np.concatenate([np.zeros((0, 4), np.int32), *(_spans(d) for d in drafts)]),
        "keys": _joined([key for draft in drafts for key in draft.keys]).reshape(-1, 16),
        "vectors": kept,
        "codes": tokens.codes,
        "token_starts": tokens.starts,
        "signatures": np.stack([d.signature for d in drafts]) if drafts else np.zeros((0, WIDTH), np.uint32),
        "sums": language_sums(kept, english.astype(np.bool_)),
        "centres": np.stack([centres.documents, centres.queries]),
        **Postings.of(words).arrays(),
    }


def merged(parts: Sequence[Part]) -> dict[str, Array]:
    """The arrays of one segment with the live articles of several; nothing is read anew or computed again but the order."""
    order = sorted((part.segment.entries[n].id, p, n) for p, part in enumerate(parts) for n in part.live())
    places = [(parts[p].segment, n) for _, p, n in order]
    counts = [int(segment.chunk_counts[n]) for segment, n in places]
    new_rows = [np.full(len(part.segment), -1) for part in parts]
    at = 0
    for (_, p, n), count in zip(order, counts, strict=True):
        rows = parts[p].segment.chunk_rows(n)
        new_rows[p][rows.start : rows.stop] = np.arange(at, at + count)
        at += count
    starts = [
        segment.arrays["token_starts"][segment.chunk_rows(n).start :][: c + 1]
        for (segment, n), c in zip(places, counts, strict=True)
    ]
    lengths = np.concatenate([np.zeros(0, np.int64), *(np.diff(one.astype(np.int64)) for one in starts)])
    texts, lines = _pieces(places, "texts", 1), _pieces(places, "lines", 2)
    vectors = _rows(places, "vectors")
    english = np.repeat([segment.entries[n].language == "en" for segment, n in places], counts).astype(np.bool_)
    codes = [
        segment.arrays["codes"][int(one[0]) : int(one[-1])] for (segment, _), one in zip(places, starts, strict=True)
    ]
    return {
        "bounds": _bounds(counts, texts, lines),
        "lines": np.concatenate(lines),
        "texts": np.concatenate(texts),
        "spans": _rows(places, "spans"),
        "keys": _rows(places, "keys"),
        "vectors": vectors,
        "codes": np.concatenate(codes),
        "token_starts": np.concatenate([[0], np.cumsum(lengths)]).astype(np.uint32),
        "signatures": np.stack([segment.arrays["signatures"][n] for segment, n in places]),
        "sums": language_sums(vectors, english),
        "centres": places[0][0].arrays["centres"],
        **Postings.merged([(p.segment.postings, new) for p, new in zip(parts, new_rows, strict=True)], at).arrays(),
    }


def _rows(places: Sequence[tuple[Segment, int]], name: str) -> Array:
    """The rows of an array that belong to the articles' chunks."""
    ranges = [(segment.arrays[name], segment.chunk_rows(n)) for segment, n in places]
    return np.concatenate([array[rows.start : rows.stop] for array, rows in ranges])


def _pieces(places: Sequence[tuple[Segment, int]], name: str, column: int) -> list[Array]:
    """The bytes of each article in an array that `bounds` divides by one of its columns."""
    bounds = [(segment.arrays[name], segment.arrays["bounds"][n : n + 2, column].tolist()) for segment, n in places]
    return [array[begin:end] for array, (begin, end) in bounds]


def _bounds(counts: Sequence[int], texts: Sequence[bytes | Array], lines: Sequence[bytes | Array]) -> Array:
    sizes = np.array([[0, 0, 0], *zip(counts, map(len, texts), map(len, lines), strict=True)], np.int64)
    return np.cumsum(sizes, axis=0)


def _joined(pieces: Sequence[bytes]) -> Array:
    return np.frombuffer(b"".join(pieces), np.uint8)


def _spans(draft: Draft) -> Array:
    """Start and end of each chunk in characters, then in bytes."""
    if not draft.chunks:
        return np.zeros((0, 4), np.int32)
    letters = np.frombuffer(draft.article.text.encode("utf-32-le", "surrogatepass"), "<u4")
    widths = 1 + (letters >= 0x80).astype(np.int64) + (letters >= 0x800) + (letters >= 0x10000)
    offsets = np.concatenate([[0], np.cumsum(widths)])
    places = np.array([(chunk.start, chunk.end) for chunk in draft.chunks])
    return np.concatenate([places, offsets[places]], axis=1).astype(np.int32)

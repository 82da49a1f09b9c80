"""Late interaction: each word of a question finds the word of a passage that is nearest to it in meaning.

The encoder's own token vectors are kept, centred and reduced to one sign a dimension: 48 bytes a token for 384 dimensions.
Centring matters more than precision, as all tokens of one language lie close together. docs/log.md has the figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.languages import is_english
from index.nearness import Rows
from index.types import Embedder, Matrix

CODES_VERSION = "1"
CALIBRATION = Path(__file__).with_name("calibration.txt")
# Multiplications at once: what is unpacked stays in a core's cache (four times as fast as all together), and BLAS, which shares larger
# products among threads, waits for no other core: on a busy machine that took 25 times as long as the products themselves.
AT_ONCE = 250_000
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Centres:
    """Mean token vectors of a model, [2, dimension] each: of Chinese first, then of English text.

    They come from forty fixed sentences, so that a code depends on the model and its text alone.
    """

    documents: Matrix
    queries: Matrix

    @classmethod
    def of(cls, embedder: Embedder) -> "Centres":
        """The centres of an embedder's model."""
        lines = CALIBRATION.read_text("utf-8").splitlines()
        groups = [[line for line in lines if is_english(line) == english] for english in (False, True)]
        documents, queries = (
            np.stack([np.concatenate(embed(group)[1]).mean(axis=0) for group in groups])
            for embed in (embedder.document_tokens, embedder.query_tokens)
        )
        return cls(documents.astype(np.float32), queries.astype(np.float32))


_centres: dict[str, Centres] = {}


def centres_of(embedder: Embedder) -> Centres:
    """The centres of an embedder's model, worked out once in a process."""
    known = _centres.get(embedder.fingerprint)
    if known is None:
        known = _centres[embedder.fingerprint] = Centres.of(embedder)
    return known


def centred(tokens: Matrix, centre: Matrix) -> Matrix:
    """Token vectors less the mean of their language, unit again: float32 [n, dimension]."""
    moved = tokens - centre
    found: Matrix = (moved / np.maximum(np.linalg.norm(moved, axis=-1, keepdims=True), 1e-9)).astype(np.float32)
    return found


def encode(tokens: Matrix, centre: Matrix) -> Codes:
    """The signs of centred token vectors [n, dimension], packed: uint8 [n, dimension / 8 rounded up]."""
    return np.packbits(tokens > centre, axis=1)


@dataclass(frozen=True, slots=True)
class TokenCodes:
    """The codes of some chunks' tokens, which may be mapped from disk.

    Attributes:
        codes: uint8 [tokens, bytes].
        starts: Where each chunk begins, and at last the number of tokens: uint32 [chunks + 1].
    """

    codes: Codes
    starts: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, parts: Sequence[Codes], dimension: int) -> "TokenCodes":
        """The codes of each chunk, one behind the other."""
        starts = np.cumsum([0, *map(len, parts)], dtype=np.uint32)
        return cls(np.concatenate([np.zeros((0, (dimension + 7) // 8), np.uint8), *parts]), starts)

    def part(self, row: int) -> Codes:
        """The codes of one chunk."""
        found: Codes = self.codes[self.starts[row] : self.starts[row + 1]]
        return found


class TokenIndex:
    """The codes of every chunk's tokens."""

    def __init__(self, parts: Sequence[TokenCodes], part_of: Rows, row_in: Rows, centres: Centres) -> None:
        """Take codes in parts, for each chunk the number of its part and its row there, and the model's centres."""
        self._parts, self._part_of, self._row_in, self.centres = parts, part_of, row_in, centres

    @classmethod
    def of(cls, parts: Sequence[Codes], centres: Centres) -> "TokenIndex":
        """An index over the codes of each chunk."""
        codes = TokenCodes.of(parts, centres.documents.shape[1])
        return cls([codes], np.zeros(len(parts), np.int64), np.arange(len(parts)), centres)

    def __len__(self) -> int:
        return len(self._part_of)

    def part(self, row: int) -> Codes:
        """The codes of one chunk."""
        held: TokenCodes = self._parts[self._part_of[row]]
        return held.part(self._row_in[row])

    def cosines(self, query: Matrix, english: bool, row: int) -> Matrix:
        """The cosine of each of a chunk's tokens with each of a question's: float32 [tokens, question's tokens]; see `nearest`."""
        asked = centred(query, self.centres.queries[int(english)])
        found: Matrix = (_products(self.part(row), asked) / np.sqrt(query.shape[1])).astype(np.float32)
        return found

    def scores(self, query: Matrix, english: bool, rows: Iterable[int], weights: Matrix | None = None) -> Matrix:
        """For each row the mean over the query's tokens of their nearest token's cosine: float32 [rows]; see `nearest`.

        With `weights`, [tokens], the mean is weighted.
        """
        found = self.nearest(query, english, rows)
        if not found.size:
            return np.zeros(len(found), np.float32)
        mean: Matrix = np.average(found, axis=1, weights=weights).astype(np.float32)
        return mean

    def nearest(self, query: Matrix, english: bool, rows: Iterable[int]) -> Matrix:
        """For each row and each of the query's tokens the cosine of its nearest token: float32 [rows, tokens].

        Args:
            query: Unit token vectors of the question, [tokens, dimension].
            english: Whether the question is in English.
            rows: Chunks to look at.
        """
        parts = [self.part(row) for row in rows]
        if not len(query) or not parts:
            return np.zeros((len(parts), len(query)), np.float32)
        dimension = query.shape[1]
        asked = centred(query, self.centres.queries[int(english)])
        lengths = np.array([max(1, len(p)) for p in parts])
        blank = np.zeros((1, parts[0].shape[1]), np.uint8)
        codes = np.concatenate([p if len(p) else blank for p in parts])
        products = _products(codes, asked)
        nearest = np.maximum.reduceat(products, np.cumsum([0, *lengths[:-1]]), axis=0)
        found: Matrix = (nearest / np.sqrt(dimension)).astype(np.float32)
        return found


def _products(codes: Codes, asked: Matrix) -> Matrix:
    """Of signs s = 2b - 1 with vectors q [tokens, dimension]: 2 b.q - sum(q), float32 [codes, tokens]."""
    dimension = asked.shape[1]
    found, doubled = np.empty((len(codes), len(asked)), np.float32), np.ascontiguousarray(2 * asked.T)
    block = max(1, AT_ONCE // doubled.size)
    for at in range(0, len(codes), block):
        bits = np.unpackbits(codes[at : at + block], axis=1, count=dimension)
        found[at : at + block] = bits.astype(np.float32) @ doubled
    found -= asked.sum(axis=1)
    return found

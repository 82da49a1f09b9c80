"""A segment: some articles with everything that searching them takes, in one file that never changes and is named by its hash.

Its arrays, by name, of a articles with n chunks and t tokens, all in the order of the articles' ids:

bounds        where each article's chunks, text and line begin, and at last where they end: int64 [a + 1, 3]
lines         a line of JSON for each article, see `index.records`: bytes
texts         the articles' texts, UTF-8: bytes
spans         start and end of each chunk in its article's text, in characters, then in bytes: int32 [n, 4]
keys          what each chunk's vector was made from, hashed: uint8 [n, 16]
vectors       float16 [n, dimension]
codes         signs of token vectors, see `index.late`: uint8 [t, dimension / 8]
token_starts  where each chunk's codes begin: uint32 [n + 1]
signatures    see `index.duplicates`: uint32 [a, 256]
sums          see `index.languages`: int64 [2, dimension]
centres       see `index.late`: float32 [2, 2, dimension]
terms, term_starts, posting_rows, posting_counts, lengths    see `index.postings`
"""

from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.article import Article, Chunk
from index.arrays import Array, Arrays, map_arrays
from index.late import Centres, TokenCodes
from index.postings import Postings
from index.records import ArticleEntry, article_in, entry_in
from index.types import Matrix

SUFFIX = ".safetensors"
_NAMES = frozenset(
    "bounds lines texts spans keys vectors codes token_starts signatures sums centres "
    "terms term_starts posting_rows posting_counts lengths".split()
)


class Segment:
    """One segment, mapped from its file or held in memory.

    Attributes:
        name: The hash of its file; what is in memory alone has none.
        arrays: As above.
        entries: What is known of each article without reading it.
        postings: For the lexical leg.
        tokens: For late interaction.
    """

    def __init__(self, name: str, arrays: Arrays) -> None:
        """Take its arrays.

        Raises:
            ValueError: A line is damaged.
        """
        self.name, self.arrays = name, arrays
        self._bounds: list[list[int]] = arrays["bounds"].tolist()
        self._first_chunks: Array = np.ascontiguousarray(arrays["bounds"][:, 0])
        self.entries: list[ArticleEntry] = [entry_in(self._line(number)) for number in range(len(self._bounds) - 1)]
        self.postings = Postings.held(arrays)
        self.tokens = TokenCodes(arrays["codes"], arrays["token_starts"])

    @classmethod
    def load(cls, path: Path) -> "Segment":
        """Map a segment's file.

        Raises:
            OSError: There is none.
            ValueError: It is damaged.
        """
        arrays, _ = map_arrays(path)
        if missing := _NAMES - arrays.keys():
            raise ValueError(f"{path.name} is damaged (without {', '.join(sorted(missing))})")
        try:
            return cls(path.name.removesuffix(SUFFIX), arrays)
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"{path.name} is damaged ({error!r})") from error

    def __len__(self) -> int:
        """How many chunks there are."""
        return len(self.arrays["spans"])

    @cached_property
    def vectors(self) -> Matrix:
        """The vector of each chunk, in memory: float32 [n, dimension]."""
        found: Matrix = self.arrays["vectors"].astype(np.float32)
        return found

    @property
    def centres(self) -> Centres:
        """What the codes were centred by."""
        return Centres(*self.arrays["centres"])

    @property
    def chunk_counts(self) -> npt.NDArray[np.int64]:
        """How many chunks each article has."""
        return np.diff(self._first_chunks)

    def english(self) -> npt.NDArray[np.bool_]:
        """Which chunks are in English."""
        return np.repeat([entry.language == "en" for entry in self.entries], self.chunk_counts).astype(np.bool_)

    def chunk_rows(self, number: int) -> range:
        """The rows of an article's chunks."""
        return range(self._bounds[number][0], self._bounds[number + 1][0])

    def article(self, number: int) -> Article:
        """An article, read."""
        begin, end = self._bounds[number][1], self._bounds[number + 1][1]
        return article_in(self._line(number), decoded(self.arrays["texts"][begin:end]))

    def chunk(self, row: int) -> Chunk:
        """A chunk, with its text."""
        number = int(np.searchsorted(self._first_chunks, row, side="right")) - 1
        first, text, _ = self._bounds[number]
        start, end, first_byte, last_byte = self.arrays["spans"][row].tolist()
        article_id = self.entries[number].id
        cut = decoded(self.arrays["texts"][text + first_byte : text + last_byte])
        return Chunk(f"{article_id}#{row - first}", article_id, start, end, cut)

    def _line(self, number: int) -> bytes:
        begin, end = self._bounds[number][2], self._bounds[number + 1][2]
        return self.arrays["lines"][begin:end].tobytes()


def encoded(text: str) -> bytes:
    """A text as segments keep it; half a surrogate pair, which UTF-8 knows none of, is kept too."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: Array) -> str:
    """What `encoded` gave."""
    return data.tobytes().decode("utf-8", "surrogatepass")

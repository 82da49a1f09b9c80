"""The postings of one segment: for each term, by a hash of 64 bits, the documents that hold it and how often."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.arrays import Array, Arrays
from index.nearness import Rows

Hashes = npt.NDArray[np.uint64]
MOST = 255  # occurrences that are told apart; BM25 has levelled off long before
_NARROW = 65_536  # documents; up to here two bytes number one


@lru_cache(maxsize=200_000)
def term_hash(term: str) -> int:
    """64 bits of a term's BLAKE2b: among ten million terms two share theirs with probability 3e-6."""
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True)
class Postings:
    """Which documents hold which terms.

    Attributes:
        terms: Hashes of the terms, sorted, uint64 [terms].
        starts: Term i has the postings from `starts[i]` to `starts[i + 1]`, uint32 [terms + 1].
        rows: The documents of each term in order, uint16 [postings], or uint32 where two bytes do not number them.
        counts: How often the term stands there, uint8 [postings].
        lengths: How many terms each document has, uint32 [documents].
    """

    terms: Hashes
    starts: Array
    rows: Array
    counts: Array
    lengths: Array

    @classmethod
    def of(cls, documents: Iterable[Sequence[str]]) -> "Postings":
        """The postings of documents given by their terms; one document is in memory at a time."""
        lengths: list[int] = []
        terms, counts = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
        for document in documents:
            hashed, count = np.unique(np.array([term_hash(t) for t in document], np.uint64), return_counts=True)
            lengths.append(len(document))
            terms.append(hashed)
            counts.append(count)
        rows = np.repeat(np.arange(len(lengths)), [len(one) for one in terms[1:]])
        held = np.minimum(np.concatenate(counts), MOST).astype(np.uint8)
        return cls._sorted(np.concatenate(terms), rows, held, np.array(lengths, np.uint32))

    @classmethod
    def merged(cls, parts: Iterable[tuple["Postings", Rows]], size: int) -> "Postings":
        """The postings of `size` documents out of several: each part comes with the new row of its documents, -1 for none."""
        lengths = np.zeros(size, np.uint32)
        triples: list[tuple[Array, Array, Array]] = []
        for part, new in parts:
            kept = new >= 0
            lengths[new[kept]] = part.lengths[kept]
            rows = new[part.rows]
            live = rows >= 0
            terms = np.repeat(part.terms, np.diff(part.starts))
            triples.append((terms[live], rows[live], part.counts[live]))
        terms, rows, counts = (np.concatenate(arrays) for arrays in zip(*triples, strict=True))
        return cls._sorted(terms, rows, counts, lengths)

    @classmethod
    def _sorted(cls, terms: Array, rows: Array, counts: Array, lengths: Array) -> "Postings":
        order = np.lexsort((rows, terms))
        terms = terms[order]
        first = (
            np.flatnonzero(np.concatenate([[True], terms[1:] != terms[:-1]])) if len(terms) else np.zeros(0, np.int64)
        )
        starts = np.concatenate([first, [len(terms)]]).astype(np.uint32)
        narrow = np.uint16 if len(lengths) <= _NARROW else np.uint32
        return cls(terms[first], starts, rows[order].astype(narrow), counts[order], lengths)

    def find(self, terms: Hashes) -> list[tuple[int, int, int]]:
        """Those of the terms that are there: each by its place among the ones asked for, with where its postings begin and end."""
        if not len(self.terms):
            return []
        at = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        found = np.flatnonzero(self.terms[at] == terms)
        at = at[found]
        return list(zip(found.tolist(), self.starts[at].tolist(), self.starts[at + 1].tolist(), strict=True))

    def arrays(self) -> dict[str, Array]:
        """By name, as a segment keeps them."""
        return {
            "terms": self.terms,
            "term_starts": self.starts,
            "posting_rows": self.rows,
            "posting_counts": self.counts,
            "lengths": self.lengths,
        }

    @classmethod
    def held(cls, arrays: Arrays) -> "Postings":
        """What `arrays` gave."""
        names = ("terms", "term_starts", "posting_rows", "posting_counts", "lengths")
        return cls(*(arrays[name] for name in names))

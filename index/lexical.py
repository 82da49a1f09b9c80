"""BM25 over chunks and over the sections around them, computed from the postings of all segments at once.

How many documents hold a term, how many there are and how long they are on average is counted over what is live at the moment
of the query, so that a score depends on the collection and not on how its segments came about.
"""

import math
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.arrays import Array
from index.nearness import Rows
from index.postings import Hashes, Postings, term_hash
from index.types import Matrix

K1, B = 1.2, 0.75
# Postings that are remembered, 12 bytes each: of frequent words, which most questions have and which cost most.
CACHED, CACHED_A_CHUNK = 8_000_000, 16
Numbers = npt.NDArray[np.int32]
Part = tuple[Postings, Rows]
"""Postings, and for each of their documents its row in the whole collection, -1 where it is deleted."""


class BM25:
    """Lucene's variant over documents of given lengths: a term contributes at most its inverse document frequency."""

    def __init__(self, lengths: Array) -> None:
        """Take how many terms each document has, [n]."""
        self.size = len(lengths)
        mean = max(float(lengths.sum()) / max(self.size, 1), 1e-9)
        self._norms: Matrix = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)

    def idf(self, df: int) -> float:
        """ln(1 + (n - df + 0.5) / (df + 0.5)) of a term that so many documents hold."""
        return math.log(1 + (self.size - df + 0.5) / (df + 0.5))

    def added(self, rows: Numbers, counts: Matrix) -> Matrix:
        """What a term that stands so often in these documents adds to their scores: float32 [rows]."""
        found = self._norms[rows]
        found += counts
        np.divide(counts, found, out=found)
        found *= np.float32(self.idf(len(rows)))
        return found


class LexicalIndex:
    """BM25 over n documents."""

    def __init__(self, parts: Sequence[Part]) -> None:
        """Take the parts that the documents lie in."""
        self._parts = [(postings, rows.astype(np.int32)) for postings, rows in parts]
        self.lengths = np.zeros(sum(int((rows >= 0).sum()) for _, rows in parts), np.int64)
        for postings, rows in parts:
            self.lengths[rows[rows >= 0]] = postings.lengths[rows >= 0]
        self.bm25 = BM25(self.lengths)

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> "LexicalIndex":
        """An index over the terms of each document."""
        return cls([(Postings.of(documents), np.arange(len(documents)))])

    def idf(self, term: str) -> float:
        """The most that one term can contribute to a score."""
        ((rows, _),) = self.matches(hashes([term]))
        return self.bm25.idf(len(rows))

    def scores(self, query: Sequence[str]) -> Matrix:
        """BM25 of every document for the query's distinct terms: float32 [n]; they are added up in one order."""
        found = np.zeros(self.bm25.size, np.float32)
        for rows, counts in self.matches(hashes(query)):
            found[rows] += self.bm25.added(rows, counts)
        return found

    def possible(self, query: Sequence[str]) -> float:
        """The score that a document holding every distinct query term many times would approach."""
        return math.fsum(self.idf(t) for t in set(query))

    def rows_of(self, terms: Sequence[str]) -> dict[str, Numbers]:
        """The documents that hold each of these terms, for those that any document holds."""
        asked = list(dict.fromkeys(terms))
        found: dict[str, list[Numbers]] = {}
        hashed = np.array([term_hash(term) for term in asked], np.uint64)
        for postings, rows in self._parts:
            for place, start, end in postings.find(hashed):
                found.setdefault(asked[place], []).append(rows[postings.rows[start:end]])
        live = {term: (held := np.concatenate(parts))[held >= 0] for term, parts in found.items()}
        return {term: held for term, held in live.items() if len(held)}

    def matches(self, terms: Hashes) -> Iterator[tuple[Numbers, Matrix]]:
        """For each term the documents that hold it, part by part and there in order, and how often; without deleted ones."""
        places: list[list[tuple[tuple[Postings, Numbers], int, int]]] = [[] for _ in terms]
        for part in self._parts:
            for place, start, end in part[0].find(terms):
                places[place].append((part, start, end))
        for slices in places:
            rows = [rows[postings.rows[start:end]] for (postings, rows), start, end in slices]
            counts = [postings.counts[start:end] for (postings, _), start, end in slices]
            row = np.concatenate([np.zeros(0, np.int32), *rows])
            count = np.concatenate([np.zeros(0, np.uint8), *counts]).astype(np.float32)
            live = row >= 0
            yield (row, count) if live.all() else (row[live], count[live])


def hashes(query: Sequence[str]) -> Hashes:
    """A query's distinct terms, in one order."""
    return np.unique(np.array([term_hash(term) for term in query], np.uint64))


SECTION = 6  # chunks


def section_rows(chunks_of_articles: Rows) -> Rows:
    """For each chunk the number of its section: a run of at most `SECTION` chunks of one article.

    Args:
        chunks_of_articles: How many chunks each article has, in order.
    """
    sections = -(-chunks_of_articles // SECTION)
    first = np.concatenate([[0], np.cumsum(sections)[:-1]]) if len(sections) else sections
    starts = np.cumsum(chunks_of_articles) - chunks_of_articles
    number = np.arange(int(chunks_of_articles.sum())) - np.repeat(starts, chunks_of_articles)
    found: Rows = np.repeat(first, chunks_of_articles) + number // SECTION
    return found


@dataclass(frozen=True, slots=True)
class _Term:
    """What a term adds to the scores of chunks and of sections."""

    rows: Numbers
    added: Matrix
    sections: Numbers
    added_to_sections: Matrix


class LexicalLeg:
    """BM25 of each chunk, plus that of its section: a fact's names often stand a paragraph before it."""

    def __init__(self, parts: Sequence[Part], chunks_of_articles: Rows) -> None:
        """Take the parts, and how many chunks each article has, in the order of the rows."""
        self.chunks = LexicalIndex(parts)
        self._section: Numbers = section_rows(chunks_of_articles).astype(np.int32)
        self._most = max(CACHED, CACHED_A_CHUNK * len(self._section))
        self._bm25 = BM25(np.bincount(self._section, self.chunks.lengths))
        self._known: OrderedDict[int, _Term] = OrderedDict()
        self._postings, self._lock = 0, threading.Lock()

    def idf(self, term: str) -> float:
        """Rarity of a term among the chunks; see `LexicalIndex.idf`."""
        return self.chunks.idf(term)

    @property
    def rarest(self) -> float:
        """Rarity of a term that one chunk alone holds."""
        return self.chunks.bm25.idf(1)

    def scores(self, query: Sequence[str]) -> tuple[Matrix, Matrix]:
        """BM25 of each chunk and of the section that it stands in, float32 [n] each."""
        own, section = np.zeros(self.chunks.bm25.size, np.float32), np.zeros(self._bm25.size, np.float32)
        for term in self._terms(hashes(query)):
            own[term.rows] += term.added
            section[term.sections] += term.added_to_sections
        return own, section[self._section]

    def _terms(self, asked: Hashes) -> list[_Term]:
        with self._lock:
            found = {term: self._known[term] for term in asked.tolist() if term in self._known}
        new = np.array([term for term in asked.tolist() if term not in found], np.uint64)
        made = {t: self._term(*match) for t, match in zip(new.tolist(), self.chunks.matches(new), strict=True)}
        with self._lock:
            self._remember(found | made)
        return [(found | made)[term] for term in asked.tolist()]

    def _term(self, rows: Numbers, counts: Matrix) -> _Term:
        section = self._section[rows]
        first = np.flatnonzero(np.concatenate([[True], section[1:] != section[:-1]])) if len(rows) else rows
        sections, together = section[first], np.add.reduceat(counts, first) if len(rows) else counts
        return _Term(rows, self.chunks.bm25.added(rows, counts), sections, self._bm25.added(sections, together))

    def _remember(self, terms: dict[int, _Term]) -> None:
        for key, term in terms.items():
            if key not in self._known:
                self._postings += len(term.rows)
            self._known[key] = term
            self._known.move_to_end(key)
        while self._postings > self._most:
            self._postings -= len(self._known.popitem(last=False)[1].rows)

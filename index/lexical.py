"""BM25 over chunks and over the sections around them, computed from the postings of all segments at once.

How many documents hold a term, how many there are and how long they are on average is counted over what is live at the moment
of the query, so that a score depends on the collection and not on how its segments came about.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.nearness import Rows
from index.postings import Hashes, Postings, term_hash
from index.types import Matrix

K1, B = 1.2, 0.75
Part = tuple[Postings, Rows]
"""Postings, and for each of their documents its row in the whole collection, -1 where it is deleted."""


@dataclass(frozen=True, slots=True)
class _Matches:
    """What a query's terms meet: term `terms[i]` of the query stands `counts[i]` times in document `rows[i]`."""

    terms: Rows
    rows: Rows
    counts: npt.NDArray[np.int64]

    def summed(self, groups: Rows) -> "_Matches":
        """The same of groups of neighbouring documents; `groups` gives each document's."""
        if not len(self.rows):
            return self
        group = groups[self.rows]
        first = np.flatnonzero(np.concatenate([[True], (np.diff(group) != 0) | (np.diff(self.terms) != 0)]))
        return _Matches(self.terms[first], group[first], np.add.reduceat(self.counts, first))


class LexicalIndex:
    """BM25 (Lucene's variant: a term contributes at most its inverse document frequency) over n documents."""

    def __init__(self, parts: Sequence[Part], size: int) -> None:
        """Take the parts that the rows from 0 to `size` lie in."""
        self._parts, self.size = parts, size
        self.lengths = np.zeros(size, np.int64)
        for postings, rows in parts:
            live = rows >= 0
            self.lengths[rows[live]] = postings.lengths[live]
        self._norms = norms(self.lengths)

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> "LexicalIndex":
        """An index over the terms of each document."""
        return cls([(Postings.of(documents), np.arange(len(documents)))], len(documents))

    def idf(self, term: str) -> float:
        """ln(1 + (n - df + 0.5) / (df + 0.5)): the most that one term can contribute to a score."""
        df = len(self.matches(np.array([term_hash(term)], np.uint64)).rows)
        return math.log(1 + (self.size - df + 0.5) / (df + 0.5))

    def scores(self, query: Sequence[str]) -> Matrix:
        """BM25 of every document for the query's distinct terms: float32 [n]."""
        terms = hashes(query)
        return bm25(self.matches(terms), len(terms), self._norms)

    def possible(self, query: Sequence[str]) -> float:
        """The score that a document holding every distinct query term many times would approach."""
        return math.fsum(self.idf(t) for t in set(query))

    def matches(self, terms: Hashes) -> _Matches:
        """Where the terms stand, part by part, in each part by term and row; deleted documents are left out."""
        places, rows, counts = [], [], []
        for postings, row_of in self._parts:
            found = postings.find(terms)
            if not found:
                continue
            places.append(np.repeat([place for place, _, _ in found], [end - start for _, start, end in found]))
            rows.append(row_of[np.concatenate([postings.rows[start:end] for _, start, end in found])])
            counts.append(np.concatenate([postings.counts[start:end] for _, start, end in found]))
        if not rows:
            return _Matches(*(np.zeros(0, np.int64) for _ in range(3)))
        place, row, count = np.concatenate(places), np.concatenate(rows), np.concatenate(counts).astype(np.int64)
        live = row >= 0
        return _Matches(place, row, count) if live.all() else _Matches(place[live], row[live], count[live])


def hashes(query: Sequence[str]) -> Hashes:
    """A query's distinct terms, in one order."""
    return np.unique(np.array([term_hash(term) for term in query], np.uint64))


def norms(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """What each document's length adds to the denominator of BM25."""
    mean = max(lengths.sum() / max(len(lengths), 1), 1e-9)
    found: npt.NDArray[np.float64] = K1 * (1 - B + B * lengths / mean)
    return found


def bm25(matches: _Matches, terms: int, norm: npt.NDArray[np.float64]) -> Matrix:
    """BM25 of every document: float32 [n]; a document's terms are added up in one order, whatever part it is in."""
    df = np.bincount(matches.terms, minlength=terms)
    idf = np.log(1 + (len(norm) - df + 0.5) / (df + 0.5))
    added = idf[matches.terms] * matches.counts / (matches.counts + norm[matches.rows])
    return np.bincount(matches.rows, added, minlength=len(norm)).astype(np.float32)


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


class LexicalLeg:
    """BM25 of each chunk, plus that of its section: a fact's names often stand a paragraph before it."""

    def __init__(self, parts: Sequence[Part], chunks_of_articles: Rows) -> None:
        """Take the parts, and how many chunks each article has, in the order of the rows."""
        self._section = section_rows(chunks_of_articles)
        self.chunks = LexicalIndex(parts, len(self._section))
        lengths = np.bincount(self._section, self.chunks.lengths).astype(np.int64)
        self._section_norms = norms(lengths)
        self._chunk_norms = norms(self.chunks.lengths)

    def idf(self, term: str) -> float:
        """Rarity of a term among the chunks; see `LexicalIndex.idf`."""
        return self.chunks.idf(term)

    def scores(self, query: Sequence[str]) -> tuple[Matrix, Matrix]:
        """BM25 of each chunk and of the section that it stands in, float32 [n] each."""
        terms = hashes(query)
        found = self.chunks.matches(terms)
        section = bm25(found.summed(self._section), len(terms), self._section_norms)
        return bm25(found, len(terms), self._chunk_norms), section[self._section]

"""The live articles and chunks of several segments as one collection, in the order of the articles' ids.

That order does not depend on which segment an article lies in, so that a collection built up step by step ranks and numbers its
chunks as one built at once does.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import overload

import numpy as np

from corpus.article import Article, Chunk
from index.nearness import Rows
from index.records import ArticleEntry
from index.segments import Segment

CACHED = 20_000_000  # characters of articles that stay in memory once they are read


@dataclass(frozen=True, slots=True)
class Part:
    """A segment and which of its articles no longer count, by their numbers in it."""

    segment: Segment
    dead: frozenset[int] = field(default_factory=frozenset)

    def live(self) -> list[int]:
        """The numbers of the articles that count, in order."""
        return [number for number in range(len(self.segment.entries)) if number not in self.dead]


class Layout:
    """Where in its segment each article and chunk of the collection is.

    Attributes:
        parts: The segments.
        ids: The articles' ids, in order.
        place: By id the place in `ids`.
        first_rows: The row of each article's first chunk, and at last the number of chunks, [articles + 1].
        rows: For each part the row of each of its chunks, -1 where it is deleted.
        part_of: For each row the number of its part.
        row_in: For each row the row inside that part.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        """Lay out the parts.

        Raises:
            ValueError: Two of them hold one article.
        """
        self.parts = parts
        found = sorted((part.segment.entries[n].id, p, n) for p, part in enumerate(parts) for n in part.live())
        self.ids = [one[0] for one in found]
        self.place = {article_id: place for place, article_id in enumerate(self.ids)}
        if len(self.place) < len(self.ids):
            raise ValueError("an article stands in two segments")
        self._places = [(part, number) for _, part, number in found]
        counts = [part.segment.chunk_counts for part in parts]
        self.chunk_counts: Rows = np.array([counts[p][n] for p, n in self._places], np.int64)
        self.first_rows: Rows = np.concatenate([[0], np.cumsum(self.chunk_counts)]).astype(np.int64)
        size = int(self.first_rows[-1])
        self.part_of: Rows = np.zeros(size, np.int64)
        self.row_in: Rows = np.zeros(size, np.int64)
        self.rows = [self._rows(number) for number in range(len(parts))]

    def _rows(self, number: int) -> Rows:
        part = self.parts[number]
        live, counts = part.live(), part.segment.chunk_counts
        first = np.zeros(len(counts), np.int64)
        first[live] = self.first_rows[[self.place[part.segment.entries[n].id] for n in live]]
        kept = np.repeat(np.isin(np.arange(len(counts)), live), counts)
        own = np.arange(len(part.segment))
        rows: Rows = np.where(kept, np.repeat(first - (np.cumsum(counts) - counts), counts) + own, -1)
        self.part_of[rows[kept]], self.row_in[rows[kept]] = number, own[kept]
        return rows

    def entry(self, article_id: str) -> ArticleEntry:
        """What is known of an article without reading it; KeyError where there is none."""
        part, number = self._places[self.place[article_id]]
        return self.parts[part].segment.entries[number]

    def entries(self) -> Iterator[ArticleEntry]:
        """The same of all, in order."""
        return (self.parts[part].segment.entries[number] for part, number in self._places)

    def article(self, article_id: str) -> Article:
        """An article, read; KeyError where there is none."""
        part, number = self._places[self.place[article_id]]
        return self.parts[part].segment.article(number)


class Articles(Mapping[str, Article]):
    """Articles by id, in the order of their ids; each is read when it is asked for, and remembered for a while."""

    def __init__(self, layout: Layout) -> None:
        self._layout, self._lock = layout, threading.Lock()
        self._read: OrderedDict[str, Article] = OrderedDict()
        self._characters = 0

    def __getitem__(self, article_id: str) -> Article:
        with self._lock:
            if article_id in self._read:
                self._read.move_to_end(article_id)
                return self._read[article_id]
        article = self._layout.article(article_id)
        with self._lock:
            if article_id not in self._read:
                self._read[article_id] = article
                self._characters += len(article.text)
            while self._characters > CACHED and len(self._read) > 1:
                self._characters -= len(self._read.popitem(last=False)[1].text)
        return article

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._layout.place

    def __iter__(self) -> Iterator[str]:
        return iter(self._layout.ids)

    def __len__(self) -> int:
        return len(self._layout.ids)

    def entry(self, article_id: str) -> ArticleEntry:
        """What is known of an article without reading it; KeyError where there is none."""
        return self._layout.entry(article_id)

    def entries(self) -> Iterator[ArticleEntry]:
        """The same of all, in order."""
        return self._layout.entries()


class Chunks(Sequence[Chunk]):
    """The chunks by row; each is read when it is asked for."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @overload
    def __getitem__(self, row: int) -> Chunk: ...

    @overload
    def __getitem__(self, row: slice) -> list[Chunk]: ...

    def __getitem__(self, row: int | slice) -> Chunk | list[Chunk]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        part, own = self._layout.part_of[row], self._layout.row_in[row]
        segment: Segment = self._layout.parts[part].segment
        return segment.chunk(int(own))

    def __len__(self) -> int:
        return len(self._layout.part_of)

    @property
    def counts(self) -> Rows:
        """How many chunks each article has, in order."""
        return self._layout.chunk_counts

    def row(self, chunk_id: str) -> int:
        """The row of a chunk by its id; KeyError where its article is not there."""
        article_id, _, number = chunk_id.rpartition("#")
        return int(self._layout.first_rows[self._layout.place[article_id]]) + int(number)

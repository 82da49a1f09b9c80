"""BM25 over chunks and over the sections around them, through bm25s; kept on disk without pickle."""

import logging
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.article import Chunk
from index.types import Matrix

K1, B = 1.2, 0.75


def _bm25s() -> Any:  # noqa: ANN401 - it has no types
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)  # importing it turns on its debugging log
    return bm25s


class LexicalIndex:
    """BM25 (Lucene's variant: a term contributes at most its inverse document frequency) over n documents."""

    def __init__(self, model: Any, size: int) -> None:  # noqa: ANN401 - bm25s has no types
        self._model, self._size = model, size
        matrix = model.scores
        self._document_frequency = np.diff(matrix["indptr"]) if size else np.zeros(0)

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> "LexicalIndex":
        """An index over the terms of each document."""
        model = _bm25s().BM25(k1=K1, b=B, method="lucene")
        if documents:
            model.index([list(d) or [""] for d in documents], show_progress=False)
        else:
            model.scores = {"indptr": np.zeros(1, np.int64)}
            model.vocab_dict = {}
        return cls(model, len(documents))

    @classmethod
    def load(cls, folder: Path, size: int) -> "LexicalIndex":
        """Read what `save` wrote for `size` documents.

        Raises:
            ValueError: A file is missing or damaged.
        """
        if not size:
            return cls.of([])
        try:
            return cls(_bm25s().BM25.load(folder, load_corpus=False, allow_pickle=False), size)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(f"{folder} is damaged ({error}): run `python -m index build --full`") from error

    def save(self, folder: Path) -> None:
        """Write arrays as .npy and the vocabulary as JSON."""
        folder.mkdir()
        if self._size:
            self._model.save(folder, show_progress=False, allow_pickle=False)

    def idf(self, term: str) -> float:
        """ln(1 + (n - df + 0.5) / (df + 0.5)): the most that one term can contribute to a score."""
        row = self._model.vocab_dict.get(term)
        df = float(self._document_frequency[row]) if row is not None else 0.0
        return math.log(1 + (self._size - df + 0.5) / (df + 0.5))

    def scores(self, query: Sequence[str]) -> Matrix:
        """BM25 of every document for the query's distinct terms: float32 [n]."""
        known = sorted({t for t in query if t in self._model.vocab_dict})
        if not known:
            return np.zeros(self._size, np.float32)
        found: Matrix = self._model.get_scores(known)
        return found

    def possible(self, query: Sequence[str]) -> float:
        """The score that a document holding every distinct query term many times would approach."""
        return math.fsum(self.idf(t) for t in set(query))


SECTION = 6  # chunks


def section_rows(chunks: Sequence[Chunk]) -> npt.NDArray[np.int64]:
    """For each chunk the number of its section: a run of at most `SECTION` chunks of one article."""
    rows: list[int] = []
    section, length = -1, 0
    for i, chunk in enumerate(chunks):
        if i == 0 or chunk.article_id != chunks[i - 1].article_id or length == SECTION:
            section, length = section + 1, 0
        rows.append(section)
        length += 1
    return np.array(rows, np.int64)


class LexicalLeg:
    """BM25 of each chunk, plus that of its section: a fact's names often stand a paragraph before it."""

    def __init__(self, chunks: LexicalIndex, sections: LexicalIndex, rows: npt.NDArray[np.int64]) -> None:
        self.chunks, self.sections, self.rows = chunks, sections, rows

    @classmethod
    def of(cls, chunks: Sequence[Chunk], words: Sequence[Sequence[str]]) -> "LexicalLeg":
        """A leg over chunks and the terms of each, in one order."""
        rows = section_rows(chunks)
        together: list[list[str]] = [[] for _ in range(int(rows[-1]) + 1 if len(rows) else 0)]
        for row, own in zip(rows, words, strict=True):
            together[row].extend(own)
        return cls(LexicalIndex.of(words), LexicalIndex.of(together), rows)

    @classmethod
    def load(cls, folder: Path, chunks: Sequence[Chunk]) -> "LexicalLeg":
        """Read what `save` wrote; raises as `LexicalIndex.load`."""
        rows = section_rows(chunks)
        sections = int(rows[-1]) + 1 if len(rows) else 0
        return cls(
            LexicalIndex.load(folder / "chunks", len(rows)), LexicalIndex.load(folder / "sections", sections), rows
        )

    def save(self, folder: Path) -> None:
        """Write both indexes."""
        folder.mkdir()
        self.chunks.save(folder / "chunks")
        self.sections.save(folder / "sections")

    def idf(self, term: str) -> float:
        """Rarity of a term among the chunks; see `LexicalIndex.idf`."""
        return self.chunks.idf(term)

    def scores(self, query: Sequence[str]) -> tuple[Matrix, Matrix]:
        """BM25 of each chunk and of the section that it stands in, float32 [n] each."""
        own = self.chunks.scores(query)
        return own, self.sections.scores(query)[self.rows] if len(own) else own

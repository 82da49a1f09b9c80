"""Levels the languages: the model holds any two texts of one language for nearer than they are."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from corpus.article import Article, Chunk
from index.types import Matrix

FEW = 20  # chunks; under this a language's mean says more about its few texts than about the language


class LanguageLevels:
    """The mean vector of each language's chunks, so that a query's nearness to all of them can be taken off."""

    def __init__(self, group_of: npt.NDArray[np.int64], means: Matrix) -> None:
        self._group_of, self._means = group_of, means

    @classmethod
    def of(cls, chunks: Sequence[Chunk], articles: Mapping[str, Article], vectors: Matrix) -> "LanguageLevels":
        """Levels over chunks and their vectors, float32 [n, dimension], in one order.

        Chinese in either script is one language, because both are embedded in one script.
        """
        english = np.array([articles[c.article_id].language == "en" for c in chunks], np.bool_)
        if min(int(english.sum()), int((~english).sum())) < FEW:
            return cls(np.zeros(len(chunks), np.int64), np.zeros((1, vectors.shape[1]), np.float32))
        means = np.stack([vectors[~english].mean(axis=0), vectors[english].mean(axis=0)])
        return cls(english.astype(np.int64), means)

    def background(self, query: Matrix) -> Matrix:
        """For each chunk the mean inner product of the query with its language's chunks, [n]; 0 in one language."""
        found: Matrix = (self._means @ query)[self._group_of]
        return found

    def masks(self) -> Iterator[npt.NDArray[np.bool_] | None]:
        """The chunks of each language, or None for all where there is only one."""
        if len(self._means) == 1:
            yield None
        else:
            yield from (self._group_of == group for group in range(len(self._means)))

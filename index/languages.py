"""What language a chunk and a query are in, and levels between the languages.

The model holds any two texts of one language for nearer than they are; taking the mean nearness of each language off lets an
English article answer a Chinese question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.article import Article, Chunk
from corpus.language import detect_language
from index.types import Matrix

FEW = 20  # chunks; under this a language's mean says more about its few texts than about the language


def is_english(text: str) -> bool:
    """Whether a query is in English; Chinese in either script counts as one language, as both are searched in one."""
    return detect_language(text) == "en"


@dataclass(frozen=True, slots=True)
class LanguageLevels:
    """The languages of a collection.

    Attributes:
        english: Which chunks are in English, [n].
        means: The mean vectors of the Chinese and of the English chunks, float32 [2, dimension]; zeros where one of them is
            too small to be compared.
    """

    english: npt.NDArray[np.bool_]
    means: Matrix

    @classmethod
    def of(cls, chunks: Sequence[Chunk], articles: Mapping[str, Article], vectors: Matrix) -> "LanguageLevels":
        """Levels over chunks and their vectors, float32 [n, dimension], in one order."""
        english = np.array([articles[c.article_id].language == "en" for c in chunks], np.bool_)
        means = np.zeros((2, vectors.shape[1]), np.float32)
        if min(int(english.sum()), int((~english).sum())) >= FEW:
            means = np.stack([vectors[~english].mean(axis=0), vectors[english].mean(axis=0)])
        return cls(english, means)

    def background(self, query: Matrix) -> Matrix:
        """Mean inner product of a query vector with the chunks of each language, Chinese first, [2]."""
        found: Matrix = self.means @ query
        return found

    @property
    def levelled(self) -> bool:
        """Whether the collection has enough of both languages for them to be compared."""
        return bool(self.means.any())

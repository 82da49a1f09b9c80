"""What language a chunk and a query are in, and levels between the languages.

The model holds any two texts of one language for nearer than they are; taking the mean nearness of each language off lets an
English article answer a Chinese question.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.language import detect_language
from index.types import Matrix

Sums = npt.NDArray[np.int64]
UNIT = np.float64(2**32)  # of a component's sum; a thousand million unit vectors fit
_BLOCK = 4096  # vectors that are converted at once
FEW = 20  # chunks; of fewer a mean says more about these texts than about their language, and the model's own makes up for the rest


def is_english(text: str) -> bool:
    """Whether a query is in English; Chinese in either script counts as one language, as both are searched in one."""
    return detect_language(text) == "en"


def language_sums(vectors: npt.NDArray[np.floating[Any]], english: npt.NDArray[np.bool_]) -> Sums:
    """Sums of the Chinese and of the English vectors, int64 [2, dimension] in units of 1 / UNIT.

    Whole numbers, so that parts can be added and taken off in any order without a trace of the order.
    """
    sums = np.zeros((2, vectors.shape[1]), np.int64)
    for start in range(0, len(vectors), _BLOCK):
        whole = np.rint(vectors[start : start + _BLOCK] * UNIT).astype(np.int64)
        own = english[start : start + _BLOCK]
        sums += np.stack([whole[~own].sum(axis=0), whole[own].sum(axis=0)])
    return sums


@dataclass(frozen=True, slots=True)
class LanguageLevels:
    """The languages of a collection.

    Attributes:
        english: Which chunks are in English, [n].
        means: The mean vectors of the Chinese and of the English chunks, float32 [2, dimension]; zeros where there is one language.
    """

    english: npt.NDArray[np.bool_]
    means: Matrix

    @classmethod
    def of(cls, english: npt.NDArray[np.bool_], sums: Sums, centres: Matrix) -> "LanguageLevels":
        """Levels over chunks.

        Args:
            english: Which are in English, [n].
            sums: The sums of their vectors, as `language_sums` adds them up.
            centres: Where the model puts text of each language, Chinese first, [2, dimension]: see `index.late.Centres`.
        """
        counts = np.array([int((~english).sum()), int(english.sum())])[:, None]
        if not counts.all():
            return cls(english, np.zeros(sums.shape, np.float32))
        own = sums / UNIT
        # What is known of a language beforehand is where its texts lie; how close together they lie the larger half tells.
        longest = np.linalg.norm(own[counts.argmax()]) / counts.max()
        there = centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9) * longest
        missing = np.maximum(FEW - counts, 0)
        return cls(english, ((own + missing * there) / (counts + missing)).astype(np.float32))

    def background(self, query: Matrix) -> Matrix:
        """Mean inner product of a query vector with the chunks of each language, Chinese first, [2]."""
        found: Matrix = self.means @ query
        return found

    @property
    def levelled(self) -> bool:
        """Whether the collection has both languages."""
        return bool(self.means.any())

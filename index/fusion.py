"""One score out of what each part of the search found: a sum with few weights, the same in every collection.

The parts keep their own units, so that a clear lead in one of them counts as such; scaling each query's scores to 0-1 would make
the best of bad matches as good as an exact one.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.types import Matrix

FALL = 0.25  # under the best score, at which a candidate counts 1/e of it


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each part counts; docs/log.md says on what these were fitted.

    Attributes:
        dense: Per unit of cosine between question and passage.
        late: Per unit of mean cosine between the question's tokens and their nearest ones in the passage.
        chunk: Per unit of BM25 of the passage, where it is in the question's language.
        section: Per unit of BM25 of the passages around it, likewise.
        dictionary: For all of the question's words being there in translation, where the languages differ.
        other_language: For being in another language than the question: what BM25 gives any text in the question's own.
        time: For a publication date years away from the time that the question is about.
    """

    dense: float = 0.75
    late: float = 1.0
    chunk: float = 0.005
    section: float = 0.004
    dictionary: float = 0.17
    other_language: float = 0.08
    time: float = 0.15


@dataclass(frozen=True, slots=True)
class Found:
    """What the parts of the search say about the same n candidates; see `FusionWeights` for the units."""

    dense: Matrix
    late: Matrix
    chunk: Matrix
    section: Matrix
    dictionary: Matrix
    time: Matrix
    same_language: npt.NDArray[np.bool_]


def fuse(found: Found, weights: FusionWeights) -> Matrix:
    """The candidates' scores, float32 [n].

    Words of one language say nothing about texts in the other, so there BM25 is left to the dictionary.
    """
    lexical = weights.chunk * found.chunk + weights.section * found.section
    fused: Matrix = (
        weights.dense * found.dense
        + weights.late * found.late
        + np.where(found.same_language, lexical, weights.dictionary * found.dictionary + weights.other_language)
        - weights.time * found.time
    ).astype(np.float32)
    return fused


def scaled(scores: Matrix) -> Matrix:
    """Scores above 0 and up to 1 in the same order, by how far each lies under the best.

    The best is the only measure: how far off the worst candidate is tells how large the collection is, and nothing else.
    """
    scale: Matrix = np.exp((scores - scores.max()) / FALL) if scores.size else scores
    return scale

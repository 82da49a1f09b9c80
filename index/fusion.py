"""One ranking out of two: the lexical leg votes on a text as far as its language lets the query's words occur in it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.types import Matrix


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How far the lexical leg is trusted; docs/log.md says on what these were fitted.

    Attributes:
        full: The lexical leg's share for texts in the query's language, and the most it gets for others.
        low: Coverage (0-1) of the query up to which the lexical leg has no vote on texts in another language.
        high: Coverage from which on it has its full share there too.
    """

    full: float = 0.45
    low: float = 0.1
    high: float = 0.25


def lexical_share(
    same_language: npt.NDArray[np.bool_], coverage: float, weights: FusionWeights
) -> npt.NDArray[np.float64]:
    """The lexical leg's share for each candidate.

    Between languages only names and numbers can match; where they make up little of the query, a match is chance.

    Args:
        same_language: Whether a candidate is in the query's language, [n].
        coverage: The best BM25 score over the score of a text that held every word of the query.
        weights: The bounds.
    """
    slope = float(np.clip((coverage - weights.low) / (weights.high - weights.low), 0.0, 1.0))
    return np.where(same_language, weights.full, weights.full * slope)


def fuse(dense: Matrix, lexical: Matrix, share: npt.NDArray[np.float64]) -> Matrix:
    """Scores in 0-1 for the same candidates: a convex sum of min-max scores.

    Args:
        dense: Inner products of the candidates, [n].
        lexical: Their BM25 scores, [n].
        share: See `lexical_share`, [n].
    """
    fused: Matrix = ((1 - share) * _scaled(dense) + share * _scaled(lexical)).astype(np.float32)
    return fused


def _scaled(scores: Matrix) -> Matrix:
    if not scores.size:
        return scores
    low, high = float(scores.min()), float(scores.max())
    # Candidates that are all alike, one alone among them, are as good as they can be, or share nothing with the query.
    return (scores - low) / (high - low) if high > low else np.full_like(scores, 1.0 if high > 0 else 0.0)

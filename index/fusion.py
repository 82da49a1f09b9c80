"""One ranking out of two: the lexical leg votes as far as the query's words can be matched at all."""

from dataclasses import dataclass

import numpy as np

from index.types import Matrix


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How far the lexical leg is trusted.

    Attributes:
        full: The lexical leg's share where the best document covers the query well.
        low: Coverage (0-1) up to which the lexical leg has no vote.
        high: Coverage from which on it has its full share.
    """

    full: float = 0.5
    low: float = 0.08
    high: float = 0.2


def lexical_share(coverage: float, weights: FusionWeights) -> float:
    """The lexical leg's share: nothing where a query's words hardly occur, as between languages.

    Args:
        coverage: The best BM25 score over the score of a document that held every word of the query.
        weights: The bounds.
    """
    slope = (coverage - weights.low) / (weights.high - weights.low)
    return weights.full * float(np.clip(slope, 0.0, 1.0))


def fuse(dense: Matrix, lexical: Matrix, coverage: float, weights: FusionWeights) -> Matrix:
    """Scores in 0-1 for the same candidates: a convex sum of min-max scores.

    Args:
        dense: Inner products of the candidates, [n].
        lexical: Their BM25 scores, [n].
        coverage: See `lexical_share`.
        weights: See `FusionWeights`.
    """
    share = lexical_share(coverage, weights)
    fused: Matrix = (1 - share) * _scaled(dense) + share * _scaled(lexical)
    return fused


def _scaled(scores: Matrix) -> Matrix:
    if not scores.size:
        return scores
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / (high - low) if high > low else np.zeros_like(scores)

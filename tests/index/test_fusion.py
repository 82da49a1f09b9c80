"""What any fusion here must do, whatever its weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.fusion import FusionWeights, fuse, lexical_share
from index.types import Matrix

WEIGHTS = FusionWeights()
COVERED, UNCOVERED = 1.0, 0.0
DENSE = np.array([0.9, 0.8, 0.7], np.float32)
LEXICAL = np.array([0.0, 1.0, 9.0], np.float32)


def _order(scores: Matrix) -> list[int]:
    return [int(i) for i in np.argsort(-scores, kind="stable")]


def test_a_query_whose_words_do_not_occur_is_ranked_by_the_dense_leg_alone() -> None:
    assert lexical_share(UNCOVERED, WEIGHTS) == 0
    assert _order(fuse(DENSE, LEXICAL, UNCOVERED, WEIGHTS)) == _order(DENSE)


def test_a_query_whose_words_occur_gives_the_lexical_leg_a_vote() -> None:
    assert 0 < lexical_share(COVERED, WEIGHTS) <= 1
    near_tie = np.array([0.9, 0.89, 0.1], np.float32)
    assert _order(fuse(near_tie, np.array([0, 9, 0], np.float32), COVERED, WEIGHTS))[0] == 1


def test_the_share_never_falls_as_coverage_rises() -> None:
    shares = [lexical_share(coverage, WEIGHTS) for coverage in np.linspace(0, 1, 101)]
    assert shares == sorted(shares)


_SCORES = arrays(np.float32, 6, elements=st.floats(0, 1, width=32))


@given(_SCORES, _SCORES, st.floats(0, 1))
def test_better_in_both_legs_is_never_worse_fused(dense: Matrix, lexical: Matrix, coverage: float) -> None:
    fused = fuse(dense, lexical, coverage, WEIGHTS)
    assert np.isfinite(fused).all()
    for i in range(6):
        for j in range(6):
            if dense[i] >= dense[j] and lexical[i] >= lexical[j]:
                assert fused[i] >= fused[j] - 1e-6


@pytest.mark.parametrize("coverage", [UNCOVERED, COVERED])
def test_one_candidate_none_and_equal_ones_give_finite_scores(coverage: float) -> None:
    for n in (0, 1, 4):
        same = np.full(n, 0.5, np.float32)
        fused = fuse(same, same, coverage, WEIGHTS)
        assert fused.shape == (n,)
        assert np.isfinite(fused).all()

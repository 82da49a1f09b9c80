"""What any fusion here must do, whatever its weights."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.fusion import FusionWeights, fuse, lexical_share
from index.types import Matrix

WEIGHTS = FusionWeights()
SAME, OTHER = np.ones(1, np.bool_), np.zeros(1, np.bool_)


def _fused(dense: Matrix, lexical: Matrix, same_language: bool, coverage: float) -> Matrix:
    share = lexical_share(np.full(len(dense), same_language), coverage, WEIGHTS)
    return fuse(dense, lexical, share)


def _order(scores: npt.ArrayLike) -> list[int]:
    return [int(i) for i in np.argsort(-np.asarray(scores), kind="stable")]


def test_a_text_in_another_language_that_shares_no_words_is_ranked_by_the_dense_leg_alone() -> None:
    dense, lexical = np.array([0.9, 0.8, 0.7], np.float32), np.array([0, 1, 9], np.float32)
    assert lexical_share(OTHER, 0.0, WEIGHTS)[0] == 0
    assert _order(_fused(dense, lexical, same_language=False, coverage=0.0)) == _order(dense)


@pytest.mark.parametrize("same_language", [True, False])
def test_where_the_querys_words_occur_they_decide_between_texts_that_are_as_near(same_language: bool) -> None:
    dense, lexical = np.array([0.9, 0.89, 0.1], np.float32), np.array([0, 9, 0], np.float32)
    assert _order(_fused(dense, lexical, same_language, coverage=1.0))[0] == 1


def test_words_never_count_for_more_in_another_language_nor_for_less_as_more_of_them_occur() -> None:
    coverages = np.linspace(0, 1, 51)
    same = [lexical_share(SAME, c, WEIGHTS)[0] for c in coverages]
    other = [lexical_share(OTHER, c, WEIGHTS)[0] for c in coverages]
    assert (sorted(same), sorted(other)) == (same, other)
    assert all(0 <= b <= a <= 1 for a, b in zip(same, other, strict=True))


_SCORES = arrays(np.float32, 6, elements=st.floats(0, 1, width=32))


@given(_SCORES, _SCORES, st.booleans(), st.floats(0, 1))
def test_better_in_both_legs_is_never_worse_fused(
    dense: Matrix, lexical: Matrix, same_language: bool, coverage: float
) -> None:
    fused = _fused(dense, lexical, same_language, coverage)
    for i in range(6):
        for j in range(6):
            if dense[i] >= dense[j] and lexical[i] >= lexical[j]:
                assert fused[i] >= fused[j] - 1e-6


@pytest.mark.parametrize("coverage", [0.0, 1.0])
@pytest.mark.parametrize("n", [0, 1, 4])
def test_no_candidates_one_and_equal_ones_give_finite_scores(n: int, coverage: float) -> None:
    same = np.full(n, 0.5, np.float32)
    fused = _fused(same, same, True, coverage)
    assert fused.shape == (n,)
    assert np.isfinite(fused).all()

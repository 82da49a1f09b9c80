"""One score out of many parts: which part may vote where, and what a clear lead is worth."""

from dataclasses import replace

import numpy as np
import pytest

from index.fusion import FALL, Found, FusionWeights, fuse, scaled

WEIGHTS = FusionWeights()
NO = np.zeros(2, np.float32)
NONE = Found(dense=NO, late=NO, chunk=NO, section=NO, dictionary=NO, time=NO, same_language=np.array([True, True]))


def fused(**parts: list[float]) -> np.ndarray:
    same = np.array(parts.pop("same_language", [1, 1]), bool)
    return fuse(replace(NONE, same_language=same, **{k: np.array(v, np.float32) for k, v in parts.items()}), WEIGHTS)


@pytest.mark.parametrize("part", ["dense", "late", "chunk", "section"])
def test_more_of_a_part_is_better_in_the_same_language(part: str) -> None:
    better, worse = fused(**{part: [2.0, 1.0]})
    assert better > worse


def test_bm25_has_no_vote_on_a_text_in_another_language() -> None:
    assert np.ptp(fused(chunk=[50.0, 0.0], section=[50.0, 0.0], same_language=[0, 0])) == 0


def test_the_dictionary_votes_between_languages_alone() -> None:
    assert np.ptp(fused(dictionary=[1.0, 0.0], same_language=[0, 0])) > 0
    assert np.ptp(fused(dictionary=[1.0, 0.0])) == 0


def test_a_date_far_from_the_time_asked_about_costs_a_little_and_a_clear_match_outweighs_it() -> None:
    far, near = fused(time=[1.0, 0.0])
    assert far < near
    far_and_exact, near_and_vague = fused(time=[1.0, 0.0], late=[0.8, 0.5])
    assert far_and_exact > near_and_vague


def test_scaled_scores_keep_their_order_between_0_and_1() -> None:
    assert scaled(np.array([1.5, 1.5 - FALL, 0.2], np.float32)) == pytest.approx([1, np.exp(-1), np.exp(-1.3 / FALL)])


def test_what_a_candidate_counts_does_not_hang_on_how_bad_the_others_are() -> None:
    few, many = (scaled(np.array([1.2, 1.1, *others], np.float32))[1] for others in ([1.0], [1.0, 0.4, -0.3]))
    assert few == many


def test_candidates_that_are_all_alike_are_as_good_as_they_can_be() -> None:
    assert scaled(np.array([0.3, 0.3], np.float32)).tolist() == [1, 1]
    assert scaled(np.zeros(0, np.float32)).size == 0

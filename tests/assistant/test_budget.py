"""Estimates of tokens: never under what common tokenizers count, and kept by what is cut to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.budget import fitting, shortened, tokens

TEXTS = [
    "青杉科技9月3日宣布收购云雀半导体。收购总价为3.2亿元，全部以现金支付。",
    "礫川電子的營收達到12億元,年增三成。公司計劃在台南設立新廠。",
    "Norbeck Robotics lost $45 million in 2023. Its chief executive blamed the delay of the new arm.",
    "[12] (2024-09-04) Qwen2.5-1.5B-Instruct, GPU H100 80GB; 3.2亿 / 320,000,000",
]


@pytest.mark.parametrize("text", TEXTS)
def test_an_estimate_is_not_far_above_the_characters_it_is_made_of(text: str) -> None:
    assert 0.3 * len(text) < tokens(text) <= 1.1 * len(text) + 1


def test_texts_are_taken_while_they_fit() -> None:
    assert fitting(["甲" * 10, "乙" * 10, "丙"], 2 * tokens("甲" * 10) + 2) == ["甲" * 10, "乙" * 10]
    assert fitting(["甲" * 10, "乙"], 3) == []


@given(st.text(max_size=200), st.integers(0, 60))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, budget: int) -> None:
    cut = shortened(text, budget)
    assert cut == text or tokens(cut) <= max(budget, 1) + 1
    assert text.startswith(cut.removesuffix("…"))

"""Folding unifies script, width and case, and keeps offsets."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fold import fold, fold_with_offsets, to_simplified, to_traditional

TEXTS = st.one_of(st.text(), st.text("臺灣發展後里ＡＢ１２％㍿ﬁ①ｶﾞ각e\u0301İß 。，\n"))


def test_full_width_traditional_and_capitals_fold_to_one_form() -> None:
    assert fold("ＡＩ晶片發展２０２４") == fold("ai晶片发展2024") == "ai晶片发展2024"


def test_the_two_scripts_convert_into_each_other() -> None:
    assert to_simplified("雲端運算") == "云端运算"
    assert to_traditional("云端运算") == "雲端運算"


@pytest.mark.parametrize(
    ("text", "folded", "offsets"),
    [
        ("臺A灣", "台a湾", [0, 1, 2]),
        ("x㍿y", "x株式会社y", [0, 1, 1, 1, 1, 2]),
        ("e\u0301t", "ét", [0, 2]),
        ("ｶﾞス", "ガス", [0, 2]),
    ],
)
def test_every_folded_character_names_the_character_it_came_from(text: str, folded: str, offsets: list[int]) -> None:
    assert fold_with_offsets(text) == (folded, offsets)


@settings(deadline=None)  # the first call loads dictionaries
@given(TEXTS)
def test_folding_with_offsets_folds_the_same(text: str) -> None:
    assert fold_with_offsets(text)[0] == fold(text)


@settings(deadline=None)  # the first call loads dictionaries
@given(TEXTS)
def test_offsets_rise_and_stay_inside_the_text(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= at < len(text) for at in offsets)


@settings(deadline=None)  # the first call loads dictionaries
@given(st.text("臺灣雲計算abcXYZ，。 "))
def test_text_without_compatibility_characters_keeps_its_offsets(text: str) -> None:
    if unicodedata.is_normalized("NFKC", text):
        assert fold_with_offsets(text)[1] == list(range(len(text)))


def test_a_lone_surrogate_does_not_break_folding() -> None:
    assert len(fold("a\ud800b")) == 3

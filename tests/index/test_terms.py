"""The lexical terms of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.terms import STOPWORDS, terms


def test_han_text_gives_its_bigrams_and_its_longer_words() -> None:
    found = terms("人工智能公司")
    assert {"人工", "工智", "智能", "能公", "公司", "人工智能"} <= set(found)


def test_a_word_of_two_characters_counts_once() -> None:
    assert terms("融资") == ["融资"]


def test_a_lone_character_is_a_term() -> None:
    assert terms("第 5 轮") == ["第", "轮", "5"]


def test_bigrams_do_not_reach_across_punctuation() -> None:
    assert "资领" not in terms("融资。领投")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("雲端運算", "云端运算"),
        ("ＡＩ２０２４", "ai2024"),
        ("OpenLantu", "openlantu"),
        ("①", "1"),
        ("１．５億", "1.5亿"),
    ],
)
def test_script_width_and_case_make_no_difference(one: str, other: str) -> None:
    assert terms(one) == terms(other) != []


def test_a_compound_name_is_found_whole_and_by_its_parts() -> None:
    assert terms("GPT-4o") == ["gpt-4o", "gpt", "4o"]


def test_a_decimal_is_one_term() -> None:
    assert terms("3.2 亿") == ["亿", "3.2"]


def test_english_words_that_say_nothing_are_left_out() -> None:
    assert terms("What was the revenue of Xinglan?") == ["revenue", "xinglan"]
    assert terms(" ".join(STOPWORDS)) == []


def test_letters_with_marks_stay_in_their_word() -> None:
    assert terms("Café São Paulo") == ["café", "são", "paulo"]


@given(st.text())
def test_any_text_gives_terms_without_spaces_and_the_same_ones_again(text: str) -> None:
    found = terms(text)
    assert found == terms(text)
    assert all(term and not any(c.isspace() for c in term) for term in found)

"""Language and script of texts and short questions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("谁买了它", "zh-Hans"),
        ("誰買了它", "zh-Hant"),
        ("雲業務佔比", "zh-Hant"),
        ("云业务占比", "zh-Hans"),
        ("中文", "zh-Hans"),
        ("", "zh-Hans"),
        ("Who is the chief executive?", "en"),
        ("What did 青禾智能 say about the deal?", "en"),
        ("GPU Cloud API 价格", "zh-Hans"),
        ("OpenCloud裁員多少人", "zh-Hant"),
    ],
)
def test_short_questions_are_told_apart(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_character_of_both_scripts_does_not_decide() -> None:
    assert detect_language("皇后里") == "zh-Hans"
    assert detect_language("皇后里頭") == "zh-Hant"


def test_a_text_of_both_scripts_is_in_that_of_most_characters() -> None:
    assert detect_language("這家公司发布了财报，业绩强劲，云业务增长") == "zh-Hans"
    assert detect_language("这家公司發佈了財報，業績強勁，雲業務增長") == "zh-Hant"


def test_a_chinese_article_full_of_english_names_is_chinese() -> None:
    assert (
        detect_language("据报道，North Harbour Capital 领投了 Quillon Systems 的新一轮融资，后者估值翻倍。")
        == "zh-Hans"
    )


@settings(deadline=None)  # the first call loads dictionaries
@given(st.text())
def test_any_text_gets_a_language(text: str) -> None:
    assert detect_language(text) in ("zh-Hans", "zh-Hant", "en")

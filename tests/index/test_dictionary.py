"""Words of two languages that mean the same."""

import pytest

from index.dictionary import english_stems, meanings, said_in_english, stems, translated


def test_forms_of_one_word_have_one_stem_and_function_words_have_none() -> None:
    assert stems("They invested in the investments") == ("they", "invest", "invest")


def test_a_chinese_word_is_said_in_each_way_the_dictionary_gives() -> None:
    assert ("invest",) in meanings("投资")
    assert ("steam", "engin") in meanings("蒸汽机")


def test_remarks_of_the_dictionary_are_no_meanings() -> None:
    said = {stem for word in ("比赛", "美元", "王") for way in meanings(word) for stem in way}
    assert not said & {"cl", "etc", "surnam", "sth"}


def test_a_word_that_the_dictionary_lacks_means_nothing() -> None:
    assert meanings("澄澜澄澜") == ()


@pytest.mark.parametrize("text", ["他們投資了蒸汽機", "他们投资了蒸汽机"])
def test_both_scripts_are_understood(text: str) -> None:
    assert {"invest", "steam", "engin"} <= english_stems(text)


def test_latin_words_and_numbers_in_chinese_text_stand_for_themselves() -> None:
    assert (("openai",),) in said_in_english("OpenAI 在 2019 年")
    assert "2019" in english_stems("OpenAI 在 2019 年")


def test_the_text_that_says_more_of_the_question_in_its_own_language_is_ahead() -> None:
    asked = said_in_english("谁发明了蒸汽机？")
    engine, invented, neither = translated(
        asked, [english_stems(t) for t in ("James Watt invented the steam engine.", "He invented it.", "It rained.")]
    )
    assert 1 >= engine > invented > neither == 0


def test_a_word_in_every_text_counts_less_than_a_rare_one() -> None:
    texts = [english_stems(t) for t in ("公司发明了蒸汽机", "公司亏损", "公司上市", "公司裁员")]
    rare, common, *_ = translated(said_in_english("company steam"), texts)
    assert rare > common


def test_a_question_without_words_is_said_nowhere() -> None:
    assert translated([], [frozenset({"rain"})]) == [0.0]

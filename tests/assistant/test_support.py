"""What a sentence and its sources have in common."""

import pytest

from assistant.support import ACROSS, Comparison
from tests.fakes import FakeEmbedder


def test_the_same_sentence_has_everything_in_common() -> None:
    found = Comparison("青杉科技收购云雀", ["青杉科技收购云雀"], FakeEmbedder()).features([0])
    assert (found.words, found.wording) == (1.0, 1.0)
    assert found.tokens == pytest.approx(1.0, abs=1e-5)
    assert found.low == pytest.approx(1.0, abs=1e-5)


def test_shared_words_are_a_share_of_the_sentence_in_any_script() -> None:
    assert Comparison("青杉科技", ["青杉科技收購雲雀"], FakeEmbedder()).features([0]).words == 1.0
    assert Comparison("，。", ["青杉"], FakeEmbedder()).features([0]).words == 0.0


def test_sources_together_hold_what_each_holds() -> None:
    comparison = Comparison("营收上升，净利下降", ["营收上升", "净利下降"], FakeEmbedder())
    assert comparison.features([0, 1]).words > max(comparison.features([0]).words, comparison.features([1]).words)
    assert comparison.features([0, 1]).score > comparison.features([0]).score


def test_english_words_meet_by_their_stems() -> None:
    assert Comparison("companies invested", ["the company is investing"], FakeEmbedder()).features([0]).words == 1.0


def test_between_languages_a_dictionary_finds_the_words() -> None:
    comparison = Comparison("The factory is in the city", ["工厂在城市里", "今天天气很好"], FakeEmbedder())
    assert comparison.features([0]).weights is ACROSS
    assert comparison.features([0]).words > comparison.features([1]).words

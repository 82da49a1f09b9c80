"""The words of a question that say something, and how near tokens come to them."""

import numpy as np

from assistant.answerability_words import nearness_of, words_asked
from tests.fakes import FakeEmbedder

EMBEDDER = FakeEmbedder()


def texts(question: str, *names: str) -> list[str]:
    """The words of a question."""
    return [w.text for w in words_asked(question, names, EMBEDDER)]


def test_what_is_asked_for_and_empty_words_are_left_out() -> None:
    assert texts("北辰的指令长是谁？", "北辰") == ["北辰", "指令", "长"]
    assert texts("How much did Chenghai pay for the plant?") == ["chenghai", "pay", "plant"]


def test_a_name_is_one_word_in_either_script() -> None:
    (name, *_) = words_asked("礪岳晶片的股東有哪些？", ["砺岳晶片"], EMBEDDER)

    assert (name.text, name.name) == ("砺岳晶片", True)


def test_things_beside_an_and_are_parts() -> None:
    words = words_asked("澄海和砺岳的总部在哪里？", ["澄海", "砺岳"], EMBEDDER)

    assert [w.text for w in words if w.part] == ["澄海", "砺岳"]


def test_a_word_is_as_near_as_its_tokens_on_average() -> None:
    words = words_asked("澄海 工厂", ["澄海"], EMBEDDER)
    tokens = np.array([[1.0, 0.5, 0.2, 0.0]], np.float32)

    assert [w.tokens for w in words] == [(0, 2), (2, 4)]
    np.testing.assert_allclose(nearness_of(words, tokens), [[0.75, 0.1]])


def test_tokens_that_a_model_has_fewer_of_do_not_break() -> None:
    words = words_asked("澄海 工厂", ["澄海"], EMBEDDER)

    assert nearness_of(words, np.zeros((2, 1), np.float32)).shape == (2, 2)
    assert nearness_of(words, np.zeros((2, 0), np.float32)).shape == (2, 2)

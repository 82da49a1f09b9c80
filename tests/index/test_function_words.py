"""What the tokens of a question count in late interaction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.function_words import FUNCTION_WORD, weight, weights


@pytest.mark.parametrize("token", ["？", "▁", "▁,", "什么", "多少", "▁Who", "Ġwhich", "##"])
def test_signs_and_question_words_count_nothing(token: str) -> None:
    assert weight(token) == 0


@pytest.mark.parametrize("token", ["的", "是什么", "有哪些", "▁The", "▁had"])
def test_function_words_count_less_than_others(token: str) -> None:
    assert weight(token) == FUNCTION_WORD < 1


@pytest.mark.parametrize("token", ["融资", "▁2024", "5", "▁Moonshot", "##ing", "领投", "国", "的确"])
def test_names_numbers_and_other_words_count_whole(token: str) -> None:
    assert weight(token) == 1


@given(st.text(max_size=20))
def test_how_a_tokenizer_marks_a_word_makes_no_difference(token: str) -> None:
    assert weight(token) == weight(f"▁{token}")


def test_where_no_token_says_anything_all_count_alike() -> None:
    assert weights(["▁Who", "▁", "?"]).tolist() == [1, 1, 1]
    assert weights(["▁Who", "▁led", "?"]).tolist() == [0, 1, 0]

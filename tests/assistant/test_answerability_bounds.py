"""Years, rounds and ordinals of a question beside those of a text."""

import pytest

from assistant.answerability_bounds import Agreement, agreement, bounds


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("2022年的第九届大会", "year", {"2022"}),
        ("第九届大会", "ordinal 届", {"9"}),
        ("第十二届大会", "ordinal 届", {"12"}),
        ("第十届大会", "ordinal 届", {"10"}),
        ("完成B轮融资", "round", {"b"}),
        ("its Series B round", "round", {"b"}),
        ("第三季度", "quarter", {"3"}),
        ("in Q3", "quarter", {"3"}),
        ("女子组和男子组", "sex", {"men", "women"}),
        ("3月和12月", "month", {"3", "12"}),
    ],
)
def test_a_bound_is_read_in_either_language(text: str, kind: str, values: set[str]) -> None:
    assert bounds(text)[kind] == values


@pytest.mark.parametrize("text", ["投入2022万元", "共有2000人参加", "women's clothes at 1999.50"])
def test_a_figure_is_no_year(text: str) -> None:
    assert "year" not in bounds(text)


def test_a_bound_stated_otherwise_is_told_from_one_not_stated() -> None:
    asked = bounds("2022年A轮")

    assert agreement(asked, bounds("2022年完成A轮")) == Agreement(0, 0)
    assert agreement(asked, bounds("完成A轮")) == Agreement(1, 0)
    assert agreement(asked, bounds("2023年完成A轮")) == Agreement(1, 1)

"""When two figures are values of one thing, and when they agree."""

from datetime import date

import pytest

from assistant.figures import Figure, agree, comparable, figure, units_asked
from assistant.quantities import quantities


def only(text: str, published: date | None = date(2024, 6, 1)) -> Figure:
    """The first figure of a text."""
    return figure(quantities(text)[0], text, published)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3.2亿元", "RMB 320 million"),
        ("近5亿元", "4.9亿元"),
        ("超10亿美元", "11亿美元"),
        ("不少于10亿美元", "11亿美元"),
        ("数百人", "150人"),
        ("十几人", "10人"),
        ("no more than 40 people", "38人"),
        ("约1200人", "1,180 employees"),
        ("八成", "80%"),
        ("8亿美元", "7.9亿美元"),
        ("近10亿元", "10亿元"),
        ("10%-20%", "15%"),
        ("3月5日", "2024年3月5日"),
        ("2024年3月", "3月5日"),
        ("18個月", "18 months"),
    ],
)
def test_these_agree(one: str, other: str) -> None:
    assert comparable(only(one), only(other), 2.0)
    assert agree(only(one), only(other))
    assert agree(only(other), only(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5亿元", "6亿元"),
        ("近4亿美元", "3.5亿美元"),
        ("近10亿元", "超10亿元"),
        ("不少于10亿元", "9.5亿元"),
        ("no less than 40 people", "38人"),
        ("55%", "68%"),
        ("57天", "58天"),
        ("1200人", "1430人"),
        ("3月5日", "3月7日"),
        ("2023年12月", "2024年3月"),
    ],
)
def test_these_differ(one: str, other: str) -> None:
    assert comparable(only(one), only(other), 2.0)
    assert not agree(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5亿元", "5亿美元"),
        ("5亿元", "5%"),
        ("12人", "12个月"),
        ("5亿元", "50亿元"),
        ("2024年一季度", "2024年二季度"),
        ("2021年3月", "2024年3月"),
    ],
)
def test_these_are_values_of_different_things(one: str, other: str) -> None:
    assert not comparable(only(one), only(other), 2.0)


def test_an_english_number_is_shown_with_its_noun() -> None:
    assert only("The plant has 340 full-time workers now.").text == "340 full-time workers"
    assert only("The plant cost $40 million to build.").text == "$40 million"


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("一共裁了多少人？", {"person"}),
        ("首批有幾張卡？", {"card"}),
        ("How many people were laid off?", {"person"}),
        ("独家卖多久？", {"day", "week", "month", "year", "hour"}),
        ("融了多少？", set()),
    ],
)
def test_a_question_tells_what_it_wants_counted(question: str, units: set[str]) -> None:
    assert units_asked(question) == units

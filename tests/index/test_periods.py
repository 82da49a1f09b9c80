"""Which time a question is about, and how far an article lies from it."""

from datetime import date

import pytest

from index.periods import Period, distance, period_of, year_before

YEAR = Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("2023年谁投了星澜？", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023年2月的融资", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023 年 2 月 28 日發生了什麼", date(2023, 2, 28), date(2023, 2, 28)),
        ("2024年第一季度的营收", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024年4季", date(2024, 10, 1), date(2024, 12, 31)),
        ("on 3 March 2023", date(2023, 3, 3), date(2023, 3, 3)),
        ("on March 3rd, 2023", date(2023, 3, 3), date(2023, 3, 3)),
        ("in Feb. 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("revenue in Q3 2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("filed 2023-05-04", date(2023, 5, 4), date(2023, 5, 4)),
        ("What happened in 2019?", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_year_quarter_month_or_day_is_found(question: str, start: date, end: date) -> None:
    assert period_of(question) == Period(start, end)


def test_the_more_exact_time_counts() -> None:
    assert period_of("2022年成立的公司在2023年5月融了多少？") == Period(date(2023, 5, 1), date(2023, 5, 31))


@pytest.mark.parametrize("question", ["谁投了星澜？", "2023万元", "a $2019 prize", "12023", "1900.5", "part 1850"])
def test_a_number_that_is_no_year_is_no_time(question: str) -> None:
    assert period_of(question) is None


def test_a_day_that_does_not_exist_leaves_what_is_left_of_the_date() -> None:
    assert period_of("2023年13月") == YEAR


def test_an_article_within_the_period_is_at_no_distance() -> None:
    assert distance(date(2023, 6, 1), YEAR) == 0


def test_what_was_published_in_the_last_year_is_current() -> None:
    assert year_before(date(2023, 12, 31)) == YEAR


def test_distance_grows_with_the_days_on_either_side_up_to_five_years() -> None:
    near, far = distance(date(2024, 1, 31), YEAR), distance(date(2021, 1, 31), YEAR)
    assert 0 < near < far < 1
    assert distance(date(1999, 1, 1), YEAR) == distance(date(2040, 1, 1), YEAR) == 1


def test_an_undated_article_is_nearer_than_one_known_to_be_far_and_farther_than_one_in_time() -> None:
    assert distance(date(2023, 1, 1), YEAR) < distance(None, YEAR) < distance(date(1999, 1, 1), YEAR)

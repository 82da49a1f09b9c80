"""Relative dates made absolute by the day of asking."""

from datetime import date

import pytest

from assistant.dates import resolve_dates

DAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("question", "resolved"),
    [
        ("去年营收多少？", "2023年营收多少？"), ("前年3月", "2022年3月"), ("上个月谁裁员？", "2024年2月谁裁员？"), ("本月", "2024年3月"),
        ("昨天", "2024年2月29日"), ("前天", "2024年2月28日"), ("去年上半年", "2023年上半年"),
        ("What happened last year?", "What happened in 2023?"), ("yesterday's news", "29 February 2024's news"),
        ("since last year", "since 2023"), ("last year's loss", "2023's loss"), ("下个月", "2024年4月"), ("明天", "2024年3月2日"),
        ("上季度", "2023年第四季度"), ("last quarter", "in Q4 2023"), ("今日头条", "今日头条"),
        ("Who resigned last month?", "Who resigned in February 2024?"), ("Who resigned yesterday?", "Who resigned on 29 February 2024?"),
        ("上年度的今年目标", "上年度的2024年目标"),
    ],
)  # fmt: skip
def test_relative_dates_count_from_the_day_of_asking(question: str, resolved: str) -> None:
    assert resolve_dates(question, DAY) == resolved


def test_a_question_without_one_stays() -> None:
    assert resolve_dates("2022年营收多少？", DAY) == "2022年营收多少？"


def test_the_month_before_january_is_december() -> None:
    assert resolve_dates("上月", date(2024, 1, 31)) == "2023年12月"

"""Complete dates are read, and only they."""

from datetime import date

import pytest

from corpus.dates import find_dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-11-02", date(2023, 11, 2)),
        ("2023/1/2 08:00", date(2023, 1, 2)),
        ("2023.01.02", date(2023, 1, 2)),
        ("2023年11月2日", date(2023, 11, 2)),
        ("二〇二三年十一月二十一日", date(2023, 11, 21)),
        ("民國112年11月2日", date(2023, 11, 2)),
        ("中華民國 112 年 1 月 2 日", date(2023, 1, 2)),
        ("November 2, 2023", date(2023, 11, 2)),
        ("Nov. 2nd, 2023", date(2023, 11, 2)),
        ("2 November 2023", date(2023, 11, 2)),
    ],
)
def test_complete_dates_are_read(text: str, day: date) -> None:
    assert [value for _, _, value in find_dates(text)] == [day]


@pytest.mark.parametrize(
    "text", ["11月2日", "2023年11月", "2023-13-02", "2023年2月30日", "v2.10.3", "March 2023", "12.2023.1"]
)
def test_incomplete_and_impossible_dates_are_passed_over(text: str) -> None:
    assert list(find_dates(text)) == []

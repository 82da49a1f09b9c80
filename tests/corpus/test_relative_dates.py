"""Days told by their distance from the day of fetching."""

from datetime import UTC, date, datetime

import pytest

from corpus.dates import as_date, date_in_url
from corpus.metadata import from_text
from corpus.relative_dates import made_absolute, resolved

NIGHT = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
BODY = "星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用。"


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("3小时前", date(2024, 3, 4)),
        ("1 小時前", date(2024, 3, 5)),
        ("20分钟前", date(2024, 3, 5)),
        ("两天前", date(2024, 3, 3)),
        ("昨日", date(2024, 3, 4)),
        ("前天 21:08", date(2024, 3, 3)),
        ("2 days ago", date(2024, 3, 3)),
        ("an hour ago", date(2024, 3, 5)),
        ("1w ago", date(2024, 2, 27)),
        ("Yesterday", date(2024, 3, 4)),
        ("3月6日", date(2023, 3, 6)),
        ("2月29日", date(2024, 2, 29)),
        ("March 4", date(2024, 3, 4)),
        ("4 Mar", date(2024, 3, 4)),
        ("三个月前", None),
        ("2月30日", None),
        ("last spring", None),
        ("昨日签约", None),
    ],
)
def test_a_value_is_resolved_against_the_moment_of_fetching(value: str, day: date | None) -> None:
    assert resolved(value, NIGHT) == day


def test_hours_need_the_hour_of_fetching() -> None:
    assert resolved("3小时前", date(2024, 3, 5)) is None
    assert resolved("3天前", date(2024, 3, 5)) == date(2024, 3, 2)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("北灯财经 3小时前", "北灯财经"),
        ("北燈財經 | 昨天 21:08", "北燈財經"),
        ("Northlight | 20 hours ago", "Northlight"),
    ],
)
def test_a_byline_is_dated_by_the_moment_of_fetching_and_says_so(line: str, source: str) -> None:
    found = from_text(f"港口换机器\n{line}\n\n{BODY}", NIGHT)
    assert (found.published, found.source) == (date(2024, 3, 4), source)
    assert dict(found.origins)["published"] == f"byline, line 2: {line!r}, fetched {NIGHT}"


def test_without_a_moment_of_fetching_it_is_no_date() -> None:
    assert from_text(f"港口换机器\n北灯财经 3小时前\n\n{BODY}").published is None


@pytest.mark.parametrize(
    "line",
    ["星桥机器人昨日签约", "Harbour Robotics said yesterday", "公司昨日 宣布签约", "北灯财经 2024-01-01 昨天 21:08"],
)
def test_a_sentence_and_a_complete_date_stay_as_they_are(line: str) -> None:
    assert made_absolute(line, NIGHT) == line


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2024/03/05/port", date(2024, 3, 5)),
        ("https://example.org/a/2024-03-05-port.html", date(2024, 3, 5)),
        ("https://example.org/202403/05/c_1.htm", date(2024, 3, 5)),
        ("https://example.org/n1/2024/0305/c1004-4018.html", date(2024, 3, 5)),
        ("https://example.org/t20240305_5931.html", date(2024, 3, 5)),
        ("https://example.org/2024/13/05/port", None),
        ("https://example.org/id/120240305", None),
        ("https://example.org/?d=2024/03/05", None),
        ("http://[", None),
    ],
)
def test_a_day_in_the_path_of_an_address_is_found(url: str, day: date | None) -> None:
    found = date_in_url(url)
    assert (found[1] if found else None) == day


@pytest.mark.parametrize("value", ["20240305", 20240305, 1709600000, 1709600000.5, "1709600000", 1709600000123])
def test_dates_as_data_files_store_them_become_dates(value: object) -> None:
    assert as_date(value) == date(2024, 3, 5)


@pytest.mark.parametrize("value", [20241305, 12345, True, float("nan"), float("inf"), 10**400, "12345678901"])
def test_other_numbers_are_no_dates(value: object) -> None:
    assert as_date(value) is None

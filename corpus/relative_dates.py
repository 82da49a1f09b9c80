"""Days that a page gives by their distance from the day on which it was fetched: "3小时前", "昨天 21:08", "2 days ago", "3月5日"."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from corpus.dates import MONTH_NAME, MONTHS, find_dates

_LONGEST = 90  # characters of a byline
_HAN_NUMBERS = {
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
}
_UNITS = {
    **dict.fromkeys(("秒", "second"), timedelta(seconds=1)),
    **dict.fromkeys(("分钟", "分鐘", "minute", "min"), timedelta(minutes=1)),
    **dict.fromkeys(("小时", "小時", "hour", "hr", "h"), timedelta(hours=1)),
    **dict.fromkeys(("天", "日", "day", "d"), timedelta(days=1)),
    **dict.fromkeys(("周", "週", "星期", "week", "wk", "w"), timedelta(weeks=1)),
}
_DAYS = {
    **dict.fromkeys(("今天", "今日", "today"), 0),
    **dict.fromkeys(("昨天", "昨日", "yesterday"), 1),
    **dict.fromkeys(("前天", "前日"), 2),
}
_BEFORE, _BEHIND = r"(?<![^\s|｜·•:：,，])", r"(?![^\s|｜·•,，])"
_AGO = re.compile(
    rf"{_BEFORE}(?:(?P<n>\d{{1,3}}|[一二两兩三四五六七八九十])\s*[个個]?(?P<unit>秒|分[钟鐘]|小[时時]|天|日|[周週]|星期)之?前"
    rf"|(?P<m>\d{{1,3}}|an?)\s*(?P<english>second|minute|min|hour|hr|day|week|wk|h|d|w)s?\s+ago){_BEHIND}",
    re.I,
)
_NEAR_DAY = re.compile(
    rf"{_BEFORE}(?:at\s+)?(?P<day>{'|'.join(_DAYS)})(?P<rest>\s*(?:at\s+)?\d{{1,2}}:\d\d|){_BEHIND}", re.I
)
_YEARLESS = re.compile(
    rf"{_BEFORE}(?:(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日|(?P<m2>{MONTH_NAME})\.?\s+(?P<d2>\d{{1,2}})"
    rf"|(?P<d3>\d{{1,2}})\s+(?P<m3>{MONTH_NAME})){_BEHIND}",
    re.I,
)
# What may stand beside "yesterday" without a time of day: labels and separators, but no names, for those make a sentence.
_BARE = re.compile(r"(?:发布于?|發[布佈]於?|更新于?|published|posted|updated)?[\s|｜·•:：]*", re.I)


def made_absolute(line: str, fetched: date) -> str:
    """Returns a line with the relative day in it as YYYY-MM-DD; unchanged where it has none or has a complete date.

    Args:
        line: One line in NFKC.
        fetched: When the page was fetched. Hours and minutes are resolved against a date-time alone.
    """
    if len(line) > _LONGEST or next(find_dates(line), None):
        return line
    for match, day, rest in _found(line, fetched):
        return f"{line[: match.start()]}{day.isoformat()}{rest}{line[match.end() :]}"
    return line


def resolved(value: str, fetched: date) -> date | None:
    """The day that a field's whole value gives relative to `fetched`; None if it is something else."""
    value = value.strip()
    return next((day for match, day, _ in _found(value, fetched) if match.span() == (0, len(value))), None)


def _found(line: str, fetched: date) -> Iterator[tuple[re.Match[str], date, str]]:
    """Each expression, its day, and what of it stays (a time of day)."""
    if (ago := _AGO.search(line)) and (day := _ago(ago, fetched)):
        yield ago, day, ""
    near = _NEAR_DAY.search(line)
    if near and (near["rest"] or _BARE.fullmatch(line[: near.start()] + line[near.end() :])):
        days = _DAYS[near["day"].lower()]
        yield near, date.fromordinal(max(1, _date(fetched).toordinal() - days)), near["rest"]
    if (yearless := _YEARLESS.search(line)) and (day := _last(yearless, _date(fetched))):
        yield yearless, day, ""


def _ago(match: re.Match[str], fetched: date) -> date | None:
    unit = _UNITS[(match["unit"] or match["english"]).lower()]
    number = match["n"] or match["m"]
    count = int(number) if number.isdecimal() else _HAN_NUMBERS.get(number, 1)
    if unit < timedelta(days=1) and not isinstance(fetched, datetime):
        return None
    try:
        return _date(fetched - unit * count)
    except OverflowError:  # before the year 1
        return None


def _last(match: re.Match[str], fetched: date) -> date | None:
    """The latest such day of a month that is not after `fetched`."""
    month, day = match["m"] or match["m2"] or match["m3"], int(match["d"] or match["d2"] or match["d3"])
    for year in range(fetched.year, fetched.year - 9, -1):  # 29 February can be eight years away
        try:
            found = date(year, int(month) if month.isdecimal() else MONTHS[month[:3].lower()], day)
        except ValueError:
            continue
        if found <= fetched:
            return found
    return None


def _date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

"""The time that a question is about, and how near to it an article is."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?P<year>(?:19|20)\d\d)"
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
# The more exact forms first; the first that is found counts.
FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"{YEAR}\s?年\s?(?P<month>\d\d?)\s?月(?:\s?(?P<day>\d\d?)\s?[日号號])?",
        rf"{YEAR}\s?年?\s?第?(?P<quarter>[一二三四1-4])\s?季",
        rf"{YEAR}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)(?!\d)",
        rf"\b(?:(?P<day>\d\d?)\s+)?{MONTH_NAME}\.?(?:\s+(?P<day2>\d\d?)(?:st|nd|rd|th)?,)?\s+{YEAR}\b",
        rf"\bQ(?P<quarter>[1-4])\s+{YEAR}\b",
        rf"(?<![\d.,$¥€£]){YEAR}(?![\d.,]\d|\d|\s?[万萬亿億元])",
    )
)
FARTHEST = 5.0  # years; what is farther away is equally far
UNDATED = 3.0  # years; an article without a date may be of any time


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date


def period_of(question: str) -> Period | None:
    """The year, quarter, month or day that a question names, the first of the most exact kind; None without one."""
    for form in FORMS:
        for match in form.finditer(question):
            period = _period(match.groupdict())
            if period:
                return period
    return None


def _period(found: dict[str, str | None]) -> Period | None:
    year = int(found["year"] or 0)
    quarter, name = found.get("quarter"), found.get("name")
    if quarter:
        last = 3 * (QUARTERS.get(quarter) or int(quarter))
        return Period(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]))
    month = MONTHS.index(name[:3].lower()) + 1 if name else int(found.get("month") or 0)
    day = int(found.get("day") or found.get("day2") or 0)
    try:
        if day:
            return Period(date(year, month, day), date(year, month, day))
        if month:
            return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None  # no such day or month: 2023-13-40 is no date
    return Period(date(year, 1, 1), date(year, 12, 31))


def year_before(day: date) -> Period:
    """The year that ends on a day: what was published in it is all current on that day."""
    return Period(day - timedelta(days=364), day)


def distance(published: date | None, period: Period) -> float:
    """How far an article's day of publication lies outside a period, from 0 (within) to 1 (`FARTHEST` years or more)."""
    if published is None:
        return UNDATED / FARTHEST
    days = max((period.start - published).days, (published - period.end).days, 0)
    return min(days / 365.25, FARTHEST) / FARTHEST

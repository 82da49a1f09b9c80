"""The days that a text speaks of, completed by the day on which it was published."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.dates import resolve_dates
from assistant.quantities import Measure, Quantity, quantities
from corpus.fold import fold

CHINESE_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])(?!期|年|岁)")
ENGLISH_WEEKDAY = re.compile(r"(?<![a-z])(mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])")
_NUMBER = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_NAMES = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
WEEK = 7


@dataclass(frozen=True, slots=True)
class Day:
    """A date as far as it is said: 0 stands for a part that is not.

    Attributes:
        year: Of the common era.
        month: 1 to 12.
        day: Of the month.
        part: "Q1" to "Q4", "H1" or "H2" of the year; "" elsewhere.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    part: str = ""

    def within(self, other: "Day") -> bool:
        """Whether everything that this says is said by the other too; a month lies in its quarter and half."""
        if self.part and self.part not in (other.part, *_parts(other.month)):
            return False
        ours, theirs = (self.year, self.month, self.day), (other.year, other.month, other.day)
        return all(a in (0, b) for a, b in zip(ours, theirs, strict=True))


def parts_of(q: Quantity) -> Day:
    """The parts of a date that `quantities` found."""
    value = int(q.value)
    return Day(value // 10000, value // 100 % 100, value % 100, q.part)


def days_of(text: str, published: date | None) -> list[Day]:
    """The dates in a text.

    With the day of its publication also that day itself, what `去年9月`, `yesterday` and `周二` mean by it, and for a date
    without a year its year: the article's own, or the one that is nearer when the month lies on the other side of New Year.
    """
    complete = resolve_dates(text, published) if published else text
    found = [parts_of(q) for q in quantities(complete) if q.measure is Measure.DATE]
    if published is None:
        return found
    completed = [day for one in found for day in _completed(one, published)]
    return [*found, *completed, *_weekdays(text, published), Day(published.year, published.month, published.day)]


def _completed(one: Day, published: date) -> Iterator[Day]:
    if one.year:
        return
    if one.month:
        yield Day(published.year, one.month, one.day)
        if one.month > published.month:
            yield Day(published.year - 1, one.month, one.day)
        elif one.month < published.month:
            yield Day(published.year + 1, one.month, one.day)
    elif one.day:
        first = published.replace(day=1)
        before, behind = first - timedelta(days=1), first + timedelta(days=31)
        for month in (first, before, behind):
            yield Day(month.year, month.month, one.day)


def _weekdays(text: str, published: date) -> Iterator[Day]:
    """The nearest day of that name, up to a week before the publication or behind it."""
    folded = fold(text)
    wanted = {_NUMBER[name] for name in CHINESE_WEEKDAY.findall(folded)}
    wanted |= {_NAMES.index(name) for name in ENGLISH_WEEKDAY.findall(folded)}
    for step in range(-WEEK, WEEK + 1):
        day = published + timedelta(days=step)
        if day.weekday() in wanted:
            yield Day(day.year, day.month, day.day)


def _parts(month: int) -> tuple[str, ...]:
    return (f"Q{(month - 1) // 3 + 1}", f"H{(month - 1) // 6 + 1}") if month else ()

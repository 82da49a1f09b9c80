"""Numbers, amounts and dates as they stand in a text, with their values: 3.2億 = 3.2亿 = 320 million."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.fold import fold_with_offsets


class Measure(StrEnum):
    """What a number counts."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    Attributes:
        start: Offset in the text that it was found in, its qualifier included.
        end: Offset behind it.
        text: The characters between the two.
        value: The number, its Chinese or English unit multiplied in; for a date yyyymmdd with zeros for what is not said.
        measure: What it counts.
    """

    start: int
    end: int
    text: str
    value: float
    measure: Measure


UNITS = {
    "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
    "thousand": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "k": 1e3, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12,
}  # fmt: skip
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
CURRENCY_BEFORE = r"(?:us\$|hk\$|nt\$|a\$|\$|¥|€|£|rmb|cny|usd|hkd|人民币|美元|港币|新台币)\s?"
CURRENCY_AFTER = (
    r"(?:美元|美金|人民币|港元|港币|新台币|台币|日元|欧元|英镑|韩元|元|块钱|dollars?|yuan|rmb|usd|euros?|pounds?|yen)"
)
QUALIFIER = (
    r"(?:超过|超|逾|近|将近|接近|约|大约|约合|不到|不足|至多|最多|至少|高达|达|or more|more than|over|nearly|almost|about|around|"
    r"roughly|up to|at least|at most|less than|under|some)"
)
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
HAN = "".join(DIGITS) + "".join(PLACES)
NUMBER = re.compile(
    rf"(?P<qualifier>{QUALIFIER}\s?)?(?P<before>{CURRENCY_BEFORE})?(?P<percent>百分之)?"
    rf"(?<![\d.a-z])(?P<digits>\d[\d,]*(?:\.\d+)?|[{HAN}]+)(?P<range>\s?[-–~至到]\s?\d[\d,]*(?:\.\d+)?)?"
    rf"\s?(?P<more>多|余)?(?P<unit>{UNIT})?(?![a-z])(?P<left>左右|以上|以下|多|余)?"
    rf"(?P<sign>%|成(?![为立功员本果就交长]|\w*立)|个?百分点|percentage points?|percent|per cent)?"
    rf"\s?(?P<after>{CURRENCY_AFTER})?(?P<counter>[家个位名款块张台笔次轮倍项座种人天年岁](?![月日]))?"
)
MONTHS = "january february march april may june july august september october november december".split()
MONTH = "|".join(MONTHS) + "|" + "|".join(m[:3] for m in MONTHS)
DATE = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>[12]\d|3[01]|0?[1-9])[日号])?"
    rf"|(?P<only>(?:19|20)\d\d)年(?:第?(?P<quarter>[一二三四1-4])季度?)?(?:[初底末中])?"
    rf"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|(?:(?P<d1>[12]\d|3[01]|0?[1-9])\s)?(?<![a-z])(?P<m1>{MONTH})\.?(?:\s(?P<d2>[12]\d|3[01]|0?[1-9])(?!\d))?(?:,?\s(?P<y1>(?:19|20)\d\d))?(?![a-z])"
)


def quantities(text: str) -> list[Quantity]:
    """Dates first, then every other number that does not lie in one, in the order of the text."""
    folded, offsets = fold_with_offsets(text)
    offsets = [*offsets, len(text)]
    dates = list(_dates(folded))
    taken = [(start, end) for start, end, _ in dates]
    found = [(start, end, value, Measure.DATE) for start, end, value in dates]
    for start, end, value, measure in _numbers(folded):
        if not any(start < b and end > a for a, b in taken):
            found.append((start, end, value, measure))
    spans = ((offsets[s], offsets[e - 1] + 1, value, measure) for s, e, value, measure in sorted(found))
    return [Quantity(start, end, text[start:end], value, measure) for start, end, value, measure in spans]


def _dates(folded: str) -> Iterator[tuple[int, int, float]]:
    for match in DATE.finditer(folded):
        part = match.groupdict()
        if part["m1"] and not (part["d1"] or part["d2"] or part["y1"]):
            continue  # a bare month's name: "may" is more often a verb
        month = int(part["month"] or 0) or (_month(part["m1"]) if part["m1"] else 0)
        year = int(part["year"] or part["only"] or part["y1"] or 0)
        day = int(part["day"] or part["d1"] or part["d2"] or 0)
        if part["iso"]:
            year, month, day = (int(x) for x in part["iso"].split("-"))
        yield match.start(), match.end(), year * 10000.0 + month * 100 + day


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _numbers(folded: str) -> Iterator[tuple[int, int, float, Measure]]:
    for match in NUMBER.finditer(folded):
        part = match.groupdict()
        money = part["before"] or part["after"]
        if not part["digits"][0].isdigit() and not (
            part["unit"] or part["percent"] or part["sign"] or part["counter"] or money
        ):
            continue  # a bare Chinese numeral is too often part of a word
        value = _value(part["digits"]) * UNITS.get(part["unit"] or "", 1)
        if money:
            measure = Measure.MONEY
        elif part["percent"] or part["sign"]:
            measure, value = Measure.PERCENT, value * (10 if part["sign"] == "成" else 1)
        else:
            measure = Measure.MONEY if (part["unit"] or "").endswith("亿") else Measure.COUNT
        end = match.end() - (len(match.group()) - len(match.group().rstrip()))
        yield match.start(), end, value, measure


def _value(digits: str) -> float:
    return float(digits.replace(",", "")) if digits[0].isdigit() else _han_value(digits)


def _han_value(text: str) -> float:
    total = current = 0
    for character in text:
        if character in PLACES:
            total, current = total + (current or 1) * PLACES[character], 0
        else:
            current = DIGITS[character]
    return float(total + current)

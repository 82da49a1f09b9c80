"""Numbers, amounts and dates as they stand in a text, with their values: 3.2億 = 3.2亿 = 320 million."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.date_spans import DateSpan, bare_years, date_spans
from assistant.number_patterns import (
    COUNTED,
    HAN_PRODUCT,
    MEGA,
    NO_PRODUCT,
    NO_QUANTITY,
    NUMBER,
    PRODUCT,
    TENTHS,
    TO,
    URL,
    is_bare,
)
from assistant.numerals import DIGITS, LETTERS, SCALES, exact, neighbours, unit_of, value_of
from corpus.fold import fold_with_offsets


class Measure(StrEnum):
    """What a number counts."""

    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or a date. Ordinals, version numbers and times of day are none.

    Attributes:
        start: Offset in the text that it was found in, its qualifier included.
        end: Offset behind it.
        text: The characters between the two.
        value: The number, its Chinese or English unit multiplied in; for a date yyyymmdd with zeros for what is not said.
        measure: What it counts.
        upper: The upper end of a range such as `10%-20%`, whose lower end is `value`; None elsewhere.
        part: The quarter or half that a date names, "Q1" to "Q4", "H1" or "H2"; "" elsewhere.
    """

    start: int
    end: int
    text: str
    value: float
    measure: Measure
    upper: float | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a folded text.

    Attributes:
        scale: What its unit multiplied it by.
        plain: Whether it has neither unit, sign, counter nor currency.
        bare: Whether it is too likely part of a word to count by itself; a range may save it.
    """

    start: int
    end: int
    value: float
    scale: float
    measure: Measure
    plain: bool
    bare: bool
    upper: float | None = None
    part: str = ""


BLANK = "\ue000"  # overwrites what is no quantity, offsets kept
SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"


SENTENCE = 600  # characters; what is found in longer texts is not remembered


def quantities(text: str) -> list[Quantity]:
    """Every date and number of a text, in its order; none overlaps another."""
    return list(_remembered(text) if len(text) <= SENTENCE else _found(text))


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[Quantity, ...]:
    return tuple(_found(text))


def _found(text: str) -> list[Quantity]:
    folded, offsets = fold_with_offsets(text)
    folded = URL.sub(_blank, MEGA.sub(BLANK, folded))
    dates = date_spans(text, folded, offsets)
    free = NO_QUANTITY.sub(_blank, _without_versions(text, _without(folded, dates), offsets))
    numbers = list(_numbers(text, free, offsets))
    units = _without(free, [n for n in numbers if not n.plain])
    years = list(bare_years(units))
    numbers = [n for n in numbers if not any(n.start < y.end and n.end > y.start for y in years)]
    found = [_Number(d.start, d.end, d.value, 1, Measure.DATE, False, False, None, d.part) for d in (*dates, *years)]
    found += [n for n in _ranges(numbers, free) if not n.bare]
    whole = [n for n in found if not _inside_character(offsets, n.start)]
    return [_quantity(text, offsets, n) for n in sorted(whole, key=lambda n: n.start)]


def _inside_character(offsets: list[int], at: int) -> bool:
    """Whether a folded position lies inside what one character folds to: the 2 of ㎡ is no number."""
    return at > 0 and offsets[at] == offsets[at - 1]


def _quantity(text: str, offsets: list[int], found: _Number) -> Quantity:
    start, end = offsets[found.start], offsets[found.end - 1] + 1
    return Quantity(start, end, text[start:end], found.value, found.measure, found.upper, found.part)


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())


def _without(folded: str, spans: Iterable[DateSpan | _Number]) -> str:
    """The text with these spans blanked out."""
    characters = list(folded)
    for span in spans:
        characters[span.start : span.end] = BLANK * (span.end - span.start)
    return "".join(characters)


def _without_versions(text: str, free: str, offsets: list[int]) -> str:
    """The text with product names blanked out that end in a version or a size, such as Claude 3."""
    characters = list(free)
    for match in PRODUCT.finditer(free):
        capital = any(text[offsets[at]].isupper() for at in range(*match.span("word")))
        if capital and match["word"] not in NO_PRODUCT:
            characters[match.start() : match.end()] = BLANK * len(match.group())
    for match in HAN_PRODUCT.finditer(free):
        characters[match.start() : match.end()] = BLANK * len(match.group())
    return "".join(characters)


def _numbers(text: str, free: str, offsets: list[int]) -> Iterator[_Number]:
    for match in NUMBER.finditer(free):
        value = value_of(match["digits"])
        end = match.end() - (len(match.group()) - len(match.group().rstrip()))
        if value is None or (
            free[end - 1].isdigit() and free[end : end + 1].isascii() and free[end : end + 1].isalpha()
        ):
            continue  # 5G, 4S, 3D
        if match["power"]:
            raised = match["caret"] or text[offsets[match.start("power")]] in SUPERSCRIPT
            value *= 10.0 ** int(match["power"]) if raised else 1
        value = _with_tenths(match, value)
        yield _number(match, value, end, free)


def _with_tenths(match: re.Match[str], value: float) -> float:
    """A value with what stands behind it of it: 一成五, 三点五亿, 两个半月, 3年半; of `half a million` the half."""
    sign, counter, point = match["sign"] or "", match["counter"] or "", match["point"] or ""
    if sign[:1] == "成" and sign[-1] in TENTHS:
        value += 0.1 * (5 if sign[-1] == "半" else value_of(sign[-1]) or 0)
    if "半" in counter:
        value += 0.5
    if point:
        value += float("0." + "".join(str(DIGITS[c]) for c in point[1:]))
    return 0.5 * value if match["half"] else value


def _number(match: re.Match[str], value: float, end: int, free: str) -> _Number:
    scale = value_of("一" + match["han"]) or 1.0 if match["han"] else 1.0
    scale *= (
        SCALES.get(match["scale"], 1) * SCALES.get(match["scale2"], 1) * LETTERS.get((match["letter"] or "").strip(), 1)
    )
    measure, factor = _measure(match, free)
    scale *= factor
    ends = neighbours(match["digits"])
    low, upper = (value, None) if ends is None else (ends[0], exact(ends[1] * scale))
    unit = scale * unit_of(match["digits"])
    plain = unit == 1 and measure is Measure.COUNT and not match["counter"]
    return _Number(match.start(), end, exact(low * scale), unit, measure, plain, is_bare(match), upper)


def _measure(match: re.Match[str], free: str) -> tuple[Measure, float]:
    """What a number counts, and what its sign multiplies it by."""
    sign = match["sign"] or ""
    if match["whole"]:
        return Measure.PERCENT, 100 / (value_of(match["whole"]) or 100)
    if sign.startswith("成"):
        return Measure.PERCENT, 10
    if sign:
        return Measure.PERCENT, 0.01 if "基点" in sign or sign.startswith("b") else 1
    if match["before"] or match["after"]:
        return Measure.MONEY, 1
    amount = "亿" in (match["han"] or match["digits"][-2:]) or "兆" in match["digits"]
    if amount and not match["counter"] and not COUNTED.match(free, match.end()):
        return Measure.MONEY, 1  # news leave the currency out where the text has named it before
    return Measure.COUNT, 1


def _ranges(numbers: list[_Number], free: str) -> list[_Number]:
    """The numbers with `5-10亿` and `10%至20%` joined into one each."""
    joined: list[_Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        if before is not None and TO.fullmatch(free[before.end : number.start]):
            both = _joined(before, number)
            if both is not None:
                joined[-1] = both
                continue
        joined.append(number)
    return joined


def _joined(low: _Number, high: _Number) -> _Number | None:
    if low.upper is not None or high.upper is not None:
        return None
    percent = Measure.PERCENT
    if not (low.plain or low.measure is high.measure or percent not in (low.measure, high.measure)):
        return None
    value = exact(low.value * high.scale) if low.scale == 1 else low.value
    if value >= high.value:
        return None
    measure = low.measure if low.measure is Measure.MONEY else high.measure
    return _Number(low.start, high.end, value, high.scale, measure, low.plain and high.plain, high.bare, high.value)

"""When two figures of different sentences can stand for the same thing, and whether their values agree then."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.quantities import Measure, Quantity
from assistant.units import Bound, bound_of
from corpus.fold import fold

CURRENCIES = {
    "usd": re.compile(r"美[元金]|us\$|usd|u\.s\. dollar|(?<![a-z])\$"),
    "hkd": re.compile(r"港[元币]|hk\$|hkd"),
    "twd": re.compile(r"台币|nt\$|ntd|twd"),
    "eur": re.compile(r"欧元|€|euro"),
    "gbp": re.compile(r"英镑|£|pound"),
    "jpy": re.compile(r"日[元圆]|yen|jpy"),
    "cny": re.compile(r"人民币|元|rmb|cny|yuan|¥"),
}
COUNTERS = {
    "person": re.compile(r"人$|名$|位$|employee|people|staff|worker|job|position|person"),
    "month": re.compile(r"月|month"),
    "year": re.compile(r"年|岁|year"),
    "day": re.compile(r"天|日|day"),
    "week": re.compile(r"周|week"),
    "hour": re.compile(r"小时|hour"),
    "card": re.compile(r"张|块|颗|card|chip|unit|accelerator"),
    "company": re.compile(r"家|compan|firm|startup"),
    "megawatt": re.compile(r"兆瓦|mw|megawatt"),
    "times": re.compile(r"倍|times|fold"),
}
ASKED_NOUN = re.compile(r"(?:多少|几)(?P<han>个?[一-龥])|how many (?P<latin>(?:[a-z'0-9-]+ ){0,3}?[a-z]+)(?= |\?|$)")
SPAN = re.compile(r"多久|多长时间|how long")
BELOW, ABOVE = {Bound.UNDER, Bound.NEARLY, Bound.AT_MOST}, {Bound.OVER, Bound.AT_LEAST}
LATELY = re.compile(r"(?<![将接])近[\d一二三四五六七八九十两]*个?[年月天]")  # of the last so many, not nearly so many
LARGE, ROUNDED = 1e6, 0.01  # amounts from the first on are rounded by this share, said or not: 7.9亿 and 8亿 agree


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what it needs to be compared.

    Attributes:
        quantity: As it stands in its sentence.
        text: As it is written, in English with the noun behind it.
        unit: Its currency or what it counts; "" where that is not said.
        low: The least that it can mean, its qualifier and its last digit considered.
        high: The most.
    """

    quantity: Quantity
    text: str
    unit: str
    low: float
    high: float


def figure(quantity: Quantity, sentence: str, published: date | None) -> Figure:
    """A quantity of a sentence, ready to be compared; a date without a year is of the year of publication."""
    if quantity.measure is Measure.DATE:
        return _day(quantity, published)
    words = fold(quantity.text)
    upper = quantity.upper if quantity.upper is not None else quantity.value
    low, high = quantity.value, upper
    half = max(
        0.5 * _last_digit(words, quantity.value), (ROUNDED if quantity.value >= LARGE else 1e-9) * quantity.value
    )
    bound = Bound.EXACT if LATELY.search(words) else bound_of(words)
    if bound in BELOW:
        low *= 0.9
    elif bound in ABOVE:
        high *= 1.2
    elif bound is Bound.SEVERAL:
        high *= 10
    elif bound is Bound.ABOUT:
        low, high = low * 0.95, high * 1.05
    else:
        low, high = low - half, high + half
    noun = _noun(quantity, sentence)
    return Figure(quantity, quantity.text.strip() + noun, _unit(quantity, words + noun.lower()), low, high)


def _day(quantity: Quantity, published: date | None) -> Figure:
    value = quantity.value
    if value < 10000 and published is not None:
        value += published.year * 10000
    year, month, day = value // 10000, value // 100 % 100, value % 100
    if month == 0:
        return Figure(quantity, quantity.text.strip(), "day", year * 372.0, year * 372.0 + 372)
    low = year * 372 + (month - 1) * 31
    return Figure(quantity, quantity.text.strip(), "day", low + max(day, 1) - 1, low + (day or 31))


def _last_digit(words: str, value: float) -> float:
    """What the last written digit counts: 0.1亿 in 3.2亿; little where it is a whole number."""
    written = re.search(r"\d[\d,]*(?:\.(\d+))?", words)
    if written is None or not value:
        return 0.0
    number = float(written.group().replace(",", ""))
    scale = value / number if number else 1.0
    return scale * 10.0 ** -len(written[1]) if written[1] else 0.0


def _noun(quantity: Quantity, sentence: str) -> str:
    """The words behind an English number that say what it counts: ` new jobs`; "" where they do not follow at once."""
    if quantity.measure is not Measure.COUNT or not sentence[quantity.end - 1].isascii():
        return ""
    match = re.match(r" (?:[a-z-]+ )?[a-z]+", sentence[quantity.end :])
    words = match.group() if match else ""
    return next((words[: m.end()] for m in re.finditer(r" [a-z-]+", words) if unit_of(m.group())), "")


def _unit(quantity: Quantity, words: str) -> str:
    if quantity.measure is Measure.PERCENT:
        return "%"
    if quantity.measure is Measure.MONEY:
        return next((unit for unit, pattern in CURRENCIES.items() if pattern.search(words)), "")
    return unit_of(words) or ("" if words[-1].isascii() else words[-1])


def unit_of(words: str) -> str:
    """What folded words behind a number say that it counts; "" where they are no known counter."""
    return next((unit for unit, pattern in COUNTERS.items() if pattern.search(words)), "")


def units_asked(question: str) -> frozenset[str]:
    """What a question asks the number of, as units; empty where it does not tell."""
    folded = fold(question)
    if SPAN.search(folded):
        return frozenset(("day", "week", "month", "year", "hour"))
    found = set()
    for match in ASKED_NOUN.finditer(folded):
        words = match["han"] or folded[match.start("latin") : match.start("latin") + 40]
        at = {unit: m.start() for unit, pattern in COUNTERS.items() if (m := pattern.search(words))}
        if at:
            found.add(min(at, key=lambda unit: at[unit]))
    return frozenset(found)


def comparable(one: Figure, other: Figure, far: float) -> bool:
    """Whether two figures can be values of one thing: the same measure and unit, differing by at most the factor `far`."""
    a, b = one.quantity, other.quantity
    if a.measure is not b.measure or a.part != b.part:
        return False
    if a.measure is Measure.DATE:
        return abs(one.low - other.low) < 2 * 372
    if one.unit != other.unit and "" not in (one.unit, other.unit):
        return False
    small, large = sorted((max(one.low, 1e-9), max(other.low, 1e-9)))
    return large / small <= far


def agree(one: Figure, other: Figure) -> bool:
    """Whether two comparable figures can mean the same value: 近5亿 and 4.9亿 do, 5亿 and 6亿 do not."""
    return one.low < other.high and other.low < one.high

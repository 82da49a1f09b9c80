"""Whether the figures of a sentence stand in its sources: by value, unit, currency, and how exact they are; dates by the day.

docs/verification.md has the rules as a table with examples.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from assistant.days import Day, days_of, parts_of
from assistant.quantities import Measure, Quantity, quantities
from assistant.units import Bound, bound_of, bounds_agree, currencies_agree, currency_of, unit_of
from corpus.fold import fold

MONEY_BEHIND = re.compile(r" ?(?:人民币|新?台币|港币|港元|美元|美金)")
REACH = 24  # characters behind a number in which its unit begins


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number with what qualifies it; a range has its upper end."""

    value: float
    upper: float | None
    measure: Measure
    bound: Bound
    currency: str
    unit: str


def missing_figures(sentence: str, sources: Sequence[str], published: Sequence[date | None] = ()) -> list[str]:
    """The figures and dates of a sentence that its sources do not hold, as the sentence writes them.

    A lone `1` is not looked for, as it is an article as often as a number.

    Args:
        sentence: A sentence of an answer.
        sources: The sentences that it rests on.
        published: The day on which each source appeared, where known: it completes `3月5日`, `去年` and `on Tuesday`, and a
            sentence may name it.
    """
    said = quantities(sentence)
    if not said:
        return []
    known = [_stated(source, q) for source in sources for q in quantities(source) if q.measure is not Measure.DATE]
    dates = [day for source, at in zip_longest(sources, published) for day in days_of(source or "", at)]
    return [q.text.strip() for q in said if not _stands(sentence, q, known, dates)]


def _stated(text: str, q: Quantity) -> _Stated:
    words, behind = fold(q.text).strip(), fold(text[q.end : q.end + REACH])
    named = MONEY_BEHIND.match(behind)  # 6亿元人民币
    currency = currency_of(named.group() if named else words) if q.measure in (Measure.MONEY, Measure.COUNT) else ""
    unit = unit_of(words, behind) if q.measure is not Measure.MONEY else ""
    return _Stated(q.value, q.upper, q.measure, bound_of(words), currency, unit)


def _stands(sentence: str, q: Quantity, known: Sequence[_Stated], dates: Sequence[Day]) -> bool:
    if q.measure is Measure.DATE:
        return _date_stands(parts_of(q), dates)
    said = _stated(sentence, q)
    if said.upper is None:
        lone = said.value == 1 and said.measure is Measure.COUNT and said.bound is Bound.EXACT
        return lone or any(_single_stands(said, other) for other in known)
    alike = [other for other in known if _kinds_agree(said, other)]
    if any((said.value, said.upper) == (other.value, other.upper) for other in alike):
        return True
    return {said.value, said.upper} <= {other.value for other in alike if other.upper is None}


def _single_stands(said: _Stated, other: _Stated) -> bool:
    """Whether a source's figure gives the sentence's single value; a range does as the end that it is called."""
    if not _kinds_agree(said, other):
        return False
    if other.upper is None:
        return said.value == other.value and bounds_agree(said.bound, other.bound)
    end = {Bound.AT_LEAST: other.value, Bound.AT_MOST: other.upper}.get(said.bound)
    return said.value == end


def _kinds_agree(said: _Stated, other: _Stated) -> bool:
    if not currencies_agree(said.currency, other.currency):
        return False
    if said.unit and other.unit and said.unit != other.unit:
        return False
    if said.measure is other.measure:
        return True
    # A count without a unit may be an amount whose currency is left out; a percentage is never anything else.
    return Measure.PERCENT not in (said.measure, other.measure) and not (said.unit or other.unit)


def _date_stands(said: Day, known: Sequence[Day]) -> bool:
    """Whether one date says all that is said; the year may be named by another."""
    if any(said.within(day) for day in known):
        return True
    if not (said.year and said.month):
        return False
    year_named = any(day.year == said.year and not day.month for day in known)
    return year_named and any(Day(0, said.month, said.day).within(day) for day in known if not day.year)

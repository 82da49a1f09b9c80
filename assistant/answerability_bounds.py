"""What narrows a question to one case among like ones: the year, the round, the how-manieth, men or women."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.numerals import value_of
from corpus.fold import fold

ORDINAL = re.compile(r"第\s*(?P<number>[一二三四五六七八九十百\d]+)\s*(?P<unit>[届次轮号代期]?)")
ROUND = re.compile(r"(?<![a-z])(?P<han>[a-h])\+?\s*轮|\bseries (?P<latin>[a-h])\b")
YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d|\.\d|\s*[万亿元股人名家个])")
QUARTER = re.compile(r"第?(?P<han>[一二三四1-4])\s*季|\bq(?P<latin>[1-4])\b")
MONTH = re.compile(r"(?<!\d)(?P<month>\d\d?)月")
WORDS = (
    ("round", "angel", re.compile(r"天使轮|seed round|angel round")),
    ("half", "1", re.compile(r"上半年|中期|first half|half-year")),
    ("half", "2", re.compile(r"下半年|second half")),
    ("sex", "men", re.compile(r"男|\bmen\b|\bmen['’]s")),
    ("sex", "women", re.compile(r"女|\bwomen")),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the bounds of a question and of a text agree.

    Attributes:
        missing: How many of the question's the text does not state.
        other: How many of these it states otherwise: 2023 where 2022 is asked about.
    """

    missing: int
    other: int


def bounds(text: str) -> dict[str, set[str]]:
    """The bounds that a text states, by kind."""
    folded = fold(text)
    found: dict[str, set[str]] = {}
    for match in ORDINAL.finditer(folded):
        found.setdefault(f"ordinal {match['unit']}", set()).add(_number(match["number"]))
    for match in ROUND.finditer(folded):
        found.setdefault("round", set()).add(match["han"] or match["latin"])
    for match in YEAR.finditer(folded):
        found.setdefault("year", set()).add(match["year"])
    for match in QUARTER.finditer(folded):
        found.setdefault("quarter", set()).add(_number(match["han"] or match["latin"]))
    for match in MONTH.finditer(folded):
        found.setdefault("month", set()).add(match["month"])
    for kind, value, pattern in WORDS:
        if pattern.search(folded):
            found.setdefault(kind, set()).add(value)
    return found


def _number(words: str) -> str:
    value = value_of(words)
    return words if value is None else f"{value:g}"


def agreement(asked: Mapping[str, set[str]], stated: Mapping[str, set[str]]) -> Agreement:
    """How far what is stated lies within what is asked."""
    missing = other = 0
    for kind, values in asked.items():
        absent = len(values - stated.get(kind, set()))
        missing += absent
        other += absent if kind in stated else 0
    return Agreement(missing, other)

"""What narrows a question to one case among like ones: the year, the quarter, the round, the how-manieth, men or women."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from assistant.numerals import value_of
from corpus.article import Article
from corpus.fold import fold

Bounds = Mapping[str, frozenset[str]]
"""Kind of bound -> the values stated."""

YEAR, HALF, QUARTER = "year", "half", "quarter"
ORDINAL = re.compile(r"第\s*(?P<number>[一二三四五六七八九十百\d]+)\s*(?P<unit>[届次轮代期])")
ROUND = re.compile(r"(?<![a-z])(?P<han>[a-h])\d?\+*\s*轮|\bseries (?P<latin>[a-h])\b")
YEARS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d|\.\d|\s*[万亿元股人名家个])")
QUARTERS = re.compile(
    r"第?(?P<han>[一二三四1-4])\s*季|\bq(?P<latin>[1-4])\b|\b(?P<word>first|second|third|fourth) quarter"
)
ORDER = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
WORDS = (
    ("round", "angel", re.compile(r"天使轮|种子轮|seed round|angel round")),
    (HALF, "1", re.compile(r"上半年|中期|first half|half-year|first six months")),
    (HALF, "2", re.compile(r"下半年|second half")),
    ("sex", "men", re.compile(r"男|\bmen\b|\bmen['’]s")),
    ("sex", "women", re.compile(r"女|\bwomen")),
)
WHOLE_YEAR = re.compile(r"全年|整年|full year|whole year")
RELATIVE_YEARS = (
    (re.compile(r"前年"), -2),
    (re.compile(r"去年|上年|last year|year earlier|year ago"), -1),
    (re.compile(r"今年|本年|this year"), 0),
    (re.compile(r"明年|next year"), 1),
)


def bounds(text: str, published: date | None = None) -> Bounds:
    """The bounds that a text states, by kind; `last year` counts from the day of publication where that is known."""
    folded = fold(text)
    found: dict[str, set[str]] = {}
    for match in ORDINAL.finditer(folded):
        found.setdefault(f"ordinal {match['unit']}", set()).add(_number(match["number"]))
    for match in ROUND.finditer(folded):
        found.setdefault("round", set()).add(match["han"] or match["latin"])
    for match in YEARS.finditer(folded):
        found.setdefault(YEAR, set()).add(match["year"])
    for match in QUARTERS.finditer(folded):
        found.setdefault(QUARTER, set()).add(ORDER.get(match["word"]) or _number(match["han"] or match["latin"]))
    for kind, value, pattern in WORDS:
        if pattern.search(folded):
            found.setdefault(kind, set()).add(value)
    for pattern, distance in RELATIVE_YEARS:
        if published is not None and pattern.search(folded):
            found.setdefault(YEAR, set()).add(str(published.year + distance))
    return {kind: frozenset(values) for kind, values in found.items()}


def _number(words: str) -> str:
    value = value_of(words)
    return words if value is None else f"{value:g}"


def within(asked: Bounds, own: Bounds, around: Bounds, article: Article) -> bool:
    """Whether a sentence speaks of the case that a question is narrowed to.

    Args:
        asked: The bounds of the question.
        own: Those of the sentence, which decide where it states any.
        around: Those of the sentence with its neighbours and its article's title.
        article: Where the sentence stands. A time that is stated nowhere near may be stated anywhere in it, or follow from its
            day; anything else that narrows the question has to be stated near.
    """
    for kind, values in asked.items():
        stated = own.get(kind) or around.get(kind)
        if stated:
            if not values & stated:
                return False
        elif kind in (YEAR, HALF, QUARTER):
            times = _times(article, kind)
            if times and not values & times:
                return False
        elif kind != "sex":
            return False
    return True


def another_time(asked: Bounds, articles: Iterable[Article]) -> bool:
    """Whether a question is about a year of which none of the articles speaks."""
    years = asked.get(YEAR, frozenset())
    return bool(years) and not any(years & _times(article, YEAR) for article in articles)


def _times(article: Article, kind: str) -> frozenset[str]:
    """The years, halves or quarters that an article states; its own year and the one before count as stated."""
    day = article.published
    stated = _article_bounds(f"{article.title}\n{article.text}", day).get(kind, frozenset())
    if kind != YEAR:
        return stated
    return stated | ({str(day.year), str(day.year - 1)} if day else set())


@lru_cache(maxsize=64)
def _article_bounds(text: str, published: date | None) -> Bounds:
    return bounds(text, published)


def narrower(question: str, own: Bounds) -> bool:
    """Whether a sentence speaks of a part of the year where a question asks about the whole."""
    return WHOLE_YEAR.search(fold(question)) is not None and (HALF in own or QUARTER in own)

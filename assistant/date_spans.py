"""Dates as they stand in a text: 2024年3月5日, 民國113年, 二〇二三年, March 5, 2024, 2024/3/5, 2023年第三季, a bare 2024."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.numerals import MIXED, value_of


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a folded text.

    Attributes:
        start: Its first character.
        end: Behind its last.
        value: yyyymmdd, with zeros for what is not said.
        part: "Q1" to "Q4", "H1", "H2" where a quarter or half of the year is named, else "".
    """

    start: int
    end: int
    value: float
    part: str = ""


MONTHS = "january february march april may june july august september october november december".split()
MONTH = "|".join([*MONTHS, "sept", *(m[:3] for m in MONTHS)])
NUMBER_OF = {
    "一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
HAN_DAY = r"[一二三四五六七八九十]{1,3}"
YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
CHINESE_YEAR = (  # and 23年10月, in Taiwan 113年10月
    rf"(?:(?P<year>(?:19|20)[0-9]{{2}}|[一二][〇零九][〇零一二三四五六七八九]{{2}})|民国 ?(?P<roc>{MIXED})|"
    r"(?P<short>2[0-9]|1[01][0-9])(?=年 ?(?:1[0-2]|0?[1-9]) ?月)) ?(?:财)?年度?"
)
PART = (
    r"(?P<part>(?:第?[一二三四1-4]季度?|q[1-4]|[上下]半年)|"
    r"(?<![a-z])(?:(?:first|second|third|fourth)[- ](?:quarter|half)))"
)
CHINESE = re.compile(
    rf"(?<![0-9.]){CHINESE_YEAR}(?: ?(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?:份)?"
    rf"(?: ?(?P<day>{DAY}|{HAN_DAY}) ?[日号])?|{PART}|[初底末中]))?"
)
CHINESE_DAY = re.compile(
    rf"(?<![0-9.])(?P<month>1[0-2]|0?[1-9]|(?<![十一二三四五六七八九个])(?:十[一二]?|[一二三四五六七八九])) ?月(?:份)?"
    rf"(?: ?(?P<day>{DAY}|{HAN_DAY}) ?[日号])?|(?<![0-9.年月第])(?P<only>{DAY})[日号](?![本常元语式均线程用楼店机型])"
)
ISO = re.compile(rf"(?<![0-9.])(?P<year>{YEAR})([-/.])(?P<month>1[0-2]|0?[1-9])\2(?P<day>{DAY})(?![0-9])")
ENGLISH = re.compile(
    rf"(?:(?<![0-9.])(?P<before>{DAY})(?:st|nd|rd|th)? (?:of )?)?(?<![a-z])(?P<name>{MONTH})(?![a-z])\.?"
    rf"(?: (?P<after>{DAY})(?:st|nd|rd|th)?(?![0-9a-z%.,]*[0-9%]))?(?:,? (?:of )?(?P<year>{YEAR}))?"
)
PART_YEAR = re.compile(
    rf"{PART.replace('?P<part>', '?P<first>')} (?:of |in )?(?:fiscal )?(?P<y1>{YEAR})"
    rf"|(?<![0-9a-z])(?P<half>h[12]) ?(?P<y2>{YEAR})|(?<![0-9.,$])(?P<y3>{YEAR}) ?(?P<last>q[1-4]|h[12])(?![0-9a-z])"
)
BARE = re.compile(r"(?<![0-9a-z.,:$¥€£#])(?:19[5-9]|20[0-4])[0-9](?![0-9:%]|[.,][0-9]|[a-z]| ?(?:x|×) ?[0-9])")
AHEAD = re.compile(
    r"(?:^|[^a-z])(?:in|by|since|of|from|until|till|during|through|before|after|late|early|mid-?|fiscal|for|last|next) ?$"
)


def date_spans(text: str, folded: str, offsets: list[int]) -> list[DateSpan]:
    """The dates of a text, in its order, none within another.

    Args:
        text: As it is written: an English month counts only with its capital.
        folded: The same, folded.
        offsets: For each folded character the offset in `text`.
    """
    found: list[DateSpan] = []
    for spans in (_chinese(folded), _iso(folded), _part_years(folded), _english(text, folded, offsets), _days(folded)):
        found.extend(s for s in spans if not _taken(s, found))
    return sorted(found, key=lambda s: s.start)


def bare_years(folded: str) -> Iterator[DateSpan]:
    """Years that stand alone, to be looked for where no date and no other quantity lies; 2000 needs a word like `in` before it."""
    for match in BARE.finditer(folded):
        if match.group() != "2000" or AHEAD.search(folded[max(0, match.start() - 8) : match.start()]):
            yield DateSpan(match.start(), match.end(), int(match.group()) * 10000.0)


def _taken(span: DateSpan, found: list[DateSpan]) -> bool:
    return any(span.start < other.end and span.end > other.start for other in found)


def _chinese(folded: str) -> Iterator[DateSpan]:
    for match in CHINESE.finditer(folded):
        year = value_of(match["year"] or match["roc"] or match["short"]) or 0.0
        if match["roc"] or match["short"]:
            year += 2000 if match["short"] and year < 100 else 1911
        if 1800 < year < 2200:
            yield _span(match, year, match["month"], match["day"], _part(match["part"]))


def _days(folded: str) -> Iterator[DateSpan]:
    for match in CHINESE_DAY.finditer(folded):
        yield _span(match, 0, match["month"], match["day"] or match["only"])


def _iso(folded: str) -> Iterator[DateSpan]:
    for match in ISO.finditer(folded):
        yield _span(match, float(match["year"]), match["month"], match["day"])


def _part_years(folded: str) -> Iterator[DateSpan]:
    for match in PART_YEAR.finditer(folded):
        year = float(match["y1"] or match["y2"] or match["y3"])
        yield _span(match, year, None, None, _part(match["first"] or match["half"] or match["last"]))


def _english(text: str, folded: str, offsets: list[int]) -> Iterator[DateSpan]:
    for match in ENGLISH.finditer(folded):
        named = text[offsets[match.start("name")]].isupper()
        # A bare March may be a march.
        if named and (match["before"] or match["after"] or match["year"] or AHEAD.search(folded[: match.start()][-9:])):
            month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(match["name"][:3]))
            found = _span(match, float(match["year"] or 0), str(month), match["before"] or match["after"])
            stop = match.group().endswith(".") and match["name"] in MONTHS  # of the sentence, not of an abbreviation
            yield replace(found, end=found.end - 1) if stop else found


def _span(match: re.Match[str], year: float, month: str | None, day: str | None, part: str = "") -> DateSpan:
    months, days = (value_of(x) or 0.0 if x else 0.0 for x in (month, day))
    return DateSpan(match.start(), match.end(), year * 10000 + months * 100 + days, part)


def _part(words: str | None) -> str:
    if not words:
        return ""
    number = next((n for key, n in NUMBER_OF.items() if key in words), 0) or int(re.sub(r"\D", "", words) or 0)
    return ("H" if "半" in words or "half" in words or words[0] == "h" else "Q") + str(number)

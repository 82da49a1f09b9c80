"""The line under a headline that says who published the article, when, and who wrote it."""

import re
from dataclasses import dataclass
from datetime import date

from corpus.dates import MONTH_NAME, find_dates

_LONGEST = 90
_LONGEST_NAME = 30
_SENTENCE = re.compile(r"[。！？!?;；“”]|,[\u4e00-\u9fff][^,]{11,},")
_LABEL = re.compile(
    r"(?:(?:发布|發布|發佈|发表|發表|刊登|出版|更新|上传|上傳)(?:[时時][间間]|日期|[于於在])?|[时時][间間]|日期"
    r"|\b(?:(?:first )?published|posted|(?:last )?updated|(?:publication )?date)\b(?:\s+(?:on|at))?)\s*[:：]?\s*(?=\|)",
    re.I,
)
_POSTER = re.compile(r"^\s*(\S{1,20})\s+(?:发表|發表|发布|發布|發佈)[于於]\s*\|")
_STAFF = re.compile(
    r"(?:责任|責任|本文|[网網][络絡])?(?:[编編][辑輯译譯]|责编|責編|校[对對]|[审審][核校]|[监監]制|排版)\s*[:：/|]\s*[^\s|]{1,12}"
)
# A date that goes on into a clause is an event's.
_RUNS_ON = re.compile(r"\s*[,，](?!\s*(?:\d{1,2}:\d\d|星期|[周週]|\d{4}))|[前后後起至的当當上中下晚早夜]")
_UPDATED = re.compile(r"(?:更新|updated)\S{0,4}\s*(?:on|at)?\s*:?\s*$", re.I)
_CLOCK = re.compile(
    r"[T,，]?\s*(?:at\s+)?(?:(?:上午|下午|晚上|凌晨|中午|星期.|[周週][一二三四五六日])\s*)*\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?"
    r"(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:gmt|utc|est|edt|et|pt|pst|pdt|bst|cst|hkt|sgt|jst|z|北京[时時][间間])\b)?(?:\s*[+-]\d\d:?\d\d)?",
    re.I,
)
_PART_OF_DATE = re.compile(
    rf"(?:星期|[周週])[一二三四五六日天](?![\u4e00-\u9fff])|\d{{1,2}}月\d{{1,2}}日|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?"
    rf"|\b{MONTH_NAME}\.? \d{{1,2}}\b",
    re.I,
)
_HAN_NAME = r"[\u4e00-\u9fff·]{2,6}(?:[、,，和]\s*[\u4e00-\u9fff·]{2,4})*"
_LATIN_NAME = r"[A-Z][\w.'’-]*(?: (?:de |van |von |bin |al-)?[A-Z][\w.'’-]*){0,4}"
_AUTHOR = re.compile(
    rf"(?:(?:特[约約]|本[报報]|[资資]深|[实實][习習]|[见見][习習])?(?:[记記]者|作者|撰文|撰稿|文字|通[讯訊]員?|通讯员)|^文|(?<=[\s|·])文)(?:\s*[|｜丨/／:：\s]\s*|(?<=者)(?=[\u4e00-\u9fff·]{{2,4}}(?:[\s|/／(（]|$)))"
    rf"({_HAN_NAME}|{_LATIN_NAME})(?:\s*[/／]\s*\S{{1,12}}?(?:[报報][道導]|电|電|专访|專訪))?"
)
_NICKNAME = re.compile(r"(?:作者|[发發]帖人|楼主|樓主|author)\s*[:：]\s*([^\s|｜,，/／]{1,20})", re.I)
_BY = re.compile(
    rf"(?:^|(?<=[|·•\s]))(?i:by|author|written by|words by)\s*:?\s+({_LATIN_NAME}(?:(?:, {_LATIN_NAME})*,? and {_LATIN_NAME})?)"
    r"(?:, (?i:staff writer|staff reporter|correspondent|reporter|contributor|(?:senior|chief|\w+) (?:editor|reporter|correspondent|writer)))?"
)
_SOURCE = re.compile(
    r"(?:文章|新[闻聞]|稿件|信息)?(?:[来來]源|稿源|出[处處]|source)\s*[:：|｜]\s*[《「]?([^|｜,，;；()（）《》「」\s]+(?: [A-Z][^|｜,，;；()（）\s]*)*)[》」]?",
    re.I,
)
_SEPARATOR = re.compile(r"\s*[|｜丨·•]\s*|\s+[-–—/]\s+|\s{2,}|[:：]\s*$")
_HAN_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; None for what it leaves out.

    Attributes:
        published: The day of publication.
        source: The publication.
        author: Who wrote the article.
        labelled: Whether a label such as "Published" or a time of day vouches for the date.
    """

    published: date | None
    source: str | None
    author: str | None
    labelled: bool


def parse_byline(line: str) -> Byline | None:
    """Reads one line (in NFKC) as a byline; None if it is none: a date inside a sentence makes no byline."""
    line = line.strip(" ()（）[]【】\t")
    if not line or len(line) > _LONGEST or _SENTENCE.search(line):
        return None
    rest, published, labelled = _take_date(line)
    rest = _STAFF.sub("|", rest)
    author = None
    for pattern in (_POSTER, _BY, _AUTHOR, _NICKNAME):
        if author is None:
            rest, author = _take(rest, pattern)
    rest, source = _take(rest, _SOURCE)
    if published is None and author is None and source is None:
        return None
    names = _names(_PART_OF_DATE.sub("|", rest))
    if len(names) > 2 or any(len(name) > _LONGEST_NAME or re.search(r"[,，:：]", name) for name in names):
        return None
    if len(names) == 2 and not (labelled or author or source):
        return None
    if names and published is None and author is None:
        return None
    return Byline(published, source or (names[0] if names else None), author, labelled)


def _names(rest: str) -> list[str]:
    parts = _SEPARATOR.split(_HAN_SPACE.sub("|", rest))
    stripped = (part.strip(" ,，、/／:：-–—|()（）[]") for part in parts)
    return [part for part in stripped if part and any(character.isalpha() for character in part)]


def _take_date(line: str) -> tuple[str, date | None, bool]:
    """Takes the dates, times and their labels out of a line; of several dates the first that is no update counts."""
    dates = list(find_dates(line))
    if not dates or any(_RUNS_ON.match(line, end) for _, end, _ in dates):
        return line, None, False
    original = next((found for found in dates if not _UPDATED.search(line[: found[0]])), dates[0])
    rest = line
    for start, end, _ in reversed(dates):
        rest = rest[:start] + "|" + rest[end:]
    without_clock = _CLOCK.sub("|", rest)
    if _POSTER.search(without_clock):
        return without_clock, original[2], True
    without_label = _LABEL.sub("|", without_clock)
    return without_label, original[2], without_label != rest


def _take(rest: str, pattern: re.Pattern[str]) -> tuple[str, str | None]:
    match = pattern.search(rest)
    if match is None:
        return rest, None
    return rest[: match.start()] + "|" + rest[match.end() :], match[1].strip()

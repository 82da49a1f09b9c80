"""Title, date, source, author and URL of an article, found in its own text or in its front matter."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

from corpus.dates import find_dates
from corpus.sentences import sentence_spans

_HEAD_LINES, _TAIL_LINES = 14, 10
_LONGEST_LINE = 160
_TITLE_LENGTH = 60
_END = r"[^\s|｜/,，;；。()（）\[\]【】]"

_TITLE = re.compile(
    r"^\s*(?:原文[标標][题題]|[标標][题題]|[题題]目|title|headline)\s*[:：]\s*(.+?)\s*(?:\[[^\]]*\])?\s*$", re.I
)
_SOURCE = (
    re.compile(
        r"本?文?(?:[来來]自|[来來]源[于於]?|[转轉][载載]?自)\s*[:：]?\s*(?:微信)?公[众眾][号號]\s*[:：]?\s*[“「《]?([^\s(（,，;；。“”「」《》]{1,30})"
    ),
    re.compile(
        r"(?:^|[\s|｜])(?:文章|新[闻聞]|稿件|信息|本文)?(?:[来來]源|稿源|出[处處]|[转轉][载載]?自)\s*[:：|｜]\s*[《「]?([^\s|｜,，;；。()（）《》「」]{1,30})"
    ),
    re.compile(r"^\s*source\s*[:|]\s*([^|]{2,60}?)\s*(?:\||$)", re.I),
)
_AUTHOR = (
    re.compile(
        r"(?:^|[\s|｜,，;；(（/])(?:作者|撰文|[记記]者|文字|撰稿)\s*[:：|｜丨/]\s*([^\s|｜,，;；。()（）]{1,20})"
    ),
    re.compile(r"^\s*(?:文|撰文)\s*[|｜丨/／·:：]\s*([^\s|｜,，;；。()（）]{1,20})"),
    re.compile(r"^\s*by[:\s]\s*([A-Z][\w.'’-]+(?:\s+(?:and\s+|de\s+|van\s+|von\s+)?[A-Z][\w.'’-]+){0,5})", re.I),
    re.compile(r"^\s*(?:author|written by|reported by)\s*[:|]?\s+([A-Z][^|,;\d]{1,50}?)\s*(?:[|,;]|$)", re.I),
)
_NOBODY = frozenset(
    {
        "admin",
        "administrator",
        "guest",
        "anonymous",
        "root",
        "editor",
        "游客",
        "遊客",
        "匿名",
        "佚名",
        "管理员",
        "管理員",
        "小编",
        "小編",
    }
)
_URL = re.compile(
    r"(?:原文|本文|文章)?(?:[链鏈][接結结]|地址|网址|網址|url|link|source)\s*[:：]\s*(https?://[!-~]+)", re.I
)

_PUBLISHED = re.compile(
    r"(?:发布|發布|發佈|发表|發表|刊登|出版|更新|[时時][间間]|日期|published|posted|updated|date|publication date)(?:[于於在]|[日时時][期间間])?\s*(?:on|at)?\s*[:：]?\s*$",
    re.I,
)
_CLOCK = re.compile(
    r"^\s*[T,，]?\s*(?:(?:上午|下午|晚上|星期.|周.|週.)\s*)?(\d{1,2}:\d\d(?::\d\d)?)(?:\s*[ap]\.?m\.?)?", re.I
)
_WIRE = re.compile(
    r"^[\s.]{0,2}(?:[电電讯訊]|\s*[(（]\s*(?:reuters|ap|afp|bloomberg|xinhua|cna)|\s*[—–-]{1,2}\s)", re.I
)
_SENTENCE_END = re.compile(r"[。！？!?]\s*[”」』\"]?$")
_SEPARATOR = re.compile(r"[\s|｜丨·•—–\-_/、:：]+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; None where nothing says it.

    Attributes:
        title: The headline.
        published: The day of publication; an event's date inside a sentence is none.
        source: The publication.
        author: Who wrote it.
        url: Where it was published.
    """

    title: str | None = None
    published: date | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None

    def or_else(self, other: "Metadata") -> "Metadata":
        """Returns this with the gaps filled from `other`."""
        return Metadata(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))


def from_text(text: str) -> Metadata:
    """Reads the metadata that the first and last lines of an article print.

    The date needs a year and the form of a dateline: alone on its line, behind a label, with a time of day, or beside the
    name of the source. No title is made up here: see `title_from`.
    """
    lines = [unicodedata.normalize("NFKC", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    near = lines[:_HEAD_LINES] + lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]
    short = [line for line in near if len(line) <= _LONGEST_LINE] or near[:1]
    openings = [line[:_LONGEST_LINE] for line in near]
    published, beside = _published(openings)
    return Metadata(
        title=_first((_TITLE,), short),
        published=published,
        source=_first(_SOURCE, openings) or beside,
        author=_first(_AUTHOR, openings),
        url=_first((_URL,), near),
    )


def from_front_matter(fields_: Mapping[str, object]) -> Metadata:
    """Reads the metadata of a YAML front matter, under the names that site generators use."""
    values = {str(key).lower(): value for key, value in fields_.items()}

    def text_of(*names: str) -> str | None:
        value = next((values[name] for name in names if values.get(name)), None)
        if isinstance(value, list):
            value = ", ".join(str(part) for part in value)
        return str(value).strip() or None if value is not None else None

    published = next(
        (day for name in ("published", "date", "pubdate", "publish_date") if (day := as_date(values.get(name)))), None
    )
    return Metadata(
        title=text_of("title", "headline"),
        published=published,
        source=text_of("source", "publication", "publisher", "site", "sitename"),
        author=text_of("author", "authors", "byline"),
        url=text_of("url", "link", "canonical", "canonical_url", "source_url"),
    )


def as_date(value: object) -> date | None:
    """Returns a date, date-time or printed date as a date; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return next((day for _, _, day in find_dates(unicodedata.normalize("NFKC", value).replace("T", " ", 1))), None)
    return None


def title_from(text: str) -> str:
    """Returns the headline a cleaned text opens with, or its first sentence cut to 60 characters."""
    opening = text.lstrip()
    line, _, rest = opening.partition("\n")
    line = line.strip()
    width = 2 * len(line) if any(c > "\u2e80" for c in line) else len(line)
    if rest.strip() and line and width <= 2 * _TITLE_LENGTH and not line.endswith(("。", ".", ",", "，", ":", "：")):
        return line
    for start, end in sentence_spans(opening[:2000]):
        sentence = opening[start:end]
        if not any(pattern.search(sentence) for pattern in (*_SOURCE, *_AUTHOR)):
            return sentence if len(sentence) <= _TITLE_LENGTH else sentence[:_TITLE_LENGTH].rstrip()
    return opening[:_TITLE_LENGTH].strip()


def _first(patterns: tuple[re.Pattern[str], ...], lines: list[str]) -> str | None:
    for pattern in patterns:
        for line in lines:
            match = pattern.search(line)
            if match and (value := match[1].strip(" :：-—|《》「」")) and value.lower() not in _NOBODY:
                return value
    return None


def _published(lines: list[str]) -> tuple[date | None, str | None]:
    """The publication date, and the name printed beside it if there is one."""
    found: list[tuple[date, str | None]] = []
    for n, line in enumerate(lines):
        for start, end, day in find_dates(line):
            before, after = line[:start].strip(), line[end:]
            if _PUBLISHED.search(before) and len(before) <= _TITLE_LENGTH:
                return day, _first(_SOURCE, lines)
            if name := _dateline(before, after, n == 0):
                found.append((day, name or None))
                break
            if name == "":
                found.append((day, None))
                break
    return found[0] if found else (None, None)


def _dateline(before: str, after: str, opens: bool) -> str | None:
    """The name beside a date that is a dateline ("" for none), None if the date stands in a sentence."""
    clock = _CLOCK.match(after)
    rest = after[clock.end() :] if clock else after
    if clock and not before and (opens or len(rest) <= _TITLE_LENGTH):
        return ""
    if _WIRE.match(after) and len(before) <= 30:
        return ""
    if len(before) + len(rest) > _TITLE_LENGTH or _SENTENCE_END.search(rest) or rest[:1] in (",", "，"):
        return None
    names = [part for part in _SEPARATOR.split(f"{before}|{rest}".strip("()（）[]【】")) if part]
    if clock or not names:
        return names[0] if len(names) == 1 and not any(c.isdigit() for c in names[0]) else ""
    beside = not before or before[-1] in " |｜·" or line_gap(before)
    return names[0] if len(names) == 1 and beside and len(names[0]) <= 16 else None


def line_gap(before: str) -> bool:
    return before.isascii()

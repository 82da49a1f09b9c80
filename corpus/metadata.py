"""Title, date, source, author and URL of an article, found in its own text or in its front matter."""

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from datetime import date

from corpus.byline import parse_byline
from corpus.dates import find_dates
from corpus.sentences import sentence_spans

_HEAD_LINES, _BYLINE_LINES, _TAIL_LINES = 14, 8, 10
_LONGEST_LINE = 160
_TITLE_LENGTH = 60

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

_STAMP = re.compile(r"\s*T?\d{1,2}:\d\d")
_HAN_WIRE = re.compile(r"[电電讯訊]")
_LATIN_WIRE = re.compile(r"\s*(?:\((?:reuters|ap|afp|bloomberg|xinhua|cna|upi|dpa|kyodo|yonhap)\)|[—–]|--? )", re.I)
_MASTHEAD = re.compile(
    r"(?:The )?[A-Z][\w&'’]*(?: (?:of |and |the |& )?[A-Z][\w&'’]*){0,4}"
    r"|[\u4e00-\u9fffA-Z]{2,12}(?:[报報网網社]|[财財][经經]|[周週]刊|[资資][讯訊]|新[闻聞]|[杂雜][志誌]|[电電][视視]|[观觀]察|科技|在[线線])"
)


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

    The date needs a year and the form of a dateline: alone on its line, behind a label, with a time of day, or beside
    the name of the source. No title is made up here: see `title_from`.
    """
    lines = [unicodedata.normalize("NFKC", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    head, tail = lines[:_HEAD_LINES], lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]
    openings = [line[:_LONGEST_LINE] for line in head + tail]
    bylines, first = _bylines(head[:_BYLINE_LINES])
    labelled = Metadata(
        title=_first((_TITLE,), [line for line in head + tail if len(line) <= _LONGEST_LINE]),
        published=_published(openings[:3]),
        source=_first(_SOURCE, openings),
        author=_first(_AUTHOR, openings),
        url=_first((_URL,), head + tail),
    )
    late, _ = _bylines(tail)
    found = bylines.or_else(labelled).or_else(Metadata(source=_masthead(head, first))).or_else(late)
    return replace(found, title=_as_printed(found.title, text)) if found.title else found


def _as_printed(title: str, text: str) -> str:
    """The title with the punctuation that the article prints, found again by its NFKC form."""
    for line in text.split("\n"):
        folded = unicodedata.normalize("NFKC", line)
        at = folded.find(title)
        if at >= 0 and len(folded) == len(line):
            return line[at : at + len(title)]
    return title


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


def _published(lines: list[str]) -> date | None:
    """The date of a news agency's dateline or of a time stamp that opens the text."""
    for number, line in enumerate(lines):
        for start, end, day in find_dates(line):
            before, after = line[:start].strip(), line[end:]
            if (number == 0 and not before and _STAMP.match(after)) or (len(before) <= 30 and _is_wire(before, after)):
                return day
    return None


def _is_wire(before: str, after: str) -> bool:
    if before and before[-1] > "\u2e80":
        return _HAN_WIRE.match(after) is not None
    return re.fullmatch(r"[A-Z][A-Za-z .,]*,?|", before) is not None and _LATIN_WIRE.match(after) is not None


def _bylines(lines: list[str]) -> tuple[Metadata, int | None]:
    """What the bylines among the lines say together, and the number of the first."""
    found = Metadata()
    first: int | None = None
    for number, line in enumerate(lines):
        byline = parse_byline(line)
        if byline is None or (number == 0 and not byline.labelled):
            continue
        author = byline.author if byline.author and byline.author.lower() not in _NOBODY else None
        source = byline.source if byline.source and byline.source.lower() not in _NOBODY else None
        first = number if first is None else first
        found = found.or_else(Metadata(published=byline.published, source=source, author=author))
    return found, first


def _masthead(lines: list[str], byline: int | None) -> str | None:
    """The name of the publication alone on the line above or below the byline."""
    if byline is None:
        return None
    beside = lines[max(1, byline - 1) : byline] + lines[byline + 1 : byline + 2]
    return next((line for line in beside if _MASTHEAD.fullmatch(line)), None)

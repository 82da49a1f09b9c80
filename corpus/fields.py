"""What the fields of a record mean: of a JSON object, a row of a table, a front matter. Usual names are understood."""

import html
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

from corpus.dates import as_date
from corpus.metadata import Metadata
from corpus.relative_dates import resolved

# Compared without case, spaces, "_" and "-"; the first one that a record fills counts.
USUAL: Mapping[str, tuple[str, ...]] = {
    "title": tuple("title headline subject 标题 標題 题目 題目 新闻标题 新聞標題".split()),
    "text": tuple(
        "text content body fulltext articlebody articletext maintext article story 正文 内容 內容 全文 文本 文章 新闻内容 新聞內容".split()
    ),
    "published": tuple(
        "published date pubdate pubtime publishdate publishtime publishedat publisheddate publishedtime publicationdate "
        "datepublished releasedate posted postedat datetime time 发布时间 發布時間 发布日期 發布日期 發佈日期 发表时间 發表時間 "
        "出版日期 刊登日期 日期 时间 時間".split()
    ),
    "source": tuple(
        "source publication publisher site sitename media outlet newspaper 来源 來源 媒体 媒體 出处 出處 稿源".split()
    ),
    "author": tuple("author authors byline writer reporter journalist 作者 记者 記者 撰稿 撰文".split()),
    "url": tuple(
        "url link canonical canonicalurl sourceurl articleurl permalink href 链接 鏈接 連結 网址 網址 原文链接".split()
    ),
    "fetched": tuple(
        "fetched fetchedat crawled crawledat crawltime crawldate scraped scrapedat retrieved retrievedat 抓取时间 抓取時間 采集时间 爬取时间".split()
    ),
    "id": tuple("id _id uid guid docid articleid newsid 编号 編號".split()),
}
FieldNames = Mapping[str, tuple[str, ...]]
NO_NAMES: FieldNames = {}
_BLOCK_END = re.compile(r"</(?:p|div|li|h[1-6]|tr|section|blockquote)\s*>|<br\s*/?>", re.I)
_OTHER_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_SURROGATE = re.compile("[\ud800-\udfff]")


def parse_fields(setting: str) -> dict[str, tuple[str, ...]]:
    """Reads `title=headline,text=body`: what the records' own fields mean. A field may be given several names, one after the other.

    A name with dots leads into objects: `text=article.body`.

    Raises:
        ValueError: The setting is of another form or names what no article has.
    """
    names: dict[str, tuple[str, ...]] = {}
    for part in filter(None, (part.strip() for part in setting.split(","))):
        meaning, _, name = (piece.strip() for piece in part.partition("="))
        if meaning not in USUAL or not name:
            raise ValueError(f"{part!r}: expected MEANING=FIELD, where MEANING is one of {', '.join(USUAL)}")
        names[meaning] = (*names.get(meaning, ()), name)
    return names


def metadata_of(values: Mapping[str, object], kind: str, own: FieldNames = NO_NAMES) -> Metadata:
    """The metadata that fields give; each origin is `kind` and the name of the field.

    A date that cannot be understood is told as the origin of no value.
    """
    found: dict[str, str] = {}
    origins: dict[str, str] = {}
    for meaning in ("title", "source", "author", "url"):
        name, value = look_up(values, meaning, own)
        if said := _one_line(value):
            found[meaning], origins[meaning] = said, f'{kind} "{name}"'
    name, value = look_up(values, "fetched", own)
    fetched = as_moment(value)
    if fetched:
        origins["fetched"] = f'{kind} "{name}"'
    name, value = look_up(values, "published", own)
    published, origin = _published(value, f'{kind} "{name}"', fetched)
    if origin:
        origins["published"] = origin
    return Metadata(
        title=found.get("title"),
        published=published,
        source=found.get("source"),
        author=found.get("author"),
        url=found.get("url"),
        fetched=fetched,
        origins=tuple(origins.items()),
    )


def text_of(values: Mapping[str, object], own: FieldNames = NO_NAMES) -> str:
    """The text of a record, "" where it has none; HTML becomes lines of plain text, a list of paragraphs a text."""
    value = look_up(values, "text", own)[1]
    if isinstance(value, list):
        value = "\n".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    text = without_surrogates(value).replace("\r\n", "\n").replace("\r", "\n")
    if _BLOCK_END.search(text):
        text = html.unescape(_OTHER_TAG.sub("", _BLOCK_END.sub("\n", text)))
        text = "\n".join(line.strip() for line in text.split("\n"))
    return text.strip()


def id_of(values: Mapping[str, object], own: FieldNames = NO_NAMES) -> str:
    """The id that a record gives itself, "" where it gives none."""
    return _one_line(look_up(values, "id", own)[1])


def look_up(values: Mapping[str, object], meaning: str, own: FieldNames = NO_NAMES) -> tuple[str, object]:
    """The name and value of the first filled field of a meaning; ("", None) where there is none."""
    for name in own.get(meaning, ()):
        value: object = values.get(name) if name in values else _inside(values, name.split("."))
        if value not in (None, "", [], {}):
            return name, value
    plain = {_plain(str(key)): key for key in reversed(list(values))}
    for usual in USUAL[meaning]:
        key = plain.get(_plain(usual))
        if key is not None and values[key] not in (None, "", [], {}):
            return key, values[key]
    return "", None


def as_moment(value: object) -> date | None:
    """A moment as a date-time, or as a date where no hour is given; None for anything else."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and len(value.strip()) > len("2024-03-05"):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            pass
    day = as_date(value)
    seconds = str(value).strip().partition(".")[0]
    if day and re.fullmatch(r"[0-9]{10}", seconds):
        return datetime.fromtimestamp(int(seconds), UTC)
    return day


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which JSON can spell and UTF-8 cannot hold, made U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _published(value: object, origin: str, fetched: date | None) -> tuple[date | None, str]:
    if value is None:
        return None, ""
    if day := as_date(value):
        return day, origin
    said = _one_line(value)
    if fetched and (day := resolved(unicodedata.normalize("NFKC", said), fetched)):
        return day, f"{origin}: {said!r}, fetched {fetched}"
    return None, f"{origin}: {said[:60]!r} is no complete date"


def _inside(values: Mapping[str, object], path: list[str]) -> object:
    found: object = values
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", name)).lower()


def _one_line(value: object) -> str:
    """A value as the text of a field: a list joined, of an object its name."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_scalar(part) for part in value)))
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title")
    if isinstance(value, (str, int, float, date)) and not isinstance(value, bool):
        return without_surrogates(" ".join(str(value).split()))
    return ""

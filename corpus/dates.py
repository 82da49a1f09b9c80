"""Calendar dates as Chinese and English pages print them, as data files store them, and in addresses; only complete ones."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

_MONTH_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
)
MONTHS = {name[:3]: n for n, name in enumerate((*_MONTH_NAMES, "december"), 1)}
MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_HAN = "〇零○一二三四五六七八九"
_ROC_YEAR = 1911  # year 1 of the Republic of China calendar is 1912

_DATE = re.compile(
    rf"(?P<roc>(?:中華)?民[國国])\s*(?P<roc_y>\d{{2,3}})\s*年\s*(?P<roc_m>\d{{1,2}})\s*月\s*(?P<roc_d>\d{{1,2}})\s*日"
    rf"|(?<![\d.])(?P<y>(?:19|20)\d\d)\s*(?:年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*[日号號]"
    rf"|(?P<sep>[-/.])(?P<m2>\d{{1,2}})(?P=sep)(?P<d2>\d{{1,2}})(?![\d%]))"
    rf"|(?P<han_y>[{_HAN}]{{4}})年(?P<han_m>[一二三四五六七八九十]{{1,2}})月(?P<han_d>[一二三四五六七八九十]{{1,3}})日"
    rf"|\b(?P<m3>{MONTH_NAME})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m4>{MONTH_NAME})\.?,?\s+(?P<y4>(?:19|20)\d\d)\b",
    re.I,
)
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}")
_UNIX_TIME = re.compile(r"[0-9]{10}(?:[0-9]{3})?")
_IN_PATH = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[/_-]?([0-9]{2})[/_-]?([0-9]{2})(?![0-9])")


def find_dates(text: str) -> Iterator[tuple[int, int, date]]:
    """Yields start, end and value of every complete calendar date in `text`; days that do not exist are passed over."""
    for match in _DATE.finditer(text):
        try:
            yield match.start(), match.end(), _value(match)
        except ValueError:
            continue


def as_date(value: object) -> date | None:
    """Returns a date, date-time, printed date, 20240305 or Unix time (in UTC) as a date; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)):
        return _stored(str(value).partition(".")[0])
    if isinstance(value, str):
        text = unicodedata.normalize("NFKC", value).strip()
        printed = next((day for _, _, day in find_dates(text.replace("T", " ", 1))), None)
        return printed or _stored(text)
    return None


def _stored(digits: str) -> date | None:
    """A date as YYYYMMDD, or as seconds or milliseconds since 1970."""
    if _COMPACT.fullmatch(digits):
        return _day(digits[:4], digits[4:6], digits[6:])
    if _UNIX_TIME.fullmatch(digits):
        return datetime.fromtimestamp(int(digits[:10]), UTC).date()
    return None


def date_in_url(url: str) -> tuple[str, date] | None:
    """The first day in the path of an address (`/2024/03/05/`, `/2024-03/05/`, `t20240305_1`), as it stands there and as a date."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for match in _IN_PATH.finditer(path):
        if day := _day(*match.groups()):
            return match[0], day
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _value(match: re.Match[str]) -> date:
    if match["roc"]:
        return date(int(match["roc_y"]) + _ROC_YEAR, int(match["roc_m"]), int(match["roc_d"]))
    if match["y"]:
        return date(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"] or match["d2"]))
    if match["han_y"]:
        year = int("".join(_DIGITS[c] for c in match["han_y"]))
        return date(year, _han_number(match["han_m"]), _han_number(match["han_d"]))
    name, day, year_text = (
        (match["m3"], match["d3"], match["y3"]) if match["m3"] else (match["m4"], match["d4"], match["y4"])
    )
    return date(int(year_text), MONTHS[name[:3].lower()], int(day))


def _han_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(_DIGITS[c] for c in text))
    return 10 * int(_DIGITS[tens] if tens else 1) + int(_DIGITS[ones] if ones else 0)

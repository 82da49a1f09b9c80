"""The day that opens a wire report, or a text behind a time stamp."""

import re
from datetime import date

from corpus.dates import find_dates

_STAMP = re.compile(r"\s*T?\d{1,2}:\d\d")
_HAN_WIRE = re.compile(r"[电電讯訊]")
_LATIN_WIRE = re.compile(r"\s*(?:\((?:reuters|ap|afp|bloomberg|xinhua|cna|upi|dpa|kyodo|yonhap)\)|[—–]|--? )", re.I)


def dateline(lines: list[tuple[int, str]]) -> tuple[date, int] | None:
    """The date of a news agency's dateline or of a time stamp that opens the text, and the number of its line."""
    for place, (number, line) in enumerate(lines):
        for start, end, day in find_dates(line):
            before, after = line[:start].strip(), line[end:]
            if (place == 0 and not before and _STAMP.match(after)) or (len(before) <= 30 and _is_wire(before, after)):
                return day, number
    return None


def _is_wire(before: str, after: str) -> bool:
    if before and before[-1] > "\u2e80":
        return _HAN_WIRE.match(after) is not None
    return re.fullmatch(r"[A-Z][A-Za-z .,]*,?|", before) is not None and _LATIN_WIRE.match(after) is not None

"""Running heads, running feet and page numbers: rows at the edges of pages that come back from page to page."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.article import Removal
from corpus.layout import Row, Segment, line_of

_EDGE = 0.14  # share of a page's height, at its top and at its bottom, in which heads and feet stand
_ROWS = 2  # rows at each edge that may belong to one
_APART = 0.6  # of the font's size: room between a head and the text under it
_LEAST_PAGES = 3
_NUMBER = re.compile(
    r"[-–—·.\[(|]*\s*(?:第\s*#\s*[页頁](?:[,，/ ]*共\s*#\s*[页頁])?|(?:page|p\.?)?\s*#(?:\s*(?:/|of)\s*#)?)\s*[-–—·.\])|]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's rows from the top down, and its height in points."""

    rows: list[Row]
    height: float


def without_heads(sheets: Sequence[Sheet]) -> tuple[list[list[Row]], tuple[Removal, ...]]:
    """Takes running heads, feet and page numbers off pages; returns what is left of each, and what was taken."""
    edges = [_edges(sheet) for sheet in sheets]
    heads = _repeated(edges, len(sheets))
    kept: list[list[Row]] = []
    removed: list[Removal] = []
    for sheet, candidates in zip(sheets, edges, strict=True):
        taken = {number: reason for number, key in candidates.items() if (reason := _reason(sheet, number, key, heads))}
        removed.extend(Removal(reason, line_of(sheet.rows[n]).text) for n, reason in sorted(taken.items()))
        kept.append([row for n, row in enumerate(sheet.rows) if n not in taken])
    return kept, tuple(removed)


def _edges(sheet: Sheet) -> dict[int, tuple[bool, str]]:
    """The rows at the edges by their number: whether at the top, and their words with digits made alike."""
    lines = [line_of(row) for row in sheet.rows]
    top = _apart(lines, lambda line: line.bottom <= _EDGE * sheet.height)
    bottom = _apart(lines[::-1], lambda line: line.top >= (1 - _EDGE) * sheet.height)
    found = {number: (True, _alike(lines[number].text)) for number in range(top)}
    last = len(lines) - 1
    return found | {last - number: (False, _alike(lines[last - number].text)) for number in range(bottom)}


def _apart(lines: Sequence[Segment], at_edge: Callable[[Segment], bool]) -> int:
    """How many of the outermost lines stand apart from what follows them, counted from the edge inwards."""
    gaps = [_gap(line, inner) for line, inner in pairwise(lines)]
    usual = median(gaps) if len(gaps) > _ROWS else 0.0
    count = 0
    for number, line in enumerate(lines[:_ROWS]):
        if not at_edge(line):
            break
        if number == len(gaps) or gaps[number] > max(_APART * line.height, 1.3 * usual):
            count = number + 1
    return count


def _gap(line: Segment, other: Segment) -> float:
    return max(other.top - line.bottom, line.top - other.bottom)


def _alike(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip())


def _repeated(edges: Sequence[dict[int, tuple[bool, str]]], pages: int) -> dict[tuple[bool, str], None]:
    counts: dict[tuple[bool, str], int] = {}
    for candidates in edges:
        for key in set(candidates.values()):
            counts[key] = counts.get(key, 0) + 1
    least = _LEAST_PAGES if pages >= _LEAST_PAGES else max(2, pages)
    return dict.fromkeys(key for key, count in counts.items() if count >= least)


def _reason(sheet: Sheet, number: int, key: tuple[bool, str], heads: dict[tuple[bool, str], None]) -> str | None:
    if _NUMBER.fullmatch(key[1]):
        return "page number"
    if key not in heads:
        return None
    # A headline may say what the running head says: it is larger than what stands under it.
    body = median(s.height for row in sheet.rows for s in row)
    if key[0] and line_of(sheet.rows[number]).height > 1.25 * body:
        return None
    return "running head" if key[0] else "running foot"

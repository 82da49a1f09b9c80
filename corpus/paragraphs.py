"""Lines in reading order become paragraphs, across columns and pages, with the place at which each page begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.joining import is_item, is_terminated, seam
from corpus.layout import Segment

Column = list[Segment]
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_TELLING = 3  # lines from which a column's width can be told
_FIRST_WORD = re.compile(r"[!-~]+|.[，。、；：！？）」』”]?")


@dataclass(frozen=True, slots=True)
class _Measure:
    """What the lines of a column have in common, in points, and how many there are."""

    left: float
    right: float
    height: float
    leading: float
    lines: int


@dataclass(frozen=True, slots=True)
class _Placed:
    line: Segment
    measure: _Measure
    page: int
    column: int


def compose(pages: Sequence[Sequence[Column]]) -> tuple[str, tuple[int, ...]]:
    """The text of pages, a paragraph a line, and the offset at which each page begins.

    Args:
        pages: The columns of each page in reading order.
    """
    placed = list(_placed(pages))
    known = frozenset(word.lower() for item in placed for word in _HYPHENATED.findall(item.line.text))
    parts: list[str] = []
    length = 0
    starts = [0] * len(pages)
    begun = 0
    before: _Placed | None = None
    for item in placed:
        line = item.line.text.strip()
        dropped, between = 0, "\n"
        if before is None:
            between = ""
        elif _goes_on(before, item):
            dropped, between = seam(parts[-1], line, known)
        if dropped:
            parts[-1] = parts[-1][:-dropped]
        parts += [between, line]
        length += len(between) + len(line) - dropped
        starts[begun : item.page + 1] = [length - len(line)] * (item.page + 1 - begun)
        begun = max(begun, item.page + 1)
        before = item
    starts[begun:] = [length] * (len(pages) - begun)
    starts[:1] = [0] * len(starts[:1])
    return "".join(parts), tuple(starts)


def _placed(pages: Sequence[Sequence[Column]]) -> Iterator[_Placed]:
    number = 0
    for page, columns in enumerate(pages):
        for column in columns:
            lines = [line for line in column if line.text.strip()]
            if lines:
                measure = _measure(lines)
                yield from (_Placed(line, measure, page, number) for line in lines)
                number += 1


def _measure(lines: Sequence[Segment]) -> _Measure:
    height = median(line.height for line in lines)
    steps = [after.top - before.top for before, after in pairwise(lines)]
    near = [step for step in steps if 0 < step < 2.5 * height]
    return _Measure(
        min(line.left for line in lines),
        max(line.right for line in lines),
        height,
        median(near) if near else 1.2 * height,
        len(lines),
    )


def _goes_on(before: _Placed, after: _Placed) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    one, two = before.line, after.line
    if (
        is_item(two.text)
        or one.is_row
        or two.is_row
        or abs(one.height - two.height) > 0.15 * max(one.height, two.height)
    ):
        return False
    if before.column != after.column:
        indented = two.left - after.measure.left > 0.8 * two.height
        return not indented and not is_terminated(one.text) and _reaches_end(before, after)
    if two.top - one.top > 1.35 * max(before.measure.leading, one.height):
        return False
    if one.height > 1.25 * before.measure.height:
        return True  # the lines of a headline
    if two.left - one.left > 0.8 * two.height and not is_item(one.text):
        return False
    return _is_full(before, two)


def _reaches_end(before: _Placed, after: _Placed) -> bool:
    """Whether the last line of a column is full; of a line or two, the column that follows tells how wide one is."""
    if before.measure.lines >= _TELLING:
        return _is_full(before, after.line)
    width = after.measure.right - after.measure.left
    return after.measure.lines >= _TELLING and before.line.right - before.measure.left > 0.9 * width


def _is_full(before: _Placed, following: Segment) -> bool:
    """Whether the first word of the following line would not have fitted behind a line, or is the rest of its last word."""
    if before.line.text.endswith("-") and following.text[:1].islower():
        return True
    word = _FIRST_WORD.match(following.text.lstrip())
    characters = sum(2 if c > "\u2e80" else 1 for c in following.text) or 1
    share = sum(2 if c > "\u2e80" else 1 for c in word.group()) / characters if word else 0.0
    needed = share * (following.right - following.left)
    # A word's width is a guess: in doubt, a line whose sentence is open is full, and one whose sentence ends is not.
    doubt = 0.25 if is_terminated(before.line.text) else 1.5
    return before.line.right + needed > before.measure.right - doubt * before.line.height

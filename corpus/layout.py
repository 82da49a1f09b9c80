"""The reading order of a page: pieces of lines with their boxes become columns of whole lines."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_LEAST_ROWS = 3  # rows that both sides of a gutter must have
_FILLED, _PROSE = 0.55, 8  # share of a column's width and characters that a line of prose has at least


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters on one line without a gap as wide as a column's.

    Attributes:
        left: Distance of its left edge from the page's left edge, in points.
        top: Distance of its upper edge from the page's upper edge.
        right: As `left`.
        bottom: As `top`.
        text: The characters.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def height(self) -> float:
        """About the size of the font."""
        return self.bottom - self.top


Row = list[Segment]


def rows_of(segments: Sequence[Segment]) -> list[Row]:
    """Groups pieces that stand on one line, from the top down, each row from left to right."""
    rows: list[Row] = []
    for segment in sorted(segments, key=lambda s: (s.top, s.left)):
        for row in reversed(rows[-4:]):
            first = row[0]
            shared = min(first.bottom, segment.bottom) - max(first.top, segment.top)
            if shared > 0.5 * min(first.height, segment.height):
                row.append(segment)
                break
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def line_of(row: Sequence[Segment]) -> Segment:
    """A row as one line."""
    text = row[0].text
    for before, after in itertools.pairwise(row):
        near = after.left - before.right < 0.3 * after.height
        text += after.text if near else f" {after.text.lstrip()}"
    box = (min(s.left for s in row), min(s.top for s in row), max(s.right for s in row), max(s.bottom for s in row))
    return Segment(*box, text.strip())


def columns(rows: Sequence[Row]) -> list[list[Segment]]:
    """The lines of a page in the order in which they are read, a list a column.

    Where a run of rows has a gutter with lines of prose on both sides, the left side is read before the right one; a
    row across the gutter (a headline) divides what is above from what is below. A table's rows stay whole.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return [[line_of(row) for row in rows]] if rows else []
    found: list[list[Segment]] = []
    whole: list[Row] = []
    for band, is_split in _bands(rows, gutter):
        sides = _sides(band, gutter) if is_split else None
        if sides is None:
            whole.extend(band)
            continue
        found.extend([[line_of(row) for row in whole]] if whole else [])
        whole = []
        for side in sides:
            found.extend(columns(rows_of(side)))
    found.extend([[line_of(row) for row in whole]] if whole else [])
    return found


def _gutter(rows: Sequence[Row]) -> float | None:
    """The x that lies in gaps of most rows; None where it lies in fewer than three."""
    gaps = [
        (before.right, after.left)
        for row in rows
        for before, after in itertools.pairwise(row)
        if after.left - before.right > 0.7 * before.height
    ]
    if len(gaps) < _LEAST_ROWS:
        return None
    middles = sorted((left + right) / 2 for left, right in gaps)
    best = max(middles, key=lambda x: sum(left < x < right for left, right in gaps))
    holding = [(left, right) for left, right in gaps if left < best < right]
    if len(holding) < _LEAST_ROWS:
        return None
    return (max(left for left, _ in holding) + min(right for _, right in holding)) / 2


def _bands(rows: Sequence[Row], gutter: float) -> list[tuple[list[Row], bool]]:
    """Runs of rows, and whether they leave the gutter free."""
    bands: list[tuple[list[Row], bool]] = []
    for row in rows:
        free = not any(s.left < gutter < s.right for s in row)
        if bands and bands[-1][1] == free:
            bands[-1][0].append(row)
        else:
            bands.append(([row], free))
    return bands


def _sides(band: Sequence[Row], gutter: float) -> tuple[list[Segment], list[Segment]] | None:
    """What stands left and right of a gutter; None unless both are columns of prose."""
    left = [s for row in band for s in row if s.right <= gutter]
    right = [s for row in band for s in row if s.left >= gutter]
    for side in (left, right):
        lines = [line_of(row) for row in rows_of(side)]
        if len(lines) < _LEAST_ROWS:
            return None
        width = max(s.right for s in lines) - min(s.left for s in lines)
        full = median(s.right - s.left for s in lines) >= _FILLED * width
        if not full or median(len(s.text) for s in lines) < _PROSE:
            return None
    return left, right

"""The reading order of a page: pieces of lines with their boxes become columns of whole lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_LEAST_ROWS = 3  # rows that both sides of a gutter must have
_NEAR = 40  # pieces before and behind one, from the top down, among which its neighbours are
_CELL = 1.5  # of the font's size; a wider gap divides the cells of a table
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
        is_row: Whether it has gaps wider than a space between words, as the row of a table has.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    is_row: bool = False

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
            if _shared(row[0], segment) > 0.5 * min(row[0].height, segment.height):
                row.append(segment)
                break
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.left) for row in rows]


def line_of(row: Sequence[Segment]) -> Segment:
    """A row as one line; a bar stands for a gap as wide as a table's."""
    text, is_row = row[0].text, False
    for before, after in pairwise(row):
        gap = (after.left - before.right) / max(after.height, 1.0)
        is_row = is_row or gap > _CELL
        text += ("" if gap < 0.3 else " " if gap <= _CELL else " | ") + after.text.strip()
    box = (min(s.left for s in row), min(s.top for s in row), max(s.right for s in row), max(s.bottom for s in row))
    return Segment(*box, text.strip(), is_row)


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
    """The x that lies in gaps beside most pieces; None where it lies beside fewer than three."""
    gaps = list(_gaps(sorted((s for row in rows for s in row), key=lambda s: s.top)))
    if len(gaps) < _LEAST_ROWS:
        return None
    middles = sorted((left + right) / 2 for left, right in gaps)
    best = max(middles, key=lambda x: sum(left < x < right for left, right in gaps))
    holding = [(left, right) for left, right in gaps if left < best < right]
    if len(holding) < _LEAST_ROWS:
        return None
    return (max(left for left, _ in holding) + min(right for _, right in holding)) / 2


def _gaps(segments: Sequence[Segment]) -> Iterator[tuple[float, float]]:
    """The room between each piece and its neighbour on the right; lines of two columns need not stand level."""
    for number, segment in enumerate(segments):
        beside = (
            other.left
            for other in segments[max(0, number - _NEAR) : number + _NEAR]
            if other.left >= segment.right and _shared(segment, other) > 0.1 * min(segment.height, other.height)
        )
        nearest = min(beside, default=segment.right)
        if nearest - segment.right > 0.7 * segment.height:
            yield segment.right, nearest


def _shared(one: Segment, other: Segment) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


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

"""The characters of a PDF page with their boxes, as pieces of lines; through PDFium."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.layout import Segment

if TYPE_CHECKING:
    import pypdfium2

_GAP = 0.9  # of the font's size; a wider one is no space between words
_BREAKS = frozenset((10, 13))
_HYPHENS = frozenset((0x02, 0xFFFE))  # what PDFium makes of a hyphen at the end of a line


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page of a PDF says.

    Attributes:
        segments: Pieces of its lines, in the order in which the file holds them.
        width: Of the page as it is shown, in points.
        height: As `width`.
        unreadable: Share of the characters that the font does not map to any letter.
    """

    segments: list[Segment]
    width: float
    height: float
    unreadable: float


@dataclass(slots=True)
class _Run:
    """A piece of a line while it grows."""

    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def segment(self) -> Segment | None:
        text = "".join(self.text).strip()
        if not text or not self.boxes:
            return None
        left, top, right, bottom = zip(*self.boxes, strict=True)
        return Segment(min(left), min(top), max(right), max(bottom), text)

    def takes(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a character at `box` goes on with this piece."""
        _left, top, right, bottom = self.boxes[-1]
        height = max(bottom - top, 1.0)
        shared = min(bottom, box[3]) - max(top, box[1])
        if shared < 0.4 * min(height, box[3] - box[1]):
            return False
        return -0.5 * height < box[0] - right < _GAP * height


def page_text(page: pypdfium2.PdfPage) -> PageText:
    """Reads a page's text layer, turned as the page is shown; lines of vertical writing are turned into horizontal ones."""
    width, height = page.get_size()
    boxes, codes = _characters(page)
    turns = page.get_rotation() // 90 % 4
    turned = [None if box is None else _turned(box, turns, width, height) for box in boxes]
    if _is_vertical(turned):
        # Seen from the right-hand side, lines of vertical writing run from left to right and follow each other downwards.
        turned = [None if box is None else (box[1], width - box[2], box[3], width - box[0]) for box in turned]
        width, height = height, width
    segments = _segments(turned, codes)
    seen = [code for code in codes if code > 32]
    bad = sum(
        code < 32 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF for code in codes if code not in (9, 10, 13, 2, 32)
    )
    return PageText(segments, width, height, bad / max(len(seen), 1))


def _characters(page: pypdfium2.PdfPage) -> tuple[list[tuple[float, float, float, float] | None], list[int]]:
    """Every character's box (left, bottom, right, top; None for one that PDFium put in) and its code."""
    from ctypes import byref

    import pypdfium2.raw as pdfium

    left, bottom, _, _ = page.get_bbox()
    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    boxes: list[tuple[float, float, float, float] | None] = []
    codes: list[int] = []
    try:
        for index in range(text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, index)
            codes.append(code)
            if code in _BREAKS or code == 32 or not pdfium.FPDFText_GetLooseCharBox(text, index, byref(box)):
                boxes.append(None)
            else:
                boxes.append((box.left - left, box.bottom - bottom, box.right - left, box.top - bottom))
    finally:
        text.close()
    return boxes, codes


def _turned(
    box: tuple[float, float, float, float], turns: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box of PDF coordinates (upwards, unturned) as left, top, right, bottom on the page as it is shown."""
    left, bottom, right, top = box
    if turns == 1:
        return bottom, left, top, right
    if turns == 2:
        return width - right, bottom, width - left, top
    if turns == 3:
        return width - top, height - right, width - bottom, height - left
    return left, height - top, right, height - bottom


def _is_vertical(boxes: list[tuple[float, float, float, float] | None]) -> bool:
    """Whether most characters stand under the one before them."""
    down = across = 0
    last: tuple[float, float, float, float] | None = None
    for box in boxes:
        if box is not None and last is not None:
            size = max(last[3] - last[1], 1.0)
            if abs(box[0] - last[0]) < 0.3 * size and 0.3 * size < box[1] - last[1] < 2 * size:
                down += 1
            elif abs(box[1] - last[1]) < 0.5 * size:
                across += 1
        last = box if box is not None else last
    return down > 2 * across and down > 10


def _segments(boxes: list[tuple[float, float, float, float] | None], codes: list[int]) -> list[Segment]:
    found: list[Segment] = []
    run = _Run()
    for box, code in zip(boxes, codes, strict=True):
        if box is None and code not in _BREAKS:
            run.text.append(" ")
            continue
        if box is not None and run.boxes and run.takes(box):
            pass
        elif run.boxes:
            if (segment := run.segment()) is not None:
                found.append(segment)
            run = _Run()
        if box is not None:
            run.boxes.append(box)
            run.text.append("-" if code in _HYPHENS else chr(code) if code else "")
    if run.boxes and (segment := run.segment()) is not None:
        found.append(segment)
    return found

"""Presentations (.pptx), opened by python-pptx; a slide counts as a page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.article import UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.file_properties import properties
from corpus.joining import joined
from corpus.xml_parts import DAMAGED, opened_zip

if TYPE_CHECKING:
    from pptx.shapes.base import BaseShape
    from pptx.slide import Slide

_PLACED_ALONE = frozenset({"dt", "ftr", "sldNum"})  # date, footer and number of a slide
_DEEPEST = 20


def read_pptx(data: bytes) -> Contents:
    """The text of the slides in order, tables and speakers' notes with them.

    Raises:
        UnreadableArticleError: It is damaged, encrypted, a bomb, or holds no text.
    """
    import pptx
    from pptx.exc import PythonPptxError

    with opened_zip(data, ".pptx"):
        pass
    errors = (*DAMAGED, PythonPptxError)
    with refusing(*errors, message="the .pptx is damaged ({}): open it in a presentation program and save it anew"):
        presentation = pptx.Presentation(io.BytesIO(data))
        slides = ["\n".join(_lines(slide)) for slide in presentation.slides]
        core = presentation.core_properties
        title, author = core.title, core.author
    if not any(slides):
        raise UnreadableArticleError("the .pptx holds no text: save it as .pdf, for OCR to read its pictures")
    text, pages = "", []
    for slide in slides:
        pages.append(len(text))
        text += f"{slide}\n" if slide else ""
    return Contents(text, made_as=properties(title, author, text), pages=tuple(pages))


def _lines(slide: Slide) -> Iterator[str]:
    for line in _shapes(slide.shapes, 0):
        if line.strip():
            yield line
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        yield from (line for paragraph in frame.paragraphs if (line := _spoken(paragraph.text)))


def _shapes(shapes: Iterable[BaseShape], depth: int) -> Iterator[str]:
    for shape in shapes:
        if shape.is_placeholder and shape.element.xpath("string(.//p:nvPr/p:ph/@type)") in _PLACED_ALONE:
            continue
        if hasattr(shape, "shapes") and depth < _DEEPEST:
            yield from _shapes(shape.shapes, depth + 1)
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:  # type: ignore[attr-defined]
                yield " | ".join(cell for c in row.cells if (cell := _spoken(c.text.replace("\n", "\v"))))
        elif shape.has_text_frame:
            yield from (_spoken(paragraph.text) for paragraph in shape.text_frame.paragraphs)  # type: ignore[attr-defined]


def _spoken(paragraph: str) -> str:
    """A paragraph whose line breaks, which only fit it into its box, are undone."""
    line = ""
    for part in re.split(r"[\v\n]", paragraph):
        line = joined(line, part.strip())
    return line

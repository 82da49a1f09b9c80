"""OpenDocument texts (.odt), opened by odfdo."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.article import UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.file_properties import properties
from corpus.xml_parts import DAMAGED, opened_zip

if TYPE_CHECKING:
    from odfdo import Element

_LINES = frozenset({"text:p", "text:h"})
_NOT_TEXT = frozenset({"text:tracked-changes", "office:annotation", "text:sequence-decls", "office:forms"})
_LITERAL = {"text:tab": "\t", "text:line-break": "\n"}


def read_odt(data: bytes) -> Contents:
    """The text of an .odt: paragraphs, headings, tables and notes in the order of the file.

    Raises:
        UnreadableArticleError: It is damaged, encrypted, a bomb, or holds no text.
    """
    import odfdo
    from odfdo.security import SecurityError

    with opened_zip(data, ".odt") as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise UnreadableArticleError("the .odt is encrypted: save it without a password")
    errors = (*DAMAGED, SecurityError)
    with refusing(*errors, message="the .odt is damaged ({}): open it in a word processor and save it anew"):
        document = odfdo.Document(io.BytesIO(data))
        if not document.get_type().startswith("text"):
            raise UnreadableArticleError(
                f"it is an OpenDocument {document.get_type()}, not a text: save it as .odt or .pdf"
            )
        text = "\n".join(line for line in _lines(document.body) if line.strip())
        title, author = document.meta.title, document.meta.initial_creator or document.meta.creator
    if not text:
        raise UnreadableArticleError(
            "the .odt holds no text: save what it shows as .pdf or as an image, for OCR to read"
        )
    return Contents(text, made_as=properties(title, author, text))


def _lines(container: Element) -> Iterator[str]:
    for child in container.children:
        if child.tag in _NOT_TEXT:
            continue
        if child.tag in _LINES:
            inner: list[Element] = []
            yield from _paragraph(child, inner).strip().split("\n")
            for element in inner:
                yield from _lines(element)
        elif child.tag == "table:table-row":
            cells = (" ".join(line for line in _lines(cell) if line.strip()) for cell in child.children)
            yield " | ".join(cell for cell in cells if cell)
        else:
            yield from _lines(child)


def _paragraph(element: Element, inner: list[Element]) -> str:
    """The words of a paragraph; notes and text boxes in it are put into `inner`, to follow it."""
    parts = [element.text or ""]
    for child in element.children:
        if child.tag in ("text:note", "draw:frame"):
            inner.append(child)
        elif child.tag == "text:s":
            parts.append(" ")
        elif child.tag not in _NOT_TEXT:
            parts.append(_LITERAL.get(child.tag) or _paragraph(child, inner))
        parts.append(child.tail or "")
    return "".join(parts)

"""Word documents (.docx), opened by python-docx; its paragraphs, tables, notes and text boxes in the order of the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from corpus.article import Removal, UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.file_properties import properties
from corpus.xml_parts import DAMAGED, opened_zip, parsed

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What stands in the file and is not part of the text: deletions under tracking, field codes, the older twin of a text box.
_NOT_TEXT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}rPr", f"{_W}pPr", _FALLBACK})
_LITERAL = {
    f"{_W}tab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}softHyphen": "",
}
_NOTES = ("footnotes", "endnotes")


def read_docx(data: bytes) -> Contents:
    """The text of a .docx; the running heads of its sections count as left out.

    Raises:
        UnreadableArticleError: It is damaged, encrypted, a bomb, or holds no text.
    """
    import docx
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from docx.oxml.exceptions import XmlchemyError

    with opened_zip(data, ".docx"):
        pass
    errors = (*DAMAGED, OpcError, PythonDocxError, XmlchemyError)
    with refusing(*errors, message="the .docx is damaged ({}): open it in a word processor and save it anew"):
        document = docx.Document(io.BytesIO(data))
        lines = [*_lines(document.element.body), *_notes(document)]
        heads = tuple(Removal("running head", line) for line in _heads(document))
        core = document.core_properties
        title, author = core.title, core.author
    text = "\n".join(line for line in lines if line.strip())
    if not text:
        raise UnreadableArticleError(
            "the .docx holds no text: save what it shows as .pdf or as an image, for OCR to read"
        )
    return Contents(text, made_as=properties(title, author, text), removed=heads)


def _lines(container: etree._Element) -> Iterator[str]:
    """The paragraphs and table rows below an element; text boxes follow the paragraph that they hang on."""
    for child in container:
        if child.tag in _NOT_TEXT or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}p":
            yield from _paragraph(child).split("\n")
            for box in child.iter(f"{_W}txbxContent"):
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    yield from _lines(box)
        elif child.tag == f"{_W}tr":
            cells = (" ".join(line for line in _lines(cell) if line.strip()) for cell in child.iter(f"{_W}tc"))
            yield " | ".join(cell for cell in cells if cell)
        else:
            yield from _lines(child)


def _paragraph(paragraph: etree._Element) -> str:
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _NOT_TEXT or element.tag == f"{_W}txbxContent":
            continue
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _LITERAL:
            parts.append(_LITERAL[element.tag])
        else:
            waiting.extend(reversed(element))
    return "".join(parts).strip()


def _notes(document: Document) -> Iterator[str]:
    """Footnotes and endnotes, behind the text; python-docx leaves their parts as bytes."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _NOTES and not relation.is_external:
            for note in parsed(relation.target_part.blob):
                if note.get(f"{_W}type") not in ("separator", "continuationSeparator", "continuationNotice"):
                    yield from _lines(note)


def _heads(document: Document) -> Iterator[str]:
    seen: set[str] = set()
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                for line in _lines(part._element):  # the library has no public way to its XML
                    if line.strip() and line not in seen:
                        seen.add(line)
                        yield line

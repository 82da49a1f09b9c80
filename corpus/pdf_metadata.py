"""What a PDF says of itself: the properties its program wrote, and the XMP of whoever published it."""

import io
import logging
from collections.abc import Iterable

from lxml import etree

from corpus.dates import as_date
from corpus.file_properties import properties
from corpus.metadata import Metadata
from corpus.xml_parts import TEXT_LIMIT, parsed

_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "prism": "http://prismstandard.org/namespaces/basic/2.0/",
    "prism3": "http://prismstandard.org/namespaces/basic/3.0/",
    "prism21": "http://prismstandard.org/namespaces/basic/2.1/",
}


def pdf_metadata(data: bytes, info: dict[str, str], text: str) -> tuple[Metadata, Metadata]:
    """What a PDF's metadata say of the article: as published, and as the file was made.

    The days of creation and change are days of the file, not of publication, and are not used; PRISM's date of
    publication (in XMP, which publishers write) is.

    Args:
        data: The file.
        info: Its document information dictionary.
        text: Its text, to tell a headline from the name of a template.
    """
    xmp = _xmp(data)
    published = Metadata(
        published=next(
            (day for value in _values(xmp, "publicationDate", "coverDate") if (day := as_date(value))), None
        ),
        source=next(iter(_values(xmp, "publicationName", "publisher")), None),
        url=next((value for value in _values(xmp, "url", "identifier") if value.startswith("http")), None),
    )
    title = next(iter(_values(xmp, "title")), None)
    author = ", ".join(_values(xmp, "creator")) or None
    made = properties(title, author, text).or_else(properties(info.get("Title"), info.get("Author"), text))
    return published, made


def _xmp(data: bytes) -> etree._Element | None:
    import pypdf
    from pypdf.generic import StreamObject

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of a file to stderr
    # PDFium reads on where pypdf gives up over a damaged file: its metadata are then those of the text alone.
    try:
        stream = pypdf.PdfReader(io.BytesIO(data)).root_object.get("/Metadata")
        stream = stream.get_object() if stream is not None else None
        content = stream.get_data() if isinstance(stream, StreamObject) else b""
        return parsed(content) if 0 < len(content) <= TEXT_LIMIT else None
    except (pypdf.errors.PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError):
        return None


def _values(xmp: etree._Element | None, *names: str) -> Iterable[str]:
    """The values of XMP properties, written as elements, lists or attributes, in the order of `names`."""
    if xmp is None:
        return []
    found: list[str] = []
    for name in names:
        for prefix in ("prism", "prism21", "prism3", "dc"):
            for element in xmp.iterfind(f".//{{{_SPACES[prefix]}}}{name}"):
                items = [item.text for item in element.iter(f"{{{_SPACES['rdf']}}}li")] or [element.text]
                found.extend(value.strip() for value in items if value and value.strip())
            descriptions = xmp.iterfind(f".//{{{_SPACES['rdf']}}}Description")
            attributes = (description.get(f"{{{_SPACES[prefix]}}}{name}") for description in descriptions)
            found.extend(value.strip() for value in attributes if value)
    return found

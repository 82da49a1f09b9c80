"""Electronic books and newsletters (.epub): the chapters in the order of reading, and the package's metadata.

The format is a zip of XHTML; the one well-kept library for it is under the AGPL, so zipfile and lxml read it.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from corpus.article import UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.dates import as_date
from corpus.markup import lines_of
from corpus.metadata import Metadata
from corpus.xml_parts import opened_zip, parsed, part_of

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_TEXT_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read_epub(data: bytes) -> Contents:
    """The text of an .epub in the order of reading; its table of contents is left out.

    Raises:
        UnreadableArticleError: It is damaged, protected, a bomb, or holds no text.
    """
    damaged = refusing(ValueError, KeyError, message="the .epub is damaged ({}): download it again or save it anew")
    with opened_zip(data, ".epub", doctypes=True) as archive, damaged:
        path, package = _package(archive)
        chapters = list(_chapters(package, path))
        _check_protection(archive, chapters)
        lines = [line for name in chapters for line in lines_of(part_of(archive, name, ".epub"))]
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableArticleError("the .epub holds no text: save its pages as images or as .pdf, for OCR to read")
    return Contents(text, published_as=_metadata(package))


def _package(archive: zipfile.ZipFile) -> tuple[str, etree._Element]:
    container = parsed(part_of(archive, _CONTAINER, ".epub"))
    file = container.find(".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile")
    path = file.get("full-path") if file is not None else None
    if not path:
        raise UnreadableArticleError("the .epub is damaged (it names no package): download it again or save it anew")
    return path, parsed(part_of(archive, path, ".epub"))


def _chapters(package: etree._Element, path: str) -> Iterator[str]:
    """The parts that are read, in order."""
    items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or "nav" in (item.get("properties") or "").split():
            continue
        if item.get("media-type") in _TEXT_TYPES and (address := item.get("href")):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address)))


def _check_protection(archive: zipfile.ZipFile, chapters: list[str]) -> None:
    """Fonts may be scrambled; chapters must not."""
    if _ENCRYPTION not in archive.namelist():
        return
    locked = {
        unquote(element.get("URI") or "")
        for element in parsed(part_of(archive, _ENCRYPTION, ".epub")).iter(
            "{http://www.w3.org/2001/04/xmlenc#}CipherReference"
        )
    }
    if locked & set(chapters):
        raise UnreadableArticleError("the .epub is protected (DRM): only a copy without protection can be read")


def _metadata(package: etree._Element) -> Metadata:
    def values(name: str) -> list[str]:
        return [
            value
            for element in package.iter(f"{_DC}{name}")
            if (value := " ".join("".join(element.itertext()).split()))
        ]

    dates = [(element.get(f"{_OPF}event"), element.text) for element in package.iter(f"{_DC}date")]
    days = [day for event, value in dates if event in (None, "publication") and (day := as_date(value))]
    return Metadata(
        title=next(iter(values("title")), None),
        published=days[0] if days else None,
        source=next(iter(values("publisher")), None),
        author=", ".join(values("creator")) or None,
        url=next((value for value in [*values("source"), *values("identifier")] if value.startswith("http")), None),
    )

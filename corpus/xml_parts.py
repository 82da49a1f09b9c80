"""XML from strangers, and the zip files that carry it: no entities, no outside references, no bombs."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from corpus.article import UnreadableArticleError

TEXT_LIMIT = 200_000_000  # bytes of XML in one file, unpacked
PART_LIMIT = 1_000_000_000  # bytes unpacked, pictures and all
MAX_PARTS = 20_000
# What zipfile raises over damaged archives.
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
# What a library raises besides its own errors over a file whose parts are not what it takes them for.
DAMAGED = (*ZIP_ERRORS, LookupError, AttributeError, TypeError, ArithmeticError, etree.LxmlError)
_XML = (".xml", ".rels", ".opf", ".ncx", ".xhtml", ".html", ".htm", ".svg", ".vml")
_ENTITY = re.compile(rb"<!ENTITY", re.I)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.I)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def parsed(data: bytes) -> etree._Element:
    """The root of an XML document, without entities, outside references and trees deeper than libxml2's limit.

    Raises:
        ValueError: It is not well-formed, or declares entities.
    """
    if declares_entities(data):
        raise ValueError("it declares XML entities, which no such file needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"its XML is not well-formed ({error})") from error
    return root


def declares_entities(data: bytes) -> bool:
    """Whether an XML document declares entities, in any of the encodings that hide its letters from a search."""
    return _ENTITY.search(_plain(data)) is not None


def _plain(data: bytes) -> bytes:
    # UTF-16 and UTF-32 put zeros between the letters.
    return data.replace(b"\0", b"") if b"\0" in data[:64] else data


@contextmanager
def opened_zip(data: bytes, kind: str, *, doctypes: bool = False) -> Iterator[zipfile.ZipFile]:
    """A zip file of XML parts, looked through before any library reads it.

    Args:
        data: The file.
        kind: What it should be, for messages, e.g. ".docx".
        doctypes: Whether its parts may have a DOCTYPE (EPUB's do, OOXML's and ODF's must not).

    Raises:
        UnreadableArticleError: It is no zip file, encrypted, damaged, a bomb, or declares XML entities.
    """
    if data.startswith(_OLE):
        raise UnreadableArticleError(
            f"it is not a {kind} but an encrypted or an older Office file: save it as {kind} without a password"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_ERRORS as error:
        raise UnreadableArticleError(f"the {kind} is damaged ({error}): download it again or save it anew") from error
    with archive:
        _check(archive, kind, doctypes)
        yield archive


def _check(archive: zipfile.ZipFile, kind: str, doctypes: bool) -> None:
    parts = archive.infolist()
    texts = [part for part in parts if part.filename.lower().endswith(_XML)]
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableArticleError(f"the {kind} is encrypted: save it without a password")
    # zipfile never unpacks more of a part than its entry states, so that the stated sizes can be relied on.
    size, text = sum(part.file_size for part in parts), sum(part.file_size for part in texts)
    if len(parts) > MAX_PARTS or size > PART_LIMIT or text > TEXT_LIMIT:
        raise UnreadableArticleError(
            f"the {kind} unpacks to {size:,} bytes in {len(parts):,} parts ({text:,} of XML), far more than an article "
            f"(at most {PART_LIMIT:,} in {MAX_PARTS:,}, {TEXT_LIMIT:,} of XML): split it"
        )
    for part in texts:
        content = _plain(part_of(archive, part.filename, kind))
        if _ENTITY.search(content) or (not doctypes and _DOCTYPE.search(content[:4096])):
            raise UnreadableArticleError(
                f"the {kind} declares XML entities in {part.filename}, which no honest file does: save it anew"
            )


def part_of(archive: zipfile.ZipFile, name: str, kind: str) -> bytes:
    """The bytes of one part.

    Raises:
        UnreadableArticleError: It is missing or damaged.
    """
    try:
        return archive.read(name)
    except KeyError as error:
        raise UnreadableArticleError(f"the {kind} lacks its part {name}: save it anew") from error
    except ZIP_ERRORS as error:
        raise UnreadableArticleError(f"the {kind} is damaged ({error}): download it again or save it anew") from error

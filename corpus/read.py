"""A file to an Article: read by its format, its metadata found, cleaned once."""

from dataclasses import replace
from pathlib import Path

from corpus.article import Article, UnreadableArticleError
from corpus.assemble import NOTHING_GIVEN, assemble
from corpus.contents import Contents
from corpus.formats import READERS
from corpus.metadata import Metadata

MAX_BYTES = 500_000_000
_ORIGINS = {**dict.fromkeys((".html", ".htm", ".mhtml", ".mht"), "html meta"), ".eml": "mail headers"}


def read_article(path: Path, article_id: str, sidecar: Metadata = NOTHING_GIVEN) -> Article:
    """Reads one file of a suffix that `corpus.formats` lists; what `sidecar` says goes before what the file says.

    Raises:
        UnreadableArticleError: If the file holds no article; the message names the file, what is wrong and what to do.
    """
    try:
        return assemble(article_id, _read(path), sidecar)
    except UnreadableArticleError as error:
        raise UnreadableArticleError(f"{path}: {error}") from error


def _read(path: Path) -> Contents:
    """What the reader of a file's suffix makes of it."""
    suffix = path.suffix.lower()
    reader = READERS.get(suffix)
    if reader is None:
        raise UnreadableArticleError(f"unknown suffix {path.suffix!r}: expected one of {', '.join(sorted(READERS))}")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise UnreadableArticleError(f"the file has {size:,} bytes, more than {MAX_BYTES:,}: split it into parts")
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableArticleError("the file is empty: put the article in it or delete it")
    contents = reader(data)
    return replace(
        contents,
        published_as=contents.published_as.found_in(_ORIGINS.get(suffix, f"{suffix[1:]} metadata")),
        made_as=contents.made_as.found_in("file properties"),
    )

"""A file to an Article: decoded, its metadata found, cleaned once."""

import re
from pathlib import Path

from corpus.article import Article, Removal, UnreadableArticleError
from corpus.assemble import NOTHING_GIVEN, assemble
from corpus.decode import decode
from corpus.front_matter import from_front_matter, split_front_matter
from corpus.html import read_html
from corpus.metadata import Metadata
from corpus.scan import SUFFIXES

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"\n]*\")?\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?:https?:|/|#|mailto:)[^)\s]*(?:\s+\"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1")


def read_article(path: Path, article_id: str, sidecar: Metadata = NOTHING_GIVEN) -> Article:
    """Reads one .txt, .md, .html or .htm file; what `sidecar` says goes before what the file says.

    Raises:
        UnreadableArticleError: If the file holds no article; the message names the file, what is wrong and what to do.
    """
    try:
        raw, given, left_out = _read(path)
        return assemble(article_id, raw, given.found_in(_origin(path)), left_out, sidecar)
    except UnreadableArticleError as error:
        raise UnreadableArticleError(f"{path}: {error}") from error


def _origin(path: Path) -> str:
    """Where a file's format keeps what it says about the article."""
    return "html meta" if path.suffix.lower() in (".html", ".htm") else f"{path.suffix.lower()[1:]} metadata"


def _read(path: Path) -> tuple[str, Metadata, tuple[Removal, ...]]:
    """The text of the article in a file, and the metadata that the file's format gives."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UnreadableArticleError(f"unknown suffix {path.suffix!r}: expected one of {', '.join(sorted(SUFFIXES))}")
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableArticleError("the file is empty: put the article in it or delete it")
    try:
        text = decode(data)
    except ValueError as error:
        raise UnreadableArticleError(str(error)) from error
    if suffix in (".html", ".htm"):
        return read_html(text)
    if suffix == ".md":
        return *_read_markdown(text), ()
    return text, Metadata(), ()


def _read_markdown(text: str) -> tuple[str, Metadata]:
    try:
        fields, body = split_front_matter(text)
    except ValueError as error:
        raise UnreadableArticleError(
            f"its front matter is not valid YAML ({error}): correct it or remove it"
        ) from error
    heading = _HEADING.search(body)
    title = heading[1] if heading and not body[: heading.start()].strip() else None
    body = _LINK.sub(r"\1", _IMAGE.sub(r"\1", _HEADING.sub(r"\1", body)))
    return _EMPHASIS.sub(r"\2", body), from_front_matter(fields).or_else(
        Metadata(title=title).found_in("first heading")
    )

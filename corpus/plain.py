"""Text files and Markdown: bytes in any usual encoding, and the front matter that says what they are."""

import re

from corpus.article import UnreadableArticleError
from corpus.contents import Contents
from corpus.decode import decode
from corpus.front_matter import from_front_matter, split_front_matter
from corpus.metadata import Metadata

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\s]*(?:\s+\"[^\"\n]*\")?\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((?:https?:|/|#|mailto:)[^)\s]*(?:\s+\"[^\"\n]*\")?\)")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^\n]+?)(?<=\S)\1")


def decoded(data: bytes) -> str:
    """The text of a text file.

    Raises:
        UnreadableArticleError: It is no text, or in no encoding that makes sense of it.
    """
    try:
        return decode(data)
    except ValueError as error:
        raise UnreadableArticleError(str(error)) from error


def read_text(data: bytes) -> Contents:
    """A .txt file as it stands.

    Raises:
        UnreadableArticleError: See `decoded`.
    """
    return Contents(decoded(data))


def read_markdown(data: bytes) -> Contents:
    """The text of a Markdown file without its signs, and the metadata of its front matter.

    Raises:
        UnreadableArticleError: See `decoded`; or its front matter is not valid YAML.
    """
    text = decoded(data)
    try:
        fields, body = split_front_matter(text)
    except ValueError as error:
        raise UnreadableArticleError(
            f"its front matter is not valid YAML ({error}): correct it or remove it"
        ) from error
    heading = _HEADING.search(body)
    title = heading[1] if heading and not body[: heading.start()].strip() else None
    body = _LINK.sub(r"\1", _IMAGE.sub(r"\1", _HEADING.sub(r"\1", body)))
    return Contents(
        _EMPHASIS.sub(r"\2", body), from_front_matter(fields).or_else(Metadata(title=title).found_in("first heading"))
    )

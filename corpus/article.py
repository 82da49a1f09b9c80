"""The types that everything above is made of: an article, what cleaning removed from it, and a chunk of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["zh-Hans", "zh-Hant", "en"]

# Raise it whenever reading or cleaning a file could give another article than before: the next build reads every file again.
READ_VERSION = "5"


class UnreadableArticleError(ValueError):
    """A file that cannot become an article; the message says why and what to do about it."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A piece of noise that cleaning cut out of a file.

    Attributes:
        reason: The rule that cut it, e.g. "forum chrome" or "noise token".
        text: What was cut, verbatim.
    """

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article, cleaned once when it was read.

    Attributes:
        id: The path below the collection's folder without its suffix, with "/" on every system.
        title: The headline; the first words of the text where the file gives none.
        text: The cleaned text in its original script; every offset in the product counts its characters.
        language: The language and script that most of the text is in.
        published: The day of publication, or None where the file gives no complete date.
        source: The publication, e.g. "江湾财讯", or None.
        author: Who wrote it, or None.
        url: Where it was published, or None.
        removed: What cleaning cut out, in order.
        origins: Of each piece of metadata where it was found, e.g. ("published", "byline, line 2"), see `corpus.metadata`.
    """

    id: str
    title: str
    text: str
    language: Language
    published: date | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    removed: tuple[Removal, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences of one article: `article.text[start:end] == text`.

    Attributes:
        id: Deterministic: the article's id, "#" and the chunk's number in it.
        article_id: The article it is cut from.
        start: Offset of its first character in the article's text.
        end: Offset behind its last character.
        text: The characters between the two.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str

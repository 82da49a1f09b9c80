"""The types that everything above is made of: an article, what cleaning removed from it, and a chunk of it."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Literal

Language = Literal["zh-Hans", "zh-Hant", "en"]

# Raise it whenever reading or cleaning a file could give another article than before: the next build reads every file again.
READ_VERSION = "6"
# The reason of a removal that stands for something a reader could not or would not read: the build names it.
NOT_READ = "not read"


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
        removed: What reading and cleaning left out, in order.
        origins: Of each piece of metadata where it was found, e.g. ("published", "byline, line 2"), see `corpus.metadata`.
        pages: Offset in `text` at which each page begins, the first at 0; empty where the format has no pages.
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
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """The number of the page, from 1, on which the character at `offset` stands; None without pages."""
        return bisect_right(self.pages, offset) or None


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

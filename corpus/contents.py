"""What a reader makes of the bytes of one file, before it is cleaned."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from corpus.article import Removal, UnreadableArticleError
from corpus.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Contents:
    """The article in a file.

    Attributes:
        text: Its text, a paragraph a line.
        published_as: What the file says of the article's publication: it goes before what the text says.
        made_as: What the program that made the file noted: it goes behind what the text says.
        removed: What the reader left out, in order.
        pages: Offset in `text` at which each page begins, in order; empty where the format has no pages.
    """

    text: str
    published_as: Metadata = Metadata()
    made_as: Metadata = Metadata()
    removed: tuple[Removal, ...] = ()
    pages: tuple[int, ...] = ()


# Reads the bytes of a file; raises UnreadableArticleError.
Reader = Callable[[bytes], Contents]


@contextmanager
def refusing(*errors: type[Exception], message: str) -> Iterator[None]:
    """Turns what a library raises over a damaged file into an `UnreadableArticleError`.

    Args:
        errors: The library's own exceptions.
        message: What is wrong and what to do; a `{}` in it stands for what the library says, on one line.
    """
    try:
        yield
    except UnreadableArticleError:
        raise
    except errors as error:
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableArticleError(message.format(said)) from error

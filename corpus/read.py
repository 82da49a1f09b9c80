"""A file to an Article: read by its format, its metadata found, cleaned once."""

from pathlib import Path

from corpus.article import Article, UnreadableArticleError
from corpus.clean import clean, clean_pages
from corpus.contents import Contents
from corpus.formats import READERS
from corpus.language import detect_language
from corpus.metadata import from_text, title_from

MAX_BYTES = 500_000_000


def read_article(path: Path, article_id: str) -> Article:
    """Reads one file of a suffix that `corpus.formats` lists.

    Raises:
        UnreadableArticleError: If the file holds no article; the message names the file, what is wrong and what to do.
    """
    try:
        return article_from(_read(path), article_id)
    except UnreadableArticleError as error:
        raise UnreadableArticleError(f"{path}: {error}") from error


def article_from(contents: Contents, article_id: str) -> Article:
    """The article that a reader's contents make.

    Raises:
        UnreadableArticleError: If cleaning leaves nothing of it.
    """
    text, removed, pages = clean_pages(contents.text, contents.pages)
    if not text.strip():
        raise UnreadableArticleError("no text is left after cleaning: check that the file holds an article")
    metadata = contents.published_as.or_else(from_text(contents.text)).or_else(contents.made_as)
    title = clean(metadata.title)[0] if metadata.title else ""
    return Article(
        id=article_id,
        title=title or title_from(text),
        text=text,
        language=detect_language(text),
        published=metadata.published,
        source=metadata.source,
        author=metadata.author,
        url=metadata.url,
        removed=contents.removed + removed,
        pages=pages,
    )


def _read(path: Path) -> Contents:
    """What the reader of a file's suffix makes of it."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableArticleError(f"unknown suffix {path.suffix!r}: expected one of {', '.join(sorted(READERS))}")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise UnreadableArticleError(f"the file has {size:,} bytes, more than {MAX_BYTES:,}: split it into parts")
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableArticleError("the file is empty: put the article in it or delete it")
    return reader(data)

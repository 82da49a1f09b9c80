"""The article inside an HTML page, through trafilatura."""

import re

import trafilatura
from lxml import etree

from corpus.article import Removal, UnreadableArticleError
from corpus.contents import Contents
from corpus.dates import as_date
from corpus.metadata import Metadata
from corpus.plain import decoded


def read_page(data: bytes) -> Contents:
    """An .html file, see `read_html`.

    Raises:
        UnreadableArticleError: It is no text, or holds no main text.
    """
    return read_html(decoded(data))


def read_html(page: str) -> Contents:
    """Returns the main text of a page, one paragraph a line, what its markup says about the article, and what was left out.

    Raises:
        UnreadableArticleError: If the page has no main text.
    """
    # trafilatura takes a declared charset at its word, even in text that is decoded already.
    page = re.sub(r"<\?xml[^>]*\?>", "", page, count=1)
    try:
        document = trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=True,
            # Without this a copyright year or an event's date in the text would pass for the day of publication.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, etree.LxmlError) as error:
        raise UnreadableArticleError(
            f"the HTML could not be parsed ({error}): check that the page was saved whole"
        ) from error
    text = document.text if document is not None and not isinstance(document, dict) else None
    if document is None or isinstance(document, dict) or not text or not text.strip():
        raise UnreadableArticleError(
            "the page holds no main text: save the page of the article itself, or its text as .txt"
        )
    metadata = Metadata(
        title=document.title or None,
        published=as_date(document.date),
        source=document.sitename or document.hostname or None,
        author=document.author or None,
        url=document.url or None,
    )
    return Contents(text, published_as=metadata, removed=_left_out(page, text))


def _left_out(page: str, text: str) -> tuple[Removal, ...]:
    """The lines of a page's visible text that its main text does not hold."""
    kept = "".join(text.split())
    lines = (" ".join(line.split()) for line in trafilatura.html2txt(page).splitlines())
    return tuple(Removal("page furniture", line) for line in lines if line and "".join(line.split()) not in kept)

"""The article inside an HTML page, through trafilatura."""

import re

import trafilatura
from lxml import etree

from corpus.article import UnreadableArticleError
from corpus.dates import as_date
from corpus.metadata import Metadata


def read_html(page: str) -> tuple[str, Metadata]:
    """Returns the main text of a page, one paragraph a line, and what its markup says about the article.

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
    return text, metadata

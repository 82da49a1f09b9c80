"""A raw text and what is known about it to an Article: metadata completed, text cleaned once."""

from corpus.article import Article, UnreadableArticleError
from corpus.clean import clean, clean_pages
from corpus.contents import Contents
from corpus.dates import date_in_url
from corpus.language import detect_language
from corpus.metadata import Metadata, from_text, title_from

NOTHING_GIVEN = Metadata()


def assemble(article_id: str, contents: Contents, sidecar: Metadata = NOTHING_GIVEN) -> Article:
    """Makes an article.

    Args:
        article_id: Its id.
        contents: What the reader of its format has made of its file or record.
        sidecar: What its owner wrote beside it; goes before everything.

    Raises:
        UnreadableArticleError: No text is left after cleaning.
    """
    text, removed, pages = clean_pages(contents.text, contents.pages)
    if not text.strip():
        raise UnreadableArticleError("no text is left after cleaning: check that the file holds an article")
    known = sidecar.or_else(contents.published_as)
    said = known.or_else(from_text(contents.text, known.fetched)).or_else(contents.made_as)
    found = _titled(said, sidecar, text)
    if found.published is None and found.url and (dated := date_in_url(found.url)):
        found = Metadata(published=dated[1]).found_in(f"url: {dated[0]!r}").or_else(found)
    language = found.language or detect_language(text)
    origins = found.or_else(Metadata(language=language).found_in("most of the text")).origins
    return Article(
        id=article_id,
        title=found.title or title_from(text),
        text=text,
        language=language,
        published=found.published,
        source=found.source,
        author=found.author,
        url=found.url,
        removed=contents.removed + removed,
        origins=origins,
        pages=pages,
    )


def _titled(found: Metadata, sidecar: Metadata, text: str) -> Metadata:
    """With a title: as given in a sidecar, else cleaned as the text is, else made of the text."""
    if sidecar.title:
        return found
    origins = dict(found.origins)
    title = clean(found.title)[0] if found.title else ""
    if not title:
        title = title_from(text)
        first = text.lstrip().partition("\n")[0].strip()
        origins["title"] = "first line" if title == first else "first sentence"
    return Metadata(title=title, origins=(("title", origins.get("title", "")),)).or_else(found)

"""What stands beside an answer: each cited sentence inside the passage that it comes from."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from assistant.types import Answer, Citation
from corpus.article import Article, Chunk, Language

# Characters shown on each side of a cited sentence, twice as many in English: two or three sentences.
CONTEXT = 160
NEAREST = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence (or, beside a refusal, a passage) with what surrounds it in its article.

    Attributes:
        key: Names it within its exchange: the citation's number, or "n1", "n2", ... beside a refusal.
        article_id: The article it stands in.
        title: The article's headline.
        published: The article's day of publication, or None.
        publication: Who published it, or None.
        language: The article's language, or None when the article is gone from the index.
        start: Offset of the sentence in the article's text.
        before: What precedes it, cut to its paragraph and to a few sentences.
        quote: The sentence.
        after: What follows it, cut likewise.
        also: Headlines of near-duplicates of the article, which the search folded into it.
        page: The number of the page on which the sentence begins, or None where the article has no pages.
    """

    key: str
    article_id: str
    title: str
    published: date | None
    publication: str | None
    language: Language | None
    start: int
    before: str
    quote: str
    after: str
    also: tuple[str, ...] = ()
    page: int | None = None


def sources_of(answer: Answer, article: Callable[[str], Article]) -> tuple[Source, ...]:
    """Return the sources of an answer: its citations in order, or the nearest articles of a refusal.

    Args:
        answer: The checked answer.
        article: Gives an article by its id and raises KeyError for one that is gone.
    """
    if answer.abstained:
        found = _nearest(answer, article)
    else:
        found = tuple(_source(str(cited.number), cited, article) or _lost(cited) for cited in answer.citations)
    others = {hit.chunk.article_id: hit.also for hit in answer.hits if hit.also}
    return tuple(replace(source, also=_titles(others.get(source.article_id, ()), article)) for source in found)


def _titles(ids: tuple[str, ...], article: Callable[[str], Article]) -> tuple[str, ...]:
    titles = []
    for key in ids:
        with suppress(KeyError):  # gone from the index since
            titles.append(article(key).title)
    return tuple(titles)


def _nearest(answer: Answer, article: Callable[[str], Article]) -> tuple[Source, ...]:
    best: dict[str, Chunk] = {}
    for hit in answer.hits:
        best.setdefault(hit.chunk.article_id, hit.chunk)
    listed = (_source("n", chunk, article) for chunk in best.values())
    kept = [source for source in listed if source is not None][:NEAREST]
    return tuple(replace(source, key=f"n{rank}") for rank, source in enumerate(kept, start=1))


def _source(key: str, place: Citation | Chunk, article: Callable[[str], Article]) -> Source | None:
    try:
        found = article(place.article_id)
    except KeyError:
        return None
    quote = place.quote if isinstance(place, Citation) else place.text
    width = CONTEXT * 2 if found.language == "en" else CONTEXT
    before, after = context(found.text, place.start, place.end, width)
    return Source(
        *(key, found.id, found.title, found.published, found.source, found.language, place.start),
        *(before, quote, after),
        page=found.page(place.start),
    )


def _lost(cited: Citation) -> Source:
    # A rebuild between the answer and this line may have dropped the article: the quote still stands.
    key = str(cited.number)
    place = (key, cited.article_id, cited.title, cited.published, None, None, cited.start)
    return Source(*place, "", cited.quote, "", page=cited.page)


def context(text: str, start: int, end: int, width: int = CONTEXT) -> tuple[str, str]:
    """Return what stands before and behind `text[start:end]` in its paragraph, at most `width` characters each.

    What was cut off inside the paragraph is shown as an ellipsis.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before = text[max(first, start - width) : start]
    after = text[end : min(last, end + width)]
    return ("…" if start - width > first else "") + before, after + ("…" if end + width < last else "")

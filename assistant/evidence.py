"""The sentences that could answer: those of the passages that were found, with what stands around them."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.article import Article
from corpus.byline import parse_byline
from corpus.sentences import clause_spans, sentence_spans
from index.types import Hit

LONGEST = 150  # characters of a quote; a longer sentence is offered by its clauses
SHORTEST = 6
LONGEST_BYLINE = 80
SHORTEST_HEADING = 24
# What a row of a table says: a name, a colon, a value with a figure; or several of them.
ROW = re.compile(r"[^:：]{1,20}[:：][^:：]*\d|[^:：]{1,20}[:：][^;；]+[;；][^:：]{1,20}[:：]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article that was found: `article.text[start:end] == text`.

    Attributes:
        article: The article it stands in.
        start: Its first character.
        end: Behind its last.
        text: The sentence.
        context: It with its neighbours.
        passage_score: Of the best passage that holds it.
    """

    article: Article
    start: int
    end: int
    text: str
    context: str
    passage_score: float


def gather(hits: Sequence[Hit], articles: Mapping[str, Article]) -> list[Evidence]:
    """The sentences of all hits, each once, in the order of the articles' best passage and then of the text."""
    best: dict[tuple[str, int], float] = {}
    for hit in hits:
        chunk = hit.chunk
        spans = quotable_spans(articles[chunk.article_id].text)
        at = _first_behind(spans, chunk.start)
        while at < len(spans) and spans[at][0] < chunk.end:
            best[chunk.article_id, at] = max(best.get((chunk.article_id, at), 0.0), hit.score)
            at += 1
    return [_evidence(articles[key], at, score) for (key, at), score in best.items()]


def evidence_at(article: Article, place: int, passage_score: float) -> Evidence | None:
    """The sentence of an article that holds a place in its text; None where none can be cited there."""
    spans = quotable_spans(article.text)
    at = _first_behind(spans, place)
    return _evidence(article, at, passage_score) if at < len(spans) and spans[at][0] <= place else None


def _first_behind(spans: Sequence[tuple[int, int]], place: int) -> int:
    """The position of the first span that ends behind a place in the text."""
    return bisect_right(spans, place, key=lambda span: span[1])


def _evidence(article: Article, at: int, score: float) -> Evidence:
    spans = quotable_spans(article.text)
    start, end = spans[at]
    first, last = spans[max(0, at - 1)], spans[min(len(spans) - 1, at + 1)]
    return Evidence(article, start, end, article.text[start:end], article.text[first[0] : last[1]], score)


@lru_cache(maxsize=512)
def quotable_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Sentences that can be cited: headings and crumbs left out, very long ones cut at clauses."""
    spans: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if end - start < SHORTEST or is_heading(text, start, end) or is_byline(text, start, end):
            continue
        spans.extend(clause_spans(text, start, end, LONGEST) if end - start > LONGEST else [(start, end)])
    return tuple(spans)


def is_byline(text: str, start: int, end: int) -> bool:
    """Whether a short piece says who published the article when, and nothing else."""
    return end - start <= LONGEST_BYLINE and parse_byline(unicodedata.normalize("NFKC", text[start:end])) is not None


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a short line stands alone without a sentence's end, and is no row of a table."""
    alone = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
    if ROW.match(text, start, end):
        return False
    return alone and end - start <= SHORTEST_HEADING and text[end - 1] not in '。！？!?.…；;”」』"'

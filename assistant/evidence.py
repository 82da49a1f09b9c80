"""The sentences that could answer: those of the passages that were found, with what stands around them."""

import unicodedata
from collections.abc import Sequence
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


def gather(hits: Sequence[Hit], articles: dict[str, Article]) -> list[Evidence]:
    """The sentences of all hits, each once, in the order of the articles' best passage and then of the text."""
    best: dict[tuple[str, int, int], float] = {}
    for hit in hits:
        chunk = hit.chunk
        for start, end in quotable_spans(articles[chunk.article_id].text):
            if start < chunk.end and end > chunk.start:
                key = (chunk.article_id, start, end)
                best[key] = max(best.get(key, 0.0), hit.score)
    return [_evidence(articles[key], start, end, score) for (key, start, end), score in best.items()]


def _evidence(article: Article, start: int, end: int, score: float) -> Evidence:
    spans = quotable_spans(article.text)
    at = spans.index((start, end))
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
    """Whether a short line stands alone without a sentence's end."""
    alone = (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
    return alone and end - start <= SHORTEST_HEADING and text[end - 1] not in '。！？!?.…；;”」』"'

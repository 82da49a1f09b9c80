"""Overviews made of cited sentences: the summary of one article, the articles about something, a time line over several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.citations import cite, markers, without_markers
from assistant.combining import Composed
from assistant.evidence import Evidence, gather
from assistant.overview_requests import Overview, OverviewRequest
from assistant.quantities import Measure, quantities
from assistant.question import analyse
from assistant.scoring import Scored, SentenceScorer
from assistant.summary import summarise
from assistant.types import AnswerSentence, Turn
from corpus.article import Article
from corpus.fold import fold
from index.search import Index
from index.types import Filters, Hit

PASSAGES, PER_ARTICLE = 40, 4
LISTED, LINES = 8, 10  # articles of a list, lines of a time line
MARGIN = 5.0  # under the best sentence's score, for an article still to be about the topic
CLAUSE = re.compile(r"[^，,；;：:]*")  # the opening clause, in which a sentence's own date has to stand
PRINTED = re.compile(r"\s?(?:刊[发發登]|[发發]表的|的?[报報][道導])")  # behind the day of another article
TAIL = 20  # characters by which a line of an earlier answer is found again in its article


@dataclass(frozen=True, slots=True)
class Overviewed:
    """An overview and the passages that were looked at; `composed` has no sentence where nothing fits."""

    composed: Composed
    hits: tuple[Hit, ...]


def overview(
    request: OverviewRequest, index: Index, scorer: SentenceScorer, history: Sequence[Turn], filters: Filters
) -> Overviewed:
    """The overview that is wished for.

    Args:
        request: What it should be.
        index: The articles; its generation must not change meanwhile.
        scorer: Scores sentences for the topic.
        history: The conversation so far: `this article` is the one that was cited last in it.
        filters: Conditions on the articles.
    """
    if request.kind is Overview.SUMMARY:
        return _summary(request.topic, index, history, filters)
    asked = [turn.text for turn in history if turn.role == "user"]
    topic = request.topic or (asked[-1] if asked else "")
    hits, ranked = _about(topic, index, scorer, filters) if topic else ((), [])
    if request.kind is Overview.LISTING:
        return Overviewed(_listed(ranked), hits)
    return Overviewed(_time_line(ranked), hits)


def _summary(topic: str, index: Index, history: Sequence[Turn], filters: Filters) -> Overviewed:
    named = topic.strip('《》〈〉“”"「」 ')
    hits = tuple(index.search(named, PER_ARTICLE, filters)) if named else ()
    article = _named(named, hits, index) if named else cited_last(history, index)
    articles = index.generation.articles
    if article is None and len(articles) == 1:
        article = next(iter(articles.values()))
    if article is None:
        return Overviewed(((), ()), hits)
    lines = summarise(article, index.embedder)
    return Overviewed(_quoted([(" ".join(e.text.split()), e) for e in lines]), hits)


def _named(name: str, hits: Sequence[Hit], index: Index) -> Article | None:
    """The article whose title holds a name, else the one of the best passage."""
    found = [index.article(hit.chunk.article_id) for hit in hits]
    return next((a for a in found if fold(name) in fold(a.title)), found[0] if found else None)


def cited_last(history: Sequence[Turn], index: Index) -> Article | None:
    """The article that the last cited line of the conversation was taken from, as far as it can be found again."""
    for turn in reversed(history):
        lines = turn.text.splitlines() if turn.role == "assistant" else []
        for line in reversed(lines):
            words = " ".join(without_markers(line).split())
            if not words or not markers(line):
                continue
            found = [index.article(hit.chunk.article_id) for hit in index.search(words, PER_ARTICLE)]
            if found:
                quoted = (a for a in found if words[-TAIL:] in " ".join(a.text.split()))
                return next(quoted, found[0])
    return None


def _about(topic: str, index: Index, scorer: SentenceScorer, filters: Filters) -> tuple[tuple[Hit, ...], list[Scored]]:
    """The passages for a topic and the sentences of those articles that are about it, best first."""
    generation = index.generation
    question = analyse(topic, generation.names.named(topic))
    hits = tuple(index.search(topic, PASSAGES, filters, per_article=PER_ARTICLE))
    ranked = scorer.score(question, gather(hits, generation.articles), generation)
    fitting = [s for s in ranked if s.names == 1.0 and (question.names or (s.topics > 0 and s.context_words > 0))]
    return hits, [s for s in fitting if fitting[0].score - s.score <= MARGIN]


def _best_of_each(ranked: Sequence[Scored]) -> list[Evidence]:
    best: dict[str, Evidence] = {}
    for s in ranked:
        if s.evidence.text.strip() != s.evidence.article.title.strip():
            best.setdefault(s.evidence.article.id, s.evidence)
    return list(best.values())


def _listed(ranked: Sequence[Scored]) -> Composed:
    lines = []
    for evidence in _best_of_each(ranked)[:LISTED]:
        title, words = evidence.article.title, " ".join(evidence.text.split())
        lines.append((f"{title}: {words}" if title.isascii() else f"《{title}》：{words}", evidence))
    return _quoted(lines)


def _time_line(ranked: Sequence[Scored]) -> Composed:
    dated = [(day_of(e), e) for e in _best_of_each(ranked)[:LINES]]
    dated.sort(key=lambda line: (not line[0], line[0]))
    return _quoted([(f"{day} {' '.join(e.text.split())}".strip(), e) for day, e in dated])


def day_of(evidence: Evidence) -> str:
    """The day, month or year that a sentence is about, in ISO form: its own date where it opens with one, else the article's.

    A date without a year is of the year in which it lies nearest to the publication. "" where nothing is known.
    """
    published = evidence.article.published
    opening = CLAUSE.match(evidence.text)
    for q in quantities(opening.group() if opening else ""):
        if q.measure is not Measure.DATE or PRINTED.match(evidence.text, q.end):
            continue
        year, month, day = int(q.value) // 10000, int(q.value) // 100 % 100, int(q.value) % 100
        if month and not year and published is not None:
            year = min(
                (published.year - 1, published.year, published.year + 1), key=lambda y: _apart(y, month, published)
            )
        if month and year:
            return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    return published.isoformat() if published else ""


def _apart(year: int, month: int, published: date) -> int:
    return abs((year - published.year) * 12 + month - published.month)


def _quoted(lines: Sequence[tuple[str, Evidence]]) -> Composed:
    citations = tuple(cite(n, e.article, e.start, e.end) for n, (_, e) in enumerate(lines, 1))
    return tuple(AnswerSentence(text, (n,)) for n, (text, _) in enumerate(lines, 1)), citations

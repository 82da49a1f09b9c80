"""The sentences around the best one, read together with it: often that one names the thing, and the next one tells what is asked."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import evidence_at, quotable_spans
from assistant.question import Question
from assistant.reading import WEIGHT, asked_of
from assistant.scoring import Scored
from index.aliases import Aliases
from index.reader import Reader

BEFORE, BEHIND = 1, 2  # sentences read together with the best one; some 8 ms
LIKELY = -2.0  # log odds, read so, over which a neighbour answers better than the best sentence where that has less
MOST = 1.0  # by which it comes before the best one, which says what it speaks of and has to be shown with it
BEHIND_OTHERS = 1.0  # log odds by which it may lie under what a sentence elsewhere has


def taken_up(question: Question, ranked: Sequence[Scored], reader: Reader, names: Aliases) -> list[Scored]:
    """The sentences in their new order: what answers better than the best one, read in a row with it, comes before it.

    Read by itself, `From Norway the figure falls to 60.` says nothing of delays; and `there are two reasons` gives none.

    Args:
        question: What is asked, standing alone.
        ranked: The sentences, best first, as `read` gives them.
        reader: The model.
        names: Which names mean the same.
    """
    if not ranked or ranked[0].reads is None:
        return list(ranked)
    best = ranked[0]
    article, spans = best.evidence.article, quotable_spans(best.evidence.article.text)
    at = next(n for n, (start, _) in enumerate(spans) if start == best.evidence.start)
    row = range(max(0, at - BEFORE), min(len(spans), at + BEHIND + 1))
    title, *texts = (
        names.as_named_in(question.text, text)
        for text in (article.title, *(article.text[slice(*spans[n])] for n in row))
    )
    odds = dict(zip(row, reader.together(asked_of(question), title, texts).tolist(), strict=True))
    order = list(ranked)
    for n in row:
        start = spans[n][0]
        others = [s.reads - BEHIND_OTHERS for s in ranked[1:] if s.reads is not None and s.evidence.start != start]
        if n == at or odds[n] <= max([LIKELY, odds[at], *others]):
            continue
        score = best.score + min(MOST, WEIGHT * (odds[n] - odds[at]))
        one = _taken_out(article.id, start, order) or _like(best, start)
        reads = odds[n] if one.reads is None else max(one.reads, odds[n])
        order.append(replace(one, score=max(one.score, score), reads=reads))
    return sorted(order, key=lambda s: -s.score)


def _taken_out(article: str, start: int, order: list[Scored]) -> Scored | None:
    """A sentence taken out of the order; None where it is not in it."""
    for at, s in enumerate(order):
        if s.evidence.article.id == article and s.evidence.start == start:
            return order.pop(at)
    return None


def _like(best: Scored, start: int) -> Scored:
    """A sentence of the best one's article that no passage holds which was found, with its features."""
    evidence = evidence_at(best.evidence.article, start, best.evidence.passage_score)
    return replace(best, evidence=evidence or best.evidence, reads=None)

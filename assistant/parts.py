"""A question that asks several things, as the questions it is made of, each answered by sentences of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.conversation import rewrite
from assistant.coordination import EACH, taken_apart
from assistant.question import Question
from assistant.scoring import Scored
from assistant.types import Turn

MOST = 3  # parts; each is read beside as many sentences as a whole question
WHOLE = 2.0  # log odds, by the reader, from which on a sentence counts as answering all that is asked
ANSWERED = -1.0  # log odds from which on a part counts as answered where another part is sure
OPEN = 1.0  # log odds by which another sentence answers a part better than the best one of the whole
BETTER = 1.0  # log odds by which each part has to be better answered than the whole to be answered by itself


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that a question is made of.

    Attributes:
        question: It, standing alone.
        ranked: The sentences that were read beside it and the others, best first.
    """

    question: Question
    ranked: list[Scored]


def parts_of(question: Question) -> tuple[str, ...]:
    """The questions that one question is made of, standing alone; none where it asks one thing."""
    first, *others = question.asks or (question.text,)
    if others:
        parts = (first, *(rewrite(part, [Turn("user", first)]) for part in others))
    else:
        parts = taken_apart(question.text, question.names)
    return parts if 1 < len(parts) <= MOST else ()


def parts_read(question: Question, ranked: Sequence[Scored], read: Callable[[str], Part]) -> tuple[Part, ...]:
    """The parts of a question, each with the sentences for it; none where it asks one thing, or one sentence answers all of it.

    What asks in several clauses, or for each of several things, is read part by part even so: a sentence that answers half of it
    with great certainty passes for an answer.

    Args:
        question: What is asked.
        ranked: The sentences, read beside the whole question.
        read: Makes the part out of its text.
    """
    if _reading(ranked) >= WHOLE and len(question.asks) < 2 and not EACH.search(question.text):
        return ()
    return tuple(read(text) for text in parts_of(question))


def answered_in_parts(question: Question, ranked: list[Scored], parts: Sequence[Part]) -> tuple[Question, list[Scored]]:
    """The question as its parts and how well each sentence fits each; both as they are where the parts are answered no better.

    Better is each of them than the whole, or one of them by another sentence than the best, where all have an answer.
    """
    if not parts:
        return question, ranked
    worst = min(_reading(part.ranked) for part in parts)
    better = worst > _reading(ranked) + BETTER
    if not better and (worst < ANSWERED or not _leaves_open(ranked[0], parts)):
        return question, ranked
    scores = [{s.evidence: s.score for s in part.ranked} for part in parts]
    fitted = [replace(s, asks=tuple(of[s.evidence] for of in scores)) for s in ranked]
    return replace(question, asks=tuple(part.question.text for part in parts)), fitted


def _reading(ranked: Sequence[Scored]) -> float:
    """The highest log odds, by the reader, that one of the sentences answers."""
    return max((s.reads for s in ranked if s.reads is not None), default=float("-inf"))


def _leaves_open(best: Scored, parts: Sequence[Part]) -> bool:
    """Whether another sentence than the best one of the whole answers one of the parts clearly better."""
    for part in parts:
        own = next((s.reads for s in part.ranked if s.evidence == best.evidence), None)
        if own is None or own < _reading(part.ranked) - OPEN:
            return True
    return False

"""A question that asks several things, as the questions it is made of, each answered by sentences of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.conversation import rewrite
from assistant.coordination import taken_apart
from assistant.question import Question
from assistant.scoring import Scored
from assistant.types import Turn

MOST = 3  # parts; each is read beside as many sentences as a whole question
WHOLE = 2.0  # log odds, by the reader, from which on a sentence counts as answering all that is asked
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

    Args:
        question: What is asked.
        ranked: The sentences, read beside the whole question.
        read: Makes the part out of its text.
    """
    return tuple(read(text) for text in parts_of(question)) if _reading(ranked) < WHOLE else ()


def answered_in_parts(question: Question, ranked: list[Scored], parts: Sequence[Part]) -> tuple[Question, list[Scored]]:
    """The question as its parts and how well each sentence fits each; both as they are where the parts are answered no better."""
    if not parts or min(_reading(part.ranked) for part in parts) <= _reading(ranked) + BETTER:
        return question, ranked
    scores = [{s.evidence: s.score for s in part.ranked} for part in parts]
    fitted = [replace(s, asks=tuple(of[s.evidence] for of in scores)) for s in ranked]
    return replace(question, asks=tuple(part.question.text for part in parts)), fitted


def _reading(ranked: Sequence[Scored]) -> float:
    """The highest log odds, by the reader, that one of the sentences answers."""
    return max((s.reads for s in ranked if s.reads is not None), default=float("-inf"))

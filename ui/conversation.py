"""A conversation as the page keeps it: every exchange with its own answer and its own sources.

It knows nothing about HTML. A conversation is a tuple of exchanges, replaced as a whole whenever one changes.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.types import Answer, Draft, Turn
from index.types import Filters
from ui.failure import Failure, attempt
from ui.protocol import NO_FILTERS, Assistant
from ui.sources import Source, sources_of

# Drafts that follow each other faster than the eye are dropped: each costs a message to the browser and a repaint.
DRAFT_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what became of it.

    Attributes:
        turn: Its number in the conversation, from 1.
        question: As it was typed.
        filters: The conditions that it was asked under.
        draft: The answer as far as it has been composed.
        answer: The checked answer, or None while there is none.
        sources: What the answer cites; the nearest passages when it is a refusal.
        failure: Why there is no answer.
        stopped: Whether the reader stopped it.
        alone: Whether it was asked as a question of its own, whatever was said before.
    """

    turn: int
    question: str
    filters: Filters = NO_FILTERS
    draft: str = ""
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    failure: Failure | None = None
    stopped: bool = False
    alone: bool = False

    @property
    def running(self) -> bool:
        """Whether an answer may still come."""
        return self.answer is None and self.failure is None and not self.stopped


Conversation = tuple[Exchange, ...]


def converse(
    assistant: Assistant,
    question: str,
    before: Conversation,
    filters: Filters = NO_FILTERS,
    *,
    alone: bool = False,
) -> Iterator[Conversation]:
    """Ask a question and yield the conversation every time it changes; the last one is complete.

    Nothing is raised: whatever goes wrong becomes the exchange's failure.

    Args:
        assistant: Who is asked.
        question: What is asked.
        before: The conversation so far.
        filters: Conditions on the articles.
        alone: Ask it as a question of its own: the assistant is not told what was said before.
    """
    exchange = Exchange(turn=len(before) + 1, question=question, filters=filters, alone=alone)
    yield (*before, exchange)
    history = () if alone else history_of(before)
    stream = attempt(lambda: iter(assistant.stream(question, history=history, filters=filters)))
    if isinstance(stream, Failure):
        yield (*before, replace(exchange, failure=stream))
        return
    shown = 0.0
    while exchange.running:
        step = _advance(assistant, exchange, stream)
        exchange = step
        if not exchange.running or time.monotonic() - shown >= DRAFT_SECONDS:
            shown = time.monotonic()
            yield (*before, exchange)


def _advance(assistant: Assistant, exchange: Exchange, stream: Iterator[Draft | Answer]) -> Exchange:
    event = attempt(lambda: next(stream, None))
    if event is None:
        return replace(exchange, failure=Failure("failed", "The stream ended without an answer"))
    if isinstance(event, Failure):
        return replace(exchange, failure=event)
    if isinstance(event, Draft):
        return replace(exchange, draft=event.text)
    sources = attempt(lambda: sources_of(event, assistant.article))
    if isinstance(sources, Failure):
        return replace(exchange, failure=sources)
    return replace(exchange, answer=event, sources=sources)


def stop(conversation: Conversation) -> Conversation:
    """Return the conversation with its running exchange marked as stopped."""
    return tuple(replace(exchange, stopped=True) if exchange.running else exchange for exchange in conversation)


def refuse(question: str, before: Conversation, failure: Failure) -> Conversation:
    """Return the conversation with a question that could not even be asked."""
    return (*before, Exchange(turn=len(before) + 1, question=question, failure=failure))


def history_of(conversation: Conversation) -> Sequence[Turn]:
    """Return what was said so far, as the assistant takes it; a stopped answer counts as far as it was read."""
    turns: list[Turn] = []
    for exchange in conversation:
        said = exchange.answer.text if exchange.answer else exchange.draft
        if said:
            turns += [Turn("user", exchange.question), Turn("assistant", said)]
    return tuple(turns)

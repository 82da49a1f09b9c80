"""The documents of a retrieval set behind the assistant's own search: what `eval retrieval` and `eval passages` ask."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.types import Turn
from eval.retrieval import Retriever, Scored
from index.types import Hit

if TYPE_CHECKING:
    from assistant.service import Assistant
    from index.periods import Period
    from index.search import Index


class Documents:
    """A search over one index, and the assistant's way to make a follow-up question stand alone.

    Args:
        assistant: Rewrites follow-up questions.
        index: What is searched; the assistant's own when left out.
    """

    def __init__(self, assistant: "Assistant", index: "Index | None" = None) -> None:
        self.assistant, self.index = assistant, index or assistant.index

    def articles(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Scored:
        """The k best articles."""
        return self.index.search_articles(_dated(question, asked), k, when=_when(asked), told=_told(history))

    def passages(self, question: str, k: int, asked: date | None, history: Sequence[Turn] = ()) -> Sequence[Hit]:
        """The k best passages, all of them of one article if need be: as the assistant asks for its evidence."""
        return self.index.search(_dated(question, asked), k, per_article=k, when=_when(asked), told=_told(history))

    def rewrite(self, question: str, history: Sequence[Turn]) -> str:
        """The question as the assistant would search for it."""
        return self.assistant.rewrite(question, history)

    def without(self) -> Mapping[str, Retriever]:
        """The same with each part of the search turned off in turn."""
        from index.parts import Parts

        everything = Parts()
        return {
            field.name.replace("_", " "): Documents(
                self.assistant, self.index.with_parts(replace(everything, **{field.name: False}))
            )
            for field in fields(Parts)
        }


def _dated(question: str, asked: date | None) -> str:
    from assistant.dates import resolve_dates

    return resolve_dates(question, asked) if asked else question


def _when(asked: date | None) -> "Period | None":
    from index.periods import year_before

    return year_before(asked) if asked else None


def _told(history: Sequence[Turn]) -> str:
    from assistant.conversation import recent

    return recent(history)

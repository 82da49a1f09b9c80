"""What the page needs from an assistant; assistant/service.py provides it, tests bring their own."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from assistant.types import Answer, Draft, Status, Turn
from corpus.article import Article
from index.types import Filters, Hit

NO_FILTERS = Filters()


class Assistant(Protocol):
    """Answers questions about one collection. Its methods are called from several threads at once."""

    def stream(
        self, question: str, *, history: Sequence[Turn] = (), asked: date | None = None, filters: Filters = NO_FILTERS
    ) -> Iterator[Draft | Answer]:
        """Yield any number of drafts, each holding the whole text so far, then exactly one answer."""
        ...

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), asked: date | None = None, filters: Filters = NO_FILTERS
    ) -> Answer:
        """Return the answer that `stream` ends with."""
        ...

    def prepare(self) -> None:
        """Load what the first question would wait for."""
        ...

    def search(self, query: str, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        """Return at most `k` passages, best first."""
        ...

    def article(self, article_id: str) -> Article:
        """Return an article as it is indexed.

        Raises:
            KeyError: No article has this id.
        """
        ...

    def status(self) -> Status:
        """Say what answers, and over what.

        Raises:
            FileNotFoundError: There is no index yet.
        """
        ...

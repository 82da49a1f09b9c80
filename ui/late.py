"""An assistant that opens as soon as there is an index, so that the page can be started before the first build."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from threading import Lock

from assistant.types import Answer, Draft, Status, Turn
from corpus.article import Article
from index.types import Filters, Hit
from ui.protocol import NO_FILTERS, Assistant


class LateAssistant:
    """Opens the assistant behind it at the first call that finds an index; until then calls raise what opening raises.

    Args:
        open_assistant: Opens the assistant; raises FileNotFoundError while there is no index.
    """

    def __init__(self, open_assistant: Callable[[], Assistant]) -> None:
        self._open = open_assistant
        self._opened: Assistant | None = None
        self._lock = Lock()

    def opened(self) -> Assistant:
        """Return the assistant behind this one, opened now if it was not.

        Raises:
            FileNotFoundError: There is no index yet.
        """
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def stream(
        self, question: str, *, history: Sequence[Turn] = (), asked: date | None = None, filters: Filters = NO_FILTERS
    ) -> Iterator[Draft | Answer]:
        """Yield drafts, then the answer."""
        yield from self.opened().stream(question, history=history, asked=asked, filters=filters)

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), asked: date | None = None, filters: Filters = NO_FILTERS
    ) -> Answer:
        """Return the answer."""
        return self.opened().ask(question, history=history, asked=asked, filters=filters)

    def prepare(self) -> None:
        """Load what the first question would wait for; raises as `opened`."""
        self.opened().prepare()

    def search(self, query: str, k: int = 10, filters: Filters = NO_FILTERS) -> list[Hit]:
        """Return the best passages."""
        return self.opened().search(query, k, filters)

    def article(self, article_id: str) -> Article:
        """Return an article by its id."""
        return self.opened().article(article_id)

    def status(self) -> Status:
        """Say what answers, and over what."""
        return self.opened().status()

"""A language model that is asked again when a request fails in a way that may pass."""

import time
from collections.abc import Callable, Iterator

from assistant.llm import ChatModel, LanguageModelError

FIRST_WAIT = 0.5  # seconds; each further wait is twice as long


class RetryingModel:
    """Another model, asked again before anything has been said; what has begun to be read is never said twice."""

    def __init__(
        self,
        chat: ChatModel,
        retries: int,
        first_wait: float = FIRST_WAIT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Wrap a model.

        Args:
            chat: The model.
            retries: How often a request is repeated.
            first_wait: Seconds before the first repetition.
            sleep: What waits.
        """
        self.chat, self.retries, self.first_wait, self.sleep = chat, retries, first_wait, sleep

    @property
    def name(self) -> str:
        """The model's name."""
        return self.chat.name

    def stream(self, prompt: str) -> Iterator[str]:
        """The reply, in pieces; see `ChatModel`."""
        for attempt in range(self.retries + 1):
            said = False
            try:
                for piece in self.chat.stream(prompt):
                    said = True
                    yield piece
            except LanguageModelError as error:
                if said or not error.transient or attempt == self.retries:
                    raise
            else:
                return
            self.sleep(self.first_wait * 2**attempt)

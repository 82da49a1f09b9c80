"""The question that each reader has running, so that stopping it has the last word whatever is still on its way."""

from threading import Lock

from ui.conversation import Conversation


class Runs:
    """By reader's session, the newest state of the conversation while its last question is being answered."""

    def __init__(self) -> None:
        self._newest: dict[str, Conversation] = {}
        self._lock = Lock()

    def begin(self, session: str, conversation: Conversation) -> None:
        """A question has been asked."""
        with self._lock:
            self._newest[session] = conversation

    def advance(self, session: str, conversation: Conversation) -> bool:
        """Take the next state; False when the reader has stopped in the meantime and it must not be shown."""
        with self._lock:
            if session not in self._newest:
                return False
            self._newest[session] = conversation
            if not conversation[-1].running:
                del self._newest[session]
            return True

    def end(self, session: str, otherwise: Conversation) -> Conversation:
        """Stop the running question: its newest state, or `otherwise` when none is running."""
        with self._lock:
            return self._newest.pop(session, otherwise)

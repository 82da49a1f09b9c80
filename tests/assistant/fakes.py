"""A language model that says what a test has queued, and a small collection to ask about."""

from collections import deque
from collections.abc import Iterator
from datetime import date

from assistant.llm import LanguageModelError
from corpus.article import Article
from tests.fakes import article

MERGER = article(
    "merger",
    "青杉科技9月3日宣布收购云雀半导体。收购总价为3.2亿元，全部以现金支付。创始人林知远留任首席执行官。",
    title="青杉科技收购云雀半导体",
    published=date(2024, 9, 4),
)
LOSS = article(
    "loss",
    "Norbeck Robotics lost $45 million in 2023. Its chief executive, Ada Lund, blamed the delay of the new arm.",
    title="Norbeck Robotics reports a loss",
    language="en",
    published=date(2024, 2, 1),
)
HANT = article(
    "hant",
    "礫川電子的營收達到12億元,年增三成。公司計劃在台南設立新廠。",
    title="礫川電子營收成長",
    language="zh-Hant",
    published=date(2024, 5, 6),
)
ARTICLES: tuple[Article, ...] = (MERGER, LOSS, HANT)


class FakeChatModel:
    """A queue of replies, each a list of pieces or an error; the error in a list is raised where it stands.

    Attributes:
        prompts: What it was sent, in order.
    """

    name = "fake-model"

    def __init__(self, *replies: str | list[str | LanguageModelError] | LanguageModelError) -> None:
        """Nothing is said before it is asked."""
        self.replies = deque(replies)
        self.prompts: list[str] = []

    def stream(self, prompt: str) -> Iterator[str]:
        """The next reply, piece by piece; a plain text character by character."""
        self.prompts.append(prompt)
        reply = self.replies.popleft()
        pieces = [reply] if isinstance(reply, LanguageModelError) else reply
        for piece in pieces:
            if isinstance(piece, LanguageModelError):
                raise piece
            yield piece

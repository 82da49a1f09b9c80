"""A shared embedder gives what the model gives, and a question does not wait for a build."""

import threading
from collections.abc import Sequence

import numpy as np

from index.sharing import LOT, SharedEmbedder
from index.types import Matrix
from tests.fakes import FakeEmbedder

TEXTS = [f"第 {n} 句说的是编号 {n}。" for n in range(2 * LOT + 3)]


def test_lots_give_the_same_vectors_and_tokens_in_order() -> None:
    shared, alone = SharedEmbedder(FakeEmbedder()), FakeEmbedder()
    vectors, tokens = alone.document_tokens(TEXTS)
    for view in (shared, shared.patient()):
        found, found_tokens = view.document_tokens(TEXTS)
        assert np.array_equal(found, vectors)
        assert all(np.array_equal(a, b) for a, b in zip(found_tokens, tokens, strict=True))
        assert np.array_equal(view.embed_documents(TEXTS), vectors)
        assert view.count_tokens(TEXTS) == alone.count_tokens(TEXTS)
        assert view.document_tokens([])[0].shape == (0, alone.dimension)


class Slow(FakeEmbedder):
    """Stops at the first lot of a build until it is let go; notes the order of what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []
        self.reached, self.go_on = threading.Event(), threading.Event()

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Note a lot, and wait at the first."""
        self.order.append("lot")
        self.reached.set()
        assert self.go_on.wait(10)
        return super().document_tokens(texts)

    def query_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Note a question."""
        self.order.append("question")
        return super().query_tokens(texts)


def test_a_question_goes_before_the_builds_next_lot() -> None:
    slow = Slow()
    shared = SharedEmbedder(slow)
    build = threading.Thread(target=shared.patient().document_tokens, args=(TEXTS,))
    build.start()
    assert slow.reached.wait(10)
    question = threading.Thread(target=shared.query_tokens, args=(["问"],))
    question.start()
    while not shared._turns._waiting:
        assert question.is_alive()
    slow.go_on.set()
    question.join(10)
    build.join(10)
    assert slow.order == ["lot", "question", "lot", "lot"]

"""One embedding model for two kinds of work: questions at once, a build in small lots between them."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from index.types import Embedder, Matrix

LOT = 8  # passages; a question waits for one lot at most, as long as five questions take to embed


class _Turns:
    """Lets one thread in at a time; those that can wait only when no other one does."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._busy, self._waiting = False, 0

    @contextmanager
    def turn(self, *, patient: bool) -> Iterator[None]:
        with self._changed:
            self._waiting += not patient
            self._changed.wait_for(lambda: not self._busy and not (patient and self._waiting))
            self._waiting -= not patient
            self._busy = True
        try:
            yield
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()


class SharedEmbedder:
    """An embedder that several threads use, one at a time: tokenizers keep state between two calls.

    Args:
        embedder: The model.
    """

    def __init__(self, embedder: Embedder, *, _turns: _Turns | None = None, _patient: bool = False) -> None:
        self._embedder, self._turns, self._patient = embedder, _turns or _Turns(), _patient

    def patient(self) -> "SharedEmbedder":
        """The same model for a build: passages go in lots, each only when no question waits."""
        return SharedEmbedder(self._embedder, _turns=self._turns, _patient=True)

    @property
    def name(self) -> str:
        """What the user set."""
        return self._embedder.name

    @property
    def backend(self) -> str:
        """What runs it."""
        return self._embedder.backend

    @property
    def device(self) -> str:
        """Where it runs."""
        return self._embedder.device

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        return self._embedder.fingerprint

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """See `Embedder`."""
        found = []
        for lot in self._lots(texts):
            with self._turn():
                found.append(self._embedder.embed_documents(lot, progress))
        return np.concatenate(found)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """See `Embedder`."""
        with self._turn():
            return self._embedder.embed_queries(texts)

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """See `Embedder`."""
        found = []
        for lot in self._lots(texts):
            with self._turn():
                found.append(self._embedder.document_tokens(lot))
        return np.concatenate([vectors for vectors, _ in found]), [t for _, tokens in found for t in tokens]

    def query_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """See `Embedder`."""
        with self._turn():
            return self._embedder.query_tokens(texts)

    def asked_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix], list[Matrix]]:
        """See `Embedder`."""
        with self._turn():
            return self._embedder.asked_tokens(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See `Embedder`."""
        with self._turn():
            return self._embedder.count_tokens(texts)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with self._turns.turn(patient=self._patient):
            yield

    def _lots(self, texts: Sequence[str]) -> list[Sequence[str]]:
        if not self._patient:
            return [texts]
        return [texts[start : start + LOT] for start in range(0, max(len(texts), 1), LOT)]

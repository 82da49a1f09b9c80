"""Vectors of evidence sentences and of their tokens, remembered between questions."""

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index.context import embeddable
from index.languages import is_english
from index.late import centred, centres_of
from index.types import Embedder, Matrix

REMEMBERED = 6_000  # sentences; the tokens of one take some 30 KB


class SentenceVectors:
    """What the embedder makes of sentences, each worked out once while it is remembered."""

    def __init__(self, embedder: Embedder, remembered: int = REMEMBERED) -> None:
        """Take the model and how many sentences to remember."""
        self.embedder, self.remembered = embedder, remembered
        self._known: OrderedDict[str, tuple[Matrix, Matrix]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """Unit vectors [texts, dimension], and of each text its centred token vectors, float16 [tokens, dimension]."""
        with self._lock:
            unknown = [t for t in dict.fromkeys(texts) if t not in self._known]
            if unknown:
                vectors, tokens = self.embedder.document_tokens([embeddable(t) for t in unknown])
                centres = centres_of(self.embedder).documents
                for text, vector, own in zip(unknown, vectors, tokens, strict=True):
                    self._known[text] = vector, centred(own, centres[int(is_english(text))]).astype(np.float16)
            found = [self._known[t] for t in texts]
            while len(self._known) > self.remembered:
                self._known.popitem(last=False)
        return np.stack([vector for vector, _ in found]), [tokens for _, tokens in found]

    def asked(self, text: str) -> Matrix:
        """The centred token vectors of a question, float32 [tokens, dimension]."""
        tokens = self.embedder.query_tokens([embeddable(text)])[1][0]
        return centred(tokens, centres_of(self.embedder).queries[int(is_english(text))])


def late_interaction(question: Matrix, sentences: Sequence[Matrix]) -> Matrix:
    """For each sentence the mean over the question's tokens of their nearest token's cosine, float32 [sentences]."""
    found = [float((question @ s.T.astype(np.float32)).max(axis=1).mean()) if s.size else 0.0 for s in sentences]
    return np.array(found if question.size else [0.0] * len(sentences), np.float32)

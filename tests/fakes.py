"""Stand-ins that every package's tests share: an embedder whose rankings can be worked out by hand, and articles."""

import re
import zlib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date

import numpy as np

from corpus.article import Article, Language
from corpus.fold import fold
from index.function_words import weights
from index.late import CALIBRATION
from index.reader import Piece, Scores
from index.types import Matrix

FIXED = frozenset(CALIBRATION.read_text("utf-8").splitlines())  # embedded once for a model, not for a collection
_TOKEN = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


class FakeEmbedder:
    """A bag of folded words and Han bigrams, hashed into a unit vector: texts that share more of them are nearer.

    Attributes:
        embedded: The passages embedded so far, in order.
    """

    backend, device = "torch", "cpu"

    def __init__(self, name: str = "fake", dimension: int = 256) -> None:
        """Another name stands for another model: it gets another fingerprint and other vectors."""
        self.name, self.dimension, self.fingerprint = name, dimension, f"{name}-{dimension}"
        self.embedded: list[str] = []

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """Unit rows, float32 [n, dimension]; every text is noted in `embedded`."""
        self.embedded.extend(texts)
        return self._rows(texts)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """The same rows as for passages, not noted."""
        return self._rows(texts)

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """The rows of `embed_documents`, and of each word or bigram a direction of its own."""
        self.embedded.extend(text for text in texts if text not in FIXED)
        return self._rows(texts), [self._token_rows(_tokens(text)) for text in texts]

    def query_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        """The same, not noted."""
        return self.embed_queries(texts), [self._token_rows(_tokens(text)) for text in texts]

    def asked_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix], list[Matrix]]:
        """The same, and what each word or bigram counts."""
        return (*self.query_tokens(texts), [weights(_tokens(text)) for text in texts])

    def _token_rows(self, tokens: Sequence[str]) -> Matrix:
        seeds = [zlib.crc32(f"{self.name}:{token}".encode()) for token in tokens]
        rows = [np.random.default_rng(seed).choice((-1.0, 1.0), self.dimension) for seed in seeds]
        scale = self.dimension**0.5
        return (np.stack(rows) / scale).astype(np.float32) if rows else np.zeros((0, self.dimension), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """A Han character is a token, and so is a Latin word or a number."""
        return [sum(len(run) if run > "\u3400" else 1 for run in _TOKEN.findall(fold(text))) for text in texts]

    def _rows(self, texts: Sequence[str]) -> Matrix:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for token in _tokens(text):
                row[zlib.crc32(f"{self.name}:{token}".encode()) % self.dimension] += 1
            row[0] += not row.any()
            row /= np.linalg.norm(row)
        return rows


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    for run in _TOKEN.findall(fold(text)):
        pairs = [run[i : i + 2] for i in range(len(run) - 1)]
        found.extend(pairs if run > "\u3400" and pairs else [run])
    return found


class ReadsApart:
    """A reader that reads sentences in a row each by itself, too, and keeps no account of them."""

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`."""
        raise NotImplementedError

    def together(self, question: str, title: str, sentences: Sequence[str]) -> Scores:
        """See `Reader`."""
        return deepcopy(self).log_odds(question, [Piece(title, one) for one in sentences])


class FakeReader(ReadsApart):
    """Gives each sentence the log odds of the first words of it that it knows, else -4.

    Attributes:
        asked: The pieces that it was shown.
    """

    def __init__(self, odds: Mapping[str, float]) -> None:
        """Take the words."""
        self.odds = odds
        self.asked: list[Piece] = []

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`."""
        self.asked += pieces
        found = [next((o for words, o in self.odds.items() if words in piece.sentence), -4.0) for piece in pieces]
        return np.array(found, np.float32)


class Needs(ReadsApart):
    """A reader for which a sentence answers as far as it holds words; it counts the pieces that it was shown."""

    def __init__(self, *words: str, least: float = -4.0, worth: float = 4.0) -> None:
        """Take the words, what a sentence without them has in log odds, and what each is worth."""
        self.words, self.least, self.worth, self.read = words, least, worth, 0

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`."""
        self.read += len(pieces)
        return np.array(
            [self.least + self.worth * sum(w in p.sentence for w in self.words) for p in pieces], np.float32
        )


def article(
    article_id: str,
    text: str,
    *,
    title: str = "",
    language: Language = "zh-Hans",
    published: date | None = None,
    source: str | None = None,
) -> Article:
    """An article with what a test says about it and nothing else; without a title, its first sentence is one."""
    return Article(article_id, title or re.split(r"[。.\n]", text)[0], text, language, published, source)

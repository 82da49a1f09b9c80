"""The naive baseline: rank every single sentence of the collection, quote the first three, never refuse.

A sentence's score is 0.5 x its cosine to the question + 0.3 x the cosine of it with its neighbours + 0.4 x its BM25
score over words (0.1 x for an English question, whose words a Chinese text cannot hold), each scaled over the
collection from 0 to 1: cosines of one model lie close together, and unscaled the words would decide alone. It shares
folding, the embedding model and the sentence splitter with the assistant and nothing else, so that it stays what it
is.
"""

from collections.abc import Callable, Iterable, Sequence

import bm25s
import numpy as np
import rjieba

from assistant.types import Answer, AnswerSentence, Citation, Turn
from corpus.article import Article
from corpus.fold import fold
from corpus.language import detect_language
from index.types import Embedder, Matrix

Spans = Callable[[str], Sequence[tuple[int, int]]]
_SENTENCE_WEIGHT, _CONTEXT_WEIGHT, _WORDS_WEIGHT, _WORDS_WEIGHT_ENGLISH = 0.5, 0.3, 0.4, 0.1
_SHORTEST = 6


class NaiveBaseline:
    """Every sentence of a collection, embedded alone and with its neighbours, and indexed by its words."""

    def __init__(self, articles: Iterable[Article], embedder: Embedder, spans: Spans, take: int = 3) -> None:
        """Embed and index the sentences.

        Args:
            articles: The collection.
            embedder: Turns sentences and questions into vectors.
            spans: Cuts a text into sentences: (start, end) pairs in order.
            take: How many sentences make an answer.
        """
        self.embedder, self.take = embedder, take
        self.sentences: list[tuple[Article, int, int]] = []
        contexts: list[str] = []
        for article in articles:
            own = [(start, end) for start, end in spans(article.text) if end - start >= _SHORTEST]
            self.sentences += [(article, start, end) for start, end in own]
            contexts += [
                article.text[own[max(0, i - 1)][0] : own[min(len(own) - 1, i + 1)][1]] for i in range(len(own))
            ]
        texts = [article.text[start:end] for article, start, end in self.sentences]
        self._alone: Matrix = embedder.embed_documents([_line(text) for text in texts])
        self._in_context: Matrix = embedder.embed_documents([_line(text) for text in contexts])
        self._words = bm25s.BM25()
        self._words.index([_terms(text) for text in texts], show_progress=False)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The best sentences as an answer; the whole conversation stands before a follow-up question."""
        standalone = " ".join([*(turn.text for turn in history), question])
        best = np.argsort(-self._scores(standalone), kind="stable")[: self.take]
        citations = tuple(self._citation(number, int(row)) for number, row in enumerate(best, start=1))
        return Answer(
            text="\n".join(f"{citation.quote} [{citation.number}]" for citation in citations),
            sentences=tuple(AnswerSentence(citation.quote, (citation.number,)) for citation in citations),
            citations=citations,
            hits=(),
            abstained=False,
            standalone_question=standalone,
            mode="extractive",
        )

    def _scores(self, question: str) -> Matrix:
        vector = self.embedder.embed_queries([_line(question)])[0]
        words: Matrix = self._words.get_scores(_terms(question))
        weight = _WORDS_WEIGHT_ENGLISH if detect_language(question) == "en" else _WORDS_WEIGHT
        dense = _SENTENCE_WEIGHT * _scaled(self._alone @ vector) + _CONTEXT_WEIGHT * _scaled(self._in_context @ vector)
        return np.asarray(dense + weight * _scaled(words), np.float32)

    def _citation(self, number: int, row: int) -> Citation:
        article, start, end = self.sentences[row]
        quote, page = article.text[start:end], article.page(start)
        return Citation(number, article.id, article.title, article.published, start, end, quote, page)


def _scaled(scores: Matrix) -> Matrix:
    low, high = float(scores.min()), float(scores.max())
    return np.asarray((scores - low) / max(high - low, 1e-9), np.float32)


def _line(text: str) -> str:
    return " ".join(fold(text).split())


def _terms(text: str) -> list[str]:
    return [word for word in rjieba.cut_for_search(fold(text)) if any(map(str.isalnum, word))]

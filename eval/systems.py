"""What is measured, wired up: the collection read, its index brought up to date, assistant and baseline opened."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.types import Answer
from corpus.article import Article, UnreadableArticleError
from corpus.fields import parse_fields
from eval.checker import Check
from eval.datasets import corpus_fingerprint, read_articles
from eval.questions import Question
from eval.refusal import AskOver
from eval.retrieval import Retriever
from eval.run import NAIVE, OURS, Ask
from index.types import Embedder
from settings import Settings

if TYPE_CHECKING:
    from assistant.service import Assistant

log = logging.getLogger(__name__)


class Opener(Protocol):
    """Opens collections, and ways to ask over them."""

    def articles(self, corpus: Path) -> list[Article]:
        """The articles of a folder."""
        ...

    def answering(self, corpus: Path, articles: Sequence[Article]) -> Mapping[str, Ask]:
        """The assistant over a folder, and the naive baseline over the same articles."""
        ...

    def retrieval(self, dataset: Path) -> Retriever:
        """What finds among the documents of a retrieval set."""
        ...

    def over_passages(self) -> AskOver:
        """The assistant over whatever passages a question brings."""
        ...

    def checking(self) -> Check:
        """What says whether a citation supports a claim."""
        ...


class Real:
    """The real collection, index, assistant and baseline.

    Args:
        settings: What model to use and where the cache is; its corpus and index folders are left alone.
        root: Where indexes are kept between runs; `eval` in the cache folder when left out.
        embedder: The embedding model; the settings' own when left out.
    """

    def __init__(self, settings: Settings, root: Path | None = None, embedder: Embedder | None = None) -> None:
        self._embedder = embedder
        self.settings, self.root = settings, root or settings.cache_dir / "eval"
        self._last: tuple[str, Retriever] | None = None

    def articles(self, corpus: Path) -> list[Article]:
        """The articles of a folder; those that cannot be read are named in a warning."""
        from index.sources import folder_sources

        found = []
        for source in folder_sources(corpus, parse_fields(self.settings.fields))[0]:
            try:
                found.append(source.read())
            except UnreadableArticleError as error:
                log.warning("left out: %s", error)
        return found

    def answering(self, corpus: Path, articles: Sequence[Article]) -> Mapping[str, Ask]:
        """The assistant over an index of the folder, brought up to date, and the baseline over the articles."""
        from corpus.sentences import sentence_spans
        from eval.baseline import NaiveBaseline
        from index.build import build

        index_dir = self.root / f"collection-{hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:16]}"
        embedder = self.embedder
        build(corpus, index_dir, embedder, progress=True, names=parse_fields(self.settings.fields))
        assistant = self._assistant(index_dir, embedder)
        baseline = NaiveBaseline(articles, embedder, sentence_spans)

        def ours(question: Question) -> Answer:
            return assistant.ask(question.question, question.turns, asked=question.date)

        def naive(question: Question) -> Answer:
            return baseline.ask(question.question, question.turns)

        return {OURS: ours, NAIVE: naive}

    def retrieval(self, dataset: Path) -> Retriever:
        """A search, warmed up, over an index of the documents, shared by sets with the same documents."""
        from eval.documents import Documents
        from index.build import build_articles

        fingerprint = corpus_fingerprint(dataset)
        if self._last is None or self._last[0] != fingerprint:
            self._last = None  # what the last set took of the memory is free before the next one is built
            index_dir = self.root / f"documents-{fingerprint}"
            build_articles(read_articles(dataset), index_dir, self.embedder, progress=True)
            documents = Documents(self._assistant(index_dir, self.embedder))
            documents.articles("预热 warm-up", 1, None)
            self._last = fingerprint, documents
        return self._last[1]

    def over_passages(self) -> AskOver:
        """The assistant over whatever passages a question brings, as a batch with `passages` has it."""
        from assistant.open import open_chat, open_reader, open_reranker
        from assistant.service import Assistant
        from index.search import Index

        chat, reranker, reader = open_chat(self.settings), open_reranker(self.settings), open_reader(self.settings)

        def ask(question: str, passages: Sequence[Article]) -> Answer:
            index = Index.of(passages, self.embedder, reranker=reranker, reader=reader)
            return Assistant(index, chat, reader=reader).ask(question)

        return ask

    def checking(self) -> Check:
        """The checker that a language model's sentences go through, on the settings' embedding model."""
        from assistant.verify import support_of_citation

        return lambda claim, parts: support_of_citation(claim, parts, self.embedder)

    @property
    def embedder(self) -> Embedder:
        """The embedding model, one for everything that is opened here."""
        from assistant.open import open_embedder

        if self._embedder is None:
            self._embedder = open_embedder(self.settings)
        return self._embedder

    def _assistant(self, index_dir: Path, embedder: Embedder) -> "Assistant":
        from assistant.open import index_in, open_chat
        from assistant.service import Assistant

        index = index_in(index_dir, self.settings, embedder)
        return Assistant(index, open_chat(self.settings), reader=index.reader)

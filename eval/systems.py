"""What is measured, wired up: the collection read, its index brought up to date, assistant and baseline opened."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.types import Answer
from corpus.article import Article, UnreadableArticleError
from eval.datasets import corpus_fingerprint, read_articles
from eval.questions import Question
from eval.retrieval import Rewrite, Scored, Search
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

    def retrieval(self, dataset: Path) -> tuple[Search, Rewrite]:
        """The search over the documents of a retrieval set, and the rewriter of follow-up questions."""
        ...


class Real:
    """The real collection, index, assistant and baseline.

    Args:
        settings: What model to use and where the cache is; its corpus and index folders are left alone.
        root: Where indexes are kept between runs; `eval` in the cache folder when left out.
    """

    def __init__(self, settings: Settings, root: Path | None = None) -> None:
        self.settings, self.root = settings, root or settings.cache_dir / "eval"

    def articles(self, corpus: Path) -> list[Article]:
        """The articles of a folder; those that cannot be read are named in a warning."""
        from corpus.read import read_article
        from corpus.scan import scan

        found = []
        for article_id, path in scan(corpus).items():
            try:
                found.append(read_article(path, article_id))
            except UnreadableArticleError as error:
                log.warning("left out: %s", error)
        return found

    def answering(self, corpus: Path, articles: Sequence[Article]) -> Mapping[str, Ask]:
        """The assistant over an index of the folder, brought up to date, and the baseline over the articles."""
        from corpus.sentences import sentence_spans
        from eval.baseline import NaiveBaseline
        from index.build import build

        index_dir = self.root / f"collection-{hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:16]}"
        embedder = self._embedder()
        build(corpus, index_dir, embedder, progress=True)
        assistant = self._assistant(index_dir, embedder)
        baseline = NaiveBaseline(articles, embedder, sentence_spans)

        def ours(question: Question) -> Answer:
            return assistant.ask(question.question, question.turns, asked=question.date)

        def naive(question: Question) -> Answer:
            return baseline.ask(question.question, question.turns)

        return {OURS: ours, NAIVE: naive}

    def retrieval(self, dataset: Path) -> tuple[Search, Rewrite]:
        """The search and the rewriter over an index of the documents, shared by sets with the same documents."""
        from assistant.dates import resolve_dates
        from index.build import build_articles

        index_dir = self.root / f"documents-{corpus_fingerprint(dataset)}"
        embedder = self._embedder()
        build_articles(read_articles(dataset), index_dir, embedder, progress=True)
        assistant = self._assistant(index_dir, embedder)

        def search(question: str, k: int, asked: date | None) -> Scored:
            return assistant.index.search_articles(resolve_dates(question, asked) if asked else question, k)

        return search, assistant.rewrite

    def _embedder(self) -> Embedder:
        from assistant.open import open_embedder

        return open_embedder(self.settings)

    def _assistant(self, index_dir: Path, embedder: Embedder) -> "Assistant":
        from assistant.open import open_chat
        from assistant.service import Assistant
        from index.search import Index

        return Assistant(Index.open(index_dir, embedder), open_chat(self.settings))

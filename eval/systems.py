"""What is measured, wired up: the collection read, its index brought up to date, assistant and baseline opened."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.types import Answer
from corpus.article import Article, UnreadableArticleError
from eval.datasets import corpus_fingerprint, read_articles
from eval.questions import Question
from eval.retrieval import Rewrite, Scored, Search
from eval.run import NAIVE, OURS, Ask
from index.types import Embedder
from settings import Settings

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
        from assistant.service import open_assistant

        from corpus.sentences import sentence_spans
        from eval.baseline import NaiveBaseline
        from index.build import build

        index_dir = self.root / f"collection-{hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:16]}"
        embedder = self._embedder()
        report = build(corpus, index_dir, embedder, progress=True)
        log.info("index %s: %d articles embedded anew", index_dir, len(report.added) + len(report.modified))
        assistant = open_assistant(self.settings.model_copy(update={"corpus_dir": corpus, "index_dir": index_dir}))
        baseline = NaiveBaseline(articles, embedder, sentence_spans)

        def ours(question: Question) -> Answer:
            return assistant.ask(question.question, history=question.turns, asked=question.date)

        def naive(question: Question) -> Answer:
            return baseline.ask(question.question, question.turns)

        return {OURS: ours, NAIVE: naive}

    def retrieval(self, dataset: Path) -> tuple[Search, Rewrite]:
        """The search and the rewriter over an index of the documents, shared by sets with the same documents."""
        from assistant.service import open_assistant

        from index.build import build_articles
        from index.search import Index

        index_dir = self.root / f"documents-{corpus_fingerprint(dataset)}"
        embedder = self._embedder()
        build_articles(read_articles(dataset), index_dir, embedder, progress=True)
        index = Index.open(index_dir, embedder)
        assistant = open_assistant(self.settings.model_copy(update={"index_dir": index_dir}))

        def search(question: str, k: int, asked: date | None) -> Scored:
            del asked
            return index.search_articles(question, k=k)

        return search, assistant.rewrite

    def _embedder(self) -> Embedder:
        from index.embedding import load_embedder

        chosen = self.settings
        return load_embedder(chosen.embedding_model, chosen.embedding_backend, chosen.device, chosen.cache_dir)

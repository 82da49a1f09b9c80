"""The two things that are compared: this project's index, and a stock LangChain pipeline over the same weights."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import faiss
import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings

from corpus.article import Article
from index.build import build_articles
from index.bundled_model import bundled_model
from index.embedding import load_embedder
from index.reader import BundledReader
from index.search import Index


class Pipeline(Protocol):
    """Built once, then asked and added to.

    Attributes:
        runs_on: The backend and the device of the embedding model.
    """

    runs_on: str

    def build(self, articles: Sequence[Article]) -> int:
        """Index the articles and write the index; returns how many chunks there are."""
        ...

    def query(self, text: str) -> list[str]:
        """The ids of the articles of the ten best chunks."""
        ...

    def add(self, article: Article) -> None:
        """Add one article, such that the index on disk holds it."""
        ...


class Ours:
    """index/ as the commands use it: OpenVINO or CUDA where there is one, both legs, generations on disk."""

    def __init__(self, folder: Path, cache: Path, device: str) -> None:
        self.folder, self.embedder = folder, load_embedder("bundled", "auto", device, cache)
        self.reader = BundledReader(cache, self.embedder.backend, self.embedder.device)
        self.runs_on = f"{self.embedder.backend} on {self.embedder.device}"
        self._articles: list[Article] = []

    def build(self, articles: Sequence[Article]) -> int:
        """See `Pipeline`."""
        self._articles = list(articles)
        chunks = build_articles(self._articles, self.folder, self.embedder).chunks
        self._index = Index.open(self.folder, self.embedder, reader=self.reader)
        return chunks

    def query(self, text: str) -> list[str]:
        """See `Pipeline`."""
        return [hit.chunk.article_id for hit in self._index.search(text, 10)]

    def add(self, article: Article) -> None:
        """See `Pipeline`; the whole collection is given, and the build finds out what is new."""
        self._articles.append(article)
        build_articles(self._articles, self.folder, self.embedder)


class StockEmbeddings(Embeddings):
    """What LangChain's embeddings over sentence-transformers do: torch fp32, batches of 32, no prompts."""

    def __init__(self, folder: Path, device: str) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        self.model = SentenceTransformer(str(folder), device=None if device == "auto" else device)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Lists of floats, as the interface asks."""
        rows: list[list[float]] = self.model.encode(texts, prompt="", batch_size=32, show_progress_bar=False).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The same for one text."""
        return self.embed_documents([text])[0]


class Stock:
    """Fixed-size splitting, LangChain's embeddings interface, FAISS (flat, L2) and documents beside it.

    langchain_community and langchain_text_splitters are no dependencies of this project: the splitter and the store are
    written out here as they work there (1,000 tokens would overrun the model, hence 300 characters with 50 shared).
    """

    size, overlap = 300, 50

    def __init__(self, folder: Path, cache: Path, device: str) -> None:
        self.folder, self.embeddings = folder, StockEmbeddings(bundled_model(cache / "models"), device)
        self.runs_on = f"torch on {self.embeddings.model.device.type}"
        self._documents: list[Document] = []
        self._index: Any = faiss.IndexFlatL2(int(self.embeddings.model.get_embedding_dimension() or 0))

    def build(self, articles: Sequence[Article]) -> int:
        """See `Pipeline`."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._add([document for article in articles for document in self._split(article)])
        return len(self._documents)

    def query(self, text: str) -> list[str]:
        """See `Pipeline`."""
        _, rows = self._index.search(np.array([self.embeddings.embed_query(text)], np.float32), 10)
        return [self._documents[row].metadata["source"] for row in rows[0] if row >= 0]

    def add(self, article: Article) -> None:
        """See `Pipeline`; the caller has to know by himself that this article is new."""
        self._add(self._split(article))

    def _add(self, documents: list[Document]) -> None:
        vectors = self.embeddings.embed_documents([document.page_content for document in documents])
        self._index.add(np.array(vectors, np.float32))
        self._documents += documents
        faiss.write_index(self._index, str(self.folder / "index.faiss"))
        with (self.folder / "documents.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(d.model_dump(), ensure_ascii=False) + "\n" for d in self._documents)

    def _split(self, article: Article) -> list[Document]:
        text, step = article.text, self.size - self.overlap
        starts = range(0, max(1, len(text) - self.overlap), step)
        return [Document(page_content=text[s : s + self.size], metadata={"source": article.id}) for s in starts]


# Each is made from a folder for its index, the cache of models, and a device.
PIPELINES: dict[str, Callable[[Path, Path, str], Pipeline]] = {"this project": Ours, "stock LangChain": Stock}

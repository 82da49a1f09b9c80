"""What a build has to do: which articles to read, which to cut, which chunks to embed; the rest is taken over."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from tqdm import tqdm

from corpus.article import READ_VERSION, Article, Chunk, UnreadableArticleError
from corpus.chunks import chunk_article
from corpus.fold import FOLD_VERSION
from index.context import CONTEXT_VERSION, contextual_text, embeddable
from index.duplicates import SIGNATURE_VERSION, WIDTH, Signatures, signature
from index.late import CODES_VERSION, Codes, TokenIndex, centres_of, encode
from index.record_sources import steady_until
from index.sources import Source
from index.store import Generation
from index.types import Embedder, Matrix

MAX_TOKENS = 120
BLOCK = 256  # chunks; their token vectors are in memory together
OVERLAP = 1


@dataclass(slots=True)
class BuildReport:
    """What a build did; paths are relative to the collection's folder."""

    added: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    chunks: int = 0
    embedded: int = 0
    seconds: float = 0.0
    generation: str = ""


class Update:
    """The steps from the previous generation to the next one; each is called once, in the order below."""

    def __init__(
        self,
        old: Generation | None,
        embedder: Embedder,
        report: BuildReport,
        progress: bool,
        last: Generation | None = None,
    ) -> None:
        """Start from what there is.

        Args:
            old: The generation from which unchanged things are taken over, or None to make everything again.
            embedder: Turns chunks into vectors.
            report: Filled in as the steps are done.
            progress: Show bars on stderr.
            last: The generation that serves: a file that can no longer be read keeps its article from there.
        """
        self.old, self.embedder, self.report, self.progress = old, embedder, report, progress
        self.last = last or old
        self.articles: dict[str, Article] = {}
        self.files: dict[str, dict[str, str]] = {}
        self.chunks: list[Chunk] = []
        self.keys: list[str] = []
        self._steady: dict[str, int] = {}

    def read(self, sources: Sequence[Source]) -> None:
        """Read what has a new hash; take the rest from the previous generation."""
        known: dict[str, dict[str, str]] = self.old.manifest["files"] if self.old else {}
        self._steady = steady_until(sources, self.last.manifest["files"] if self.last else {})
        same_reader = self.old is not None and self.old.manifest["versions"]["read"] == READ_VERSION
        for source in tqdm(sources, "reading", disable=not self.progress):
            before = known.get(source.article_id)
            same_file = before == {"path": source.path, "sha256": source.sha256}
            if self.old is not None and before and same_file and same_reader:
                self._take_over(source.article_id, before, self.old)
                self.report.unchanged.append(source.path)
                continue
            try:
                self.articles[source.article_id] = source.read()
            except (UnreadableArticleError, OSError) as error:
                self._fail(source, str(error))
                continue
            self.files[source.article_id] = {"path": source.path, "sha256": source.sha256}
            (self.report.modified if before else self.report.added).append(source.path)
        self.report.deleted.extend(file["path"] for key, file in known.items() if key not in self.articles)
        self.articles, self.files = dict(sorted(self.articles.items())), dict(sorted(self.files.items()))

    def _take_over(self, article_id: str, file: dict[str, str], generation: Generation) -> None:
        self.articles[article_id], self.files[article_id] = generation.articles[article_id], file

    def _fail(self, source: Source, reason: str) -> None:
        """Report it, and keep what was indexed of it: its article, or those of its records."""
        if self.last is not None:
            known: dict[str, dict[str, str]] = self.last.manifest["files"]
            kept = self._stays(source, known)
            for key in kept:
                self._take_over(key, known[key], self.last)
            if kept:
                reason += " (the version that was indexed before stays)"
        self.report.failed.append({"path": source.path, "reason": reason})

    def _stays(self, source: Source, known: dict[str, dict[str, str]]) -> list[str]:
        if source.record:
            # A bad record that has moved up to a deleted one's number must not bring the deleted one back.
            in_place = source.record < self._steady.get(source.file, 0)
            return [source.article_id] if in_place and source.article_id in known else []
        records = f"{source.path}#"
        return [k for k, file in known.items() if k == source.article_id or file["path"].startswith(records)]

    def cut(self) -> None:
        """Cut what is new into chunks; an unchanged article keeps its own."""
        kept: dict[str, list[tuple[Chunk, str]]] = {}
        if self.old is not None and self.old.manifest["settings"] == self.settings():
            for chunk, key in zip(self.old.chunks, self.old.keys, strict=True):
                kept.setdefault(chunk.article_id, []).append((chunk, key))
        for article in tqdm(self.articles.values(), "cutting", disable=not self.progress):
            if self.old is None or article.id not in kept or self.old.articles[article.id] != article:
                cut = chunk_article(article, self.embedder.count_tokens, MAX_TOKENS, OVERLAP)
                kept[article.id] = [(chunk, self._key(article, chunk)) for chunk in cut]
            self.chunks.extend(chunk for chunk, _ in kept[article.id])
            self.keys.extend(key for _, key in kept[article.id])
        self.report.chunks = len(self.chunks)

    def settings(self) -> dict[str, object]:
        """What decides how an article is cut and embedded; it stands in the manifest."""
        return {
            "model": self.embedder.fingerprint,
            "dimension": self.embedder.dimension,
            "max_tokens": MAX_TOKENS,
            "overlap": OVERLAP,
            "context": f"{CONTEXT_VERSION}.{FOLD_VERSION}",
            "codes": CODES_VERSION,
        }

    def text(self, chunk: Chunk) -> str:
        """A chunk as both legs see it."""
        return contextual_text(self.articles[chunk.article_id], chunk.text)

    def _key(self, article: Article, chunk: Chunk) -> str:
        content = (
            f"{self.embedder.fingerprint}\n{FOLD_VERSION}.{CONTEXT_VERSION}\n{contextual_text(article, chunk.text)}"
        )
        return hashlib.sha256(content.encode()).hexdigest()[:32]

    def embed(self) -> tuple[Matrix, TokenIndex]:
        """Vectors of all chunks, float32 [chunks, dimension], and their tokens; only new keys go through the model."""
        same = self.old is not None and self.old.manifest["settings"] == self.settings()
        row_of = {key: i for i, key in enumerate(self.old.keys)} if self.old is not None and same else {}
        new = [i for i, key in enumerate(self.keys) if key not in row_of]
        vectors = np.zeros((len(self.chunks), self.embedder.dimension), np.float32)
        centres = self.old.tokens.centres if self.old is not None and row_of else centres_of(self.embedder)
        parts: list[Codes] = [np.zeros((0, 0), np.uint8)] * len(self.chunks)
        for start in tqdm(range(0, len(new), BLOCK), "embedding", disable=not self.progress):
            block = new[start : start + BLOCK]
            vectors[block], tokens = self.embedder.document_tokens(
                [embeddable(self.text(self.chunks[i])) for i in block]
            )
            for i, own in zip(block, tokens, strict=True):
                english = self.articles[self.chunks[i].article_id].language == "en"
                parts[i] = encode(own, centres.documents[int(english)])
        reused = [i for i, key in enumerate(self.keys) if key in row_of]
        if self.old is not None and reused:
            rows = [row_of[self.keys[i]] for i in reused]
            vectors[reused] = self.old.dense.vectors()[rows]
            for i, row in zip(reused, rows, strict=True):
                parts[i] = self.old.tokens.part(row)
        self.report.embedded = len(new)
        return vectors, TokenIndex.of(parts, centres)

    def signatures(self) -> Signatures:
        """What tells near-duplicate articles, a row an article; only new and changed articles are read for it."""
        row_of = {key: i for i, key in enumerate(self.old.articles)} if self.old else {}
        same = self.old is not None and self.old.manifest["versions"]["signatures"] == SIGNATURE_VERSION
        rows = [
            self.old.signatures[row_of[key]]
            if self.old is not None and key in row_of and same and self.old.articles[key] == article
            else signature(article)
            for key, article in self.articles.items()
        ]
        return np.stack(rows) if rows else np.zeros((0, WIDTH), np.uint32)

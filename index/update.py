"""What a build has to do: which articles to read, cut and embed; all others stay in the segments that they are in."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from tqdm import tqdm

from corpus.article import READ_VERSION, Article, UnreadableArticleError
from corpus.chunks import chunk_article
from corpus.fold import FOLD_VERSION
from index.aliases import mine
from index.arrays import Array
from index.assembling import Draft, assembled
from index.collection import Part
from index.context import CONTEXT_VERSION, contextual_text, embeddable
from index.duplicates import SIGNATURE_VERSION, signature
from index.generation import Generation
from index.keys import find_keys
from index.late import CODES_VERSION, Codes, centres_of, encode
from index.merging import LARGEST
from index.regions import mainland_words
from index.segments import Segment
from index.sources import Source
from index.terms import TERMS_VERSION, terms
from index.types import Embedder

MAX_TOKENS = 120
BLOCK = 256  # chunks; their token vectors are in memory together
OVERLAP = 1
Write = Callable[[dict[str, Array]], Segment]


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
        self.kept: set[str] = set()  # articles that stay where they are
        self.new: dict[str, tuple[Callable[[], Article], dict[str, str]]] = {}  # all others, with their files

    def about(self) -> dict[str, Any]:
        """What decides, beside the articles, what is in the generation; it stands in the manifest."""
        return {
            "settings": self.settings(),
            "versions": {"read": READ_VERSION, "terms": TERMS_VERSION, "signatures": SIGNATURE_VERSION},
            "model": self.embedder.name,
        }

    def settings(self) -> dict[str, object]:
        """What decides how an article is cut and embedded."""
        return {
            "model": self.embedder.fingerprint,
            "dimension": self.embedder.dimension,
            "max_tokens": MAX_TOKENS,
            "overlap": OVERLAP,
            "context": f"{CONTEXT_VERSION}.{FOLD_VERSION}",
            "codes": CODES_VERSION,
        }

    def read(self, sources: Sequence[Source]) -> None:
        """Read what has a new hash; the rest is known from the previous generation."""
        old = self.old
        same_reader = old is not None and old.manifest["versions"]["read"] == READ_VERSION
        for source in tqdm(sources, "reading", disable=not self.progress):
            before = old.articles.entry(source.article_id).file if old and source.article_id in old.articles else None
            file = {"path": source.path, "sha256": source.sha256}
            if old is not None and before == file and same_reader:
                self._take_over(source.article_id, old)
                self.report.unchanged.append(source.path)
                continue
            try:
                article = source.read()
            except (UnreadableArticleError, OSError) as error:
                self._fail(source, str(error))
                continue
            self.new[source.article_id] = partial(_same, article), file
            (self.report.modified if before else self.report.added).append(source.path)
        present = {s.article_id for s in sources}
        gone = (entry for entry in old.articles.entries() if entry.id not in present) if old else ()
        self.report.deleted.extend(entry.path for entry in gone)

    def _take_over(self, article_id: str, generation: Generation) -> None:
        if generation is self.old and self._same_segments():
            self.kept.add(article_id)
        else:
            file = generation.articles.entry(article_id).file
            self.new[article_id] = partial(generation.articles.__getitem__, article_id), file

    def _fail(self, source: Source, reason: str) -> None:
        if self.last is not None and source.article_id in self.last.articles:
            self._take_over(source.article_id, self.last)
            reason += " (the version that was indexed before stays)"
        self.report.failed.append({"path": source.path, "reason": reason})

    def _same_segments(self) -> bool:
        """Whether what stands in the previous generation's segments would be made the same again."""
        if self.old is None:
            return False
        before, now = (
            {**about, "versions": {**about["versions"], "read": ""}} for about in (self.old.manifest, self.about())
        )
        return all(before[key] == now[key] for key in ("settings", "versions"))

    def parts(self, write: Write) -> list[Part]:
        """The segments of the next generation: the old ones with what is deleted in each, and new ones.

        Args:
            write: Keeps a new segment's arrays.
        """
        found: list[Part] = []
        for part in self.old.parts if self.old else ():
            entries = part.segment.entries
            dead = part.dead | {n for n, entry in enumerate(entries) if entry.id not in self.kept}
            if len(dead) < len(entries):
                found.append(Part(part.segment, dead))
        found.extend(Part(write(self._arrays(drafts))) for drafts in self._batches())
        return found

    def _batches(self) -> Iterator[list[Draft]]:
        """The new articles, cut, in lots of one segment each."""
        drafts: list[Draft] = []
        chunks = 0
        for article_id in tqdm(sorted(self.new), "indexing", disable=not self.progress):
            draft = self._draft(article_id)
            if drafts and chunks + len(draft.chunks) > LARGEST:
                yield drafts
                drafts, chunks = [], 0
            drafts.append(draft)
            chunks += len(draft.chunks)
        if drafts:
            yield drafts

    def _draft(self, article_id: str) -> Draft:
        read, file = self.new[article_id]
        article = read()
        chunks = chunk_article(article, self.embedder.count_tokens, MAX_TOKENS, OVERLAP)
        keys = [self._key(article, chunk.text) for chunk in chunks]
        return Draft(article, file, mine([article.text]), signature(article), chunks, keys)

    def _key(self, article: Article, text: str) -> bytes:
        content = f"{self.embedder.fingerprint}\n{FOLD_VERSION}.{CONTEXT_VERSION}\n{contextual_text(article, text)}"
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[:16]

    def _arrays(self, drafts: Sequence[Draft]) -> dict[str, Array]:
        """The arrays of a segment; only chunks with new keys go through the model."""
        same = self.old is not None and self.old.manifest["settings"] == self.settings()
        held = [part.segment for part in self.old.parts] if self.old is not None and same else []
        centres = held[0].centres if held else centres_of(self.embedder)
        texts = [contextual_text(draft.article, chunk.text) for draft in drafts for chunk in draft.chunks]
        english = [draft.article.language == "en" for draft in drafts for _ in draft.chunks]
        vectors = np.zeros((len(texts), self.embedder.dimension), np.float32)
        codes: list[Codes] = [np.zeros((0, (self.embedder.dimension + 7) // 8), np.uint8)] * len(texts)
        known = find_keys(held, [key for draft in drafts for key in draft.keys])
        for row, (segment, there) in known.items():
            vectors[row], codes[row] = segment.vectors[there], segment.tokens.part(there)
        new = [row for row in range(len(texts)) if row not in known]
        for start in tqdm(range(0, len(new), BLOCK), "embedding", disable=not self.progress or len(new) <= BLOCK):
            block = new[start : start + BLOCK]
            vectors[block], tokens = self.embedder.document_tokens([embeddable(texts[row]) for row in block])
            for row, own in zip(block, tokens, strict=True):
                codes[row] = encode(own, centres.documents[int(english[row])])
        self.report.embedded += len(new)
        return assembled(drafts, [_terms(text) for text in texts], vectors, codes, centres)


def _same(article: Article) -> Article:
    return article


def _terms(text: str) -> list[str]:
    return [*terms(text), *terms(" ".join(mainland_words(text)))]

"""What a build has to do: which articles to read, cut and embed; all others stay in the segments that they are in."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import numpy as np
from tqdm import tqdm

from corpus.article import NOT_READ, READ_VERSION, Article, UnreadableArticleError
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
from index.renames import renames
from index.segments import Segment
from index.sources import Source
from index.superseding import Reading, Versions, superseded
from index.terms import TERMS_VERSION, terms
from index.types import Embedder

MAX_TOKENS = 120
BLOCK = 256  # chunks; their token vectors are in memory together
OVERLAP = 1
Write = Callable[[dict[str, Array]], Segment]


@dataclass(slots=True)
class BuildReport:
    """What a build did; paths are relative to the collection's folder.

    Attributes:
        added: New files.
        modified: Files whose content has changed, or that were read by newer rules.
        deleted: Files that are gone.
        unchanged: All others but those that failed.
        failed: Files that are no article, {path, reason}.
        renamed: Files that moved, {from, to}; they count neither as added nor as deleted.
        superseded: Ids of the versions that were replaced and stay findable as of their time.
        near_duplicates: Of the new and changed articles, those that resemble others in most of their text, {path, of: [id]}.
        chunks: How many the collection has now.
        embedded: How many of them went through the model, those of kept versions included.
        seconds: How long it took.
        generation: What serves now.
    """

    added: list[str] = field(default_factory=list)
    modified: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    failed: list[dict[str, str]] = field(default_factory=list)
    partly_read: list[dict[str, str]] = field(default_factory=list)
    renamed: list[dict[str, str]] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    near_duplicates: list[dict[str, Any]] = field(default_factory=list)
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
        spare: Callable[[], Sequence[Segment]] = tuple,
    ) -> None:
        """Start from what there is.

        Args:
            old: The generation from which unchanged things are taken over, or None to make everything again.
            embedder: Turns chunks into vectors.
            report: Filled in as the steps are done.
            progress: Show bars on stderr.
            last: The generation that serves: a file that can no longer be read keeps its article from there.
            spare: Gives further segments, made by the same settings as those of `old`.
        """
        self.old, self.embedder, self.report, self.progress = old, embedder, report, progress
        self.last, self.spare = last or old, spare
        self.kept: set[str] = set()  # articles that stay where they are
        self.new: dict[str, Reading] = {}  # all others, with their files
        self.versions = Versions()
        self.ids: dict[str, list[str]] = {}  # of the articles of each file

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
        known = {entry.path: entry.sha256 for entry in old.articles.entries()} if old else {}
        for source in tqdm(sources, "reading", disable=not self.progress):
            self.ids.setdefault(source.path, []).append(source.article_id)
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
            left_out = (removal.text for removal in article.removed if removal.reason == NOT_READ)
            self.report.partly_read.extend({"path": source.path, "reason": reason} for reason in left_out)
            same = same_reader and known.get(source.path) == source.sha256  # only its id is another
            (
                self.report.unchanged if same else self.report.modified if source.path in known else self.report.added
            ).append(source.path)
        present = {source.path for source in sources}
        self.report.deleted.extend(sorted(path for path in known if path not in present))
        self._rename(known, {source.path: source.sha256 for source in sources})

    def _rename(self, known: Mapping[str, str], present: Mapping[str, str]) -> None:
        """Tell files that moved from those that are gone and those that are new."""
        report = self.report
        report.renamed = renames({path: known[path] for path in report.deleted}, {p: present[p] for p in report.added})
        moved = {pair["from"] for pair in report.renamed} | {pair["to"] for pair in report.renamed}
        report.added = [path for path in report.added if path not in moved]
        report.deleted = [path for path in report.deleted if path not in moved]

    def supersede(self, today: date, most: int) -> None:
        """Keep what this build replaces, and what was kept before.

        Args:
            today: The day of the build.
            most: How many versions of an article to keep.
        """
        if self.last is None:
            return
        last = self.last
        moved = {pair["from"]: pair["to"] for pair in self.report.renamed}
        survived: dict[str, str] = {}
        for entry in last.articles.entries():
            ids = self.ids.get(moved.get(entry.path, entry.path), [])
            if entry.id in ids or len(ids) == 1:
                survived[entry.id] = entry.id if entry.id in ids else ids[0]
        self.versions = superseded(last, self.new, {*self.kept, *self.new}, survived, today, most)
        self.report.superseded = self.versions.made
        if last is not self.old or not self._same_segments():
            readings = {key: partial(last.versions.__getitem__, key) for key in self.versions.kept}
            self.versions.new |= {key: (read, last.versions.entry(key).file) for key, read in readings.items()}
            self.versions.kept = set()

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
        return self._parts(self.old.parts if self.old else (), self.kept, self.new, write)

    def earlier(self, write: Write) -> list[Part]:
        """The same of the superseded versions."""
        return self._parts(self.old.earlier if self.old else (), self.versions.kept, self.versions.new, write)

    def _parts(self, old: Sequence[Part], kept: set[str], new: Mapping[str, Reading], write: Write) -> list[Part]:
        found: list[Part] = []
        for part in old:
            entries = part.segment.entries
            dead = part.dead | {n for n, entry in enumerate(entries) if entry.id not in kept}
            if len(dead) < len(entries):
                found.append(Part(part.segment, dead))
        found.extend(Part(write(self._arrays(drafts))) for drafts in self._batches(new))
        return found

    def _batches(self, new: Mapping[str, Reading]) -> Iterator[list[Draft]]:
        """The new articles, cut, in lots of one segment each."""
        drafts: list[Draft] = []
        chunks = 0
        for article_id in tqdm(sorted(new), "indexing", disable=not self.progress):
            draft = self._draft(*new[article_id])
            if drafts and chunks + len(draft.chunks) > LARGEST:
                yield drafts
                drafts, chunks = [], 0
            drafts.append(draft)
            chunks += len(draft.chunks)
        if drafts:
            yield drafts

    def _draft(self, read: Callable[[], Article], file: dict[str, str]) -> Draft:
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
        held = [part.segment for part in (*self.old.parts, *self.old.earlier)] if self.old is not None and same else []
        centres = held[0].centres if held else centres_of(self.embedder)
        texts = [contextual_text(draft.article, chunk.text) for draft in drafts for chunk in draft.chunks]
        english = [draft.article.language == "en" for draft in drafts for _ in draft.chunks]
        vectors = np.zeros((len(texts), self.embedder.dimension), np.float32)
        codes: list[Codes] = [np.zeros((0, (self.embedder.dimension + 7) // 8), np.uint8)] * len(texts)
        known = self._known(held, [key for draft in drafts for key in draft.keys])
        for row, (segment, there) in known.items():
            vectors[row], codes[row] = segment.arrays["vectors"][there], segment.tokens.part(there)
        new = [row for row in range(len(texts)) if row not in known]
        for start in tqdm(range(0, len(new), BLOCK), "embedding", disable=not self.progress or len(new) <= BLOCK):
            block = new[start : start + BLOCK]
            vectors[block], tokens = self.embedder.document_tokens([embeddable(texts[row]) for row in block])
            for row, own in zip(block, tokens, strict=True):
                codes[row] = encode(own, centres.documents[int(english[row])])
        self.report.embedded += len(new)
        return assembled(drafts, map(_terms, texts), vectors, codes, centres)

    def _known(self, held: Sequence[Segment], keys: Sequence[bytes]) -> dict[int, tuple[Segment, int]]:
        """Where chunks have their vectors already: in what serves, or else in other generations that are still there."""
        known = find_keys(held, keys)
        return find_keys(self.spare(), keys) | known if held and len(known) < len(keys) else known


def _same(article: Article) -> Article:
    return article


def _terms(text: str) -> list[str]:
    return [*terms(text), *terms(" ".join(mainland_words(text)))]

"""What a build has to do: which articles to read, cut and embed; all others stay in the segments that they are in."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from tqdm import tqdm

from corpus.article import NOT_READ, READ_VERSION, Article, UnreadableArticleError
from index.arrays import Array
from index.collection import Part
from index.duplicates import SIGNATURE_VERSION
from index.generation import Generation
from index.indexing import Indexer, settings_of
from index.record_sources import Numbering
from index.renames import renames
from index.reports import BuildReport
from index.segments import Segment
from index.sources import Source
from index.superseding import Reading, Versions, superseded
from index.terms import TERMS_VERSION
from index.types import Embedder

Write = Callable[[dict[str, Array]], Segment]


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
            spare: Gives further segments, in which chunks may have their vectors already.
        """
        self.old, self.embedder, self.report, self.progress = old, embedder, report, progress
        self.last, self.spare = last or old, spare
        self.kept: set[str] = set()  # articles that stay where they are
        self.new: dict[str, Reading] = {}  # all others, with their files
        self.versions = Versions()
        self._numbering = Numbering((), {})

    def about(self) -> dict[str, Any]:
        """What decides, beside the articles, what is in the generation; it stands in the manifest."""
        return {
            "settings": settings_of(self.embedder),
            "versions": {"read": READ_VERSION, "terms": TERMS_VERSION, "signatures": SIGNATURE_VERSION},
            "model": self.embedder.name,
        }

    def read(self, sources: Sequence[Source]) -> None:
        """Read what has a new hash; the rest is known from the previous generation."""
        old = self.old
        served = {entry.path: entry.sha256 for entry in self.last.articles.entries()} if self.last else {}
        self._numbering = Numbering(sources, served)
        same_reader = old is not None and old.manifest["versions"]["read"] == READ_VERSION
        known = {entry.path: entry.sha256 for entry in old.articles.entries()} if old else {}
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
            left_out = (removal.text for removal in article.removed if removal.reason == NOT_READ)
            self.report.partly_read.extend({"path": source.path, "reason": reason} for reason in left_out)
            same = same_reader and known.get(source.path) == source.sha256  # only its id is another
            (
                self.report.unchanged if same else self.report.modified if source.path in known else self.report.added
            ).append(source.path)
        present = self._present()
        self.report.deleted.extend(sorted(path for path in known if path not in present))
        self._rename(known, {source.path: source.sha256 for source in sources})

    def _present(self) -> dict[str, str]:
        """The ids of the next generation's articles by the path that each was read from."""
        kept = {self.old.articles.entry(key).path: key for key in self.kept} if self.old else {}
        return {file["path"]: key for key, (_, file) in self.new.items()} | kept

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
        last, present = self.last, self._present()
        moved = {pair["from"]: pair["to"] for pair in self.report.renamed}
        now_at = (
            (entry.id, present.get(moved.get(entry.path, entry.path)))
            for entry in last.articles.entries()
            if self._numbering.holds(entry.path)  # what has another record's number now does not supersede it
        )
        survived = {before: now for before, now in now_at if now is not None}
        held = {last.articles.entry(key).sha256 for key in self.kept} | {
            file["sha256"] for _, file in self.new.values()
        }
        self.versions = superseded(last, self.new, held, survived, today, most)
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
        """Report it, and keep what was indexed of it: its article, or those of its records."""
        reason = reason.partition(f"/{source.path}: ")[2] or reason  # the report names the file itself
        if self.last is not None:
            kept = self._stays(source, self.last)
            for key in kept:
                self._take_over(key, self.last)
            if kept:
                reason += " (the version that was indexed before stays)"
        self.report.failed.append({"path": source.path, "reason": reason})

    def _stays(self, source: Source, last: Generation) -> list[str]:
        if source.record:
            # A bad record that has moved up to a deleted one's number must not bring the deleted one back.
            in_place = self._numbering.surely_holds(source.file, source.record)
            return [source.article_id] if in_place and source.article_id in last.articles else []
        records = f"{source.path}#"
        kept = [entry.id for entry in last.articles.entries() if entry.path.startswith(records)]
        return [source.article_id, *kept] if source.article_id in last.articles else kept

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
        same = self.old is not None and self.old.manifest["settings"] == settings_of(self.embedder)
        held = [part.segment for part in (*self.old.parts, *self.old.earlier)] if self.old is not None and same else []
        indexer = Indexer(self.embedder, held, self.spare, self.progress)
        found.extend(Part(write(arrays)) for arrays in indexer.segments(new))
        self.report.embedded += indexer.embedded
        return found


def _same(article: Article) -> Article:
    return article

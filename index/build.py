"""Brings the index up to date with a collection; what has not changed is neither read nor embedded again."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from corpus.article import Article
from corpus.fields import NO_NAMES, FieldNames
from index.approximation import make_approximation, still_good
from index.assembling import merged
from index.collection import Layout, Part
from index.disk import told_of
from index.duplicates import WIDTH, Signatures, groups
from index.generation import Generation, group_of
from index.integrity import AGAIN, content_name
from index.locking import build_lock
from index.merging import to_merge
from index.older import older_generation
from index.publishing import publish, write_segment
from index.reports import BuildReport
from index.segments import Segment
from index.sources import Source, folder_sources, held_sources
from index.store import (
    IndexFormatError,
    NewerIndexError,
    NoIndexError,
    load_generation,
    spare_segments,
)
from index.superseding import VERSIONS
from index.types import Embedder
from index.update import Update, Write


def build(
    corpus_dir: Path,
    index_dir: Path,
    embedder: Embedder,
    *,
    full: bool = False,
    progress: bool = False,
    versions: int = VERSIONS,
    today: date | None = None,
    names: FieldNames = NO_NAMES,
) -> BuildReport:
    """Index a folder of articles.

    Args:
        corpus_dir: The folder, searched with everything below it.
        index_dir: Where the index is kept.
        embedder: Turns chunks into vectors.
        full: Read and embed everything again.
        progress: Show bars on stderr.
        versions: How many superseded versions of an article to keep.
        today: The day of the build, by default today.
        names: What the field names of files of several articles mean, see `corpus.fields.parse_fields`.

    Raises:
        FileNotFoundError: There is no such folder.
        BusyError: Another process is building this index.
    """
    sources, unreadable = folder_sources(corpus_dir, names)
    how = _How(full, progress, versions, today or date.today())
    return _locked(sources, index_dir, embedder, BuildReport(failed=unreadable), how)


def build_articles(
    articles: Iterable[Article], index_dir: Path, embedder: Embedder, *, full: bool = False, progress: bool = False
) -> BuildReport:
    """Index articles that are in memory already; otherwise as `build`, but no versions are kept."""
    return _locked(held_sources(articles), index_dir, embedder, BuildReport(), _How(full, progress))


@dataclass(frozen=True, slots=True)
class _How:
    full: bool
    progress: bool
    versions: int = 0
    today: date = date.min


def _locked(
    sources: Sequence[Source], index_dir: Path, embedder: Embedder, report: BuildReport, how: _How
) -> BuildReport:
    started = time.monotonic()
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OSError(
            f"the index cannot be kept in {index_dir} ({reason}): name another folder by --index or ASSISTANT_INDEX_DIR"
        ) from error
    with told_of(index_dir), build_lock(index_dir):
        last = previous(index_dir)
        spare = tuple if how.full else partial(spare_segments, index_dir, last)
        update = Update(None if how.full else last, embedder, report, how.progress, last, spare)
        update.read(sources)
        update.supersede(how.today, how.versions)
        report.generation = _publish(update, index_dir)
    report.seconds = round(time.monotonic() - started, 3)
    return report


def previous(index_dir: Path) -> Generation | None:
    """The generation that serves, or None: nothing is there, or nothing that can be taken over.

    Raises:
        NewerIndexError: A newer release has made it.
    """
    try:
        return load_generation(index_dir)
    except NewerIndexError:
        raise
    except NoIndexError:
        return None  # every article counts as added
    except IndexFormatError:
        return older_generation(index_dir)


def in_memory(articles: Iterable[Article], embedder: Embedder) -> Generation:
    """A generation that is never written: for a handful of passages given with a question."""
    update = Update(None, embedder, BuildReport(), progress=False)
    update.read(held_sources(articles))
    parts = update.parts(partial(Segment, "memory"))
    return Generation("memory", _manifest(update, Layout(parts)), parts)


def _publish(update: Update, index_dir: Path) -> str:
    write = partial(write_segment, index_dir)
    parts, earlier = update.parts(write), update.earlier(write)
    layout, old = Layout(parts), update.old
    update.report.chunks = len(layout.part_of)
    entries = (*layout.entries(), *Layout(earlier).entries())
    name = content_name(update.about(), (entry.digest for entry in entries))
    if old is not None and old.name.removesuffix(AGAIN) == name:
        return old.name
    parts = _compact(parts, write)
    entry = old.manifest.get("approximate") if old is not None else None
    if not still_good(entry, parts):
        entry = make_approximation(index_dir, parts)
    manifest = {**_manifest(update, layout), "approximate": entry, "index_type": entry["type"] if entry else "exact"}
    update.report.near_duplicates = _resembling(update, manifest["duplicates"])
    return publish(index_dir, manifest, parts, name, _compact(earlier, write))


def _resembling(update: Update, duplicates: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """The new and changed articles that resemble others, with the ids of those."""
    told, group = {*update.report.added, *update.report.modified}, group_of(duplicates)
    files = ((key, file["path"]) for key, (_, file) in sorted(update.new.items()) if key in group)
    return [{"path": path, "of": [one for one in group[key] if one != key]} for key, path in files if path in told]


def _compact(parts: list[Part], write: Write) -> list[Part]:
    """The parts with small ones put together."""
    while chosen := to_merge(parts):
        one = Part(write(merged([parts[place] for place in chosen])))
        parts = [*(part for place, part in enumerate(parts) if place not in chosen), one]
    return parts


def _manifest(update: Update, layout: Layout) -> dict[str, Any]:
    return {
        **update.about(),
        "articles": len(layout.ids),
        "chunks": len(layout.part_of),
        "duplicates": [list(group) for group in groups(layout.ids, _signatures(layout))],
    }


def _signatures(layout: Layout) -> Signatures:
    rows = {
        part.segment.entries[n].id: part.segment.arrays["signatures"][n] for part in layout.parts for n in part.live()
    }
    return np.stack([rows[key] for key in layout.ids]) if rows else np.zeros((0, WIDTH), np.uint32)

"""What a build would do, found out by reading files and without writing anything."""

import time
from datetime import date
from pathlib import Path

from corpus.fields import NO_NAMES, FieldNames
from index.build import previous
from index.reports import BuildReport
from index.sources import folder_sources
from index.superseding import VERSIONS
from index.types import Embedder
from index.update import Update


def plan(
    corpus_dir: Path,
    index_dir: Path,
    embedder: Embedder,
    *,
    full: bool = False,
    versions: int = VERSIONS,
    names: FieldNames = NO_NAMES,
) -> BuildReport:
    """The report of a build that is not made: no chunks are cut, nothing is embedded, no lock is taken.

    Raises:
        FileNotFoundError: There is no such folder of articles.
    """
    started = time.monotonic()
    sources, unreadable = folder_sources(corpus_dir, names)
    report, last = BuildReport(failed=unreadable), previous(index_dir)
    update = Update(None if full else last, embedder, report, False, last)
    update.read(sources)
    update.supersede(date.today(), versions)
    report.generation = last.name if last else ""
    report.seconds = round(time.monotonic() - started, 3)
    return report

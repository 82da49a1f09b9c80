"""An index that follows its collection: a build whenever files change, each told as it happens, none the last."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

from index.reports import BuildReport
from index.store import NoIndexError, read_manifest
from index.watch import files_below, keep_up

Told = Callable[[BuildReport | Exception], None]


class EmptiedError(OSError):
    """The collection's folder holds nothing any more."""


def follow(
    corpus_dir: Path,
    index_dir: Path,
    build: Callable[[bool], BuildReport],
    told: Told,
    *,
    stop: Event,
    full: bool = False,
) -> None:
    """Keep an index up to date until told to stop.

    A folder that is suddenly missing or empty is more often an unmounted disk than a wish: nothing is deleted then.

    Args:
        corpus_dir: The folder of the articles.
        index_dir: Where the index is kept.
        build: Brings this index up to date with that folder; told whether to make everything again.
        told: Gets the report of every build that found something to do or to complain of, and what made one fail.
        stop: Set by another thread to end this; Ctrl+C ends it with KeyboardInterrupt.
        full: Make everything again, the first time.
    """
    follower = _Follower(corpus_dir, index_dir, build, told, full)
    keep_up(corpus_dir, follower, stop=stop, ignored=index_dir)


class _Follower:
    """One build after another; what would be said twice in a row is said once."""

    def __init__(
        self, corpus_dir: Path, index_dir: Path, build: Callable[[bool], BuildReport], told: Told, full: bool
    ) -> None:
        self._folders, self._build, self._told, self._full = (corpus_dir, index_dir), build, told, full
        self._said: object = None

    def __call__(self) -> bool:
        try:
            _refuse_emptied(*self._folders)
            report = self._build(self._full)
        except (OSError, ValueError, RuntimeError) as error:  # a full disk, a lock, a model that fails
            self._say(error, str(error))
            return False
        self._full = False
        self._say(report, report.failed, or_else=did_something(report))
        return True

    def _say(self, what: BuildReport | Exception, key: object, *, or_else: bool = False) -> None:
        if key != self._said or or_else:
            self._told(what)
        self._said = key


def did_something(report: BuildReport) -> bool:
    """Whether a build found anything changed."""
    return bool(report.added or report.modified or report.deleted or report.renamed)


def _refuse_emptied(corpus_dir: Path, index_dir: Path) -> None:
    if files_below(corpus_dir, index_dir):
        return
    try:
        known = read_manifest(index_dir)["articles"]
    except NoIndexError:
        known = 0
    if known or not corpus_dir.is_dir():
        raise EmptiedError(
            f"{corpus_dir} is {'empty' if corpus_dir.is_dir() else 'missing'}: the {known} articles of the index stay; "
            "if they are to go, run `python -m index build`"
        )

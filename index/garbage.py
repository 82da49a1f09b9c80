"""Drops from an index's folder what no generation that is kept needs."""

from dataclasses import dataclass
from pathlib import Path

from index.locking import build_lock
from index.publishing import drop, unneeded
from index.store import current_name, read_manifest


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file or folder that was dropped.

    Attributes:
        file: Its path below the index's folder.
        bytes: How large it was.
    """

    file: str
    bytes: int


def collect(index_dir: Path, keep: int) -> list[Dropped]:
    """Drop old generations, segments that none needs any more, and what builds that were killed have left.

    Args:
        index_dir: Where the index is kept.
        keep: How many generations stay: the one that serves, which always does, and those published last before it.

    Raises:
        NoIndexError: Nothing has been built there.
        IndexFormatError: The serving generation's manifest cannot be read, so that what it needs is not known.
        BusyError: A build is at work, whose files nothing points to yet.
    """
    current_name(index_dir)
    with build_lock(index_dir):
        read_manifest(index_dir)
        paths = unneeded(index_dir, current_name(index_dir), keep)
        sizes = {path: _size(path) for path in paths}
        drop(paths)
    return [Dropped(path.relative_to(index_dir).as_posix(), size) for path, size in sizes.items() if not path.exists()]


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())

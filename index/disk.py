"""The disk: what is written is on it, and what one that is full or may not be written to means for a build."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class DiskError(OSError):
    """The index cannot be written; what served before still does."""


@contextmanager
def told_of(index_dir: Path) -> Iterator[None]:
    """Tell of a full or read-only disk in one sentence; other errors pass.

    Raises:
        DiskError: The disk is full, or the folder may not be written to.
    """
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            remedy = "make room there, then run `python -m index build` again"
        elif error.errno in FORBIDDEN:
            remedy = "allow it, or name another folder by --index or ASSISTANT_INDEX_DIR"
        else:
            raise
        raise DiskError(
            f"the index in {index_dir} cannot be written ({error.strerror}): {remedy}; what served before still does"
        ) from error


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's list of files, is on the disk and not only on its way there."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

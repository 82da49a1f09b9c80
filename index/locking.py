"""One build at a time: the lock of an index's folder, and a note beside it that says who holds it.

The operating system drops the lock of a process that ends, however it ends; what a killed build leaves is a note that nobody
stands behind, and the next build writes over it.
"""

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

LOCK, NOTE = "build.lock", "build.json"


class BusyError(OSError):
    """Another process is building the same index."""


@contextmanager
def build_lock(index_dir: Path) -> Iterator[None]:
    """Hold the folder's lock.

    Raises:
        BusyError: Another build holds it; the message says which process, on which machine, since when.
    """
    lock = FileLock(index_dir / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(f"{_holder(index_dir)} is building {index_dir}: wait until it is done, or end it") from error
    note = index_dir / NOTE
    try:
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        note.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}), "utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _holder(index_dir: Path) -> str:
    try:
        noted = json.loads((index_dir / NOTE).read_text("utf-8"))
        return f"process {noted['pid']} on {noted['host']}, since {noted['since']},"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"  # it has the lock and has not written its note yet

"""Calls a build whenever the files below a folder have changed and come to rest.

What counts is how the files stand (size, times), which is looked at again after every word from the operating system and every
so often without one. So nothing is lost where no word comes: on network file systems, or when the system's watches run out.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

SETTLE = 0.5  # seconds; a file that grew or moved within them is still being written
LOOK = 30.0  # seconds; how often the files are looked at where the system tells of changes
POLL = 3.0  # seconds; the same where it cannot
# What mount(8) calls the file systems whose other machines' changes the kernel hears nothing of.
NETWORK = re.compile(r"nfs|cifs|smb|9p|afs|ceph|glusterfs|lustre|virtiofs|vboxsf|prl_fs|fuse\.")
# Editors' and browsers' unfinished files; their names say so.
UNFINISHED = re.compile(r"^\.|^~\$|~$|\.(?:tmp|temp|part|partial|crdownload|download|swp|swx)$", re.I)

Files = dict[str, tuple[int, int, int]]
"""How files stand: size, time of the last change of content and of anything, by path."""


def keep_up(
    folder: Path,
    build: Callable[[], bool],
    *,
    stop: Event,
    settle: float = SETTLE,
    look: float | None = None,
    ignored: Path | None = None,
) -> None:
    """Build now, and again after every change below a folder, until told to stop.

    Args:
        folder: The collection; while it is missing it counts as empty.
        build: Does it and says whether it is done; if not it is called again after a while.
        stop: Set by another thread to end this; Ctrl+C ends it with KeyboardInterrupt.
        settle: Seconds for which nothing may have changed.
        look: Seconds after which the files are looked at without a word from the system.
        ignored: A folder below whose changes do not count: the index, where it lies inside the collection.
    """
    seconds = look or (POLL if on_network(folder) else LOOK)
    wait = _waiting(folder, stop)
    built: Files | None = None
    while not stop.is_set():
        now = _at_rest(folder, settle, stop, ignored)
        if now is not None and now != built:
            done = build()
            built = now if done else None
            if done:
                continue  # what has changed meanwhile is seen at once
        wait(seconds)


def _at_rest(folder: Path, settle: float, stop: Event, ignored: Path | None) -> Files | None:
    """How the files stand once two looks in a row agree; None when stopped before."""
    before, now = None, files_below(folder, ignored)
    while now != before:
        if stop.wait(settle):
            return None
        before, now = now, files_below(folder, ignored)
    return now


def files_below(folder: Path, ignored: Path | None = None) -> Files:
    """How every file below a folder stands, but for hidden and unfinished ones."""
    found: Files = {}
    for root, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".") and (ignored is None or Path(root, f) != ignored)]
        for name in names:
            if UNFINISHED.search(name):
                continue
            path = os.path.join(root, name)  # noqa: PTH118 - a tenth of the time of Path, over every file
            try:
                stat = os.stat(path)  # noqa: PTH116
            except OSError:
                continue  # gone between the two calls
            found[path] = (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
    return found


def on_network(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> bool:
    """Whether a folder lies on a file system that other machines can change; only Linux tells."""
    try:
        lines = mounts.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return False
    place, best, kind = folder.absolute(), -1, ""
    for line in lines:
        fields = line.split()
        point = Path(fields[1].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return bool(NETWORK.match(kind))


def _waiting(folder: Path, stop: Event) -> Callable[[float], None]:
    """Something that waits until the system tells of a change, or for so many seconds."""
    told = _words(folder, stop)

    def wait(seconds: float) -> None:
        nonlocal told
        until = time.monotonic() + seconds
        try:
            while time.monotonic() < until and not stop.is_set():
                if next(told, None):
                    return
        except (OSError, RuntimeError):  # the folder is missing, or the system has no watch left
            stop.wait(max(until - time.monotonic(), 0))
        told = _words(folder, stop)  # the folder may have been replaced by another of its name

    return wait


def _words(folder: Path, stop: Event) -> Iterator[object]:
    """The system's words of changes; an empty one every second without any."""
    from watchfiles import watch

    return watch(folder, debounce=200, step=50, rust_timeout=1000, yield_on_timeout=True, stop_event=stop)

"""Watching a folder: a build after every change that has come to rest, and none for what is no change."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import watch
from index.watch import files_below, keep_up, on_network
from tests.index.collection import write

SETTLE = 0.1


class Builds:
    """Counts builds and keeps what the folder held at each; `fails` of them fail first."""

    def __init__(self, folder: Path, fails: int = 0) -> None:
        self.folder, self.fails = folder, fails
        self.seen: list[dict[str, str]] = []

    def __call__(self) -> bool:
        """Note the folder's texts."""
        self.seen.append({p.name: p.read_text("utf-8") for p in sorted(self.folder.glob("*.txt"))})
        self.fails -= 1
        return self.fails < 0

    def wait_for(self, count: int, seconds: float = 10) -> None:
        """Wait until so many builds were made."""
        _until(lambda: len(self.seen) >= count, seconds)


def _until(true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def _watched(builds: Builds, look: float = 60, ignored: Path | None = None) -> Iterator[None]:
    stop = threading.Event()
    options = {"stop": stop, "settle": SETTLE, "look": look, "ignored": ignored}
    thread = threading.Thread(target=keep_up, args=(builds.folder, builds), kwargs=options)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)
        assert not thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", {"one.txt": "一"})


def test_it_builds_at_once_and_after_every_change(folder: Path) -> None:
    builds = Builds(folder)
    with _watched(builds):
        builds.wait_for(1)
        time.sleep(0.3)
        write(folder, {"two.txt": "二"})
        builds.wait_for(2)
        (folder / "one.txt").unlink()
        builds.wait_for(3)
    assert builds.seen == [{"one.txt": "一"}, {"one.txt": "一", "two.txt": "二"}, {"two.txt": "二"}]


def test_a_file_that_is_still_being_written_waits_until_it_is_whole(folder: Path) -> None:
    builds = Builds(folder)
    with _watched(builds):
        builds.wait_for(1)
        with (folder / "slow.txt").open("w", encoding="utf-8") as file:
            for _ in range(12):
                file.write("写")
                file.flush()
                time.sleep(SETTLE / 3)
        builds.wait_for(2)
        time.sleep(4 * SETTLE)
    assert builds.seen[1:] == [{"one.txt": "一", "slow.txt": "写" * 12}]


def test_unfinished_and_hidden_files_are_no_change(folder: Path) -> None:
    builds = Builds(folder)
    with _watched(builds, look=0.2):
        builds.wait_for(1)
        write(
            folder,
            dict.fromkeys((".one.txt.swp", "one.txt~", "~$one.docx", "a.txt.part", "b.crdownload", ".git/x"), "x"),
        )
        time.sleep(1)
    assert len(builds.seen) == 1


def test_the_index_inside_the_collection_does_not_set_off_the_next_build(folder: Path) -> None:
    builds = Builds(folder)
    with _watched(builds, look=0.2, ignored=folder / "idx"):
        builds.wait_for(1)
        write(folder / "idx", {"CURRENT": "x"})
        time.sleep(0.8)
    assert len(builds.seen) == 1


def test_what_changes_while_a_build_runs_is_built_next(folder: Path) -> None:
    class Slow(Builds):
        def __call__(self) -> bool:
            done = super().__call__()
            if len(self.seen) == 1:
                write(self.folder, {"meanwhile.txt": "间"})
            return done

    builds = Slow(folder)
    with _watched(builds):
        builds.wait_for(2, seconds=2)
    assert "meanwhile.txt" in builds.seen[1]


def test_a_build_that_is_not_done_is_tried_again_without_a_change(folder: Path) -> None:
    builds = Builds(folder, fails=2)
    with _watched(builds, look=0.1):
        builds.wait_for(3)
        time.sleep(0.5)
    assert len(builds.seen) == 3


def test_without_a_word_from_the_system_the_files_are_looked_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> Iterator[object]:
        raise OSError("OS file watch limit reached")
        yield

    monkeypatch.setattr(watch, "_words", none_left)
    builds = Builds(folder)
    with _watched(builds, look=0.2):
        builds.wait_for(1)
        write(folder, {"two.txt": "二"})
        builds.wait_for(2)


def test_a_folder_that_goes_and_comes_back_is_watched_again(folder: Path) -> None:
    builds = Builds(folder)
    with _watched(builds, look=0.2):
        builds.wait_for(1)
        folder.rename(folder.with_name("away"))
        builds.wait_for(2)
        folder.with_name("away").rename(folder)
        builds.wait_for(3)
        write(folder, {"two.txt": "二"})
        builds.wait_for(4)
    assert builds.seen[1] == {}


def test_a_change_that_keeps_size_and_time_is_seen(folder: Path) -> None:
    before, stat = files_below(folder), (folder / "one.txt").stat()
    write(folder, {"one.txt": "二"})
    os.utime(folder / "one.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert files_below(folder) != before


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("ext4", False), ("overlay", False), ("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("fuseblk", False)],
)
def test_network_file_systems_are_known_by_their_mount(tmp_path: Path, kind: str, expected: bool) -> None:
    mounts = write(tmp_path, {"mounts": f"/dev/a / ext4 rw 0 0\nx {tmp_path}/my\\040news {kind} rw 0 0\n"}) / "mounts"
    assert on_network(tmp_path / "my news" / "articles", mounts) is expected
    assert not on_network(tmp_path / "elsewhere", mounts)
    assert not on_network(tmp_path, tmp_path / "no-mounts")

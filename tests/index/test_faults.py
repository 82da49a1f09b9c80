"""Disks that fill, folders that may not be written, clocks that jump: the last good index serves, and a message says what to do."""

import errno
import multiprocessing
import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import publishing, store
from index.build import build
from index.disk import DiskError, sync
from index.locking import build_lock
from index.search import Index
from index.store import NoIndexError, current_name, load_generation, read_manifest
from tests.fakes import FakeEmbedder
from tests.index.collection import COLLECTION, contents, write

NEW = {"new.txt": "新港物流扩建仓库\n\n新港物流宣布扩建仓库。" + "仓库将使用机器人分拣包裹。" * 60}
FULL = (
    r"cannot be written \(.+\): make room there, then run `python -m index build` again; what served before still does"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with `articles` and an index of them, to which an article has come that is not indexed yet."""
    build(write(tmp_path / "articles"), tmp_path / "index", FakeEmbedder())
    write(tmp_path / "articles", NEW)
    return tmp_path


def _still_serves(place: Path) -> None:
    index = Index.open(place / "index", FakeEmbedder())
    assert index.search("云杉银行净利润")[0].chunk.article_id == "bank"
    assert {"bank", "en/robot", "tw/cloud"} <= set(index.generation.articles)


def _builds(place: Path) -> None:
    assert build(place / "articles", place / "index", FakeEmbedder()).failed == []
    assert set(load_generation(place / "index").articles) == {"bank", "en/robot", "new", "tw/cloud"}
    assert not list((place / "index").rglob("*.part"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("part", ["segments/.segment.part", "generations/.{name}.json.part", ".CURRENT.part"])
def test_a_disk_that_is_full_at_any_file_leaves_what_serves(place: Path, part: str) -> None:
    name = build(place / "articles", place / "elsewhere", FakeEmbedder()).generation
    before, link = contents(place / "index"), place / "index" / part.format(name=name)
    link.symlink_to("/dev/full")
    with pytest.raises(DiskError, match=FULL):
        build(place / "articles", place / "index", FakeEmbedder())
    assert not link.is_symlink()
    after = contents(place / "index")
    assert {name: after[name] for name in before} == before
    _still_serves(place)
    _builds(place)


@pytest.mark.parametrize("bytes_left", [0, 1, 100, 5_000])
def test_a_disk_that_fills_inside_a_file_leaves_what_serves(place: Path, bytes_left: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, hard))
    try:
        with pytest.raises(DiskError, match=FULL):
            build(place / "articles", place / "index", FakeEmbedder())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    _still_serves(place)
    _builds(place)


def test_a_disk_that_is_full_at_the_first_build_leaves_no_index(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "sync", full)
        with pytest.raises(DiskError, match=FULL):
            build(place / "articles", place / "other", FakeEmbedder())
    with pytest.raises(NoIndexError):
        load_generation(place / "other")
    assert build(place / "articles", place / "other", FakeEmbedder()).failed == []


@pytest.fixture
def locked_folder() -> Iterator[Path]:
    """A collection and its index that nobody may write to, in a folder that every user can reach."""
    folder = Path(tempfile.mkdtemp())
    build(write(folder / "articles"), folder / "index", FakeEmbedder())
    write(folder / "articles", NEW)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(folder)


def _as_nobody(folder: Path, told: "multiprocessing.connection.Connection") -> None:
    with tempfile.TemporaryDirectory() as warm_up:  # nobody may be unable to read the modules that this loads
        build(folder / "articles", Path(warm_up) / "index", FakeEmbedder())
        Index.open(Path(warm_up) / "index", FakeEmbedder()).search("云杉银行净利润")
    if os.getuid() == 0:
        os.setuid(65534)  # root may write anywhere
    hits = Index.open(folder / "index", FakeEmbedder()).search("云杉银行净利润")
    try:
        build(folder / "articles", folder / "index", FakeEmbedder())
        said = "built"
    except DiskError as error:
        said = str(error)
    told.send((hits[0].chunk.article_id, said))


def test_a_folder_that_may_not_be_written_is_searched_and_a_build_says_what_to_do(locked_folder: Path) -> None:
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["faiss", "tests.index.test_faults"])
    told, telling = multiprocessing.Pipe()
    process = processes.Process(target=_as_nobody, args=(locked_folder, telling))
    process.start()
    assert told.poll(30)
    found, said = told.recv()
    process.join(60)
    process.close()
    assert found == "bank"
    assert "cannot be written (Permission denied): allow it, or name another folder by --index" in said


def test_a_clock_that_jumps_changes_nothing(place: Path) -> None:
    names = [current_name(place / "index")]
    for number, moment in enumerate((4_000_000_000, 1, 2_000_000_000, 0)):
        for path in [*(place / "index").rglob("*"), *(place / "articles").rglob("*")]:
            os.utime(path, (moment, moment))
        write(place / "articles", {"new.txt": f"第 {number} 版。"})
        names.append(build(place / "articles", place / "index", FakeEmbedder()).generation)
        kept = {path.stem for path in (place / "index" / "generations").iterdir()}
        assert kept == set(names[-publishing.KEPT_GENERATIONS :])
        assert f"第 {number} 版" in load_generation(place / "index").articles["new"].text
    _still_serves(place)


def test_a_reader_keeps_answering_while_builds_go_by(place: Path) -> None:
    reader = Index.open(place / "index", FakeEmbedder()).snapshot()
    before = reader.search("云杉银行净利润", 10)
    held = set((place / "index" / "segments").iterdir())
    for number in range(3):
        write(place / "articles", {name: f"第 {number} 版。{text}" for name, text in COLLECTION.items()})
        build(place / "articles", place / "index", FakeEmbedder(), versions=0)
    assert not held & set((place / "index" / "segments").iterdir())
    assert reader.search("云杉银行净利润", 10) == before
    assert {key: reader.article(key).text for key in reader.generation.articles}.keys() == {
        "bank",
        "en/robot",
        "tw/cloud",
    }


def test_a_generation_that_goes_while_it_is_opened_is_opened_as_the_next(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, builds = store.read_manifest, [0]

    def meanwhile(index_dir: Path, name: str | None = None) -> dict[str, object]:
        manifest = real(index_dir, name)
        if builds[0] < 2 and not (index_dir / "build.json").exists():
            builds[0] += 1
            for number in range(2):
                said = f"第 {builds[0]}.{number} 版。"
                write(place / "articles", {name: said + text for name, text in COLLECTION.items()})
                build(place / "articles", index_dir, FakeEmbedder(), versions=0)
        return manifest

    monkeypatch.setattr(store, "read_manifest", meanwhile)
    assert "第 2.1 版" in load_generation(place / "index").articles["bank"].text


def test_everything_is_on_the_disk_before_it_is_named(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, str]] = []
    real_sync, real_replace = sync, Path.replace

    def synced(path: Path) -> None:
        done.append(("sync", path.name))
        real_sync(path)

    def replaced(path: Path, target: Path) -> Path:
        done.append(("name", path.name))
        return real_replace(path, target)

    monkeypatch.setattr(publishing, "sync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    name = build(place / "articles", place / "index", FakeEmbedder()).generation
    manifest = f".{name}.json.part"
    assert done == [
        *(("sync", ".segment.part"), ("name", ".segment.part"), ("sync", "segments")),
        *(("sync", manifest), ("name", manifest), ("sync", "generations")),
        *(("sync", ".CURRENT.part"), ("name", ".CURRENT.part"), ("sync", "index")),
    ]


def test_a_second_build_says_who_is_building_and_changes_nothing(place: Path) -> None:
    before = contents(place / "index")
    with build_lock(place / "index"), pytest.raises(OSError, match=f"process {os.getpid()} .* is building"):
        build(place / "articles", place / "index", FakeEmbedder())
    assert contents(place / "index") == before
    assert read_manifest(place / "index")["articles"] == len(COLLECTION)
    _builds(place)

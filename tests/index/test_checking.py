"""Every byte of an index is read, and what is not as it was written is named with what to do."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build
from index.checking import OLD, SERVING, check
from index.garbage import collect
from index.integrity import file_name
from index.search import Index
from index.store import NoIndexError, current_name, manifest_path
from tests.fakes import FakeEmbedder
from tests.index.collection import BANK, COLLECTION, write


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """An index of two generations, with a superseded version; the older generation has a segment of its own."""
    write(tmp_path / "articles", {**COLLECTION, "old.txt": "旧闻一则。"})
    build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())
    (tmp_path / "articles" / "old.txt").unlink()
    write(tmp_path / "articles", {"bank.txt": BANK.replace("41 亿元", "14 亿元")})
    build(tmp_path / "articles", tmp_path / "index", FakeEmbedder(), full=True)
    return tmp_path / "index"


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-7])


def _segments(index_dir: Path, generation: str, kind: str) -> list[Path]:
    manifest = json.loads(manifest_path(index_dir, generation).read_bytes())
    return [index_dir / "segments" / f"{one['name']}.safetensors" for one in manifest[kind]]


def test_an_index_as_it_was_written_has_no_damage_and_every_byte_is_counted(index_dir: Path) -> None:
    checked = check(index_dir, everything=True)
    files = [p for p in index_dir.rglob("*") if p.is_file() and p.name not in ("CURRENT", "build.lock")]
    assert checked.damaged == []
    assert (checked.files, checked.bytes) == (len(files), sum(p.stat().st_size for p in files))
    assert checked.generations[0] == current_name(index_dir)
    assert len(checked.generations) == 2
    assert check(index_dir).files < checked.files


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink])
@pytest.mark.parametrize("kind", ["segments", "earlier"])
def test_a_segment_that_is_altered_cut_or_gone_is_named(
    index_dir: Path, kind: str, harm: Callable[[Path], None]
) -> None:
    [segment] = _segments(index_dir, current_name(index_dir), kind)
    harm(segment)
    checked = check(index_dir)
    assert [(d["file"], d["remedy"]) for d in checked.damaged] == [(f"segments/{segment.name}", SERVING)]
    build(index_dir.parent / "articles", index_dir, FakeEmbedder(), full=True)
    assert check(index_dir).damaged == []
    assert Index.open(index_dir, FakeEmbedder()).search("云杉银行")


@pytest.mark.parametrize("harm", [_flip, _cut, Path.unlink])
def test_a_manifest_that_is_altered_cut_or_gone_is_named(index_dir: Path, harm: Callable[[Path], None]) -> None:
    path = manifest_path(index_dir, current_name(index_dir))
    harm(path)
    [damaged] = check(index_dir).damaged
    assert (damaged["file"], damaged["remedy"]) == (f"generations/{path.name}", SERVING)


def test_damage_to_what_does_not_serve_is_dropped_by_gc(index_dir: Path) -> None:
    old = next(name for name in check(index_dir, everything=True).generations if name != current_name(index_dir))
    segment = _segments(index_dir, old, "segments")[0]
    _flip(segment)
    assert check(index_dir).damaged == []
    [damaged] = check(index_dir, everything=True).damaged
    assert (damaged["file"], damaged["remedy"]) == (f"segments/{segment.name}", OLD)
    collect(index_dir, 1)
    assert check(index_dir, everything=True).damaged == []


def test_a_manifest_under_anothers_name_is_damage(index_dir: Path) -> None:
    checked = check(index_dir, everything=True)
    current, old = (manifest_path(index_dir, name) for name in checked.generations)
    current.write_bytes(old.read_bytes())
    [damaged] = check(index_dir).damaged
    assert damaged["reason"] == "its articles are not those that its name stands for"


def test_what_a_build_drops_meanwhile_is_no_damage(index_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_late(path: Path) -> str:
        monkeypatch.undo()
        write(index_dir.parent / "articles", {"new.txt": "一篇新文章。"})
        build(index_dir.parent / "articles", index_dir, FakeEmbedder(), full=True, versions=0)
        collect(index_dir, 1)
        return file_name(path)

    monkeypatch.setattr("index.checking.file_name", read_late)
    checked = check(index_dir)
    assert (checked.damaged, checked.generations) == ([], [current_name(index_dir)])


def test_without_an_index_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError):
        check(tmp_path)

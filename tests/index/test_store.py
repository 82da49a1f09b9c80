"""Generations on disk: whole, published at once, refused when damaged."""

import json
import shutil
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest
from safetensors.numpy import load_file

from index import store
from index.build import build
from index.checking import check
from index.publishing import KEPT_GENERATIONS
from index.search import Index
from index.segments import Segment
from index.store import (
    FORMAT,
    IndexFormatError,
    NewerIndexError,
    NoIndexError,
    current_name,
    load_generation,
    manifest_path,
    read_manifest,
    segment_names,
)
from tests.fakes import FakeEmbedder
from tests.index.collection import COLLECTION, contents, write


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """An index over the collection in the folder `articles` beside it."""
    build(write(tmp_path / "articles"), tmp_path / "index", FakeEmbedder())
    return tmp_path / "index"


def _serving(index_dir: Path) -> Path:
    return manifest_path(index_dir, current_name(index_dir))


def _files(index_dir: Path) -> dict[str, bytes]:
    """What the serving generation is made of, the pointer left out."""
    return {name: data for name, data in contents(index_dir).items() if name != "CURRENT"}


def test_what_is_loaded_is_complete_and_in_order(index_dir: Path) -> None:
    generation = load_generation(index_dir)
    assert list(generation.articles) == ["bank", "en/robot", "tw/cloud"]
    assert len(generation.chunks) == len(generation.dense) == len(generation.tokens) == generation.manifest["chunks"]
    for chunk in generation.chunks:
        assert generation.articles[chunk.article_id].text[chunk.start : chunk.end] == chunk.text


def test_an_index_holds_the_documented_files_and_no_pickle(index_dir: Path) -> None:
    folders = {name: Path(name).parts[0] for name in contents(index_dir)}
    assert sorted(folders.values()) == ["CURRENT", "generations", "segments"]
    assert {Path(name).suffix for name in folders} == {"", ".json", ".safetensors"}
    for path in (index_dir / "segments").iterdir():
        assert set(load_file(path)) == set(Segment.load(path).arrays)


def test_nothing_is_left_beside_what_serves(index_dir: Path) -> None:
    assert {path.name for path in index_dir.iterdir()} == {"CURRENT", "generations", "segments", "build.lock"}
    assert [path.stem for path in (index_dir / "generations").iterdir()] == [current_name(index_dir)]


def test_no_index_says_how_to_build_one(tmp_path: Path) -> None:
    for reading in (current_name, read_manifest, load_generation):
        with pytest.raises(NoIndexError, match=r"no index in .*: run `python -m index build`"):
            reading(tmp_path)


def test_an_index_of_a_newer_release_is_refused_and_left_as_it_is(index_dir: Path) -> None:
    _serving(index_dir).write_text(json.dumps({"format": FORMAT + 1, "what": "nobody knows yet"}))
    before = contents(index_dir)
    for reading in (read_manifest, load_generation):
        with pytest.raises(
            NewerIndexError, match=rf"format {FORMAT + 1}, this release reads up to {FORMAT}.*newer release"
        ):
            reading(index_dir)
    for full in (False, True):
        with pytest.raises(NewerIndexError):
            build(index_dir.parent / "articles", index_dir, FakeEmbedder(), full=full)
    assert contents(index_dir) == before


def test_any_file_missing_or_cut_short_is_damage(index_dir: Path, tmp_path: Path) -> None:
    for name, data in _files(index_dir).items():
        for kept in (None, data[: len(data) // 2]):
            copy = tmp_path / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(index_dir, copy)
            (copy / name).unlink()
            if kept is not None:
                (copy / name).write_bytes(kept)
            with pytest.raises(IndexFormatError, match="index build"):
                load_generation(copy)


def test_a_file_overwritten_in_place_is_damage(index_dir: Path, tmp_path: Path) -> None:
    random = Random(0)  # noqa: S311 - damage, not secrets
    for name, data in _files(index_dir).items():
        copy = tmp_path / name.replace("/", "-")
        shutil.copytree(index_dir, copy)
        for _ in range(40):
            damaged = bytearray(data)
            for at in random.sample(range(len(data)), min(3, len(data))):
                damaged[at] = random.randrange(256)
            (copy / name).write_bytes(damaged)
            with pytest.raises(IndexFormatError, match="index build") if damaged != data else nullcontext():
                load_generation(copy)


def test_of_a_large_index_whatever_tells_articles_is_checked_and_the_rest_by_verify(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "HASHED_AT_ONCE", 0)
    (path,) = (index_dir / "segments").iterdir()
    data, arrays = path.read_bytes(), Segment.load(path).arrays
    line, vector = data.index(arrays["lines"].tobytes()), data.index(arrays["vectors"].tobytes())
    for at, noticed in ((line + 40, True), (3, True), (vector, False)):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(IndexFormatError, match="index build") if noticed else nullcontext():
            load_generation(index_dir)
        assert [one["file"] for one in check(index_dir).damaged] == [f"segments/{path.name}"]
    path.write_bytes(data + b"more")
    with pytest.raises(IndexFormatError):
        load_generation(index_dir)


def test_a_pointer_to_nothing_is_damage(index_dir: Path) -> None:
    for damage in (b"gone", b"\xff\xfe", b""):
        (index_dir / "CURRENT").write_bytes(damage)
        with pytest.raises(IndexFormatError, match="run `python -m index build`"):
            load_generation(index_dir)
        assert sorted(build(index_dir.parent / "articles", index_dir, FakeEmbedder()).added) == sorted(COLLECTION)
        assert list(load_generation(index_dir).articles) == ["bank", "en/robot", "tw/cloud"]


def test_a_damaged_index_is_built_anew(index_dir: Path) -> None:
    (segment,) = (index_dir / "segments").iterdir()
    segment.write_bytes(b"damage")
    report = build(index_dir.parent / "articles", index_dir, FakeEmbedder())
    assert sorted(report.added) == sorted(COLLECTION)
    assert load_generation(index_dir).name == report.generation


def test_old_generations_are_dropped_but_for_the_last(index_dir: Path) -> None:
    names = [current_name(index_dir)]
    for number in range(4):
        write(index_dir.parent / "articles", {"new.txt": f"第 {number} 版。"})
        names.append(build(index_dir.parent / "articles", index_dir, FakeEmbedder()).generation)
    assert len(set(names)) == len(names)
    assert {path.stem for path in (index_dir / "generations").iterdir()} == set(names[-KEPT_GENERATIONS:])
    kept = [read_manifest(index_dir, name) for name in names[-KEPT_GENERATIONS:]]
    needed = [segment for manifest in kept for segment in segment_names(manifest)]
    assert {path.stem for path in (index_dir / "segments").iterdir()} == set(needed)


def test_going_back_to_earlier_articles_serves_the_earlier_generation(index_dir: Path) -> None:
    first, articles = current_name(index_dir), index_dir.parent / "articles"
    write(articles, {"new.txt": "新的一篇。"})
    build(articles, index_dir, FakeEmbedder())
    (articles / "new.txt").unlink()
    assert build(articles, index_dir, FakeEmbedder()).generation == first
    assert list(load_generation(index_dir).articles) == ["bank", "en/robot", "tw/cloud"]


def test_what_serves_is_never_taken_away_for_an_equal_generation(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(part: Path, target: Path) -> Path:
        raise KeyboardInterrupt(f"{part} to {target}")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            build(index_dir.parent / "articles", index_dir, FakeEmbedder(), full=True)
    assert Index.open(index_dir, FakeEmbedder()).search("云杉银行")


def test_a_full_build_reaches_an_index_that_is_open(index_dir: Path) -> None:
    index = Index.open(index_dir, FakeEmbedder())
    before = index.generation
    for _ in range(3):
        build(index_dir.parent / "articles", index_dir, FakeEmbedder(), full=True)
        assert index.generation is not before
        before = index.generation

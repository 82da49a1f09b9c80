"""Generations on disk: whole, published at once, refused when damaged."""

import json
import shutil
from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest

from index import store
from index.build import build
from index.search import Index
from index.store import IndexFormatError, NoIndexError, current_name, load_generation, read_manifest
from tests.fakes import FakeEmbedder
from tests.index.collection import COLLECTION, contents, write


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """An index over the collection in the folder `articles` beside it."""
    build(write(tmp_path / "articles"), tmp_path / "index", FakeEmbedder())
    return tmp_path / "index"


def _serving(index_dir: Path) -> Path:
    return index_dir / "generations" / current_name(index_dir)


def test_what_is_loaded_is_complete_and_in_order(index_dir: Path) -> None:
    generation = load_generation(index_dir)
    assert list(generation.articles) == ["bank", "en/robot", "tw/cloud"]
    assert len(generation.chunks) == len(generation.keys) == len(generation.dense) == generation.manifest["chunks"]
    for chunk in generation.chunks:
        assert generation.articles[chunk.article_id].text[chunk.start : chunk.end] == chunk.text


def test_a_generation_holds_the_documented_files_and_no_pickle(index_dir: Path) -> None:
    names = set(contents(_serving(index_dir)))
    assert {"manifest.json", "articles.jsonl", "chunks.jsonl", "dense.faiss"} <= names
    for name, data in contents(index_dir).items():
        assert Path(name).suffix in {"", ".json", ".jsonl", ".faiss", ".npy"}, name
        if name.endswith(".npy"):
            assert b"'O'" not in data[:128], f"{name} is an array of objects, which numpy pickles"


def test_nothing_is_left_beside_what_serves(index_dir: Path) -> None:
    assert {path.name for path in index_dir.iterdir()} == {"CURRENT", "generations", "build.lock"}
    assert [path.name for path in (index_dir / "generations").iterdir()] == [current_name(index_dir)]


def test_no_index_says_how_to_build_one(tmp_path: Path) -> None:
    for reading in (current_name, read_manifest, load_generation):
        with pytest.raises(NoIndexError, match=r"no index in .*: run `python -m index build`"):
            reading(tmp_path)


def test_a_manifest_of_another_format_says_both_and_what_to_do(index_dir: Path) -> None:
    path = _serving(index_dir) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 99}))
    for reading in (read_manifest, load_generation):
        with pytest.raises(IndexFormatError, match=r"format 99, this release reads \d+.*index build --full"):
            reading(index_dir)


def test_any_file_missing_or_cut_short_is_damage(index_dir: Path, tmp_path: Path) -> None:
    for name, data in contents(_serving(index_dir)).items():
        for kept in (None, data[: len(data) // 2]):
            copy = tmp_path / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(index_dir, copy)
            (_serving(copy) / name).unlink()
            if kept is not None:
                (_serving(copy) / name).write_bytes(kept)
            with pytest.raises(IndexFormatError, match="index build --full"):
                load_generation(copy)


def test_a_file_overwritten_in_place_is_damage(index_dir: Path, tmp_path: Path) -> None:
    random = Random(0)  # noqa: S311 - damage, not secrets
    for name, data in contents(_serving(index_dir)).items():
        copy = tmp_path / name.replace("/", "-")
        shutil.copytree(index_dir, copy)
        for _ in range(40):
            damaged = bytearray(data)
            for at in random.sample(range(len(data)), min(3, len(data))):
                damaged[at] = random.randrange(256)
            (_serving(copy) / name).write_bytes(damaged)
            with pytest.raises(IndexFormatError, match="index build") if damaged != data else nullcontext():
                load_generation(copy)


def test_a_pointer_to_nothing_is_damage(index_dir: Path) -> None:
    (index_dir / "CURRENT").write_text("gone")
    with pytest.raises(IndexFormatError, match="gone"):
        load_generation(index_dir)


def test_a_damaged_index_is_built_anew(index_dir: Path) -> None:
    (_serving(index_dir) / "dense.faiss").write_bytes(b"damage")
    report = build(index_dir.parent / "articles", index_dir, FakeEmbedder())
    assert sorted(report.added) == sorted(COLLECTION)
    assert load_generation(index_dir).name == report.generation


def test_old_generations_are_dropped_but_for_the_last(index_dir: Path) -> None:
    names = [current_name(index_dir)]
    for number in range(4):
        write(index_dir.parent / "articles", {"new.txt": f"第 {number} 版。"})
        names.append(build(index_dir.parent / "articles", index_dir, FakeEmbedder()).generation)
    assert len(set(names)) == len(names)
    kept = {path.name for path in (index_dir / "generations").iterdir()}
    assert names[-1] in kept
    assert kept <= set(names[-store.KEPT_GENERATIONS :])


def test_going_back_to_earlier_articles_serves_the_earlier_generation(index_dir: Path) -> None:
    first, files = current_name(index_dir), contents(_serving(index_dir))
    articles = index_dir.parent / "articles"
    write(articles, {"new.txt": "新的一篇。"})
    build(articles, index_dir, FakeEmbedder())
    (articles / "new.txt").unlink()
    assert build(articles, index_dir, FakeEmbedder()).generation == first
    assert set(contents(_serving(index_dir))) == set(files)


def test_what_serves_is_never_taken_away_for_an_equal_generation(
    index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(part: Path, target: Path) -> Path:
        raise KeyboardInterrupt(f"{part} to {target}")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stop)
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

"""An index of an older release is made anew by the next build, and no article is lost on the way."""

import json
import shutil
from pathlib import Path

import pytest

from index.build import build
from index.older import older_generation
from index.records import article_record
from index.store import IndexFormatError, load_generation, read_manifest
from tests.fakes import FakeEmbedder
from tests.index.collection import COLLECTION, write


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with `articles` and an index of them as format 4 kept it."""
    build(write(tmp_path / "articles"), tmp_path / "index", FakeEmbedder())
    generation = load_generation(tmp_path / "index")
    files = {entry.id: entry.file for entry in generation.articles.entries()}
    articles = [json.dumps(article_record(article), ensure_ascii=False) for article in generation.articles.values()]
    shutil.rmtree(tmp_path / "index" / "segments")
    shutil.rmtree(tmp_path / "index" / "generations")
    (tmp_path / "index" / "CURRENT").write_text("0123456789abcdef")
    folder = tmp_path / "index" / "generations" / "0123456789abcdef"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"format": 4, "files": files}), "utf-8")
    (folder / "articles.jsonl").write_text("\n".join(articles) + "\n", "utf-8")
    return tmp_path


def test_opening_it_says_what_to_do(place: Path) -> None:
    for reading in (read_manifest, load_generation):
        with pytest.raises(IndexFormatError, match=r"made by an older release: run `python -m index build`"):
            reading(place / "index")


def test_the_next_build_makes_it_anew(place: Path) -> None:
    report = build(place / "articles", place / "index", FakeEmbedder())
    assert (report.failed, report.embedded) == ([], report.chunks)
    assert report.generation == build(place / "articles", place / "fresh", FakeEmbedder()).generation
    assert [path.name for path in (place / "index" / "generations").iterdir()] == [f"{report.generation}.json"]


def test_an_article_whose_file_cannot_be_read_any_more_keeps_its_text(place: Path) -> None:
    write(place / "articles", {"bank.txt": ""})
    report = build(place / "articles", place / "index", FakeEmbedder())
    assert [failed["path"] for failed in report.failed] == ["bank.txt"]
    assert "indexed before stays" in report.failed[0]["reason"]
    generation = load_generation(place / "index")
    assert len(generation.articles) == len(COLLECTION)
    assert "41 亿元" in generation.articles["bank"].text


@pytest.mark.parametrize("damage", ["", "[]", "{}", '{"id": 1}'])
def test_what_is_damaged_too_is_made_anew_from_the_files(place: Path, damage: str) -> None:
    (folder,) = (place / "index" / "generations").iterdir()
    (folder / "articles.jsonl").write_text(f"{damage}\n", "utf-8")
    assert older_generation(place / "index") is None
    assert sorted(build(place / "articles", place / "index", FakeEmbedder()).added) == sorted(COLLECTION)

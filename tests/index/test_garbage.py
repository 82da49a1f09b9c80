"""What is dropped from an index, and that it is never what serves."""

from pathlib import Path

import pytest

from index.build import build
from index.garbage import Dropped, collect
from index.locking import BusyError, build_lock
from index.publishing import unneeded
from index.search import Index
from index.store import IndexFormatError, current_name, generation_names, manifest_path
from tests.fakes import FakeEmbedder
from tests.index.collection import contents, write


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    """An index of two generations."""
    write(tmp_path / "articles")
    for number in range(2):
        write(tmp_path / "articles", {"new.txt": f"第 {number} 稿，讲的是仓库。"})
        build(tmp_path / "articles", tmp_path / "index", FakeEmbedder(), full=True, versions=0)
    return tmp_path / "index"


def test_what_kept_generations_need_stays(index_dir: Path) -> None:
    before = contents(index_dir)
    assert collect(index_dir, 2) == []
    assert contents(index_dir) == before


def test_old_generations_go_with_what_only_they_needed(index_dir: Path) -> None:
    serving, before = current_name(index_dir), contents(index_dir)
    dropped = collect(index_dir, 1)
    gone = {name: data for name, data in before.items() if name not in contents(index_dir)}
    assert dropped == [Dropped(name, len(data)) for name, data in gone.items()]
    assert {name.split("/")[0] for name in gone} == {"generations", "segments"}
    assert generation_names(index_dir) == [serving]
    assert Index.open(index_dir, FakeEmbedder()).search("第 1 稿")[0].chunk.article_id == "new"


def test_manifests_go_before_the_segments_that_they_need(index_dir: Path) -> None:
    kinds = [path.parent.name for path in unneeded(index_dir, current_name(index_dir), 1)]
    assert kinds == sorted(kinds)
    assert set(kinds) == {"generations", "segments"}


def test_what_a_killed_build_or_an_older_release_left_goes_too(index_dir: Path) -> None:
    left = {"segments/.segment.part": "x" * 10, "generations/.a.json.part": "xx", "generations/abc/dense.faiss": "xxx"}
    write(index_dir, left)
    assert collect(index_dir, 2) == [
        Dropped("generations/.a.json.part", 2),
        Dropped("generations/abc", 3),
        Dropped("segments/.segment.part", 10),
    ]


def test_an_index_that_is_open_goes_on_searching(index_dir: Path) -> None:
    index = Index.open(index_dir, FakeEmbedder())
    before = index.search("第 1 稿")
    collect(index_dir, 1)
    assert index.search("第 1 稿") == before


def test_nothing_is_dropped_while_a_build_is_at_work_or_while_what_serves_cannot_be_read(index_dir: Path) -> None:
    before = contents(index_dir)
    with build_lock(index_dir), pytest.raises(BusyError):
        collect(index_dir, 1)
    assert contents(index_dir) == before
    manifest_path(index_dir, current_name(index_dir)).write_text("{")
    before = contents(index_dir)
    with pytest.raises(IndexFormatError):
        collect(index_dir, 1)
    assert contents(index_dir) == before

"""A build costs what changed, and says what it did."""

import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from index import update
from index.build import build, build_articles
from index.garbage import collect
from index.locking import BusyError
from index.reports import BuildReport
from index.search import Index
from index.store import IndexFormatError, load_generation
from tests.fakes import FakeEmbedder, article
from tests.index.collection import BANK, COLLECTION, contents, write


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of the collection."""
    return write(tmp_path / "articles")


@pytest.fixture
def index_dir(tmp_path: Path, articles: Path) -> Path:
    """An index over it."""
    build(articles, tmp_path / "index", FakeEmbedder())
    return tmp_path / "index"


def _changes(report: BuildReport) -> dict[str, list[str]]:
    kinds = ("added", "modified", "deleted", "unchanged")
    return {kind: sorted(getattr(report, kind)) for kind in kinds if getattr(report, kind)}


def test_a_first_build_adds_and_embeds_everything(articles: Path, tmp_path: Path) -> None:
    embedder = FakeEmbedder()
    report = build(articles, tmp_path / "index", embedder)
    assert _changes(report) == {"added": sorted(COLLECTION)}
    assert report.failed == []
    assert report.embedded == report.chunks == len(embedder.embedded) > 0
    assert report.seconds > 0


def test_a_build_without_changes_embeds_nothing_and_publishes_nothing(articles: Path, index_dir: Path) -> None:
    before, embedder = contents(index_dir), FakeEmbedder()
    report = build(articles, index_dir, embedder)
    assert _changes(report) == {"unchanged": sorted(COLLECTION)}
    assert (report.embedded, embedder.embedded) == (0, [])
    assert contents(index_dir) == before


def test_adding_one_article_embeds_that_article_alone(articles: Path, index_dir: Path) -> None:
    embedder = FakeEmbedder()
    write(articles, {"zz/new.txt": "新港物流扩建仓库\n\n新港物流宣布扩建仓库。" + "仓库将使用机器人分拣包裹。" * 60})
    report = build(articles, index_dir, embedder)
    new = [c for c in load_generation(index_dir).chunks if c.article_id == "zz/new"]
    assert _changes(report) == {"added": ["zz/new.txt"], "unchanged": sorted(COLLECTION)}
    assert report.embedded == len(embedder.embedded) == len(new) > 1
    assert all("新港物流" in text for text in embedder.embedded)


def test_only_the_chunks_that_changed_are_embedded_again(articles: Path, tmp_path: Path) -> None:
    parts = [f"第{n}节讲的是编号{n}的仓库。" * 12 for n in range(6)]
    write(articles, {"long.txt": "长文\n\n" + "\n\n".join(parts)})
    build(articles, tmp_path / "index", FakeEmbedder())
    embedder = FakeEmbedder()
    write(articles, {"long.txt": "长文\n\n" + "\n\n".join([*parts[:-1], "最后一节改了。"])})
    report = build(articles, tmp_path / "index", embedder)
    assert _changes(report)["modified"] == ["long.txt"]
    kept = [c for c in load_generation(tmp_path / "index").chunks if c.article_id == "long"]
    assert 0 < report.embedded < len(kept)


def test_modified_deleted_and_unchanged_files_are_told_apart(articles: Path, index_dir: Path) -> None:
    write(articles, {"bank.txt": BANK + "\n\n银行提高了股息。"})
    (articles / "en/robot.md").unlink()
    report = build(articles, index_dir, FakeEmbedder())
    assert _changes(report) == {
        "modified": ["bank.txt"],
        "deleted": ["en/robot.md"],
        "unchanged": ["tw/cloud.txt"],
    }
    generation = load_generation(index_dir)
    assert list(generation.articles) == ["bank", "tw/cloud"]
    assert {c.article_id for c in generation.chunks} == {"bank", "tw/cloud"}
    assert "股息" in generation.articles["bank"].text


def test_a_file_touched_but_not_changed_is_unchanged(articles: Path, index_dir: Path) -> None:
    os.utime(articles / "bank.txt", (1, 1))
    assert _changes(build(articles, index_dir, FakeEmbedder())) == {"unchanged": sorted(COLLECTION)}


def test_a_renamed_file_is_told_as_such_and_embeds_nothing(articles: Path, index_dir: Path) -> None:
    embedder = FakeEmbedder()
    (articles / "bank.txt").rename(articles / "finance.txt")
    report = build(articles, index_dir, embedder)
    assert (report.renamed, embedder.embedded) == ([{"from": "bank.txt", "to": "finance.txt"}], [])
    assert _changes(report) == {"unchanged": ["en/robot.md", "tw/cloud.txt"]}
    assert Index.open(index_dir, embedder).search("云杉银行净利润")[0].chunk.article_id == "finance"


def test_a_copy_is_new_and_a_file_that_moved_and_changed_is_another(articles: Path, index_dir: Path) -> None:
    write(articles, {"copy.txt": BANK})
    (articles / "tw/cloud.txt").unlink()
    write(articles, {"cloud.txt": COLLECTION["tw/cloud.txt"] + "機房下月啟用。"})
    report = build(articles, index_dir, FakeEmbedder())
    assert (report.renamed, report.added, report.deleted) == ([], ["cloud.txt", "copy.txt"], ["tw/cloud.txt"])


def test_a_new_suffix_is_a_rename_and_is_read_by_the_new_formats_rules(articles: Path, index_dir: Path) -> None:
    write(articles, {"notes.txt": "# 云杉银行\n\n正文在此。"})
    build(articles, index_dir, FakeEmbedder())
    (articles / "notes.txt").rename(articles / "notes.md")
    report = build(articles, index_dir, FakeEmbedder())
    assert (report.renamed, report.modified) == ([{"from": "notes.txt", "to": "notes.md"}], [])
    assert load_generation(index_dir).articles["notes"].title == "云杉银行"


def test_an_id_that_changes_because_a_neighbour_is_gone_is_no_change_of_the_file(
    articles: Path, index_dir: Path
) -> None:
    write(articles, {"bank.md": "# 另一家银行\n\n正文在此。"})
    build(articles, index_dir, FakeEmbedder())
    assert "bank.txt" in load_generation(index_dir).articles
    (articles / "bank.md").unlink()
    embedder = FakeEmbedder()
    report = build(articles, index_dir, embedder)
    assert _changes(report) == {"deleted": ["bank.md"], "unchanged": sorted(COLLECTION)}
    assert (list(load_generation(index_dir).articles), embedder.embedded) == (["bank", "en/robot", "tw/cloud"], [])


def test_a_deleted_article_that_comes_back_embeds_nothing(articles: Path, index_dir: Path) -> None:
    (articles / "bank.txt").unlink()
    assert build(articles, index_dir, FakeEmbedder()).deleted == ["bank.txt"]
    assert all(h.chunk.article_id != "bank" for h in Index.open(index_dir, FakeEmbedder()).search("云杉银行净利润"))
    write(articles, {"bank.txt": BANK})
    embedder = FakeEmbedder()
    assert (build(articles, index_dir, embedder).added, embedder.embedded) == (["bank.txt"], [])
    assert Index.open(index_dir, embedder).search("云杉银行净利润")[0].chunk.article_id == "bank"


def test_what_comes_back_is_embedded_again_only_where_no_generation_holds_it(articles: Path, index_dir: Path) -> None:
    new = {"new.txt": "新港物流扩建仓库\n\n新港物流宣布扩建仓库。"}
    write(articles, new)
    build(articles, index_dir, FakeEmbedder())
    (articles / "new.txt").unlink()
    build(articles, index_dir, FakeEmbedder())
    assert [len(part.segment.entries) for part in load_generation(index_dir).parts] == [3]  # its segment serves no more
    embedder = FakeEmbedder()
    write(articles, new)
    assert (build(articles, index_dir, embedder).added, embedder.embedded) == (["new.txt"], [])
    (articles / "new.txt").unlink()
    build(articles, index_dir, embedder)
    collect(index_dir, 1)
    write(articles, new)
    build(articles, index_dir, embedder)
    assert len(embedder.embedded) == 1


def test_new_articles_that_resemble_others_are_told_with_those(articles: Path, tmp_path: Path) -> None:
    long = "\n".join(f"第{n}段讲的是编号{n}的仓库和它的机器人。" for n in range(30))
    write(articles, {"long.txt": f"长文\n\n{long}"})
    assert build(articles, tmp_path / "index", FakeEmbedder()).near_duplicates == []
    write(articles, {"reprint.txt": f"转载\n\n{long}\n本文转自别处。"})
    report = build(articles, tmp_path / "index", FakeEmbedder())
    assert report.near_duplicates == [{"path": "reprint.txt", "of": ["long"]}]


def test_an_empty_file_is_named_and_the_rest_indexed(articles: Path, tmp_path: Path) -> None:
    write(articles, {"empty.txt": "", "table.xlsx": "x"})
    report = build(articles, tmp_path / "index", FakeEmbedder())
    assert sorted(report.added) == sorted(COLLECTION)
    assert {f["path"] for f in report.failed} == {"empty.txt", "table.xlsx"}
    assert all(f["reason"] for f in report.failed)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_named_and_the_rest_indexed(articles: Path, tmp_path: Path) -> None:
    (articles / "broken.txt").symlink_to("/proc/self/mem")
    report = build(articles, tmp_path / "index", FakeEmbedder())
    assert sorted(report.added) == sorted(COLLECTION)
    assert [f["path"] for f in report.failed] == ["broken.txt"]


def test_a_file_that_became_unreadable_keeps_its_last_good_version(articles: Path, index_dir: Path) -> None:
    write(articles, {"bank.txt": ""})
    for _ in range(2):
        report = build(articles, index_dir, FakeEmbedder())
        assert [f["path"] for f in report.failed] == ["bank.txt"]
        assert "indexed before stays" in report.failed[0]["reason"]
        assert "bank.txt" not in [*report.deleted, *report.modified, *report.unchanged]
        assert Index.open(index_dir, FakeEmbedder()).search("云杉银行净利润")[0].chunk.article_id == "bank"
    write(articles, {"bank.txt": BANK})
    assert build(articles, index_dir, FakeEmbedder()).failed == []


def test_equal_folders_give_equal_generations_and_ids(tmp_path: Path) -> None:
    made = []
    for order in (list(COLLECTION), list(COLLECTION)[::-1]):
        place = tmp_path / order[0].replace("/", "-")
        write(place / "articles", {name: COLLECTION[name] for name in order})
        report = build(place / "articles", place / "index", FakeEmbedder())
        made.append((report.generation, [(c.id, c.start, c.end) for c in load_generation(place / "index").chunks]))
    assert made[0] == made[1]


def test_the_way_to_a_collection_does_not_show_in_its_generation(articles: Path, tmp_path: Path) -> None:
    write(articles, {"new.txt": "新的一篇。"})
    build(articles, tmp_path / "index", FakeEmbedder())
    (articles / "new.txt").unlink()
    step_by_step = build(articles, tmp_path / "index", FakeEmbedder())
    assert step_by_step.generation == build(articles, tmp_path / "fresh", FakeEmbedder()).generation


def test_a_full_build_reads_and_embeds_everything_again(articles: Path, index_dir: Path) -> None:
    embedder = FakeEmbedder()
    report = build(articles, index_dir, embedder, full=True)
    assert _changes(report) == {"added": sorted(COLLECTION)}
    assert report.embedded == report.chunks == len(embedder.embedded)
    assert Index.open(index_dir, embedder).search("净利润")


def test_another_model_embeds_everything_again_and_never_mixes(articles: Path, index_dir: Path) -> None:
    other = FakeEmbedder("other", dimension=128)
    with pytest.raises(IndexFormatError, match=r"built with the model fake-256.*names other-128.*index build"):
        Index.open(index_dir, other)
    report = build(articles, index_dir, other)
    assert _changes(report) == {"unchanged": sorted(COLLECTION)}
    assert report.embedded == report.chunks == len(other.embedded)
    assert load_generation(index_dir).dense.vectors().shape == (report.chunks, 128)
    assert Index.open(index_dir, other).search("云杉银行")[0].chunk.article_id == "bank"
    with pytest.raises(IndexFormatError):
        Index.open(index_dir, FakeEmbedder())


def test_a_newer_reader_reads_every_file_again(
    articles: Path, index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update, "READ_VERSION", "next")
    embedder = FakeEmbedder()
    report = build(articles, index_dir, embedder)
    assert _changes(report) == {"modified": sorted(COLLECTION)}
    assert embedder.embedded == []


def test_an_empty_folder_gives_an_index_that_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    report = build(tmp_path / "articles", tmp_path / "index", FakeEmbedder())
    assert (report.chunks, report.failed) == (0, [])
    assert Index.open(tmp_path / "index", FakeEmbedder()).search("云杉银行") == []


def test_the_last_article_can_be_deleted_and_one_added_again(articles: Path, index_dir: Path) -> None:
    for name in COLLECTION:
        (articles / name).unlink()
    assert build(articles, index_dir, FakeEmbedder()).chunks == 0
    write(articles, {"bank.txt": BANK})
    assert build(articles, index_dir, FakeEmbedder()).added == ["bank.txt"]
    assert Index.open(index_dir, FakeEmbedder()).search("云杉银行")


def test_a_missing_folder_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        build(tmp_path / "nowhere", tmp_path / "index", FakeEmbedder())
    assert not (tmp_path / "index").exists()


class Waiting(FakeEmbedder):
    """An embedder that waits in the middle of a build."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()

    def count_tokens(self, texts: list[str]) -> list[int]:  # type: ignore[override]
        """Wait to be told to go on."""
        self.reached.set()
        assert self.go_on.wait(30)
        return super().count_tokens(texts)


def test_two_builds_at_once_end_in_a_message_for_the_second(articles: Path, tmp_path: Path) -> None:
    waiting = Waiting()
    first = threading.Thread(target=build, args=(articles, tmp_path / "index", waiting))
    first.start()
    assert waiting.reached.wait(30)
    try:
        with pytest.raises(BusyError, match=r"process \d+ on .* since .* is building .*index: wait"):
            build(articles, tmp_path / "index", FakeEmbedder())
    finally:
        waiting.go_on.set()
        first.join()
    assert Index.open(tmp_path / "index", FakeEmbedder()).search("云杉银行")


def _held() -> list[Article]:
    return [
        article("rows#2", "星澜云在台北开设机房。", published=date(2024, 1, 2)),
        article("rows#1", "云杉银行净利润增长。"),
    ]


def test_articles_in_memory_are_built_as_files_are(tmp_path: Path) -> None:
    first, embedder = FakeEmbedder(), FakeEmbedder()
    assert sorted(build_articles(_held(), tmp_path, first).added) == ["rows#1", "rows#2"]
    report = build_articles([replace(_held()[0], source="晚报"), _held()[1]], tmp_path, embedder)
    assert _changes(report) == {"modified": ["rows#2"], "unchanged": ["rows#1"]}
    assert embedder.embedded == []
    assert load_generation(tmp_path).articles["rows#2"].source == "晚报"
    assert Index.open(tmp_path, embedder).search("净利润")[0].chunk.article_id == "rows#1"


def test_an_index_in_memory_finds_the_same_as_one_on_disk(tmp_path: Path) -> None:
    build_articles(_held(), tmp_path, FakeEmbedder())
    on_disk, held = Index.open(tmp_path, FakeEmbedder()), Index.of(_held(), FakeEmbedder())
    assert held.search("台北机房") == on_disk.search("台北机房") != []

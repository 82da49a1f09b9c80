"""Where articles come from."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.sources import folder_sources, held_sources
from tests.fakes import article
from tests.index.collection import COLLECTION, write


def test_a_folders_articles_have_ids_paths_and_hashes_of_their_own(tmp_path: Path) -> None:
    sources, others = folder_sources(write(tmp_path))
    assert [(s.article_id, s.path) for s in sources] == [
        ("bank", "bank.txt"),
        ("en/robot", "en/robot.md"),
        ("tw/cloud", "tw/cloud.txt"),
    ]
    assert len({s.sha256 for s in sources}) == len(COLLECTION)
    assert others == []
    assert sources[0].read().title == "云杉银行公布季度业绩"


def test_the_hash_is_of_the_content_not_of_the_place_or_the_time(tmp_path: Path) -> None:
    here, _ = folder_sources(write(tmp_path / "here"))
    there, _ = folder_sources(write(tmp_path / "there"))
    assert [s.sha256 for s in here] == [s.sha256 for s in there]


def test_files_of_other_formats_are_named_with_what_to_use(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "正文。", "scans/b.doc": "x", "LICENSE": "x"})
    _, others = folder_sources(tmp_path)
    assert [o["path"] for o in others] == ["LICENSE", "scans/b.doc"]
    assert all(".txt, .pdf or .docx" in o["reason"] for o in others)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        folder_sources(tmp_path / "nowhere")


def test_held_articles_are_told_apart_by_everything_they_say() -> None:
    one = article("a", "正文。")
    others = [replace(one, title="另一个"), replace(one, text="正文！"), replace(one, source="晚报")]
    sources = [held_sources([a])[0] for a in (one, *others)]
    assert len({s.sha256 for s in sources}) == 4
    assert sources[0].read() is one


def test_two_articles_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="'a'"):
        held_sources([article("a", "一。"), article("a", "二。")])

"""Ids of the files of a folder."""

import os
from pathlib import Path

import pytest

from corpus.scan import scan, unnameable, unsupported


def _touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")


def test_ids_are_paths_without_suffix_in_order(tmp_path: Path) -> None:
    _touch(tmp_path, "b.txt", "a/two.md", "a/one.html", "c.HTM")
    assert list(scan(tmp_path)) == ["a/one", "a/two", "b", "c"]


def test_files_that_would_share_an_id_keep_their_suffixes(tmp_path: Path) -> None:
    _touch(tmp_path, "a.txt", "a.md", "b.md")
    assert list(scan(tmp_path)) == ["a.md", "a.txt", "b"]


def test_hidden_files_and_readmes_are_passed_over(tmp_path: Path) -> None:
    _touch(tmp_path, "README.md", "sub/readme.txt", ".hidden.txt", ".git/x.txt", "a.txt")
    assert list(scan(tmp_path)) == ["a"]
    assert unsupported(tmp_path) == []


def test_other_suffixes_are_listed_apart(tmp_path: Path) -> None:
    _touch(tmp_path, "a.zip", "b.txt", "c")
    assert unsupported(tmp_path) == [tmp_path / "a.zip", tmp_path / "c"]


@pytest.mark.parametrize("function", [scan, unsupported])
def test_a_missing_folder_is_named_with_a_remedy(tmp_path: Path, function: object) -> None:
    assert callable(function)
    with pytest.raises(FileNotFoundError, match=r"nowhere is not a folder: name the folder"):
        function(tmp_path / "nowhere")


def test_what_cannot_be_an_article_at_all_is_named_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一篇文章。", "utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe.txt")
    os.close(os.open(os.fsencode(tmp_path) + b"/bad\xff.txt", os.O_CREAT))

    assert list(scan(tmp_path)) == ["a"]
    assert {name: reason.split(":")[0] for name, reason in unnameable(tmp_path).items()} == {
        "bad\\udcff.txt": "its name is not UTF-8",
        "link.txt": "a link to nothing",
        "pipe.txt": "neither a file nor a folder",
    }

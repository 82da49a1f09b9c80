"""Ids of the files of a folder."""

from pathlib import Path

import pytest

from corpus.scan import scan, unsupported


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

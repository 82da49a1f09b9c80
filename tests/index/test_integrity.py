"""A generation's name covers its manifest, and the manifest covers its files."""

from pathlib import Path
from typing import Any

import pytest

from index.integrity import AGAIN, content_name, sizes_and_digests, verify

CONTENT = {"settings": {"model": "fake"}, "articles": 1}


def _generation(tmp_path: Path, suffix: str = "") -> tuple[Path, dict[str, Any]]:
    folder = tmp_path / f"{content_name(CONTENT)}{suffix}"
    (folder / "lexical").mkdir(parents=True)
    (folder / "articles.jsonl").write_text("{}\n")
    (folder / "lexical" / "scores.npy").write_bytes(b"numbers")
    return folder, {"format": 1, **CONTENT, **sizes_and_digests(folder)}


def test_what_is_said_of_the_files_does_not_change_the_name(tmp_path: Path) -> None:
    _, manifest = _generation(tmp_path)
    assert content_name(manifest) == content_name(CONTENT) != content_name({**CONTENT, "articles": 2})


@pytest.mark.parametrize("suffix", ["", AGAIN])
def test_what_is_as_it_was_written_passes(tmp_path: Path, suffix: str) -> None:
    verify(*_generation(tmp_path, suffix))


def test_a_manifest_that_does_not_give_its_folders_name_is_refused(tmp_path: Path) -> None:
    folder, manifest = _generation(tmp_path)
    with pytest.raises(ValueError, match=r"manifest\.json is not as it was written"):
        verify(folder, {**manifest, "articles": 2})


@pytest.mark.parametrize(("content", "said"), [(b"number", "has 6 bytes, expected 7"), (b"Numbers", "not as it was")])
def test_a_changed_file_is_named(tmp_path: Path, content: bytes, said: str) -> None:
    folder, manifest = _generation(tmp_path)
    (folder / "lexical" / "scores.npy").write_bytes(content)
    with pytest.raises(ValueError, match=f"lexical/scores.npy .*{said}"):
        verify(folder, manifest)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    folder, manifest = _generation(tmp_path)
    (folder / "articles.jsonl").unlink()
    with pytest.raises(FileNotFoundError):
        verify(folder, manifest)

"""A generation's name covers its content, a manifest holds a hash of itself, a segment's name is its hash."""

import json
from pathlib import Path

import pytest

from index.integrity import check_named, content_name, file_name, sealed, unsealed

ABOUT = {"settings": {"model": "fake"}}


def test_a_name_depends_on_settings_and_articles_and_their_order() -> None:
    name = content_name(ABOUT, [b"one", b"two"])
    assert name == content_name(dict(ABOUT), iter([b"one", b"two"]))
    others = [content_name({}, [b"one", b"two"]), content_name(ABOUT, [b"one"]), content_name(ABOUT, [b"two", b"one"])]
    assert len({name, *others}) == 4


def test_what_is_sealed_is_unsealed_as_it_was() -> None:
    manifest = {"format": 5, "duplicates": [["云杉", "b"]], **ABOUT}
    assert unsealed(sealed(manifest)) == manifest


def test_any_change_to_a_sealed_manifest_is_noticed() -> None:
    data = sealed({"format": 5, "duplicates": [["云杉", "b"]], **ABOUT})
    for at in range(len(data)):
        for other in (b"0", b"1", b" ", b"\n", b"a"):
            changed = data[:at] + other + data[at + 1 :]
            if changed != data:
                with pytest.raises((ValueError, KeyError)):
                    unsealed(changed)


def test_the_same_words_in_another_layout_are_noticed() -> None:
    with pytest.raises(ValueError, match="not as it was written"):
        unsealed(json.dumps(json.loads(sealed(ABOUT))).encode())


def _named(folder: Path, content: bytes) -> Path:
    (folder / "part").write_bytes(content)
    return (folder / "part").rename(folder / f"{file_name(folder / 'part')}.safetensors")


def test_a_file_is_held_against_its_name_again_when_it_changes(tmp_path: Path) -> None:
    path = _named(tmp_path, b"numbers")
    check_named(path)
    check_named(path)
    path.write_bytes(b"Numbers")
    with pytest.raises(ValueError, match=f"{path.name} is not as it was written"):
        check_named(path)
    path.write_bytes(b"numbers")
    check_named(path)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_named(tmp_path / "gone.safetensors")

"""Whether what is on disk is as it was written: a segment's name is its hash, a manifest holds a hash of itself."""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

# Ends the name of a generation that took the place of an equal one.
AGAIN = "-again"
_NAMED = 32  # hexadecimal digits of a file's hash that name it
_intact: set[tuple[str, int, int, int]] = set()


def content_name(about: Mapping[str, Any], digests: Iterable[bytes]) -> str:
    """The name of the generation with these settings and articles, in the order of their ids: equal content, equal name."""
    found = hashlib.sha256(json.dumps(about, sort_keys=True).encode())
    for digest in digests:
        found.update(digest)
    return found.hexdigest()[:16]


def sealed(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it is written: JSON with a hash of all the rest."""
    return _text({**manifest, "check": hashlib.sha256(_text(manifest)).hexdigest()})


def unsealed(data: bytes) -> dict[str, Any]:
    """What `sealed` was given.

    Raises:
        ValueError: It is not as it was written.
    """
    manifest = json.loads(data)
    check = manifest.pop("check")
    if check != hashlib.sha256(_text(manifest)).hexdigest() or data != sealed(manifest):
        raise ValueError("it is not as it was written")
    found: dict[str, Any] = manifest
    return found


def _text(manifest: Mapping[str, Any]) -> bytes:
    return json.dumps(manifest, indent=1, sort_keys=True).encode()


def file_name(path: Path) -> str:
    """The name that a file's content gives it."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:_NAMED]


def check_named(path: Path) -> None:
    """Check that a file has the content that its name says; one that has not changed is read once in a process.

    Raises:
        ValueError: It has another.
        OSError: It cannot be read.
    """
    state = os.stat(path)  # noqa: PTH116 - what is compared below, whatever the path is
    key = (str(path.resolve()), state.st_ino, state.st_size, state.st_mtime_ns)
    if key in _intact:
        return
    if file_name(path) != path.stem:
        raise ValueError(f"{path.name} is not as it was written")
    _intact.add(key)

"""Whether a generation's files are as they were written: its name covers its manifest, the manifest covers the files."""

import hashlib
import json
from pathlib import Path
from typing import Any

# Ends the name of a generation that took the place of an equal one.
AGAIN = "-again"
_ABOUT_THE_FILES = frozenset({"format", "sizes", "sha256"})


def content_name(manifest: dict[str, Any]) -> str:
    """The name of the generation with this content: equal content and settings give equal names."""
    content = {key: value for key, value in manifest.items() if key not in _ABOUT_THE_FILES}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def sizes_and_digests(folder: Path) -> dict[str, dict[str, Any]]:
    """The manifest's entries `sizes` (bytes) and `sha256`, by the path of each file below the folder."""
    files = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
    return {
        "sizes": {name: path.stat().st_size for name, path in files.items()},
        "sha256": {name: _sha256(path) for name, path in files.items()},
    }


def verify(folder: Path, manifest: dict[str, Any]) -> None:
    """Check a generation's folder against its manifest, and the manifest against the folder's name.

    Raises:
        ValueError: Something is not as it was written.
        OSError: A file is missing.
    """
    if content_name(manifest) != folder.name.removesuffix(AGAIN):
        raise ValueError("manifest.json is not as it was written")
    for name, size in manifest["sizes"].items():
        if (folder / name).stat().st_size != size:
            raise ValueError(f"{name} has {(folder / name).stat().st_size} bytes, expected {size}")
    for name, digest in manifest.get("sha256", {}).items():
        if _sha256(folder / name) != digest:
            raise ValueError(f"{name} is not as it was written")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""Reads every byte of an index and says which files are not as they were written."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.approximation import approximation_path
from index.integrity import AGAIN, file_name
from index.store import (
    DAMAGED,
    IndexFormatError,
    current_name,
    generation_names,
    load_generation_named,
    manifest_path,
    name_of,
    read_manifest,
    segment_names,
    segment_path,
)

SERVING = "run `python -m index build --full`, which makes it anew from the articles"
OLD = "run `python -m index gc --keep 1`, which drops it; what serves does not need it"


@dataclass(slots=True)
class Checked:
    """What was checked.

    Attributes:
        generations: Names, the serving one first.
        files: How many files.
        bytes: How many bytes they have.
        damaged: {file, reason, remedy} of each file that is missing or not as it was written.
    """

    generations: list[str] = field(default_factory=list)
    files: int = 0
    bytes: int = 0
    damaged: list[dict[str, str]] = field(default_factory=list)


def check(index_dir: Path, *, everything: bool = False) -> Checked:
    """Check the hash of every file of the serving generation, or of all generations; again where a build has replaced it meanwhile.

    Raises:
        NoIndexError: Nothing has been built there.
    """
    current = current_name(index_dir)
    found = _checked(index_dir, current, everything)
    return found if not found.damaged or current_name(index_dir) == current else check(index_dir, everything=everything)


def _checked(index_dir: Path, current: str, everything: bool) -> Checked:
    others = sorted(name for name in generation_names(index_dir) if name != current)
    found, seen = Checked([current, *others] if everything else [current]), set[str]()
    for name in found.generations:
        remedy = SERVING if name == current else OLD
        manifest = _checked_manifest(index_dir, name, remedy, found)
        segments = [one for one in segment_names(manifest) if one not in seen] if manifest else []
        for segment in segments:
            _check_file(index_dir, segment_path(index_dir, segment), segment, remedy, found)
        seen.update(segments)
        entry = manifest.get("approximate") if manifest else None
        if entry and entry["name"] not in seen:
            _check_file(index_dir, approximation_path(index_dir, entry), entry["name"], remedy, found)
            seen.add(entry["name"])
        if manifest and not found.damaged:
            _check_name(index_dir, name, manifest, remedy, found)
    return found


def _checked_manifest(index_dir: Path, name: str, remedy: str, found: Checked) -> dict[str, Any] | None:
    path = manifest_path(index_dir, name)
    found.files += 1
    found.bytes += path.stat().st_size if path.exists() else 0
    try:
        return read_manifest(index_dir, name)
    except IndexFormatError as error:
        _add(found, index_dir, path, str(error).split(": run ")[0], remedy)
        return None


def _check_file(index_dir: Path, path: Path, name: str, remedy: str, found: Checked) -> None:
    found.files += 1
    try:
        found.bytes += path.stat().st_size
        if file_name(path) != name:
            _add(found, index_dir, path, "it is not as it was written", remedy)
    except OSError as error:
        _add(found, index_dir, path, error.strerror or str(error), remedy)


def _check_name(index_dir: Path, name: str, manifest: dict[str, Any], remedy: str, found: Checked) -> None:
    """The name of a generation stands for its articles: segments that are intact may still be those of others."""
    try:
        right = name_of(manifest, load_generation_named(index_dir, name)) == name.removesuffix(AGAIN)
        reason = "" if right else "its articles are not those that its name stands for"
    except DAMAGED as error:
        reason = str(error)
    if reason:
        _add(found, index_dir, manifest_path(index_dir, name), reason, remedy)


def _add(found: Checked, index_dir: Path, path: Path, reason: str, remedy: str) -> None:
    found.damaged.append({"file": path.relative_to(index_dir).as_posix(), "reason": reason, "remedy": remedy})

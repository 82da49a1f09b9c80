"""How a build puts things on the disk: each file is written beside, synced, and named by an atomic rename.

Segments come first, then the manifest that names them, then CURRENT; what no kept generation needs is dropped afterwards.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from index.approximation import FOLDER, approximation_path
from index.arrays import Array, write_arrays
from index.collection import Part
from index.disk import sync
from index.integrity import AGAIN, file_name, sealed
from index.segments import SUFFIX, Segment
from index.store import (
    FORMAT,
    KINDS,
    IndexFormatError,
    NoIndexError,
    current_name,
    manifest_path,
    manifests,
    open_segment,
    segment_names,
    segment_path,
)

KEPT_GENERATIONS = 2


def write_segment(index_dir: Path, arrays: Mapping[str, Array]) -> Segment:
    """Write a segment's file under the name that its content gives it, and open it."""
    folder = index_dir / "segments"
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / ".segment.part"
    try:
        write_arrays(part, arrays, {"format": str(FORMAT)})
        sync(part)
        path = segment_path(index_dir, file_name(part))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)  # on a disk that is full it would be in its own way
        raise
    return open_segment(path)


def publish(
    index_dir: Path, manifest: Mapping[str, Any], parts: Sequence[Part], name: str, earlier: Sequence[Part] = ()
) -> str:
    """Write a generation's manifest, make it the serving one, drop what no kept one needs; returns its name."""
    for folder in ("generations", "segments"):
        (index_dir / folder).mkdir(parents=True, exist_ok=True)
    if _serves(index_dir, name):
        name += AGAIN  # what serves is never taken away, not even for an equal generation
    segments = {
        kind: [{"name": part.segment.name, "deleted": sorted(part.dead)} for part in some]
        for kind, some in zip(KINDS, (parts, earlier), strict=True)
    }
    sequence = 1 + max((one.get("sequence", 0) for one in manifests(index_dir).values()), default=0)
    written = {**manifest, "format": FORMAT, "sequence": sequence, **segments}
    sync(index_dir / "segments")
    _replace(manifest_path(index_dir, name), sealed(written))
    _replace(index_dir / "CURRENT", name.encode())
    drop(unneeded(index_dir, name, KEPT_GENERATIONS))
    return name


def _serves(index_dir: Path, name: str) -> bool:
    try:
        return current_name(index_dir) == name
    except (NoIndexError, IndexFormatError):
        return False


def _replace(path: Path, data: bytes) -> None:
    """Give a file another content, all of it at once."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        sync(part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync(path.parent)


def unneeded(index_dir: Path, current: str, kept: int) -> list[Path]:
    """What is not needed by the serving generation and those published last before it, `kept` in all."""
    known = manifests(index_dir)
    others = sorted((name for name in known if name != current), key=lambda n: -known[n]["sequence"])
    names = {current, *others[: max(kept - 1, 0)]}
    needed = {segment for name in names for segment in segment_names(known[name])}
    found = [path for path in (index_dir / "generations").iterdir() if path.name.removesuffix(".json") not in names]
    found += [path for path in (index_dir / "segments").iterdir() if path.name.removesuffix(SUFFIX) not in needed]
    entries = [entry for name in names if (entry := known[name].get("approximate"))]
    wanted = {approximation_path(index_dir, entry) for entry in entries}
    found += [path for path in (index_dir / FOLDER).glob("*") if path not in wanted]
    return sorted(found)


def drop(paths: Iterable[Path]) -> None:
    """Remove files and folders; what cannot be removed now is left to the next build."""
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()

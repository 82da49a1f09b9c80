"""The approximate index of a generation: from which size on there is one, which segments it knows, where it is kept.

INDEX/approximate/HASH.faiss    over the vectors of the segments that the manifest lists, one behind the other

It is made from the segments alone and belongs to no content: a generation is the same with and without it. Segments that came
later are looked at whole, until they are too many.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.approximate import EXACT, ApproximateIndex
from index.collection import Part
from index.dense import DenseIndex, Named, VectorPart
from index.disk import sync
from index.integrity import check_named, file_name
from index.merging import live_chunks
from index.nearness import Rows

FOLDER = "approximate"
SUFFIX = ".faiss"
STALE = 0.25
"""The share of chunks that the approximate index may not know: they are looked at whole, a hundred thousand of them in 5 ms."""

Entry = dict[str, Any]
"""What the manifest says: the file's name, the segments that it knows with their sizes, type and training."""


def approximation_path(index_dir: Path, entry: Entry) -> Path:
    """Where an approximate index is kept."""
    return index_dir / FOLDER / f"{entry['name']}{SUFFIX}"


def still_good(entry: Entry | None, parts: Sequence[Part]) -> bool:
    """Whether a generation of these segments needs no approximate index but this one, or none at all."""
    sizes = {part.segment.name: live_chunks(part) for part in parts}
    total = sum(sizes.values())
    if total <= EXACT:
        return entry is None
    known = {segment["name"] for segment in entry["segments"]} if entry else set()
    return sum(size for name, size in sizes.items() if name not in known) <= STALE * total


def make_approximation(index_dir: Path, parts: Sequence[Part]) -> Entry | None:
    """Train and write an approximate index over all segments; None where they are few enough to be looked at whole."""
    if sum(map(live_chunks, parts)) <= EXACT:
        return None
    index = ApproximateIndex.of([part.segment.arrays["vectors"] for part in parts])
    folder = index_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / ".index.part"
    index.save(written)
    sync(written)
    segments = [{"name": part.segment.name, "chunks": len(part.segment)} for part in parts]
    entry: Entry = {"name": file_name(written), "segments": segments, **index.described}
    written.replace(approximation_path(index_dir, entry))
    sync(folder)
    return entry


def open_approximation(index_dir: Path, entry: Entry, *, check: bool) -> ApproximateIndex:
    """The approximate index of a manifest's entry.

    Raises:
        OSError: There is no such file.
        ValueError: It is damaged.
    """
    path = approximation_path(index_dir, entry)
    if check:
        check_named(path)
    return ApproximateIndex.load(path)


def dense_index(
    parts: Sequence[Part],
    rows: Sequence[Rows],
    size: int,
    dimension: int,
    approximate: tuple[Entry, ApproximateIndex] | None,
) -> DenseIndex:
    """The vectors of a generation.

    Args:
        parts: Its segments.
        rows: For each of them the row of each of its chunks, -1 where it is deleted.
        size: How many rows there are.
        dimension: Length of a vector.
        approximate: The approximate index, and what the manifest says of it.
    """
    if approximate is None:
        vectors = [part.segment.vectors for part in parts]
        return DenseIndex(list(zip(vectors, rows, strict=True)), size, dimension)
    entry, index = approximate
    of = {part.segment.name: (part.segment, own) for part, own in zip(parts, rows, strict=True)}
    known = [segment["name"] for segment in entry["segments"] if segment["name"] in of]
    # What the index knows stays on the disk in half precision: few of its rows are read for a query.
    covered: list[VectorPart] = [(of[name][0].arrays["vectors"], of[name][1]) for name in known]
    others = [(segment.vectors, own) for name, (segment, own) in of.items() if name not in known]
    gone = [of[s["name"]][1] if s["name"] in of else np.full(s["chunks"], -1) for s in entry["segments"]]
    return DenseIndex([*covered, *others], size, dimension, Named(index, np.concatenate(gone), len(covered)))

"""The index on disk: segments that never change, and manifests that say which of them make up a generation.

INDEX/CURRENT                          the name of the generation that serves
INDEX/generations/NAME.json            its manifest: settings, versions, counts, near-duplicates, segments and what is deleted in each
INDEX/segments/HASH.safetensors        some articles with all that searching them takes, see `index.segments`
INDEX/approximate/HASH.faiss           what finds the nearest of very many vectors, see `index.approximation`
INDEX/build.lock                       held by the one process that builds

`index.publishing` writes them.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from index.approximation import open_approximation
from index.collection import Part
from index.generation import Generation
from index.integrity import AGAIN, check_named, content_name, unsealed
from index.segments import SUFFIX, Segment

FORMAT = 5
# Up to here all of an index is hashed when it is opened, which takes a second or two; beyond, its segments' headers and records.
HASHED_AT_ONCE = 1_500_000_000
# What reading a damaged manifest raises.
DAMAGED = (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError)
KINDS = ("segments", "earlier")  # of the articles, and of superseded versions
_ABOUT = ("settings", "versions", "model")
_open: WeakValueDictionary[tuple[str, int], Segment] = WeakValueDictionary()


class NoIndexError(FileNotFoundError):
    """There is no index yet where one was looked for."""


class IndexFormatError(ValueError):
    """The index on disk is damaged or was made by another release; the message says what to do."""


class NewerIndexError(IndexFormatError):
    """The index was made by a newer release, which alone knows what it holds."""


def current_name(index_dir: Path) -> str:
    """The name of the generation that serves.

    Raises:
        NoIndexError: Nothing has been built there.
    """
    try:
        return (index_dir / "CURRENT").read_text("utf-8").strip()
    except FileNotFoundError as error:
        raise NoIndexError(f"no index in {index_dir}: run `python -m index build`") from error
    except (OSError, ValueError) as error:
        raise IndexFormatError(
            f"{index_dir / 'CURRENT'} cannot be read ({error}): run `python -m index build`"
        ) from error


def manifest_path(index_dir: Path, name: str) -> Path:
    """Where a generation's manifest is kept."""
    return index_dir / "generations" / f"{name}.json"


def read_manifest(index_dir: Path, name: str | None = None) -> dict[str, Any]:
    """The manifest of a generation, the serving one by default.

    Raises:
        NoIndexError: Nothing has been built there.
        NewerIndexError: It was made by a newer release.
        IndexFormatError: The manifest is damaged or of an older format.
    """
    name = name or current_name(index_dir)
    path = manifest_path(index_dir, name)
    if not path.exists() and (path.with_suffix("") / "manifest.json").exists():
        raise IndexFormatError(
            f"{index_dir} was made by an older release: run `python -m index build`, which makes it anew"
        )
    try:
        data = path.read_bytes()
        found = json.loads(data)["format"]
        if isinstance(found, int) and found > FORMAT:
            raise NewerIndexError(
                f"{index_dir} has format {found}, this release reads up to {FORMAT} and leaves it as it is: "
                "install the newer release, or name another folder by --index or ASSISTANT_INDEX_DIR"
            )
        return unsealed(data)
    except NewerIndexError:
        raise
    except DAMAGED as error:
        raise IndexFormatError(f"{path} cannot be read ({error}): run `python -m index build`") from error


def load_generation(index_dir: Path) -> Generation:
    """Open the serving generation; one that is replaced meanwhile is opened again.

    Raises:
        NoIndexError: Nothing has been built there.
        IndexFormatError: A file is missing or damaged.
    """
    name = current_name(index_dir)
    try:
        return load_generation_named(index_dir, name)
    except DAMAGED as error:
        if current_name(index_dir) != name:
            return load_generation(index_dir)
        if isinstance(error, IndexFormatError):
            raise
        raise IndexFormatError(
            f"generation {name} in {index_dir} cannot be read ({error}): run `python -m index build`"
        ) from error


def generation_names(index_dir: Path) -> list[str]:
    """The generations that have a manifest, readable or not."""
    return [path.stem for path in (index_dir / "generations").glob("[!.]*.json")]


def load_generation_named(index_dir: Path, name: str) -> Generation:
    """Open a generation that need not serve; raises what reading a damaged one raises."""
    manifest = read_manifest(index_dir, name)
    paths = {name: segment_path(index_dir, name) for name in segment_names(manifest)}
    check = sum(path.stat().st_size for path in paths.values()) <= HASHED_AT_ONCE
    for path in paths.values() if check else ():
        check_named(path)
    parts, earlier = (
        [Part(open_segment(paths[one["name"]]), frozenset(one["deleted"])) for one in manifest[kind]] for kind in KINDS
    )
    entry = manifest.get("approximate")
    approximate = (entry, open_approximation(index_dir, entry, check=check)) if entry else None
    generation = Generation(name, manifest, parts, earlier, approximate=approximate)
    if name_of(manifest, generation) != name.removesuffix(AGAIN):
        raise ValueError("its articles are not those that its name stands for")
    return generation


def name_of(manifest: Mapping[str, Any], generation: Generation) -> str:
    """The name that a generation's content gives it."""
    about = {key: manifest[key] for key in _ABOUT}
    entries = (*generation.articles.entries(), *generation.versions.entries())
    return content_name(about, (entry.digest for entry in entries))


def segment_names(manifest: Mapping[str, Any]) -> list[str]:
    """The segments that a generation needs, those of superseded versions too."""
    return [one["name"] for kind in KINDS for one in manifest[kind]]


def segment_path(index_dir: Path, name: str) -> Path:
    """Where a segment is kept."""
    return index_dir / "segments" / f"{name}{SUFFIX}"


def open_segment(path: Path) -> Segment:
    """A segment, opened once in a process for as long as a generation holds it."""
    key = (str(path.resolve()), path.stat().st_ino)
    found = _open.get(key)
    if found is None:
        found = _open[key] = Segment.load(path)
    return found


def spare_segments(index_dir: Path, generation: Generation | None) -> list[Segment]:
    """Segments that are no part of a generation: what was deleted may come back, and a build that was killed has left its own."""
    parts = (*generation.parts, *generation.earlier) if generation else ()
    own, found = {part.segment.name for part in parts}, []
    for path in sorted((index_dir / "segments").glob(f"[!.]*{SUFFIX}")):
        if path.stem not in own:
            with suppress(OSError, ValueError):  # a damaged one holds nothing that could be taken
                check_named(path)
                found.append(open_segment(path))
    return found


def manifests(index_dir: Path) -> dict[str, dict[str, Any]]:
    """The readable manifests by name."""
    found = {}
    for name in generation_names(index_dir):
        try:
            found[name] = read_manifest(index_dir, name)
        except IndexFormatError:
            continue
    return found


def index_bytes(index_dir: Path, generation: Generation) -> int:
    """How many bytes a generation takes on disk."""
    paths = [segment_path(index_dir, part.segment.name) for part in (*generation.parts, *generation.earlier)]
    return sum(path.stat().st_size for path in [manifest_path(index_dir, generation.name), *paths])

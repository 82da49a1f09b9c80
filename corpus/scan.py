"""Which files of a folder are articles, and the id of each."""

import re
from collections import Counter
from pathlib import Path

from corpus.formats import SUFFIXES

SEVERAL = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv"})  # files that hold several articles
_SIDECAR = re.compile(r"\.meta\.ya?ml$", re.I)
_NOT_ARTICLES = frozenset({"readme.md", "readme.txt"})


def scan(root: Path) -> dict[str, Path]:
    """Returns the articles below a folder by their ids, sorted by id.

    An id is the path below `root` without its suffix, with "/" on every system; where two files would share it, both
    keep their suffix; so does a file whose name is the id of a record beside it (`a#1.txt` beside `a.csv`). A file that
    holds several articles stands under the id that those of its records begin with. Hidden files and folders, README
    files and sidecars are passed over.

    Raises:
        FileNotFoundError: If `root` is not a folder.
    """
    paths = [path for path in _files(root) if path.suffix.lower() in SUFFIXES | SEVERAL]
    stems = Counter(_relative(root, path.with_suffix("")) for path in paths)
    several = {_relative(root, path.with_suffix("")) for path in paths if path.suffix.lower() in SEVERAL}
    found: dict[str, Path] = {}
    for path in paths:
        stem = _relative(root, path.with_suffix(""))
        alone = stems[stem] == 1 and stem.rpartition("#")[0] not in several
        found[stem if alone else _relative(root, path)] = path
    return dict(sorted(found.items()))


def unsupported(root: Path) -> list[Path]:
    """Returns the files below a folder that `scan` leaves out because of their suffix, sorted.

    Raises:
        FileNotFoundError: If `root` is not a folder.
    """
    return sorted(path for path in _files(root) if path.suffix.lower() not in SUFFIXES | SEVERAL)


def unnameable(root: Path) -> dict[str, str]:
    """Returns what below a folder `scan` cannot take at all, with the reason why, by paths that can be printed.

    Raises:
        FileNotFoundError: If `root` is not a folder.
    """
    found = {}
    for path in _entries(root):
        name = _relative(root, path)
        if _not_utf8(name):
            found[name.encode("utf-8", "backslashreplace").decode()] = "its name is not UTF-8: rename it"
        elif path.is_symlink() and not path.exists():
            found[name] = "a link to nothing: correct it or delete it"
        elif not path.is_file() and not path.is_dir():
            found[name] = "neither a file nor a folder: replace it by a file"
    return dict(sorted(found.items()))


def sidecars(root: Path) -> list[Path]:
    """Returns the sidecars below a folder, sorted; see `corpus.sidecars`.

    Raises:
        FileNotFoundError: If `root` is not a folder.
    """
    return sorted(path for path in _below(root) if _SIDECAR.search(path.name))


def sidecar_stem(path: Path) -> str:
    """The name of a sidecar without what makes it one: "a" or "a.txt" of `a.meta.yaml` or `a.txt.meta.yaml`."""
    return _SIDECAR.sub("", path.name)


def _files(root: Path) -> list[Path]:
    return [path for path in _below(root) if not _SIDECAR.search(path.name)]


def _below(root: Path) -> list[Path]:
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is not a folder: name the folder that holds the articles, or make it first")
    return [path for path in _entries(root) if path.is_file() and not _not_utf8(_relative(root, path))]


def _entries(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if not _is_passed_over(path.relative_to(root))]


def _not_utf8(name: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in name)


def _is_passed_over(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.name.lower() in _NOT_ARTICLES


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()

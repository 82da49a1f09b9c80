"""Which files of a folder are articles, and the id of each."""

from collections import Counter
from pathlib import Path

from corpus.formats import SUFFIXES

_NOT_ARTICLES = frozenset({"readme.md", "readme.txt"})


def scan(root: Path) -> dict[str, Path]:
    """Returns the articles below a folder by their ids, sorted by id.

    An id is the path below `root` without its suffix, with "/" on every system; where two files would share it, both
    keep their suffix. Hidden files and folders and README files are passed over.

    Raises:
        FileNotFoundError: If `root` is not a folder.
    """
    paths = [path for path in _files(root) if path.suffix.lower() in SUFFIXES]
    stems = Counter(_relative(root, path.with_suffix("")) for path in paths)
    found: dict[str, Path] = {}
    for path in paths:
        stem = _relative(root, path.with_suffix(""))
        found[stem if stems[stem] == 1 else _relative(root, path)] = path
    return dict(sorted(found.items()))


def unsupported(root: Path) -> list[Path]:
    """Returns the files below a folder that `scan` leaves out because of their suffix, sorted.

    Raises:
        FileNotFoundError: If `root` is not a folder.
    """
    return sorted(path for path in _files(root) if path.suffix.lower() not in SUFFIXES)


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        raise FileNotFoundError(f"{root} is not a folder: name the folder that holds the articles, or make it first")
    return [path for path in root.rglob("*") if path.is_file() and not _is_passed_over(path.relative_to(root))]


def _is_passed_over(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts) or path.name.lower() in _NOT_ARTICLES


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()

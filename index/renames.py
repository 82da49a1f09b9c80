"""Which files were renamed or moved: the same content, one path gone and one new."""

from collections.abc import Mapping
from pathlib import PurePosixPath


def renames(gone: Mapping[str, str], new: Mapping[str, str]) -> list[dict[str, str]]:
    """Pair files that are gone with new ones of the same content.

    Where several have one content, those with the same file name belong together, then the others in the order of their paths.

    Args:
        gone: Content hashes by path; an empty hash is an unknown content.
        new: The same.

    Returns:
        {from, to} in the order of the old paths; every path at most once.
    """
    left = {path: sha for path, sha in sorted(new.items()) if sha}
    pairs: dict[str, str] = {}
    for alike in (_same_name, _any_name):
        for old, sha in sorted(gone.items()):
            found = next((path for path, other in left.items() if other == sha and alike(old, path)), None)
            if old not in pairs and found is not None:
                pairs[old] = found
                del left[found]
    return [{"from": old, "to": pairs[old]} for old in sorted(pairs)]


def _same_name(old: str, new: str) -> bool:
    return PurePosixPath(old).name == PurePosixPath(new).name


def _any_name(_old: str, _new: str) -> bool:
    return True

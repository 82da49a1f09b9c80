"""Where chunks with known keys already have their vectors, found without a table of all keys in memory."""

from collections.abc import Sequence

import numpy as np

from index.segments import Segment


def find_keys(segments: Sequence[Segment], keys: Sequence[bytes]) -> dict[int, tuple[Segment, int]]:
    """For those keys that a segment holds, by their place: the segment and the row in it; deleted chunks count too.

    Args:
        segments: Where to look.
        keys: 16 bytes each.
    """
    found: dict[int, tuple[Segment, int]] = {}
    if not keys:
        return found
    places: dict[bytes, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    wanted = np.unique(np.frombuffer(b"".join(places), "<u8")[::2])
    for segment in segments:
        held = segment.arrays["keys"]
        heads = np.ascontiguousarray(held).view("<u8")[:, 0]
        at = np.minimum(np.searchsorted(wanted, heads), len(wanted) - 1)
        for row in np.flatnonzero(wanted[at] == heads).tolist():
            for place in places.get(held[row].tobytes(), ()):
                found[place] = (segment, row)
    return found

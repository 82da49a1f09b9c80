"""Which segments become one: as few as answer quickly, without writing a large part of the collection for one new article.

Segments fall into tiers by their size; a tier that is full is merged into a segment of the tier above (as in Lucene's tiered
merging), which writes each chunk once a tier. No segment grows past LARGEST chunks, so a merge takes seconds at most.
"""

from collections.abc import Sequence

from index.collection import Part

LARGEST = 16_384  # chunks of a segment, about 120 MB; two bytes number them
FULL = 8  # segments of a tier; each tier holds segments up to FULL times as large as the one below


def live_chunks(part: Part) -> int:
    """How many chunks of a part count."""
    counts = part.segment.chunk_counts
    return len(part.segment) - int(sum(counts[number] for number in part.dead))


def to_merge(parts: Sequence[Part]) -> list[int]:
    """The places of the next parts to put together, or none: those of a full tier, or one that is mostly deleted."""
    sizes = [live_chunks(part) for part in parts]
    for place, part in enumerate(parts):
        if part.dead and 2 * sizes[place] < len(part.segment):
            return [place]
    tiers: dict[int, list[int]] = {}
    for place in sorted(range(len(parts)), key=lambda p: (sizes[p], parts[p].segment.name)):
        tiers.setdefault(_tier(sizes[place]), []).append(place)
    for _, tier in sorted(tiers.items()):
        fitting = _fitting(tier, sizes) if len(tier) >= FULL else []
        if len(fitting) > 1:
            return fitting
    return []


def _tier(size: int) -> int:
    tier = 0
    while size >= FULL:
        size, tier = size // FULL, tier + 1
    return tier


def _fitting(places: Sequence[int], sizes: Sequence[int]) -> list[int]:
    """The smallest of the parts, as many as make one segment."""
    chosen: list[int] = []
    total = 0
    for place in places:
        total += sizes[place]
        if total > LARGEST:
            break
        chosen.append(place)
    return chosen

"""Few segments, each chunk written seldom, and no merge that takes long."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collection import Part
from index.merging import FULL, LARGEST, live_chunks, to_merge


@dataclass(eq=False)
class _Sized:
    """Stands for a segment of articles with so many chunks each."""

    counts: list[int]
    name: str = "x"
    entries: list[int] = field(default_factory=list)

    @property
    def chunk_counts(self) -> np.ndarray:
        return np.array(self.counts)

    def __len__(self) -> int:
        return sum(self.counts)


def _part(*counts: int, dead: frozenset[int] = frozenset()) -> Part:
    return Part(_Sized(list(counts)), dead)  # type: ignore[arg-type]


def _merged(parts: list[Part]) -> tuple[list[Part], int]:
    """The parts after all merges, and how many chunks these have written."""
    written = 0
    while chosen := to_merge(parts):
        size = sum(live_chunks(parts[place]) for place in chosen)
        parts = [*(part for place, part in enumerate(parts) if place not in chosen), _part(size)]
        written += size
    return parts, written


@pytest.mark.parametrize("size", [1, 10, 100])
def test_thousands_of_builds_leave_few_segments_and_write_each_chunk_seldom(size: int) -> None:
    parts: list[Part] = []
    written = largest = 0
    for _ in range(3000):
        parts, cost = _merged([*parts, _part(size)])
        written, largest = written + cost, max(largest, cost)
    assert len(parts) <= 6 * FULL
    assert written <= 7 * 3000 * size
    assert largest <= 1.3 * LARGEST


@given(st.lists(st.integers(0, 2 * LARGEST), max_size=40))
def test_merging_ends_and_makes_nothing_too_large(sizes: list[int]) -> None:
    parts, _ = _merged([_part(size) for size in sizes])
    assert sum(map(live_chunks, parts)) == sum(sizes)
    assert max(map(live_chunks, parts), default=0) <= max([LARGEST, *sizes])


def test_a_segment_that_is_mostly_deleted_is_written_anew() -> None:
    assert to_merge([_part(100, 100, 100, dead=frozenset({0}))]) == []
    assert to_merge([_part(500), _part(100, 100, 100, dead=frozenset({0, 2}))]) == [1]

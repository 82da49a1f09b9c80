"""Progress bars on stderr."""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def progress(items: Sequence[T], description: str, unit: str) -> Iterator[T]:
    """The items, counted on stderr; a log file gets a line every 15 seconds where a terminal gets a moving bar."""
    seconds = 0.1 if sys.stderr.isatty() else 15.0
    yield from tqdm(items, desc=description, unit=unit, leave=False, mininterval=seconds)

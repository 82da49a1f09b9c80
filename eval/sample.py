"""A fair part of a set's questions: by a hash of their ids, which has nothing to do with what they ask."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Split = Literal["even", "odd"]


@dataclass(frozen=True, slots=True)
class Sample:
    """Which questions of a set are asked.

    Attributes:
        limit: The first so many in the order of their hashes; None asks all.
        split: Only those whose hash, as a whole number, is even or odd; None asks both.
    """

    limit: int | None = None
    split: Split | None = None

    def of(self, ids: Iterable[str]) -> list[str]:
        """The ids that are in the sample; in the order of their hashes under a limit, else as they come."""
        kept = [one for one in ids if self.split is None or parity(one) == self.split]
        return kept if self.limit is None else sorted(kept, key=_hash)[: self.limit]

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Sample()

    def __str__(self) -> str:
        parts = [f"ids of {self.split} sha1"] if self.split else []
        parts += [f"at most {self.limit} a set, the first in the order of the sha1 of their ids"] if self.limit else []
        return "; ".join(parts) or "every question"


EVERY_QUESTION = Sample()


def parity(identifier: str) -> Split:
    """Whether the sha1 of an id, as a whole number, is even or odd: parameters are fitted on even ones alone."""
    return "odd" if int(_hash(identifier), 16) % 2 else "even"


def _hash(identifier: str) -> str:
    return hashlib.sha1(identifier.encode(), usedforsecurity=False).hexdigest()

"""Cutting spans out of a text while remembering where everything stood in the original."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.article import Removal


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A span of a text to cut out.

    Attributes:
        start: Offset of its first character.
        end: Offset behind its last character.
        reason: The rule that cuts it.
    """

    start: int
    end: int
    reason: str


class Draft:
    """A text being cleaned; rules look at `text`, which shrinks with every cut."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._origins = list(range(len(text)))
        self._removed: list[tuple[int, Removal]] = []

    def cut(self, cuts: Iterable[Cut]) -> bool:
        """Cuts spans out of the present `text`, overlapping ones once; returns whether there were any."""
        kept: list[str] = []
        origins: list[int] = []
        last = 0
        any_cut = False
        for item in sorted(cuts):
            start = max(item.start, last)
            if start >= item.end:
                continue
            any_cut = True
            kept.append(self.text[last:start])
            origins.extend(self._origins[last:start])
            if piece := self.text[start : item.end].strip("\n"):
                self._removed.append((self._origins[start], Removal(item.reason, piece)))
            last = item.end
        kept.append(self.text[last:])
        self._origins = origins + self._origins[last:]
        self.text = "".join(kept)
        return any_cut

    def removed(self) -> tuple[Removal, ...]:
        """What was cut, in the order of the original text."""
        return tuple(removal for _, removal in sorted(self._removed, key=lambda pair: pair[0]))

    def present(self, offsets: Sequence[int]) -> tuple[int, ...]:
        """Where offsets of the original text stand in the present one; one inside a cut stands behind it."""
        return tuple(bisect_left(self._origins, offset) for offset in offsets)

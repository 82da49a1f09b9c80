"""Names in several forms: those that articles give (index/mining.py) and those of a table in plain text.

The table has one thing a line, its names separated by " = ": `阿里巴巴 = 阿里 = Alibaba`.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.fold import fold, fold_with_offsets
from index.terms import STOPWORDS

TABLE = Path(__file__).with_name("names.txt")
SHORTEST = 2


class Aliases:
    """Which names mean the same thing.

    A name that is a common English word but for its capitals, as WHO, counts in capitals alone and is no other form of anything.
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        """Take groups of names of one thing each; groups that share a name become one."""
        self._group_of: dict[str, tuple[str, ...]] = {}
        self._written: dict[str, str] = {}
        # By first character the lengths of the names that begin with it, longest first: thousands of names are looked up
        # in every sentence, and a pattern of all of them would try each at every place.
        self._lengths: dict[str, list[int]] = {}
        for group in groups:
            self._add(group)

    def joined_by(self, groups: Iterable[Sequence[str]]) -> "Aliases":
        """These names and further groups of names of one thing each; this one where there are none."""
        more = list(groups)
        if not more:
            return self
        joined = Aliases(())
        joined._group_of, joined._written = dict(self._group_of), dict(self._written)
        joined._lengths = dict(self._lengths)
        for group in more:
            joined._add(group)
        return joined

    def _add(self, group: Sequence[str]) -> None:
        names = {fold(n): n for n in group if len(fold(n)) >= SHORTEST}
        self._written = names | self._written
        words = {name for name in names if name in STOPWORDS}
        merged = dict.fromkeys(name for name in names if name not in words)
        for name in names:
            merged |= dict.fromkeys(self._group_of.get(name, ()))
        for name in [*merged, *words]:
            self._group_of[name] = tuple(merged)
            lengths = self._lengths.get(name[0], [])
            if len(name) not in lengths:
                self._lengths[name[0]] = sorted([*lengths, len(name)], reverse=True)

    def named(self, text: str) -> list[str]:
        """The known names in a text, folded, without repetition; the longest at a place, a Latin one as a whole word."""
        return list(dict.fromkeys(self._names_in(text, fold(text))))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the known names of a text stand in it, the longest at a place."""
        folded, offsets = fold_with_offsets(text)
        places = [*offsets, len(text)]
        return [(places[start], places[end - 1] + 1) for start, end in self._spans_in(text, folded)]

    def _names_in(self, text: str, folded: str) -> Iterator[str]:
        return (folded[start:end] for start, end in self._spans_in(text, folded))

    def _spans_in(self, text: str, folded: str) -> Iterator[tuple[int, int]]:
        at = 0
        while at < len(folded):
            name = next((n for n in self._candidates(folded, at) if _stands_alone(folded, at, n)), "")
            if name in STOPWORDS and not _in_capitals(text, at, name):
                name = ""
            if name:
                yield at, at + len(name)
            at += len(name) or 1

    def _candidates(self, folded: str, at: int) -> Iterator[str]:
        for length in self._lengths.get(folded[at], ()):
            if folded[at : at + length] in self._group_of:
                yield folded[at : at + length]

    def others(self, text: str) -> list[str]:
        """The other names of everything that a text names, folded, without repetition."""
        folded = fold(text)
        return list(
            dict.fromkeys(n for name in self._names_in(text, folded) for n in self._group_of[name] if n not in folded)
        )

    def things(self, text: str) -> set[str]:
        """What a text names, each thing by the first of its names."""
        return {self._group_of[name][0] for name in self._names_in(text, fold(text))}

    def as_named_in(self, question: str, text: str) -> str:
        """A text whose names stand as a question writes them: the 玄圃 of the question for the Xuanpu of the text."""
        folded, offsets = fold_with_offsets(question)
        spans = self._spans_in(question, folded)
        asked = {self._group_of[folded[a:b]]: question[offsets[a] : offsets[b - 1] + 1] for a, b in spans}
        if not asked:
            return text
        pieces, at = [], 0
        for start, end in self.spans(text):
            name = asked.get(self._group_of[fold(text[start:end])])
            if name is not None:
                pieces += [text[at:start], name]
                at = end
        return "".join([*pieces, text[at:]])

    def written(self, name: str) -> str:
        """A folded name with its capitals, in the script of its table."""
        return self._written.get(name, name)

    def same(self, name: str) -> tuple[str, ...]:
        """All names of a thing, folded, this one among them."""
        folded = fold(name)
        return self._group_of.get(folded, (folded,))


def _stands_alone(folded: str, at: int, name: str) -> bool:
    """Whether a Latin name is no part of a longer word."""
    if not name.isascii():
        return True
    around = folded[max(0, at - 1) : at] + folded[at + len(name) : at + len(name) + 1]
    return not any(c.isascii() and c.isalnum() for c in around)


def _in_capitals(text: str, at: int, name: str) -> bool:
    """Whether what folds to a name stands in capitals: the WHO, as against who."""
    _, offsets = fold_with_offsets(text)
    return text[offsets[at] : offsets[at + len(name) - 1] + 1].isupper()


def known_names(mined: Iterable[Sequence[str]]) -> Aliases:
    """The names of the table and those mined from a collection."""
    return Aliases([*read_table(TABLE), *mined])


def read_table(path: Path) -> list[tuple[str, ...]]:
    """The groups of a table file.

    Raises:
        ValueError: A line has fewer than two names; the message names file and line.
    """
    groups = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            names = tuple(n.strip() for n in line.split("=") if n.strip())
            if len(names) < 2:
                raise ValueError(f"{path}, line {number}: {line!r} has one name, expected `one = another`")
            groups.append(names)
    return groups

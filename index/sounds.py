"""Names told by their sound: 玄圃 and Xuanpu, 顾怀瑾 and Gu Huaijin, where no article and no table says that they are one.

English news write Chinese names in Pinyin. A name of a question is looked for in what the articles of the other language say, in their
own letters: nothing is taken for a name that does not stand there.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import rjieba

from corpus.fold import fold
from index.aliases import Aliases
from index.dictionary import is_word, lower_case_words
from index.lexical import LexicalIndex, Numbers
from index.mining import KIND_OF_COMPANY
from index.readings import SURNAMES, readings
from index.spellings import LONGEST, HanForms, coined, people, spellings

HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
CAPITALISED = re.compile(r"(?<![A-Za-z])[A-Z][a-z]+(?:['’-](?!s\b)[A-Za-z]?[a-z]+)*(?![A-Za-z])")
NAME_TAGS = ("nr", "ns", "nt", "nz")
COINED_TAGS = ("n", "x", "j", "z", "g", "ag")  # what jieba makes of words that it does not know
TIMES = 2  # that a coined name must stand in the articles: what sounds like it once is chance
KIND = re.compile(rf"{KIND_OF_COMPANY.pattern}|[市县省区镇]")
LOOKED_INTO = 8  # chunks that hold a name's sounds
CLEARLY = 2  # times as many chunks as the next name of the same sound
MOST = 6_000  # pairs of characters with one sound


@dataclass(frozen=True, slots=True)
class Sounds:
    """What a collection says, for names to be looked for in it.

    Attributes:
        words: Which chunks hold which terms.
        english: Which chunks are in English, [chunks].
        text: A chunk's text by its row.
        known: Which names are known to mean the same thing, however they sound.
    """

    words: LexicalIndex
    english: npt.NDArray[np.bool_]
    text: Callable[[int], str]
    known: Aliases

    def heard(self, text: str) -> tuple[tuple[str, str], ...]:
        """The names of a text with their forms in the other language, Han and Latin: 玄圃 Xuanpu."""
        return tuple(dict.fromkeys([*self._in_latin(fold(text)), *self._in_han(text)]))

    def _in_latin(self, folded: str) -> Iterator[tuple[str, str]]:
        """What English articles call the Han names of a text."""
        if not self.english.any():
            return
        spelt = {han: spellings(han) for han in _windows(folded)}
        rows = self.words.rows_of([word for ways in spelt.values() for way in ways for word in way.split(" ")])
        taken = ""
        for han in sorted(spelt, key=len, reverse=True):
            found = [form for way in spelt[han] if han not in taken for form in self._written(way, rows)]
            if found:
                taken += f" {han}"
                yield han, found[0]

    def _written(self, spelling: str, rows: dict[str, Numbers]) -> Iterator[str]:
        """A spelling as English articles write it; a common word (lichen) only where it stands with a capital within sentences, and never without."""
        words = spelling.split(" ")
        if any(word not in rows for word in words):
            return
        pattern = re.compile(rf"(?<![\w-]){'[ -]'.join(map(re.escape, words))}(?![\w-])", re.I)
        named, wanted = 0, TIMES if spelling in lower_case_words() else 0
        for row in self._shared([rows[word] for word in words], english=True)[:LOOKED_INTO]:
            text = self.text(row)
            said = [m for m in pattern.finditer(text) if not _is_given(text[: m.start()])]
            if not all(word[0].isupper() for m in said for word in m.group().split(" ")):
                return
            named += sum(_within_a_sentence(text, m) for m in said)
            if said and named >= wanted:
                yield said[0].group()
                return

    def _in_han(self, text: str) -> Iterator[tuple[str, str]]:
        """What Chinese articles call the Latin names of a text."""
        if self.english.all():
            return
        at = 0
        matches = [m for m in CAPITALISED.finditer(text) if not self.known.things(m.group())]
        while at < len(matches):
            pair = matches[at : at + 2]
            together = len(pair) == 2 and text[pair[0].end() : pair[1].start()] == " "
            ways = [(pair, people(*(m.group() for m in pair)))] if together else []
            ways.append((pair[:1], coined(pair[0].group(), a_name=_within_a_sentence(text, pair[0]))))
            found = next(((of, han) for of, read in ways if (han := self._said(read))), None)
            if found:
                yield found[1], text[found[0][0].start() : found[0][-1].end()]
            at += len(found[0]) if found else 1

    def _said(self, read: Sequence[HanForms]) -> str:
        """The name that Chinese articles have with one of these readings, where they have one of them clearly more often; "" for none."""
        counts: dict[str, int] = {}
        for one in read:
            counts |= self._names(one)
        first, *others = sorted(counts, key=lambda han: -counts[han]) or [""]
        return first if all(counts[first] >= CLEARLY * counts[other] for other in others) else ""

    def _names(self, read: HanForms) -> dict[str, int]:
        pairs = [[a + b for a in one for b in two] for one, two in pairwise(read.characters)]
        if not pairs or max(map(len, pairs)) > MOST:
            return {}
        rows = self.words.rows_of([pair for step in pairs for pair in step])
        names = [pair for pair in pairs[0] if pair in rows]
        for step in pairs[1:]:
            ends = [pair for pair in step if pair in rows]
            names = [name + end[1] for name in names for end in ends if name[-1] == end[0]]
        counts = {name: self._count(name, [rows[a + b] for a, b in pairwise(name)], read.person) for name in names}
        return {name: count for name, count in counts.items() if count}

    def _count(self, name: str, rows: Sequence[Numbers], person: bool) -> int:
        """In how many chunks a name stands, where it stands there as one; 0 for characters that only meet."""
        shared = self._shared(rows, english=False)
        texts = [text for row in shared[:LOOKED_INTO] if name in (text := fold(self.text(row)))]
        if not texts:
            return 0
        if person and len(name) > 2 and not is_word(name):
            return len(shared)
        times = [_times(text, name, person=person) for text in texts]
        return len(shared) if sum(times) >= TIMES and 2 * sum(map(bool, times)) >= len(texts) else 0

    def _shared(self, rows: Sequence[Numbers], *, english: bool) -> list[int]:
        shared = rows[0]
        for further in rows[1:]:
            shared = np.intersect1d(shared, further)
        return [int(row) for row in shared if self.english[row] == english]


def _within_a_sentence(text: str, match: re.Match[str]) -> bool:
    """Whether a word's capital is not that of a sentence's first word, nor one of a headline's."""
    return re.search(r"[a-z,;] $", text[: match.start()]) is not None


def _is_given(before: str) -> bool:
    """Whether the word before is a surname, so that what follows is the rest of a person's name."""
    words = re.findall(r"(?:^|\W)([A-Z][a-z]+) $", before)
    return any(words[0].lower() in read for read in readings().surnames.values()) if words else False


def _tokens(folded: str) -> list[tuple[int, str, str]]:
    """The words of a text, each with where it begins and its tag."""
    found, at = [], 0
    for word, tag in rjieba.tag(folded):
        found.append((at, word, tag))
        at += len(word)
    return found


def _may_name(word: str, tag: str) -> bool:
    """Whether a word is tagged as a name, or as a thing that the dictionary does not have."""
    return tag.startswith(NAME_TAGS) or (tag.startswith(COINED_TAGS) and not is_word(word))


def _times(folded: str, name: str, *, person: bool) -> int:
    """How often a name stands in a text as a word, or as what a longer one begins with: the 鲸跃 of 鲸跃云.

    A person's name is no company's: English news write it as two words.
    """
    tokens = [(folded[max(0, at - 1) : at], word, tag) for at, word, tag in _tokens(folded)]
    # Behind a surname it is the rest of a person's name: the 凌云 of 范凌云.
    words = [(w, tag) for before, w, tag in tokens if (w == name or _with_kind(w, name)) and before not in SURNAMES]
    if any((tag == "nr" and name[0] in SURNAMES) != person for _, tag in words):
        return 0
    return sum(_may_name(name, tag) and (w == name or not is_word(w)) for w, tag in words)


def _with_kind(word: str, name: str) -> bool:
    return word.startswith(name) and KIND.fullmatch(word[len(name) :]) is not None


def _windows(folded: str) -> Iterator[str]:
    """What may be a name in a text: two to four characters that begin with a word and end in no other word of the dictionary."""
    tokens = _tokens(folded)
    for n, (start, first, tag) in enumerate(tokens):
        ends, inside = {start + len(first)}, set(range(start + 2, start + len(first)))
        for at, word, _ in tokens[n + 1 : n + 1 + LONGEST]:
            ends |= {at + len(word)} | (set() if is_word(word) else set(range(at + 1, at + len(word))))
        for end in sorted(ends | (set() if is_word(first) else inside)):
            han = folded[start:end]
            if 2 <= len(han) <= LONGEST and HAN_RUN.fullmatch(han) and (not is_word(han) or _may_name(first, tag)):
                yield han

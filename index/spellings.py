"""How a Han name may be spelt in Latin letters, and which Han characters a spelling may stand for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.dictionary import lower_case_words
from index.readings import read_aloud, readings, syllables, usual_reading

LONGEST = 4  # characters of a name


@dataclass(frozen=True, slots=True)
class HanForms:
    """A name that is looked for: what each of its characters may be, and whether it would be a person's."""

    characters: tuple[Sequence[str], ...]
    person: bool


def spellings(han: str) -> list[str]:
    """How English news may write a Han name: as one word, as a person's in either order."""
    surname, given = readings().surnames.get(han[0], frozenset()), read_aloud(han[1:])
    pairs = [(s, g) for s in sorted(surname) for g in given if len(han) <= len("顾怀瑾")]
    return [*(f"{s} {g}" for s, g in pairs), *(f"{g} {s}" for s, g in pairs), *read_aloud(han)]


def _plain(word: str) -> str:
    return re.sub(r"['’-]", "", word).lower()


def in_pinyin(person: str) -> str:
    """A mainland person's name of two or three characters as English news write it; "" where a character is read in several ways."""
    surname, given = readings().surnames.get(person[:1], frozenset()), [usual_reading(han) for han in person[1:]]
    if len(person) not in (2, 3) or len(surname) != 1 or not all(given):
        return ""
    return f"{min(surname).capitalize()} {''.join(given).capitalize()}"


def coined(word: str, *, a_name: bool) -> list[HanForms]:
    """A word as the name of a company, a product or a place; none where it is an English word, unless it is known for a name."""
    if not a_name and _plain(word) in lower_case_words():
        return []
    characters = readings().characters
    ways = [way for way in syllables(_plain(word)) if 2 <= len(way) <= LONGEST]
    return [HanForms(tuple(sorted(characters[syllable]) for syllable in way), person=False) for way in ways]


def people(one: str, two: str) -> list[HanForms]:
    """Two words as a person's name, the surname first or last."""
    return [*_person(_plain(one), _plain(two)), *_person(_plain(two), _plain(one))]


def _person(surname: str, given: str) -> Iterator[HanForms]:
    held = readings()
    families = [han for han, read in held.surnames.items() if surname in read]
    for way in syllables(given) if families else ():
        if len(way) <= 2:
            yield HanForms((sorted(families), *(sorted(held.characters[syllable]) for syllable in way)), person=True)

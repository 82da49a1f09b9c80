"""How Chinese names are read: the Pinyin of characters and the characters of a Pinyin, tones left out, by CC-CEDICT."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from index.dictionary import entries

# The usual ones; the dictionary has hundreds, of which most are common words too.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤祝卓闵倪祁柯邬岑骆卞简阮"
    "印庄温贠颜施费纪鲁欧洪耿焦齐梅盛童霍苗甘樊蓝麦翁涂屈鲍柴瞿褚管符邢裴池柏尤"
)
LONGEST = 6  # letters of a syllable: zhuang
MOST_SYLLABLES = 4  # of one word
MOST = 16  # readings of one name; characters with several readings multiply
SYLLABLE = re.compile(r"[a-z]+(?::[a-z]*)?")
SYLLABLES = re.compile(r"([a-z]+(?::[a-z]*)?)[1-5]")
NEARLY_ALL = 0.9  # of the words with a character
UMLAUT = ("u", "v", "yu")  # how names spell ü: Lu, Lv, Lyu


@dataclass(frozen=True, slots=True)
class Readings:
    """Characters and their syllables.

    Attributes:
        of: The syllables of each character.
        characters: The characters of each syllable.
        surnames: Of characters that are surnames, how they are read as such.
    """

    of: dict[str, frozenset[str]]
    characters: dict[str, frozenset[str]]
    surnames: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def readings() -> Readings:
    """The characters in common use (GB 2312), in Simplified script."""
    of: dict[str, set[str]] = {}
    surnames: dict[str, set[str]] = {}
    characters: dict[str, set[str]] = {}
    for word, pinyin, definitions in entries():
        syllable = SYLLABLE.match(pinyin.lower())
        if len(word) != 1 or not syllable or not _common(word):
            continue
        for spelt in _spelt(syllable.group()):
            of.setdefault(word, set()).add(spelt)
            characters.setdefault(spelt, set()).add(word)
            if pinyin[0].isupper() and "surname" in definitions:
                surnames.setdefault(word, set()).add(spelt)
    return Readings(*({key: frozenset(found) for key, found in table.items()} for table in (of, characters, surnames)))


@lru_cache(maxsize=1)
def _usual() -> dict[str, str]:
    """For characters that nearly all words of the dictionary read alike, that reading."""
    counts: dict[str, Counter[str]] = {}
    for word, pinyin, _ in entries():
        spelt = SYLLABLES.findall(pinyin.lower())
        if len(spelt) == len(word):
            for character, syllable in zip(word, spelt, strict=True):
                counts.setdefault(character, Counter())[syllable.replace("u:", UMLAUT[0])] += 1
    tops = {character: (*found.most_common(1)[0], found.total()) for character, found in counts.items()}
    return {character: syllable for character, (syllable, count, total) in tops.items() if count >= NEARLY_ALL * total}


def usual_reading(character: str) -> str:
    """How a character is nearly always read; "" where it is read in several ways."""
    return _usual().get(character, "")


def _common(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) > 1
    except UnicodeEncodeError:
        return False


def _spelt(syllable: str) -> tuple[str, ...]:
    return tuple(syllable.replace("u:", u) for u in UMLAUT) if ":" in syllable else (syllable,)


def read_aloud(han: str) -> tuple[str, ...]:
    """The ways of reading Han characters, their syllables joined; none where one has no reading."""
    each = [sorted(readings().of.get(character, ())) for character in han]
    found = list(dict.fromkeys("".join(way) for way in product(*each)))
    return tuple(found) if len(found) <= MOST else ()


def syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways of taking a word in lower case apart into Pinyin syllables; none where it is no Pinyin.

    A vowel begins a syllable behind another one only where the word can be read in no other way: `xuanpu` is xuan pu, `yanan` ya nan
    and `changan` chan gan, as the apostrophe of Yan'an and Chang'an tells.
    """
    ways = _syllables(word) if len(word) <= LONGEST * MOST_SYLLABLES else ()
    plain = tuple(way for way in ways if all(syllable[0] not in "aeo" for syllable in way[1:]))
    return plain or ways


@lru_cache(maxsize=10_000)
def _syllables(word: str) -> tuple[tuple[str, ...], ...]:
    if not word:
        return ((),)
    known = readings().characters
    starts = [word[:n] for n in range(1, LONGEST + 1) if len(word) >= n and word[:n] in known]
    return tuple((start, *rest) for start in starts for rest in _syllables(word[len(start) :]))

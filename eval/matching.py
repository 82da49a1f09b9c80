"""When two pieces of text say the same: folded overlap, equal amounts, an answer held by a text.

Written apart from the assistant's own checks on purpose: a measure must not share the faults of what it measures.
"""

import re
from collections.abc import Iterable

from corpus.fold import fold

MARKER = re.compile(r"\[(\d+)\]")
_QUALIFIED = re.compile(
    r"近|超|逾|不到|不足|少于|低于|以[上下]|nearly|close to|almost|about|over|more|less|under|below|exceed"
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_UNITS = (
    {"成": 10.0, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11}
    | {"万亿": 1e12, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6}
    | {"billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12}
)
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_NUMBER = re.compile(rf"(百分之)?(?<![\d.])(\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百]+)\s*({_UNIT})?(?![a-z])")
_LONGEST_QUOTE = 180
_SHARE = 0.6


def letters(text: str) -> str:
    """The letters and digits of the folded text alone."""
    return re.sub(r"[\W_]+", "", fold(text))


def overlaps(quote: str, evidence: str) -> bool:
    """Whether a quote shows a piece of evidence: holds it, is most of it, or shares 60 % of its 4-grams.

    A quote of more than 180 folded characters (20 more than the evidence, if that is longer) shows nothing.
    """
    q, e = letters(quote), letters(evidence)
    if not q or not e or len(q) > max(_LONGEST_QUOTE, len(e) + 20):
        return False
    if e in q or (q in e and len(q) >= _SHARE * len(e)):
        return True
    grams = {e[i : i + 4] for i in range(max(1, len(e) - 3))}
    return sum(gram in q for gram in grams) >= _SHARE * len(grams)


def amounts(text: str) -> set[float]:
    """The numbers a text states, units multiplied in: "6.6亿" and "660 million" are both 660000000.0.

    A Chinese numeral counts only with a unit or as a percentage: alone it is too often part of a word.
    """
    bare = re.sub(r"\[\d+\]|【\d+】", " ", fold(text))
    found = set()
    for percent, numeral, unit in _NUMBER.findall(bare):
        if numeral[0].isdecimal():
            value = float(numeral.replace(",", ""))
        elif unit or percent:
            value = _chinese_numeral(numeral)
        else:
            continue
        found.add(round(value * _UNITS.get(unit, 1.0), 4))
    return found


def _chinese_numeral(numeral: str) -> float:
    total, pending = 0, 0
    for character in numeral:
        if character == "十":
            total, pending = total + (pending or 1) * 10, 0
        elif character == "百":
            total, pending = total + pending * 100, 0
        else:
            pending = _DIGITS[character]
    return float(total + pending)


def holds(text: str, variants: Iterable[str]) -> bool:
    """Whether a text holds one of the ways to put an answer.

    A variant with a digit must stand there as it is (and not inside a longer number), any other one folded; one that
    states an exact amount of a thousand and more may also stand there as an equal amount.
    """
    folded, spaced, said = letters(MARKER.sub("", text)), _unspaced(text), amounts(text)
    return any(_holds_one(variant, folded, spaced, said) for variant in variants)


def _holds_one(variant: str, folded: str, spaced: str, said: set[float]) -> bool:
    wanted, stated = _unspaced(variant), amounts(variant)
    if re.search(r"\d", wanted):
        pattern = re.escape(wanted)
        if wanted[0].isdecimal():
            pattern = rf"(?<![\d.,]){pattern}(?!\d|\.\d)"
        if re.search(pattern, spaced):
            return True
    elif letters(variant) and letters(variant) in folded:
        return True
    large = any(amount >= 1000 for amount in stated)
    return large and stated <= said and not _QUALIFIED.search(fold(variant))


def _unspaced(text: str) -> str:
    """The folded text without markers and without spaces, but for those between two digits."""
    return re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", MARKER.sub("", fold(text)))

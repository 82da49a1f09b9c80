"""Numerals as they are written, with their values: 3.2, 1,180, 三十二, 3億2千萬, 1万亿, twenty-five, three hundred thousand.

Everything here works on folded text (Simplified, lower case, half-width). The patterns are possessive, so that no run of
digits makes them try again.
"""

import re

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+"
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 1e4, "亿": 1e8, "兆": 1e12}
HAN = "".join((*DIGITS, *PLACES, *MYRIADS))
# 3亿2000万 goes on behind its first unit; a blank may stand before that unit only.
MIXED = rf"(?:{ARABIC}(?: ?[{''.join((*PLACES, *MYRIADS))}]++(?:{ARABIC}|[{HAN}])*+)?+|[{HAN}]++)"

ONES = dict(zip("two three four five six seven eight nine".split(), range(2, 10), strict=True))
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS: dict[str, int] = (
    {"a": 1, "one": 1}
    | ONES
    | {word: n for n, word in enumerate(TEENS.split(), 10)}
    | {word: 10 * n for n, word in enumerate(TENS.split(), 2)}
)
SCALES: dict[str, float] = {
    "dozen": 12, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
LETTERS: dict[str, float] = {"k": 1e3, "m": 1e6, "mn": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
SCALE = "|".join(SCALES)
# `a` and `one` count only before a scale: elsewhere they are an article and a pronoun.
SPELLED = (
    rf"(?<![a-z])(?:(?:a|one)(?= (?:{SCALE})(?![a-z]))"
    rf"|(?:{'|'.join(TENS.split())})(?:[- ](?:one|{'|'.join(ONES)}))?+|{'|'.join(TEENS.split())}|{'|'.join(ONES)})(?![a-z])"
)
LONGEST = 24  # characters; a longer run of digits is an identifier, not a number
TOKEN = re.compile(rf"{ARABIC}|[{HAN}]")


def value_of(numeral: str) -> float | None:
    """The value of a numeral that `MIXED` or `SPELLED` matched; None where it is none after all.

    None is for a run too long to be a number, and for Han numerals that begin with a zero (零一万物 is a name).
    """
    if len(numeral) > LONGEST or numeral[0] in "零〇":
        return None
    if numeral[0].isascii() and numeral[0].isalpha():
        return float(sum(WORDS[word] for word in re.split(r"[- ]", numeral)))
    if all(c in DIGITS for c in numeral):
        return float("".join(str(DIGITS[c]) for c in numeral))
    return _mixed_value(TOKEN.findall(numeral))


def neighbours(numeral: str) -> tuple[float, float] | None:
    """Both ends of an approximate numeral: 两三 is 2 to 3, 三五十 is 30 to 50; None for an exact one."""
    if len(numeral) < 2 or any(c not in DIGITS for c in numeral[:2]) or any(c in DIGITS for c in numeral[2:]):
        return None
    low, high = DIGITS[numeral[0]], DIGITS[numeral[1]]
    if low == 0 or not (high == low + 1 or (low, high) == (3, 5)):
        return None
    unit = value_of("一" + numeral[2:]) or 1.0
    return low * unit, high * unit


def unit_of(numeral: str) -> float:
    """What the characters at its end multiply it by: 1e8 for 10亿 and 三十亿, 1 for 1,180."""
    places = re.search(
        rf"[{''.join((*PLACES, *MYRIADS))}]+$" if numeral[0].isdigit() else rf"[{''.join(MYRIADS)}]+$", numeral
    )
    return value_of("一" + places.group()) or 1.0 if places else 1.0


def exact(value: float) -> float:
    """A product without the noise of binary fractions: 33.7 billion equals 337亿."""
    return float(f"{value:.12g}")


def _mixed_value(tokens: list[str]) -> float:
    total = section = 0.0  # a section is what stands before 万, 亿 or 兆
    current: float | None = None
    last = 1.0  # the unit behind which a lone digit stands for a tenth of it: 三万五 is 35,000
    for word in tokens:
        if word in PLACES:
            section += (1.0 if current is None else current) * PLACES[word]
            current, last = None, PLACES[word]
        elif word in MYRIADS:
            section += current or 0.0
            total = _times(total, section, MYRIADS[word])
            section, current, last = 0.0, None, MYRIADS[word]
        elif word in DIGITS:
            current = DIGITS[word] if not current else 10 * current + DIGITS[word]
            last = 1.0 if word in "零〇" else last
        else:
            current, last = float(word.replace(",", "")), 1.0
    if current is not None and last > 1:
        current *= last / 10
    return exact(total + section + (current or 0.0))


def _times(total: float, section: float, unit: float) -> float:
    if not total:
        return (section or 1.0) * unit
    if section and section * unit < total:
        return total + section * unit  # 3亿2000万
    return (total + section) * unit  # 1万亿, 1万2千亿

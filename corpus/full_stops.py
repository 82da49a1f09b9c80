"""Which ASCII full stops end a sentence: not those of abbreviations, initials, decimals and list numbers."""

import re

_WORD_BEFORE = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]+$")
# Never the end of a sentence; and those that may stand at its end, which the next word decides.
_TITLES = frozenset(
    "mr mrs ms dr prof st gen sen rep gov capt lt col sgt hon rev vs cf fig eq approx e.g i.e est dept al".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec no nos vol pp art sec".split())
_SUFFIXES = frozenset(
    "inc ltd co corp llc plc jr sr bros etc u.s u.k u.n e.u a.m p.m ph.d d.c l.a b.v s.a n.v pty intl".split()
)
_STARTERS = frozenset(
    "a an after all although and as at before both but by despite during each even every first for from he her his "
    "how however i if in it its last meanwhile more most no nor not now on once one other our she since so some such "
    "that the their then there these they this those though to today two under until we what when where which while "
    "who why with yet you your".split()
)


def full_stop_ends(line: str, start: int, at: int, stop: int, rest: str) -> bool:
    """Whether an ASCII full stop, or a run of them, ends a sentence.

    Args:
        line: The line it stands in.
        start: Where its sentence began.
        at: Where it stands.
        stop: Offset behind the last of a run of full stops.
        rest: What follows on the line behind closing quotation marks; not empty.
    """
    following = rest.lstrip()
    if not rest[0].isspace() or not (
        following[0].isupper() or following[0].isdigit() or not following[0].isalnum() or ord(following[0]) > 0x2E80
    ):
        return False
    if stop - at > 1:
        return True
    before = line[start:at].strip()
    if before.isdigit() and len(before) <= 3:
        return False
    match = _WORD_BEFORE.search(before)
    if match is None:
        return True
    return _word_ends(match.group(), following)


def _word_ends(word: str, following: str) -> bool:
    lower = word.lower()
    next_word = re.match(r"[A-Za-z]*", following)
    next_lower = next_word.group().lower() if next_word else ""
    if lower in _TITLES:
        return False
    if lower in _MONTHS and word[0].isupper():
        return not following[0].isdigit()
    if lower in _SUFFIXES:
        return next_lower in _STARTERS or following[0] in '“"「' or ord(following[0]) > 0x2E80
    if len(word) == 1 and word.isupper():
        return next_lower in _STARTERS and next_lower not in ("a", "i")
    return not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word) or next_lower in _STARTERS

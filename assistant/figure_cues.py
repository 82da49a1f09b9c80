"""What the words around a figure say of it: of which time it is, whether it is the highest or the average, of which of several things."""

import re
from collections.abc import Sequence

from assistant.bounds import YEARS
from assistant.quantities import Measure, Quantity, quantities
from corpus.fold import fold

EXTREMES = (  # as a question asks for it, as it stands before a figure
    (
        re.compile(r"最[多高大长久]|至多|上限|\b(?:at most|maximum|highest|most|largest|up to)\b"),
        re.compile(
            r"(?:最[多高大长]|至多|上限|高达|\b(?:at most|maximum|highest|up to|as (?:much|many) as))[^\d,，。]{0,8}$"
        ),
    ),
    (
        re.compile(r"最[少低小短]|至少|下限|起码|\b(?:at least|minimum|lowest|smallest)\b"),
        re.compile(
            r"(?:最[少低小短]|至少|下限|起码|\b(?:at least|minimum|lowest|as (?:little|few) as))[^\d,，。]{0,8}$"
        ),
    ),
    (
        re.compile(r"平均|人均|\b(?:average|mean)\b"),
        re.compile(r"(?:平均|人均|\b(?:average|mean))[^\d,，。]{0,8}$"),
    ),
)
# A value that has been given up, and where a question asks for that one.
GIVEN_UP = re.compile(
    r"(?:由|从|自)?(?:此前|之前|先前|原先|原来|原本|原定|原计划|原订|本来|最初|外传|上年|去年同期)的?(?:[于在为是约]|公布的|预计)?[^\d,，。;；]{0,4}$|"
    r"\b(?:once (?:due|planned|put|expected)|originally|initially|instead of|rather than|down from|up from|had been|earlier)\b[^\d,.;]{0,16}$|"
    r"\bfrom (?:about |some |nearly )?\W{0,3}$"
)
ASKS_FOR_GIVEN_UP = re.compile(
    r"原先|原来|原本|原定|原订|本来|起初|最初|之前是|[上下]调(?:之)?前|[调改]\w{0,2}前|外传|传出|当初|"
    r"\b(?:originally|initially|at first|supposed|previously|before (?:it|the|that|being)|used to|first (?:due|planned|reported))\b"
)
CHANGED = re.compile(
    r"(?:[调降升增减改缩提]\w{0,3}|推迟|延后?|延期)(?:到|至|为|成)$|\bto (?:about |some |nearly )?\W{0,3}$|\bnow\b[^\d,.;]{0,24}$"
)
BEFORE = 20  # characters before a figure in which such words stand
RESPECTIVELY = re.compile(r"分别|分別")
ITEMS = re.compile(r"[、,，和与與及]")
BETWEEN = re.compile(r"[、,，和与與及以\s]*")


def of_time(question: str, text: str, q: Quantity) -> int:
    """1 where the last year named before a figure is the question's, -1 where it is another, 0 where either names none.

    Where the question names a month, the last date: of a figure of the whole year it says nothing.
    """
    if q.measure is Measure.DATE:
        return 0
    before, months = text[: q.start], [month for month in _months(question) if month]
    asked: Sequence[int | str] = months or YEARS.findall(fold(question))
    named: Sequence[int | str] = _months(before) if months else YEARS.findall(fold(before))
    if len(set(asked)) != 1 or not named or not named[-1]:
        return 0
    return 1 if named[-1] == asked[0] else -1


def _months(text: str) -> list[int]:
    """The month of each date that is named, 0 for a whole year."""
    return [int(q.value) // 100 % 100 for q in quantities(text) if q.measure is Measure.DATE]


def of_extreme(question: str, text: str, q: Quantity) -> int:
    """1 where a figure is the highest, the lowest or the average as the question asks, -1 where it is and the question does not."""
    asked, before = fold(question), fold(text[max(0, q.start - BEFORE) : q.start])
    told = [bool(said.search(before)) for _, said in EXTREMES]
    wanted = [bool(words.search(asked)) for words, _ in EXTREMES]
    if any(a and b for a, b in zip(told, wanted, strict=True)):
        return 1
    return -1 if any(told) and any(wanted) else 0


def of_several(text: str, q: Quantity, figures: Sequence[Quantity]) -> str:
    """The thing that a figure belongs to where several are told in a row: the B of `A和B的占比分别为40%和26%`; else nothing."""
    for match in RESPECTIVELY.finditer(text):
        row: list[Quantity] = []
        for one in sorted((f for f in figures if f.start >= match.end()), key=lambda f: f.start):
            if row and not BETWEEN.fullmatch(text[row[-1].end : one.start]):
                break
            row.append(one)
        if len(row) < 2 or q not in row:
            continue
        before = re.split(r"[。;；:：！？!?\n]", text[: match.start()])[-1]
        items = [item for item in ITEMS.split(before) if item.strip()]
        if len(items) >= len(row):
            return items[len(items) - len(row) + row.index(q)].strip()
    return ""


def of_change(question: str, text: str, q: Quantity) -> int:
    """1 where a figure has been given up for another and the question asks for that one; -1 where only one of the two is so.

    0 where the sentence gives nothing up, and for what stands now where nothing else is asked for.
    """
    before = fold(text[max(0, q.start - 2 * BEFORE) : q.start])
    asked = ASKS_FOR_GIVEN_UP.search(fold(question)) is not None
    if GIVEN_UP.search(before):
        return 1 if asked else -1
    return -1 if asked and CHANGED.search(before) else 0

"""A question that asks the same of several things, or several things of one, taken apart at its `and`.

`A和B的营收` asks for A's and for B's. What an `and` joins is alike: words of the same sorts, of about one length, with the same
ending; what stands before and behind belongs to each. None of this is certain: whoever takes the parts has to see whether
they are answered.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.question_words import HAN, STOPS, Word, words_of

MOST = 3  # things joined
ANDS = 8  # looked at in one question
WIDEST = 6  # words of one thing
LONGEST = 60  # characters of one thing
LEAST = 2.5  # how alike things have to be
LEAST_BOOKISH = 5.0  # the same beside 与, which stands within names (道德与诚信) more often than between things
CLEARER = 2.0  # how much more alike the things of a later `and` have to be to be taken before those of an earlier one
EACH = re.compile(r"分别|分別|各自的?|各(?=[是为為占佔有])|,? ?\brespectively\b|\bboth (?=the |of )?")
MEN_AND_WOMEN = re.compile(r"男女(?=(?P<play>[单單双雙]打)|[单單双雙主])")
COMPARED = re.compile(r"\A\s*(?:请|請)?(?:(?:比较|比較|对比|對比)(?:一下)?|compare )", re.I)
WHICH_IS_MORE = re.compile(
    r"[，,]\s*(?:其中|它们|它們|两者|兩者)?(?:哪|谁|誰)[^，,]*更[^，,]*\Z|"
    r"[.,;]\s+(?:and )?which\b[^.?]*\b(?:earlier|later|first|more|less|\w{2,}er)\b[^.?]*\?\s*\Z",
    re.I,
)
HOW = re.compile(
    r"如何|怎样|怎樣|怎么|怎麼|为什么|為什麼|为何|為何|之间|之間|"
    r"\bhow (?:did|does|do|is|are|was|were|has|have|can)\b|\bwhy\b|\bwhether\b|\bbetween\b",
    re.I,
)
NAMED = ("nr", "ns", "nt", "nz", "eng", "m", "j")  # tags of words that end where a thing ends
ORGANISATION = re.compile(r"公司|集团|集團|中心|大学|大學|银行|銀行|学院|學院|医院|醫院|法院|协会|協會")
BEGINS_BEHIND, ENDS_BEFORE = "的》」”，,年", "的是分各在有为為?？，,"
Span = tuple[int, int]


def taken_apart(question: str, names: Sequence[str] = ()) -> tuple[str, ...]:
    """The questions that a question is made of; none where it is one question, or asks how or why.

    Args:
        question: It, standing alone.
        names: Names in it, folded.
    """
    both = MEN_AND_WOMEN.search(question)
    if both:
        of = "子" if both["play"] else ""
        return tuple(question[: both.start()] + one + of + question[both.end() :] for one in "男女")
    if HOW.search(question):
        return ()
    plain = COMPARED.sub("", WHICH_IS_MORE.sub("", question))
    found = list(_joined(plain, names))
    best = max((likeness for likeness, _ in found), default=0.0)
    things = next((things for likeness, things in found if likeness + CLEARER >= best), [])
    parts = [plain[: things[0][0]] + plain[a:b].strip() + plain[things[-1][1] :] for a, b in things]
    if EACH.search(question):
        parts = [_paired(part, n, len(parts), names) for n, part in enumerate(parts)]
    return tuple(EACH.sub("", part).strip() for part in parts)


def _paired(part: str, place: int, of: int, names: Sequence[str]) -> str:
    """Of the parts of `A和B分别在2020年和2019年` each with its own year."""
    for _, things in _joined(part, names):
        if len(things) == of and all(re.search(r"\d", part[a:b]) for a, b in things):
            a, b = things[place]
            return part[: things[0][0]] + part[a:b] + part[things[-1][1] :]
    return part


def _joined(text: str, names: Sequence[str]) -> Iterator[tuple[float, list[Span]]]:
    """For each `and` how alike the things are that it joins, and where they stand; those alone that are alike enough."""
    each = EACH.search(text) is not None
    words = words_of(text, names, years=not each)
    comma = "、" if HAN.search(text) else ","
    groups: list[list[int]] = []
    for at, word in enumerate(words):
        if word.joins and len(groups) < ANDS:
            cuts = [at]
            while (cut := _cut_before(words, cuts[0], comma)) is not None:
                cuts.insert(0, cut)
            groups = [*(group for group in groups if group[-1] not in cuts), cuts]
    for cuts in groups:
        likeness, things = _best(text, words, cuts) if len(cuts) < MOST else (0.0, [])
        if likeness >= (LEAST_BOOKISH if words[cuts[-1]].text in "与與" and not each else LEAST):
            yield likeness, things


def _cut_before(words: Sequence[Word], at: int, comma: str) -> int | None:
    """The comma of a list before the thing that stands before `at`; None where there is none near."""
    for i in range(at - 1, max(0, at - 2 - WIDEST), -1):
        if words[i].text == comma:
            return i if i + 1 < at else None
        if words[i].stops:
            return None
    return None


def _best(text: str, words: Sequence[Word], cuts: Sequence[int]) -> tuple[float, list[Span]]:
    """The first and the last thing as far as they are most alike, and those between."""
    first, last = cuts[0], cuts[-1]
    tried: list[tuple[float, int, int]] = []
    for start in range(first - 1, max(-1, first - 1 - WIDEST), -1):
        if words[start].stops:
            break
        for end in range(last + 2, min(len(words), last + 1 + WIDEST) + 1):
            if words[end - 1].stops:
                break
            tried.append((_likeness(text, words[start:first], words[last + 1 : end]), start, end))
    if not tried:
        return 0.0, []
    likeness, start, end = max(tried, key=lambda t: t[0])
    edges = [(start, first), *((a + 1, b) for a, b in pairwise(cuts)), (last + 1, end)]
    return likeness, [(words[a].start, words[b - 1].end) for a, b in edges]


def _likeness(text: str, left: Sequence[Word], right: Sequence[Word]) -> float:
    """How alike two things are, and how well they begin and end where things do; the numbers were set by eye (docs/log.md)."""
    one, two = text[left[0].start : left[-1].end], text[right[0].start : right[-1].end]
    if max(len(one), len(two)) > LONGEST:
        return 0.0
    before, behind = text[: left[0].start].rstrip(), text[right[-1].end :].lstrip()
    same = 0
    for a, b in zip(reversed(left), reversed(right), strict=False):
        if a.tag[0] != b.tag[0]:
            break
        same += 1
    of_one, of_two = (bool(ORGANISATION.search(thing)) for thing in (one, two))
    begins = bool(before) and (before[-1] in BEGINS_BEHIND or before.split()[-1].lower() in STOPS)
    ends = not behind or behind[0] in ENDS_BEFORE or behind.split()[0].lower() in STOPS
    whole = len(left) == len(right) == same and (ends or right[-1].tag.startswith(NAMED) or one[-1] == two[-1])
    alike = (
        (left[-1].sort == right[-1].sort)
        + 1.5 * (one[-1] == two[-1])
        + 1.2 * (one[-1] == two[-1] and len(one) == len(two))
        + 0.7 * (left[0].sort == right[0].sort)
        + 0.4 * min(same, 4)
        + 1.5 * whole
        + (begins if before else 1.5) * (1 + (of_one and of_two))
        + ends
    )
    longer = abs(len(one) - len(two)) * (1.0 if HAN.search(one + two) else 0.2)
    unlike = (
        (0.1 if one[-2:] == two[-2:] else 0.25) * longer
        + 3.0 * bool(ORGANISATION.match(behind))
        + 3.0 * (of_one != of_two)
        + 1.5 * (("的" in one) != ("的" in two))
        + 2.0 * any(end == "的" for end in (one[0], two[0], one[-1], two[-1]))
    )
    return alike - unlike

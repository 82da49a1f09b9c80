"""Where articles give different values for what is asked: found by rule among the sentences that could answer.

Precision counts more than recall: two figures are held against each other only where both stand beside the same of the
asked words, in sentences about the same names, of the same kind and unit, about no different year, round or part; and
where the question does not speak of versions itself, one of the sentences has to tell of a rumour, correction or change.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.asked_versions import core_of
from assistant.claims import CORRECTION, PART, RUMOUR, UNNAMED, Asked, Claim, Place, claims, place_of
from assistant.features import WANTED
from assistant.figures import SPAN, agree, comparable, units_asked
from assistant.kinds import PATTERNS, Kind
from assistant.quantities import Measure
from assistant.question import Question
from assistant.scoring import Scored
from corpus.fold import fold
from index.aliases import Aliases

MARGIN, MARGIN_ASKED = 2.6, 5.0  # under the best sentence's score; the second where the question speaks of versions
FAR, FAR_ASKED = 2.5, 4.0  # how far apart two values of one thing can be, as a factor
MOST = 4
# All patterns are for folded text.
# Enough for values to be looked for, but less than `assistant.asked_versions` takes for a question for several.
HINTED = re.compile(r"各(?:说|是)|说法|口径|到底|究竟|差得.{0,3}[远多]|传闻")
SHARE = re.compile(r"率|占比|份额|份量|比例|几成|百分|\bshare\b|stake|percent|\brate\b|proportion")
PRICE = re.compile(r"\b(?:paid|pay|price|offer(?:ed)?|sum)\b|作价|出价|报价|多少钱|多少资金")
REVISED = re.compile(
    r"[上下]调|改为|最终|最后统计|最初|此前公布|原定|原定|原先|原本|缩减|推迟|延期|实际|"
    r"revised?|\bfinal|lowered|instead of|originally|delayed|against a plan"
)
EARLIER = re.compile(
    r"[去前上]年|上一?轮|前一?轮|当时|同期|last year|previous (?:round|year)|prior (?:round|year)|a year (?:earlier|ago)|at the time"
)
CUES = re.compile("|".join((RUMOUR.pattern, UNNAMED.pattern, CORRECTION.pattern, REVISED.pattern)))
ROUNDS = re.compile(
    r"天使|种子轮|pre-?[a-z]|(?<![a-z])[a-h]\+{0,2}(?=轮)|series [a-h]\b|第?[一二三四]期|phase (?:one|two|three|\d)|"
    r"第?[一二三四]季度?|[上下]半年|前三季|全年|q[1-4]\b|(?:first|second|third|fourth) (?:quarter|half)"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the articles do not agree about.

    Attributes:
        subject: What it is, in the question's words.
        claims: At least two different values, oldest first, those without a date behind.
    """

    subject: str
    claims: tuple[Claim, ...]


def dispute(question: Question, ranked: Sequence[Scored], names: Aliases) -> Dispute | None:
    """What the sentences give different values for, or None: also where the question asks for no figure or date.

    Args:
        question: What is asked.
        ranked: The evidence with its scores, best first.
        names: Names in several forms.
    """
    versions = _about_versions(question)
    measures = measures_of(question)
    units = units_asked(question.text) if Measure.COUNT in measures else frozenset()
    asked = Asked(question, measures, units, versions, MARGIN_ASKED if versions else MARGIN)
    found = claims(asked, ranked, names) if asked.measures else []
    rounds = set(ROUNDS.findall(fold(question.text)))
    found = [c for c in found if not rounds or _rounds(c) <= rounds]
    same = [claim for claim in found if claim is found[0] or _same_thing(found[0], claim, versions)]
    values = _values(same)
    articles = {claim.evidence.article.id for claim in values}
    if len(values) < 2 or (len(articles) < 2 and not versions):
        return None
    return Dispute(core_of(question.text).strip().rstrip("呢吗嗎?？。.!！ "), tuple(_in_order(values)))


def measures_of(question: Question) -> set[Measure]:
    """What a question asks the figure of; for one about versions, what it asks for besides; nothing for other questions."""
    if question.kind in WANTED:
        return WANTED[question.kind]
    folded = fold(question.text)
    if question.kind not in (Kind.CONFLICT, Kind.OTHER) or not _about_versions(question):
        return set()
    if SHARE.search(folded):
        return {Measure.PERCENT}
    if SPAN.search(folded):
        return {Measure.COUNT}
    if PRICE.search(folded):
        return {Measure.MONEY}
    return next((WANTED[k] for k, pattern in PATTERNS if k in WANTED and pattern.search(folded)), set())


def _about_versions(question: Question) -> bool:
    return question.versions or HINTED.search(fold(question.text)) is not None


def _same_thing(one: Claim, other: Claim, versions: bool) -> bool:
    """Whether two figures can be compared, and nothing says that they are about different years, rounds or parts."""
    if not one.beside & other.beside or not comparable(one.figure, other.figure, FAR_ASKED if versions else FAR):
        return False
    a, b = place_of(one), place_of(other)
    first, second = _rounds(one), _rounds(other)
    if first and second and not first & second:
        return False
    if not versions and bool(EARLIER.search(a.sentence)) != bool(EARLIER.search(b.sentence)):
        return False
    if one.figure.quantity.measure is not Measure.DATE:
        if _other_years(one, a) != _other_years(other, b):
            return False
        if set(PART.findall(a.stretch)) != set(PART.findall(b.stretch)):
            return False
    return versions or CUES.search(a.sentence + b.sentence) is not None


def _rounds(claim: Claim) -> set[str]:
    return set(ROUNDS.findall(place_of(claim).sentence))


def _other_years(claim: Claim, place: Place) -> set[int]:
    """The years that a sentence names besides the one of its publication."""
    return {int(y) for y in YEAR.findall(place.sentence)} - ({claim.published.year} if claim.published else set())


def _values(found: Sequence[Claim]) -> list[Claim]:
    """One claim for each value, the first that was published; what agrees with one of them is no other value."""
    groups: list[list[Claim]] = []
    for claim in found:
        group = next((g for g in groups if agree(claim.figure, g[0].figure)), None)
        if group is None:
            groups.append([claim])
        else:
            group.append(claim)
    return [min(group, key=_age) for group in groups[:MOST]]


def _age(claim: Claim) -> tuple[bool, date, float]:
    return claim.published is None, claim.published or date.min, -claim.score


def _in_order(values: Sequence[Claim]) -> list[Claim]:
    """Oldest first; what was just reported after another value is a later report."""
    ordered = sorted(values, key=_age)
    first = ordered[0].published
    found = []
    for claim in ordered:
        later = (
            claim.status == "reported" and first is not None and claim.published is not None and claim.published > first
        )
        found.append(replace(claim, status="later report") if later else claim)
    return found

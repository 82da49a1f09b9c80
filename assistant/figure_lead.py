"""The figure of a lead: which of the figures in the sentences of an answer is the one that is asked for."""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence
from assistant.features import WANTED
from assistant.figure_cues import of_change, of_extreme, of_several, of_time
from assistant.figures import figure, units_asked
from assistant.kinds import Kind
from assistant.leaving_out import read_without
from assistant.quantities import Measure, Quantity, quantities
from assistant.question import Question
from assistant.scoring import Scored
from assistant.sentence_vectors import SentenceVectors, late_interaction
from corpus.fold import fold
from index.aliases import Aliases
from index.reader import Reader

CLAUSE = re.compile(r"(?:[^，,、。；;：:！？!?（(）)\n]|(?<=\d),(?=\d{3}))+")
PRIMARY = {Kind.MONEY: Measure.MONEY, Kind.SHARE: Measure.PERCENT, Kind.COUNT: Measure.COUNT, Kind.DATE: Measure.DATE}
YEAR = re.compile(r"哪一?年|(?:what|which) year")
MONTH = re.compile(r"几月(?!几)|哪一?个?月|(?:what|which) month")
DAY = re.compile(r"哪一?[天日]|何日|几[号日]|(?:what|which) (?:day|date)|(?:exact|precise) date")
# Asked for by what is counted, which is never an amount of money.
COUNTED = re.compile(
    r"多少(?:[名位个家座台辆架艘套张头只户件次天年人]|居民|员工|用户|村民|学生|公里|平方米|公顷|亩|吨)|how many\b"
)
TIMES = frozenset("year month week day hour minute second millisecond".split())  # nothing else is a number of months
OTHERS = re.compile(  # `another 220`: of others than those that are asked about
    r"(?:另有|另外|此外|其余|其他|其它|剩下|剩余|余下|\b(?:another|a further|the (?:other|remaining)|an additional))\s*(?:的|还有|约|近|有|some|about|roughly|nearly)*\s*$"
)
BEFORE = 16  # characters before a figure in which these words stand
MOST_READ = 6  # figures whose sentences are read without them
UNIT_BEHIND = re.compile(
    r" ?-?(?:milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|tonnes?|kilomet(?:re|er)s?|megawatts?|people)\b|"
    r"毫秒|微秒|秒|分钟|小时|[兆千]瓦时?|度|公里|千米|平方米|[毫厘]?米|纳米|公?吨|公?斤|倍|岁|天|周|个?月|年|[名位家个张块颗台辆款项次届集人]"
)

YEAR_BEFORE = re.compile(r"(?:今|明|去|前|后|後|次|翌|同)年(?:的)?$")
PART_BEFORE = re.compile(r"\b(?:mid-|early |late |(?:the )?(?:end|beginning|start) of )$")
PART_BEHIND = re.compile(r"[底初末]|[上中下]旬")
Value = tuple[Measure, float]


@dataclass(frozen=True, slots=True)
class LeadWeights:
    """What speaks for a figure, as log odds; fitted on the project's own questions (docs/log.md).

    Attributes:
        sentence: Per unit of its sentence's score under the best one's.
        clause: For the cosine of late interaction between the question and its clause.
        unit: For being in the unit asked for.
        fine: For a date that says as much as is asked: a year, a month, a day.
        primary: For being the very kind of thing that is asked for.
        named: For a name of the question in its clause.
        others: Against a figure of others than those asked about; no fit.
        left_out: For each unit of the reader's log odds that its sentence loses without it; those under `LEAST` count as that.
        time: For being of the year or the month that the question names, against being of another; no fit.
        change: For being the value that stands now, or that was given up where a question asks for it, against the other; no fit.
        extreme: For being the highest, the lowest or the average where that is asked for; no fit.
        sure: The probability among all figures from which on one is lifted.
    """

    sentence: float = 0.74
    clause: float = 6.6
    unit: float = 0.6
    fine: float = 0.6
    primary: float = 0.47
    named: float = 1.0
    others: float = 1.5
    left_out: float = 0.2
    time: float = 1.0
    change: float = 1.0
    extreme: float = 1.0
    sure: float = 0.5


def likeliest_figure(
    question: Question,
    chosen: Sequence[Scored],
    asked: str,
    vectors: SentenceVectors,
    names: Aliases,
    w: LeadWeights,
    reader: Reader | None = None,
    known: Collection[Value] = (),
) -> tuple[Quantity, Evidence] | None:
    """The figure that is most likely meant, with its sentence; None where none is likely enough.

    The same value in two sentences counts together. A bare number comes with what it counts.

    Args:
        question: What is asked; its kind is one of `WANTED`.
        chosen: The sentences of the answer.
        asked: The question without its names.
        vectors: What compares clauses with it.
        names: The forms of names.
        w: What speaks for a figure.
        reader: Reads the sentences with and without their figures, where there is one.
        known: What is not to be lifted.
    """
    known, units = {*known, *map(value_of, quantities(question.text))}, units_asked(question.text)
    top = max(s.score for s in chosen)
    found = [
        (q, s)
        for s in chosen
        for q in quantities(s.evidence.text)
        if q.measure in WANTED[question.kind] and value_of(q) not in known and not _is_ordinal(q, s.evidence.text)
    ]
    if COUNTED.search(fold(question.text)):
        found = [(q, s) for q, s in found if q.measure is not Measure.MONEY]
    if units & TIMES and question.kind is Kind.COUNT:
        found = [(q, s) for q, s in found if figure(q, s.evidence.text, None).unit in TIMES]
    if DAY.search(fold(question.text)) and any(_tells_a_day(q) for q, _ in found):
        found = [(q, s) for q, s in found if _tells_a_day(q)]
    if not found:
        return None
    forms = [form for name in question.names for form in names.same(name)]
    clauses = [_told_of(s.evidence.text, q) for q, s in found]
    near = late_interaction(vectors.asked(asked), vectors.of(clauses)[1])
    odds = [
        w.sentence * (s.score - top)
        + w.clause * float(n)
        + w.unit * (figure(q, s.evidence.text, None).unit in units)
        + w.fine * _says_enough(question, q)
        + w.primary * (q.measure is PRIMARY[question.kind])
        + w.named * any(form in fold(clause) for form in forms)
        + w.time * of_time(question.text, s.evidence.text, q)
        + w.change * of_change(question.text, s.evidence.text, q)
        + w.extreme * of_extreme(question.text, s.evidence.text, q)
        - w.others * (OTHERS.search(fold(s.evidence.text[max(0, q.start - BEFORE) : q.start])) is not None)
        for (q, s), n, clause in zip(found, near, clauses, strict=True)
    ]
    if reader is not None and len({q.value for q, _ in found}) > 1:
        odds = _read_without(question, found, odds, reader, w.left_out)
    weight = [math.exp(o - max(odds)) for o in odds]
    at = max(range(len(found)), key=lambda i: odds[i])
    chosen_value = found[at][0].value
    share = sum(x for x, (q, _) in zip(weight, found, strict=True) if q.value == chosen_value) / sum(weight)
    if share < w.sure:
        return None
    quantity, scored = found[at]
    return _in_its_year(with_unit(quantity, scored.evidence.text), scored.evidence), scored.evidence


def value_of(q: Quantity) -> Value:
    """What makes two figures the same."""
    return q.measure, q.value


def _read_without(
    question: Question, found: Sequence[tuple[Quantity, Scored]], odds: Sequence[float], reader: Reader, weight: float
) -> list[float]:
    """The log odds of figures, with what the sentence of each of the likeliest loses when it is left out."""
    likeliest = sorted(range(len(found)), key=lambda at: -odds[at])[:MOST_READ]
    told = [(q.text, s) for q, s in (found[at] for at in likeliest)]
    lost = {
        at: whole - less for at, whole, less in zip(likeliest, *read_without(question.text, told, reader), strict=True)
    }
    return [o + weight * lost.get(at, 0.0) for at, o in enumerate(odds)]


def with_unit(q: Quantity, text: str) -> Quantity:
    """A bare number with what it counts, and a date with the words around it that make it later or earlier: the 190 of 190毫秒, 明年4月, 6月底."""
    if q.measure is Measure.DATE:
        return _with_year(q, text)
    unit = UNIT_BEHIND.match(fold(text[q.end : q.end + 16])) if q.measure is Measure.COUNT else None
    if unit is None or not q.text.strip()[-1].isdigit():
        return q
    end = q.end + len(unit.group())
    return replace(q, text=text[q.start : end], end=end)


def _with_year(q: Quantity, text: str) -> Quantity:
    before, behind = YEAR_BEFORE.search(text[: q.start]), PART_BEHIND.match(text[q.end :])
    if before is None or q.value >= 10_000:
        before = PART_BEFORE.search(text[: q.start]) if int(q.value) % 100 == 0 else None
    start = before.start() if before else q.start
    end = q.end + (behind.end() if behind and int(q.value) % 100 == 0 else 0)
    return replace(q, text=text[start:end], start=start, end=end)


def _in_its_year(q: Quantity, evidence: Evidence) -> Quantity:
    """今年12月 with the year in which its article came out."""
    published = evidence.article.published
    if q.measure is Measure.DATE and q.text.startswith("今年") and published is not None:
        return replace(q, value=published.year * 10_000 + q.value)
    return q


def clause_around(text: str, q: Quantity) -> str:
    """What stands around a figure's beginning, between commas and the like."""
    return next((m.group() for m in CLAUSE.finditer(text) if m.start() <= q.start < m.end()), text)


def _told_of(text: str, q: Quantity) -> str:
    """The clause of a figure, or what it is told of in a row of several."""
    item = of_several(text, q, quantities(text))
    return f"{item}{q.text}" if item else clause_around(text, q)


def _is_ordinal(q: Quantity, text: str) -> bool:
    """Whether a number says which one: a house, a line, a flight."""
    return q.measure is Measure.COUNT and text[q.end : q.end + 1] in ("号", "號")


def _tells_a_day(q: Quantity) -> bool:
    return q.measure is Measure.DATE and int(q.value) % 100 > 0


def _says_enough(question: Question, q: Quantity) -> float:
    """How far a date says what is asked for, 0 to 1; 0 for what is no date."""
    if q.measure is not Measure.DATE:
        return 0.0
    folded, value = fold(question.text), int(q.value)
    if YEAR.search(folded):
        return float(value >= 10_000)
    month, day = value // 100 % 100 > 0, value % 100 > 0
    return float(month) if MONTH.search(folded) else (month + day) / 2

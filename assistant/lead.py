"""The lead: the core of an answer, lifted exactly out of one sentence and put into the asker's script and language.

A figure or a date where one is asked for and one of those in the sentences is likely enough; the members of a list; else, for
a reader of the other Chinese script, the clause that fits best. No lead is better than a wrong one.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence
from assistant.figures import figure, units_asked
from assistant.quantities import Measure, Quantity, quantities
from assistant.question import Kind, Question, kind_of
from assistant.scoring import WANTED, Scored, without_names
from assistant.sentence_vectors import SentenceVectors, late_interaction
from assistant.wording import in_script, in_words, names_in_words
from corpus.fold import fold
from corpus.language import detect_language
from index.aliases import Aliases

CLAUSE = re.compile(r"[^，,、。；;：:！？!?（(）)\n]+")
PRIMARY = {Kind.MONEY: Measure.MONEY, Kind.SHARE: Measure.PERCENT, Kind.COUNT: Measure.COUNT, Kind.DATE: Measure.DATE}
YEAR = re.compile(r"哪一?年|(?:what|which) year")
MONTH = re.compile(r"几月(?!几)|哪一?个?月|(?:what|which) month")
LISTED = re.compile(r"[^，。；：:、！？\n]{1,24}(?:、[^，。；：:、！？\n]{1,24})+")
LAST_TWO = re.compile(r"(?<=[^\s])(?:以及|和|与|及|與)(?=[^\s])")
BEFORE_LIST = re.compile(
    r".*(?:分别是|分別是|包括了?|是|为|為|有|即|叫|如|投资了|投資了|投了|收购了|收購了|名为|和|对|對|给|給)"
)
STRETCH = re.compile(r"[^，,；;。！？!?\n]+")
LEAST = 8  # characters of such a stretch
SHORT = 60  # characters of a sentence that is short enough to be a lead as a whole


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
        sure: The probability among all figures from which on one is lifted.
    """

    sentence: float = 0.74
    clause: float = 6.6
    unit: float = 0.6
    fine: float = 0.6
    primary: float = 0.47
    named: float = 1.0
    sure: float = 0.4


@dataclass(frozen=True, slots=True)
class Lead:
    """The words of the lead and the sentences they were lifted from."""

    text: str
    evidence: tuple[Evidence, ...]


def find_lead(
    question: Question,
    chosen: Sequence[Scored],
    vectors: SentenceVectors,
    names: Aliases,
    weights: LeadWeights = LeadWeights(),
) -> Lead | None:
    """What can be lifted out of the sentences of an answer, or None where nothing is likely enough.

    Args:
        question: What is asked.
        chosen: The sentences of the answer.
        vectors: What compares their clauses with the question.
        names: Names in several forms, for English readers.
        weights: What speaks for a figure.
    """
    if not chosen:
        return None
    if len(question.asks) > 1:
        return _of_each_part(question, chosen, vectors, names, weights)
    best = max(chosen, key=lambda s: s.score)
    asked = without_names(question, question.text, names)
    if question.kind in WANTED:
        found = _figure(question, chosen, asked, vectors, names, weights)
        if found is not None:
            return Lead(in_words(found[0], question.language), (found[1],))
    if question.kind is Kind.LIST:
        members = listed(best.evidence.text)
        if members:
            return Lead(names_in_words(members, question.language, names), (best.evidence,))
    if {detect_language(best.evidence.text), question.language} == {"zh-Hans", "zh-Hant"}:
        core = _core(question, best.evidence.text, asked, vectors)
        return Lead(in_script(core, question.language), (best.evidence,)) if core else None
    return None


def _of_each_part(
    question: Question, chosen: Sequence[Scored], vectors: SentenceVectors, names: Aliases, weights: LeadWeights
) -> Lead | None:
    """The leads of all parts of a question in one line; None where a part has none."""
    leads = []
    for at, part in enumerate(question.asks):
        scored = [replace(s, score=s.asks[at]) for s in chosen]
        alone = replace(question, text=part, kind=kind_of(part), asks=())
        leads.append(find_lead(alone, scored, vectors, names, weights) if alone.kind in WANTED else None)
    found = [lead for lead in leads if lead is not None]
    if len(found) < len(leads):
        return None
    text = ("; " if question.language == "en" else "；").join(dict.fromkeys(lead.text for lead in found))
    return Lead(text, tuple(dict.fromkeys(e for lead in found for e in lead.evidence)))


def _figure(
    question: Question,
    chosen: Sequence[Scored],
    asked: str,
    vectors: SentenceVectors,
    names: Aliases,
    w: LeadWeights,
) -> tuple[Quantity, Evidence] | None:
    """The figure that is most likely meant, where it is likely enough; the same value in two sentences counts together."""
    known, units = {q.value for q in quantities(question.text)}, units_asked(question.text)
    top = max(s.score for s in chosen)
    found = [
        (q, s)
        for s in chosen
        for q in quantities(s.evidence.text)
        if q.measure in WANTED[question.kind] and q.value not in known
    ]
    if not found:
        return None
    forms = [form for name in question.names for form in names.same(name)]
    clauses = [_clause(s.evidence.text, q) for q, s in found]
    near = late_interaction(vectors.asked(asked), vectors.of(clauses)[1])
    odds = [
        w.sentence * (s.score - top)
        + w.clause * float(n)
        + w.unit * (figure(q, s.evidence.text, None).unit in units)
        + w.fine * _says_enough(question, q)
        + w.primary * (q.measure is PRIMARY[question.kind])
        + w.named * any(form in fold(clause) for form in forms)
        for (q, s), n, clause in zip(found, near, clauses, strict=True)
    ]
    weight = [math.exp(o - max(odds)) for o in odds]
    at = max(range(len(found)), key=lambda i: odds[i])
    chosen_value = found[at][0].value
    share = sum(x for x, (q, _) in zip(weight, found, strict=True) if q.value == chosen_value) / sum(weight)
    return (found[at][0], found[at][1].evidence) if share >= w.sure else None


def _clause(text: str, q: Quantity) -> str:
    return next((m.group() for m in CLAUSE.finditer(text) if m.start() <= q.start < m.end()), text)


def _says_enough(question: Question, q: Quantity) -> float:
    """How far a date says what is asked for, 0 to 1; 0 for what is no date."""
    if q.measure is not Measure.DATE:
        return 0.0
    folded, value = fold(question.text), int(q.value)
    if YEAR.search(folded):
        return float(value >= 10_000)
    month, day = value // 100 % 100 > 0, value % 100 > 0
    return float(month) if MONTH.search(folded) else (month + day) / 2


def listed(text: str) -> list[str]:
    """The members of the longest list in a Chinese sentence, as they are written; none where it has no list of three or more."""
    runs = [re.split("、", m.group()) for m in LISTED.finditer(text)]
    members = max(runs, key=len, default=[])
    if members:
        members = [BEFORE_LIST.sub("", members[0]), *members[1:-1], *LAST_TWO.split(members[-1], maxsplit=1)]
    members = [m.strip(' “”"「」《》等') for m in members]
    return members if len(members) > 2 and all(0 < len(m) <= 16 for m in members) else []


def _core(question: Question, text: str, asked: str, vectors: SentenceVectors) -> str:
    """A short sentence as it is; of a longer one, where a name is asked for, the stretch between commas that fits best."""
    if len(text) <= SHORT:
        return " ".join(text.split())
    stretches = [m.group().strip() for m in STRETCH.finditer(text) if len(m.group().strip()) >= LEAST]
    if question.kind is not Kind.WHO or not stretches:
        return ""
    near = late_interaction(vectors.asked(asked), vectors.of(stretches)[1])
    return stretches[int(near.argmax())]

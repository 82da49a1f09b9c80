"""The values that articles give for what is asked: each a figure beside the asked words, with what its sentence says of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assistant.evidence import Evidence
from assistant.features import GLOSSARY
from assistant.figures import Figure, figure, unit_of
from assistant.quantities import Measure, Quantity, quantities
from assistant.question import Question
from assistant.scoring import Scored
from assistant.types import VersionStatus
from corpus.article import Article
from corpus.fold import fold
from index.aliases import Aliases
from index.terms import terms

LOOKED_AT = 30  # sentences, best first
DELIMITERS = ",。;:!?，；：！？\n"
# All patterns are for folded text.
RUMOUR = re.compile(r"传闻|据传|外传|传出|风传|盛传|市场传|爆料|或将|reportedly|rumou?r|is said to|in talks")
UNNAMED = re.compile(
    r"消息人士|知情人|市场消息|市场人士|sources? said|people (?:familiar|briefed|with)|person (?:familiar|close|with|briefed)"
)
CORRECTION = re.compile(
    r"更正|澄清|订正|勘误|修正|应为|不准确|失实|纠正|误写|并非|正确的说法|"
    r"correct(?:ion|ed|s)\b|clarif|misstat|erroneous|\bdisput"
)
# Where a sentence sets one value against another, all of its figures are values of the same thing.
CONTRAST = re.compile(
    r"不是|而非|应为|应在|真实|原文|外传|先前|原先|原来|最初公布|从\d.{0,12}[上下]调|\bfrom\b|rather than|against a plan|instead of"
)
# Before a value that the sentence itself takes back.
TAKEN_BACK = re.compile(
    r"(?:不是|而非|并非|原文[^,。]{0,6}|外传的?|原先[^,。]{0,8}|\bnot|rather than|instead of|from)\W{0,3}$"
)
# A part of what another figure is the whole of, or a value of another time.
PART = re.compile(
    r"其中|其余|余下|剩下|另有|另外|首期|首付|一半|每|单[卡价张]|平均|人均|上一|去年同期|同比|环比|增长|上季|前一代|"
    r"上年|累计|目标|计划|指引|of which|including|the rest|remaining|each|per |average|last year|year on year|target|guidance|previous"
)
# Headwords of assistant/glossary.txt: what a figure beside one of them measures, it measures of nothing else.
PROPERTIES = frozenset("估值 融资 营收 利润 亏损 毛利率 现金 债务 利率 研发 工资 赔偿 发行价".split())


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of what is asked, with the sentence it stands in.

    Attributes:
        evidence: The sentence.
        figure: The value.
        beside: Asked words and topics that stand beside it, folded.
        status: What the sentence says of it: a rumour, a correction, or just reported.
        score: How well the sentence fits the question.
    """

    evidence: Evidence
    figure: Figure
    beside: frozenset[str]
    status: VersionStatus
    score: float

    @property
    def published(self) -> date | None:
        """The day of the article's publication."""
        return self.evidence.article.published


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a figure, folded.

    Attributes:
        stretch: From the figure or mark before it to the mark behind it.
        clause: That with the clause before.
        begun: Everything up to the end of the stretch.
        sentence: Everything.
    """

    stretch: str
    clause: str
    begun: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for.

    Attributes:
        question: What is asked.
        measures: What a figure has to count.
        units: What is counted, where the question asks for the number of something; empty elsewhere.
        versions: Whether the question itself says that there are several values, so that less is enough.
        margin: How much under the best sentence's score a sentence may lie.
    """

    question: Question
    measures: set[Measure]
    units: frozenset[str]
    versions: bool
    margin: float


def claims(asked: Asked, ranked: Sequence[Scored], names: Aliases) -> list[Claim]:
    """The values that the best sentences give, in the order of the sentences."""
    question = asked.question
    known = {q.value for q in quantities(question.text)}
    found: list[Claim] = []
    for s in ranked[:LOOKED_AT]:
        if ranked[0].score - s.score > asked.margin:
            break
        named = _share_named(question, s.evidence.article, names) >= 0.5 if asked.versions else s.names == 1.0
        if question.names and not named:
            continue
        text, published = s.evidence.text, s.evidence.article.published
        figures = [
            figure(q, text, published) for q in quantities(text) if q.measure in asked.measures and q.value not in known
        ]
        unsaid = {""} if CONTRAST.search(fold(text)) else set()
        figures = [f for f in figures if not asked.units or f.unit in asked.units | unsaid]
        found += [
            Claim(s.evidence, f, beside, _status(s.evidence, f.quantity), s.score)
            for f, beside in _answering(asked, s.evidence, figures, names)
        ]
    return found


def place_of(claim: Claim) -> Place:
    """What stands around a claim's figure."""
    return _place(claim.evidence.text, claim.figure.quantity)


def _answering(
    asked: Asked, evidence: Evidence, figures: Sequence[Figure], names: Aliases
) -> list[tuple[Figure, frozenset[str]]]:
    """The figures of a sentence beside asked words, with those: the nearest, or all where it sets one against another."""
    question, text = asked.question, evidence.text
    words = {t for t in terms(question.text) if not unit_of(t)} - {
        t for n in question.names for form in names.same(n) for t in terms(form)
    }
    things = GLOSSARY.things(question.text)
    if not asked.versions and not things <= GLOSSARY.things(text):
        return []
    around = things & GLOSSARY.things(f"{evidence.article.title} {evidence.context}") if asked.versions else set()
    fits = []
    for i, f in enumerate(figures):
        q = f.quantity
        place = _place(text, q, figures[i - 1].quantity.end if i else 0)
        spoken_of = GLOSSARY.things(place.stretch)
        if (spoken_of - things) & PROPERTIES or _of_another(question, place, names):
            continue
        if q.measure is Measure.DATE and not things & spoken_of:
            continue
        topics, shared = things & GLOSSARY.things(place.clause), words & set(terms(place.clause))
        topics |= around if q.measure is Measure.MONEY or f.unit in asked.units else set()
        if topics or shared:
            fit = 2 * len(topics) + len(shared) - 2 * bool(PART.search(place.stretch))
            fits.append((fit, -i, f, frozenset(topics | shared)))
    fits.sort(key=lambda fit: fit[:2], reverse=True)
    return [(f, beside) for _, _, f, beside in fits[: len(fits) if CONTRAST.search(fold(text)) else 1]]


def _place(text: str, q: Quantity, after: int = 0) -> Place:
    begin = max([after, *(text.rfind(d, 0, q.start) + 1 for d in DELIMITERS)])
    end = min([at for d in DELIMITERS if (at := text.find(d, q.end)) >= 0], default=len(text))
    before = max(text.rfind(d, 0, max(0, begin - 1)) + 1 for d in DELIMITERS)
    return Place(fold(text[begin:end]), fold(text[before:end]), fold(text[:end]), fold(text))


def _of_another(question: Question, place: Place, names: Aliases) -> bool:
    """Whether a figure stands beside a name that was not asked about, or its sentence begins with one, and beside none that was."""
    asked = {form for name in question.names for form in names.same(name)}
    return bool(names.named(place.begun)) and not any(form in place.begun for form in asked)


def _share_named(question: Question, article: Article, names: Aliases) -> float:
    """Share of the question's names that an article mentions anywhere; 1 where it has none."""
    folded = _folded(article)
    found = sum(any(form in folded for form in names.same(name)) for name in question.names)
    return found / len(question.names) if question.names else 1.0


@lru_cache(maxsize=256)
def _folded(article: Article) -> str:
    return fold(f"{article.title}\n{article.text}")


def _status(evidence: Evidence, q: Quantity) -> VersionStatus:
    sentence, title = fold(evidence.text), fold(evidence.article.title)
    if RUMOUR.search(_place(evidence.text, q).stretch) or UNNAMED.search(sentence):
        return "rumour"
    if TAKEN_BACK.search(fold(evidence.text[: q.start])):
        return "reported"
    return "correction" if CORRECTION.search(sentence) or CORRECTION.search(title) else "reported"

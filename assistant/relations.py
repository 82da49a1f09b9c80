"""What a question asks about its subject, where that is a relation with few ways of being told, and whether a sentence tells it.

`Who is the pledgee?` is answered by a sentence that says to whom something was pledged; one about the pledge alone, however near to the
question, does not answer it. The relations and their ways of being told are data: relations.toml.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.answerability_types import SOME_DAY
from assistant.bounds import another_time, bounds, narrower, within
from assistant.quantities import Measure, quantities
from assistant.question import Question
from assistant.scoring import Scored
from corpus.fold import fold

TABLE = Path(__file__).with_name("relations.toml")
MEASURES = {
    "date": frozenset({Measure.DATE}),
    "money": frozenset({Measure.MONEY}),
    "percent": frozenset({Measure.PERCENT}),
    "count": frozenset({Measure.COUNT, Measure.PERCENT, Measure.MONEY}),
}
LOOKED_AT = 16  # sentences
BESIDE = 40  # characters between the words that tell a relation and its quantity; twice as many in English
ASKING = re.compile(r"多少|几|哪|谁|什么|何|怎")
NEAR_BEFORE, NEAR_BEHIND = 8, 8  # characters around a relation in Chinese in which the question word stands
CHANGE = re.compile(  # where one of these stands, not the sum is asked for
    r"比例|占比|几成|百分|增(?!资|持)|涨|[下升]?降|跌|翻|倍|\b(?:grow|grew|ris|rose|fell|fall|percent|share of|proportion|slice|fast)"
)
HOW = re.compile(r"如何|怎样|怎么(?!.?称呼)|为什么|为何|\bwhy\b|\bhow (?:did|does|do|is|are|was|were|has|have|can)\b")
COMMA = re.compile(r"[，,；;。]")
LATIN = re.compile(r"[a-z]{3}")
HALF_NAMED, NAMED = 0.4, 0.7  # share of a question's subject that stands around a sentence
BENEFIT = 0.25  # of the doubt, where a question holds no name and all its words count as its subject
SAYS_NOTHING = re.compile(
    r"[^\w]|的|是|为|有|在|了|多少|几|哪|谁|什么|何时|(?:19|20)\d\d年?|(?:企业|股东|股份|高管|公司|解除)*(?:质押|减持|增持|回购|收购|融资|中标|亏损|上市|破产|变动|约谈)*事件|对应|目前|一共|总共|大概|大约|请问|根据|"
    r"\b(?:the|an?|of|in|on|at|did|does|do|was|were|is|are|what|which|who|when|where|how|much|many|to|for|by|and|its|their|his|her|s)\b"
)
HAN_RUN, LATIN_RUN = re.compile(r"[\u4e00-\u9fff]+"), re.compile(r"[a-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that can be asked about a subject.

    Attributes:
        name: What it is called in the table.
        asked: How questions name it, on folded text.
        told: How sentences tell it, on folded text.
        measures: The quantities that tell it; empty where it is told in words.
    """

    name: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    measures: frozenset[Measure]

    def tells(self, text: str, known: frozenset[tuple[float, Measure]]) -> bool:
        """Whether a sentence tells it; a quantity that is `known` from the question tells nothing."""
        folded = fold(text)
        words = [m.span() for m in self.told.finditer(folded)]
        if not words or not self.measures:
            return bool(words)
        values = [
            (q.start, q.end)
            for q in quantities(text)
            if q.measure in self.measures and (q.value, q.measure) not in known
        ]
        if Measure.DATE in self.measures:
            values += [m.span() for m in SOME_DAY.finditer(folded)]
        gap = BESIDE if HAN_RUN.search(folded) else 2 * BESIDE
        return any(start - gap <= b and a <= end + gap for start, end in words for a, b in values)


@cache
def relations() -> tuple[Relation, ...]:
    """The table, in its order."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    return tuple(
        Relation(
            name,
            re.compile(entry["asked"]),
            re.compile(entry.get("told", entry["asked"])),
            frozenset().union(*(MEASURES[kind] for kind in entry.get("of", "").split())),
        )
        for name, entry in table.items()
    )


def relation_asked(question: str) -> Relation | None:
    """The relation that a question asks for: the first of the table that it names beside its question word."""
    folded = fold(question)
    if HOW.search(folded):
        return None
    for relation in relations():
        if relation.measures == MEASURES["money"] and CHANGE.search(folded):
            continue
        for match in relation.asked.finditer(folded):
            before = COMMA.split(folded[: match.start()])[-1][-NEAR_BEFORE:]
            behind = folded[match.end() :]
            beside = before + match.group() + COMMA.split(behind)[0][:NEAR_BEHIND]
            if LATIN.search(match.group()) or len(behind) <= NEAR_BEHIND or ASKING.search(beside):
                return relation
    return None


def untold(question: Question, ranked: Sequence[Scored]) -> float:
    """How surely none of the best sentences tells the relation that is asked for, 0 to 1.

    All is untold where a question is about a year of which no article speaks. Else it is told where a sentence tells it, within the bounds of the question (its year, its round), and the subject stands in that
    sentence, beside it or in its article's title; half told where only part of the subject does. 0 where the question asks for
    no relation of the table, or for several things.
    """
    asked, best = bounds(question.text), ranked[:LOOKED_AT]
    if best and another_time(asked, (s.evidence.article for s in best)):
        return 1.0
    relation = relation_asked(question.text) if len(question.asks) <= 1 else None
    if relation is None:
        return 0.0
    known = frozenset((q.value, q.measure) for q in quantities(question.text))
    subject, told = _subject(question.text, relation), 0.0
    for s in best:
        e, around = s.evidence, f"{s.evidence.article.title}\n{s.evidence.context}"
        if told == 1.0 or not relation.tells(e.text, known):
            continue
        own = bounds(e.text, e.article.published)
        if within(asked, own, bounds(around), e.article) and not narrower(question.text, own):
            named = _named(question, s, subject, around)
            told = max(told, 1.0 if named >= NAMED else 0.5 if named >= HALF_NAMED else 0.0)
    return 1.0 - told


def _named(question: Question, s: Scored, subject: frozenset[str], around: str) -> float:
    """How far the subject of a question stands around a sentence, by its names or by its words."""
    said = s.names if question.names else 1.0
    if question.names and s.own_names:
        said = max(said, HALF_NAMED)
    if not subject or (s.evidence.article.language == "en") != (question.language == "en"):
        return said
    covered = len(subject & _pieces(around)) / len(subject)
    return max(said, covered) if question.names else covered + BENEFIT


def _subject(question: str, relation: Relation) -> frozenset[str]:
    """The pieces of a question beside the relation that it asks for."""
    return _pieces(SAYS_NOTHING.sub(" ", relation.asked.sub(" ", fold(question), count=1)))


def _pieces(text: str) -> frozenset[str]:
    """Pairs of Han characters and Latin words, folded."""
    folded = fold(text)
    pairs = {run[i : i + 2] for run in HAN_RUN.findall(folded) for i in range(len(run) - 1)}
    return frozenset(pairs | set(LATIN_RUN.findall(folded)))

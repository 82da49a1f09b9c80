"""What a question asks about its subject, where that is a relation with few ways of being told; whether a sentence tells it.

`Who is the pledgee?` is answered by a sentence that says to whom something was pledged; one about the pledge alone, however near to the
question, does not answer it. The relations and their ways of being told are data: relations.toml.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.answerability_types import SOME_DAY
from assistant.quantities import Measure, quantities
from assistant.question import Question
from corpus.fold import fold

TABLE = Path(__file__).with_name("relations.toml")
MEASURES = {
    "date": frozenset({Measure.DATE}),
    "money": frozenset({Measure.MONEY}),
    "percent": frozenset({Measure.PERCENT}),
    "count": frozenset({Measure.COUNT, Measure.PERCENT, Measure.MONEY}),
}
BESIDE = 40  # characters between the words that tell a relation and its quantity; twice as many in English
UNDISCLOSED = re.compile(  # `the price was not disclosed`
    r"(?:[未没]有?|不愿|不肯|拒绝|拒)(?:有|对外|进一步|具体)*(?:披露|公布|公开|透露|说明|提及|提到|点名|出现|给出|详述)|不详|未知|保密|"
    r"\bundisclosed|\bnot (?:been )?(?:disclos|nam|said|say|giv|reveal|specif)|\bdeclin\w+ to|without (?:naming|giving|saying)"
)
DENIED_BESIDE = 12  # characters; twice as many in English
ASKING = re.compile(r"多少|几|哪|谁|什么|何|怎")
NEAR_BEFORE, NEAR_BEHIND = 8, 8  # characters around a relation in Chinese in which the question word stands
CHANGE = re.compile(  # where one of these stands, not the sum is asked for
    r"比例|占比|几成|百分|增(?!资|持)|涨|[下升]?降|跌|翻|倍|\b(?:grow|grew|ris|rose|fell|fall|percent|share of|proportion|slice|fast)"
)
HOW = re.compile(r"如何|怎样|怎么(?!.?称呼)|为什么|为何|\bwhy\b|\bhow (?:did|does|do|is|are|was|were|has|have|can)\b")
YES_OR_NO = re.compile(  # a denial answers these
    r"[吗嘛][?!。]*\s*$|是否|是不是|有没有|会不会|\A\s*(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would)\b"
)
COMMA = re.compile(r"[，,；;。]")
LATIN = re.compile(r"[a-z]{3}")
HAN = re.compile(r"[\u4e00-\u9fff]")


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
        """Whether a sentence tells it; a quantity that is `known` from the question and words beside a denial tell nothing."""
        folded = fold(text)
        wider = 1 if HAN.search(folded) else 2
        beside = wider * DENIED_BESIDE
        denied = [m.span() for m in UNDISCLOSED.finditer(folded)]
        words = [
            m.span()
            for m in self.told.finditer(folded)
            if not any(start - beside <= m.end() and m.start() <= end + beside for start, end in denied)
        ]
        if not words or not self.measures:
            return bool(words)
        values = [
            (q.start, q.end)
            for q in quantities(text)
            if q.measure in self.measures and (q.value, q.measure) not in known
        ]
        if Measure.DATE in self.measures:
            values += [m.span() for m in SOME_DAY.finditer(folded)]
        gap = wider * BESIDE
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


@lru_cache(maxsize=64)  # asked for by the scoring, the refusal and its confidence
def relation_asked(question: Question) -> Relation | None:
    """The relation that a question asks for: the first of the table that it names beside its question word.

    None where it asks for none of them, asks several things, how or why something came to be, or for a yes or a no.
    """
    folded = fold(question.text)
    if len(question.asks) > 1 or HOW.search(folded) or YES_OR_NO.search(folded):
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

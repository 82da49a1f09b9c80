"""What a sentence has that a question asks for: its words, its names, its topics, the kind of thing wanted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.kinds import Kind
from assistant.quantities import Measure, quantities
from assistant.question import Question
from assistant.relations import Relation, relation_asked
from corpus.fold import fold
from index.aliases import Aliases, read_table
from index.context import embeddable
from index.generation import Generation
from index.terms import terms

WANTED = {
    Kind.MONEY: {Measure.MONEY},
    Kind.SHARE: {Measure.PERCENT},
    Kind.COUNT: {Measure.COUNT, Measure.PERCENT, Measure.MONEY},
    Kind.DATE: {Measure.DATE},
}
GLOSSARY = Aliases(read_table(Path(__file__).with_name("glossary.txt")))
REASONS = (
    "因为",
    "由于",
    "原因",
    "因此",
    "所以",
    "导致",
    "为了",
    "缘故",
    "because",
    "due to",
    "since",
    "reason",
    "as a result",
)
LETTER = re.compile(r"\w")
LEAST_ASKED = 3  # characters: a question of names alone is compared as it is


@dataclass(frozen=True, slots=True)
class Asked:
    """A question taken apart once, before any sentence is looked at."""

    question: Question
    rarity: dict[str, float]
    topics: set[str]
    figures: frozenset[tuple[float, Measure]]
    relation: Relation | None

    @classmethod
    def of(cls, question: Question, generation: Generation) -> "Asked":
        """A question, with how rare its words are in a collection."""
        return cls(
            question,
            {word: generation.lexical.idf(word) for word in set(terms(question.text))},
            GLOSSARY.things(question.text),
            frozenset((q.value, q.measure) for q in quantities(question.text)),
            relation_asked(question),
        )


def without_names(question: Question, part: str, names: Aliases) -> str:
    """A part of a question without the names in it in any of their forms, in one script; as it is where nothing is left."""
    text = embeddable(part)
    for form in sorted({form for name in question.names for form in names.same(name)}, key=len, reverse=True):
        text = re.sub(re.escape(form), "", text, flags=re.I)
    return text if len(LETTER.findall(text)) >= LEAST_ASKED else embeddable(part)


def covered(asked: dict[str, float], text: str, names: Aliases) -> float:
    """Share of the asked words, weighted by rarity, that stand in a text or in another form of a name in it."""
    total = sum(asked.values())
    present = set(terms(" ".join([text, *names.others(text)])))
    return sum(idf for word, idf in asked.items() if word in present) / total if total else 0.0


def holds_wanted(asked: Asked, text: str) -> bool:
    """Whether a sentence holds a thing of the kind asked for that the question does not hold itself."""
    kind = asked.question.kind
    if kind in WANTED:
        return any(q.measure in WANTED[kind] and (q.value, q.measure) not in asked.figures for q in quantities(text))
    folded = fold(text)
    if kind is Kind.WHY:
        return any(word in folded for word in REASONS)
    if kind is Kind.LIST:
        return "、" in folded or folded.count(", ") >= 2
    return False


def names_present(asked: Sequence[str], text: str, names: Aliases) -> float:
    """Share of the asked names that stand in a text in any of their forms; 1 where none is asked for."""
    if not asked:
        return 1.0
    folded = fold(text)
    return sum(any(form in folded for form in names.same(name)) for name in asked) / len(asked)

"""Answers too short for a likeness of sentences (`It was 72%.`): lifted to the letter out of a sentence on the question."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.figure_lead import clause_around
from assistant.mentions import mentions
from assistant.quantities import quantities
from assistant.question import Question
from assistant.verify import rules_broken
from corpus.fold import fold
from index.terms import terms

LONGEST = 24  # letters that the question does not hold; more is a claim of its own
BETWEEN = re.compile(r"[^\w%]+|(?:答案)?[是为為]|[和与與及由在的於于]|_")
SMALL = frozenset("it is was were are be the a an in on of at by to for from and about they he she answer".split())


def lifted_from(question: Question, sentence: str, evidence: Sequence[Evidence]) -> list[int]:
    """The evidence sentence that a short answer is lifted from: its position, or none.

    What the answer says beyond the question has to stand there to the letter, scripts aside, and no rule may be broken; no figure of it
    may be told of another there. That it answers is left to the question, whose words the sentence shares most of.
    """
    asked = set(terms(question.text))
    order = sorted(range(len(evidence)), key=lambda i: -len(asked & set(terms(evidence[i].text))))
    pieces = _beyond(sentence, question.text)
    known = {q.value for q in quantities(question.text)}
    figures = [q for q in quantities(sentence) if q.value not in known]
    if not (pieces or figures) or sum(map(len, pieces)) > LONGEST:
        return []
    for i in order:
        e = evidence[i]
        letters = _letters(e.text)
        if (
            all(p in letters for p in pieces)
            and not rules_broken(sentence, [e.text], [e.article.published], contexts=[e.context])
            and not told_of_another(question, sentence, e.text)
        ):
            return [i]
    return []


def told_of_another(question: Question, sentence: str, source: str) -> bool:
    """Whether an answer that names nobody else has a figure that its source tells of something else: `A为200亿元、B为180亿元`.

    That is so where the source tells another figure of its kind in one breath with a name of the question, and this one with another name.
    """
    names, known = [fold(name) for name in question.names], {q.value for q in quantities(question.text)}
    if any(fold(m.name) not in names for m in mentions(sentence)):
        return False
    told = [(q, clause_around(source, q)) for q in quantities(source)]
    for figure in quantities(sentence):
        own = [c for q, c in told if q.measure is figure.measure and q.value == figure.value]
        others = [c for q, c in told if q.measure is figure.measure and q.value != figure.value]
        if figure.value not in known and _named(names, others) and any(map(mentions, own)) and not _named(names, own):
            return True
    return False


def _named(names: Sequence[str], clauses: Sequence[str]) -> bool:
    return any(name in fold(clause) for name in names for clause in clauses)


def _beyond(sentence: str, question: str) -> list[str]:
    """The words of a sentence, its figures left out, that the question does not hold."""
    words, at = [], 0
    for q in quantities(sentence):
        words.append(sentence[at : q.start])
        at = max(at, q.end)
    asked = _letters(question)
    pieces = (_letters(piece) for piece in BETWEEN.split(fold(" ".join([*words, sentence[at:]]))))
    return [p for p in pieces if p and p not in SMALL and p not in asked]


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())

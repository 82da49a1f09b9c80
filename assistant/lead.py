"""The lead: the core of an answer, lifted exactly out of one sentence and put into the asker's script and language.

A figure or a date where one is asked for and one of those in the sentences is likely enough; the members of a list; the one name of the
kind that is asked for; else, for
a reader of the other Chinese script, the clause that fits best. No lead is better than a wrong one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence
from assistant.features import WANTED, without_names
from assistant.figure_lead import LeadWeights, likeliest_figure, value_of
from assistant.kinds import Kind, kind_of
from assistant.name_lead import only_name
from assistant.quantities import quantities
from assistant.question import Question
from assistant.scoring import Scored
from assistant.sentence_vectors import SentenceVectors, late_interaction
from assistant.wording import in_script, in_words, name_in_words, names_in_words
from corpus.language import detect_language
from index.aliases import Aliases
from index.reader import Reader

LISTED = re.compile(r"[^，。；：:、！？\n]{1,24}(?:、[^，。；：:、！？\n]{1,24})+")
LAST_TWO = re.compile(r"(?<=[^\s])(?:以及|和|与|及|與)(?=[^\s])")
BEFORE_LIST = re.compile(
    r".*(?:分别是|分別是|包括了?|是|为|為|有|即|叫|如|投资了|投資了|投了|收购了|收購了|名为|和|对|對|给|給)"
)
STRETCH = re.compile(r"[^，,；;。！？!?\n]+")
LEAST = 8  # characters of such a stretch
SURE_OF_A_PART = (
    0.7  # probability from which on a part's figure is lifted: one wrong spoils the line, and parts are not read
)
SHORT = 90  # characters of a sentence that is short enough to be a lead as a whole


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
    reader: Reader | None = None,
) -> Lead | None:
    """What can be lifted out of the sentences of an answer, or None where nothing is likely enough.

    Args:
        question: What is asked.
        chosen: The sentences of the answer.
        vectors: What compares their clauses with the question.
        names: Names in several forms, for English readers.
        weights: What speaks for a figure.
        reader: Tells which figure a sentence cannot do without, where there is one; a part of a question is not read, as
            it does not stand alone.
    """
    if not chosen:
        return None
    if len(question.asks) > 1:
        return _of_each_part(question, chosen, vectors, names, weights)
    best = max(chosen, key=lambda s: s.score)
    asked = without_names(question, question.text, names)
    if question.kind in WANTED:
        found = likeliest_figure(question, chosen, asked, vectors, names, weights, reader)
        if found is not None:
            return Lead(in_words(found[0], question.language), (found[1],))
    if question.kind is Kind.LIST:
        members = listed(best.evidence.text)
        if members:
            return Lead(names_in_words(members, question.language, names), (best.evidence,))
    named = only_name(question, best, names) if not question.versions else ""
    shown = name_in_words(named, question.language, names, best.evidence.article.language) if named else ""
    if shown:
        return Lead(shown, (best.evidence,))
    if {detect_language(best.evidence.text), question.language} == {"zh-Hans", "zh-Hant"}:
        core = _core(question, best.evidence.text, asked, vectors)
        return Lead(in_script(core, question.language), (best.evidence,)) if core else None
    return None


def _of_each_part(
    question: Question, chosen: Sequence[Scored], vectors: SentenceVectors, names: Aliases, weights: LeadWeights
) -> Lead | None:
    """The figures of all parts of a question in one line; None where a part has none, or two have the same."""
    known, found = {value_of(q) for q in quantities(question.text)}, []
    surer = replace(weights, sure=SURE_OF_A_PART)
    for at, part in enumerate(question.asks):
        alone = replace(question, text=part, kind=kind_of(part), asks=())
        if alone.kind not in WANTED:
            return None
        scored = [replace(s, score=s.asks[at]) for s in chosen]
        asked = without_names(alone, part, names)
        figure = likeliest_figure(alone, scored, asked, vectors, names, surer, known=known)
        if figure is None:
            return None
        found.append(figure)
    if len({value_of(q) for q, _ in found}) < len(found):
        return None
    text = ("; " if question.language == "en" else "；").join(in_words(q, question.language) for q, _ in found)
    return Lead(text, tuple(dict.fromkeys(evidence for _, evidence in found)))


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

"""The name of a lead: the one person, bank, fund or university that the best sentence names besides those of the question."""

import re
from collections.abc import Sequence

from assistant.answerability_types import AnswerType, answer_type
from assistant.mentions import Mention, mentions
from assistant.question import Question
from assistant.scoring import Scored
from corpus.fold import fold
from index.aliases import Aliases

SURE = 0.5  # log odds, by the reader, that the sentence answers
# What is asked for by its kind, and how such names end. On folded text.
KINDS = (
    (re.compile(r"(?:哪|什么)(?:一?[家个])?银行|\bwhich bank\b"), re.compile(r"银行$|\bbank$")),
    (
        re.compile(
            r"(?:哪|什么)(?:一?[家个支])?(?:基金|投资机构|机构|投资[方人者]|风投)|\bwhich (?:\w+ )?(?:fund|investor|venture firm)\b"
        ),
        re.compile(r"(?:创投|资本|基金|投资|国投)$|\b(?:ventures|capital|funds?|partners|investments?)$"),
    ),
    (re.compile(r"(?:哪|什么)(?:一?[所个])?(?:大学|高校)|\bwhich university\b"), re.compile(r"大学$|\buniversity$")),
)
PLACES = frozenset("hong kong new york san los north south east west wall street valley city river central".split())


def only_name(question: Question, best: Scored, names: Aliases) -> str:
    """The name that is asked for, as the sentence writes it; "" where the reader is not sure of it or it names none or several."""
    if best.reads is None or best.reads < SURE:
        return ""
    asked = {form for name in question.names for form in names.same(name)}
    known, text = fold(question.text), best.evidence.text
    new = [m for m in mentions(text) if not (set(names.same(m.name)) & asked or fold(m.name) in known)]
    found = _of_kind(question, new, names)
    things = {names.same(m.name)[0]: m.name for m in reversed(found)}
    return next(iter(things.values())) if len(things) == 1 else ""


def _of_kind(question: Question, found: Sequence[Mention], names: Aliases) -> list[Mention]:
    folded = fold(question.text)
    for asks, ends in KINDS:
        if asks.search(folded):
            return [m for m in found if ends.search(fold(m.name))]
    if answer_type(question.text) is not AnswerType.PERSON:
        return []
    return [m for m in found if _is_person(m, names)]


def _is_person(mention: Mention, names: Aliases) -> bool:
    """Whether a name is a person's by its form, and by its Chinese form where one is known."""
    if not mention.like_a_person or mention.tells_organisation or PLACES & set(fold(mention.name).split()):
        return False
    forms = [Mention(0, len(form), form) for form in names.same(mention.name) if not form.isascii()]
    return all(form.like_a_person for form in forms)

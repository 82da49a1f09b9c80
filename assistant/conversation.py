"""A follow-up question made to stand alone, by rule: what it leaves to the conversation is put back in."""

import re
from collections.abc import Sequence

from assistant.citations import without_markers
from assistant.completion import Context, completed, with_topic
from assistant.follow_up import (
    ASKING,
    CORRECTION,
    OPENING,
    PERSON,
    PLURAL,
    THING,
    WHICH_COMPANY,
    Fragment,
    fragment,
    is_elliptical,
    without_opening,
)
from assistant.mentions import PERSON as ASKS_FOR_PERSON
from assistant.mentions import Mention, mentions, subject
from assistant.types import Turn
from corpus.language import detect_language

RECENT = 4  # turns whose words take part in the search
BUDGET = 8  # turns of history that a language model is told
LOOKED_AT = 20  # turns that the rules go through: what a conversation is about is often said at its start only
OTHERS = {"其他": "\ue000", "其它": "\ue001"}  # words with a pronoun's character that are none
LACKS_SUBJECT = re.compile(r"[跟和与與对對向在给給]")
MANY = re.compile(r"[些几幾两兩]|companies|firms|startups|labs|organi[sz]ations", re.I)
LONGEST_TURN = 300  # characters of a turn that are looked at: an answer names what it is about first


def recent(history: Sequence[Turn]) -> str:
    """What was said last, for the search: a rewriting carries names over, and the words around them help to tell which."""
    return "\n".join(turn.text[:LONGEST_TURN] for turn in history[-RECENT:])


def rewrite(question: str, history: Sequence[Turn]) -> str:
    """The question as it can be searched for; itself where it stands alone already."""
    context = Context()
    for turn in history[-LOOKED_AT:]:
        text = turn.text[:LONGEST_TURN]
        context = _asked(context, text) if turn.role == "user" else _answered(context, text)
    return stand_alone(question, context)


def stand_alone(question: str, context: Context) -> str:
    """A question in its context; see `rewrite`."""
    if not context.question:
        return question
    corrected = CORRECTION.match(question)
    if corrected:
        return _corrected(corrected["meant"], context)
    rest = without_opening(question)
    opened = OPENING.match(question) is not None
    named = _pronouns_replaced(rest, context)
    part = fragment(named, opened)
    if part is not None:
        return completed(part, context)
    if named != rest:
        return named
    if opened and context.topic and LACKS_SUBJECT.match(rest):
        return f"{context.topic}{rest}"
    if is_elliptical(rest, opened, detect_language(question)):
        return with_topic(rest, context)
    return rest if opened else question


def _asked(context: Context, text: str) -> Context:
    standalone = stand_alone(text, context)
    corrected = CORRECTION.match(text) is not None
    own = subject(standalone) if mentions(text) or standalone == text else ""
    if own and THING.search(text) and context.topic in standalone:
        own = context.topic  # what the pronoun stood for is still what is talked about
    people = [m.name for m in mentions(standalone) if m.like_a_person and ASKS_FOR_PERSON.search(standalone)]
    return Context(
        question=standalone,
        topic=own or ("" if WHICH_COMPANY.match(text) else context.topic),  # `which companies ...?` opens a topic
        person=people[-1] if people else context.person,
        before=context.before if corrected else context,
    )


def _answered(context: Context, text: str) -> Context:
    answer = without_markers(text)
    named = mentions(answer)
    new = [m for m in named if m.name not in context.question]
    who = ASKS_FOR_PERSON.search(context.question) is not None
    people = [m.name for m in new if m.like_a_person and (who or _is_han(m))]
    others = [m.name for m in new if m.name not in people[:1] and (WHICH_COMPANY.match(context.question) or m.tells)]
    topic = context.topic
    if others and (not topic or WHICH_COMPANY.match(context.question)):
        joint = " and " if detect_language(answer) == "en" else "和"
        # `which company ...?` was answered: from here on it is about that company.
        topic = joint.join(others[: 2 if MANY.search(context.question) else 1])
    return Context(context.question, answer, topic, people[0] if people else context.person, context.before)


def _is_han(mention: Mention) -> bool:
    return "\u4e00" <= mention.name[0] <= "\u9fff"


def _pronouns_replaced(question: str, context: Context) -> str:
    """The question with each pronoun replaced by what it stands for, as far as that is known."""
    for word, mask in OTHERS.items():
        question = question.replace(word, mask)
    question = _known_replaced(question, context)
    for word, mask in OTHERS.items():
        question = question.replace(mask, word)
    return question


def _known_replaced(question: str, context: Context) -> str:
    several = _several(context)
    if len(several) > 1 and PLURAL.search(question):
        joint = " and " if detect_language(question) == "en" else "和"
        question = PLURAL.sub(lambda m: _possessive(joint.join(several), m.group()), question, count=1)
        rest = [m.name for m in mentions(context.question) if m.name not in several]
        return THING.sub(lambda m: _possessive(rest[0], m.group()), question, count=1) if rest else question
    if context.topic:
        question = re.sub(
            r"(?:它|他)[们們](?=的|[^的]{1,6})|\btheir\b", lambda m: _possessive(context.topic, m.group()), question
        )
    if context.person:
        question = PERSON.sub(lambda m: _possessive(context.person, m.group()), question, count=1)
    elif context.topic:
        question = re.sub(r"他(?![们們人])|她(?![们們])", context.topic, question, count=1)
    found = THING.search(question)
    own = (
        found is not None and found.group().lower() == "its" and any(m.end < found.start() for m in mentions(question))
    )
    if context.topic and not own:  # `how much of Lingyun does its founder own?` says itself whose
        question = THING.sub(lambda m: _possessive(context.topic, m.group()), question, count=1)
    return question


def _possessive(name: str, pronoun: str) -> str:
    if pronoun.lower() == "there":
        return f"at {name}"
    return f"{name}'s" if pronoun.lower() in ("its", "his", "her", "hers", "their", "theirs") else name


def _several(context: Context) -> list[str]:
    """The names that `these two` may stand for: those of the last question, else of its answer."""
    for text in (context.question, context.answer):
        names = [m.name for m in mentions(text)]
        if len(names) > 1:
            return names[:2]
    return []


def _corrected(meant: str, context: Context) -> str:
    """The question that was meant; what was understood instead is dropped."""
    if ASKING.search(meant):
        return stand_alone(meant, context.before or Context())
    named = mentions(meant)
    return completed(Fragment(meant.rstrip("。.!！?？ "), "name" if named else "aspect"), context)

"""A follow-up question made to stand alone, by rule: what it leaves to the conversation is put back in."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.citations import without_markers
from assistant.completion import Context, among, completed, with_topic
from assistant.focus import asked_about, asked_for, introduced, last_clause, leading, names_of, parted
from assistant.follow_up import (
    AMONG,
    ASIDE,
    ASKING,
    CORRECTION,
    EVERYDAY,
    OPENING,
    SWITCH,
    THING,
    TIME,
    WHETHER_ANY,
    WHICH_COMPANY,
    Fragment,
    fragment,
    is_elliptical,
    without_opening,
)
from assistant.mentions import ADDRESS, Mention, mentions, subject
from assistant.mentions import PERSON as ASKS_FOR_PERSON
from assistant.pronouns import ROUND, replaced
from assistant.types import Role, Turn
from corpus.language import detect_language

RECENT = 4  # turns whose words take part in the search
BUDGET = 8  # turns of history that a language model is told
LOOKED_AT = 20  # turns that the rules go through: what a conversation is about is often said at its start only
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
        context = _heard(context, turn.role, text)
    return stand_alone(question, context)


def stand_alone(question: str, context: Context) -> str:
    """A question in its context; see `rewrite`."""
    if context == Context():
        return question
    aside = ASIDE.match(question) is not None
    question = ASIDE.sub("", question)
    switched = SWITCH.sub("", question)
    if switched != question or _is_everyday(question, context):
        return switched
    corrected = CORRECTION.match(question)
    if corrected:
        return _corrected(corrected["meant"], context)
    rest = without_opening(question)
    opened = OPENING.match(question) is not None
    if AMONG.match(rest):
        return among(rest, context)
    named = replaced(rest, context)
    part = fragment(named, opened)
    if part is not None:
        return completed(part, context)
    if named != rest:
        return named
    if opened and context.topic and LACKS_SUBJECT.match(rest):
        return f"{context.topic}{rest}"
    if aside and detect_language(question) == "en":
        return rest  # `by the way` opens a whole question more often than one that leans on the last
    if not names_of(rest) and is_elliptical(last_clause(rest), opened, detect_language(question)):
        return with_topic(rest, context)
    return rest if opened else question


def _is_everyday(question: str, context: Context) -> bool:
    """Whether a question has nothing to do with a conversation that has not come near such things itself."""
    return EVERYDAY.search(question) is not None and not EVERYDAY.search(context.question + context.answer)


def _heard(context: Context, role: Role, text: str) -> Context:
    """The context after one more turn; what a turn says before it asks can bring up something new."""
    says, asks = parted(text)
    if role == "user":
        if not (says and asks):
            return _asked(context, text)
        return _asked(_told(context, says), asks)
    context = _told(_answered(context, text), says, user=False)
    name = introduced(asks) or asked_about(asks)
    return replace(context, topic=name) if name else context


def _told(context: Context, says: str, *, user: bool = True) -> Context:
    name = introduced(says) or asked_for(context.question, says)
    if not name and (opens := leading(says)) and (user or opens in context.question):
        name = opens
    return replace(context, topic=name) if name else context


def _asked(context: Context, text: str) -> Context:
    standalone = stand_alone(text, context)
    corrected = CORRECTION.match(text) is not None
    own = introduced(text) or (subject(standalone) if mentions(text) or standalone == text else "")
    if own and context.topic and THING.search(text) and context.topic in standalone and not introduced(text):
        own = context.topic  # what the pronoun stood for is still what is talked about
    if context.topic and ADDRESS.fullmatch(own):
        own = ""  # where something is, is not what is talked about
    people = [m.name for m in mentions(standalone) if m.like_a_person and ASKS_FOR_PERSON.search(standalone)]
    return Context(
        question=standalone,
        topic=own or ("" if WHICH_COMPANY.match(text) else context.topic),  # `which companies ...?` opens a topic
        person=people[-1] if people else context.person,
        before=context.before if corrected else context,
        round=_round(standalone) or context.round,
    )


def _answered(context: Context, text: str) -> Context:
    answer = without_markers(text)
    named = mentions(answer)
    new = [m for m in named if m.name not in context.question]
    who = ASKS_FOR_PERSON.search(context.question) is not None
    people = [m.name for m in new if m.like_a_person and (who or _is_han(m))]
    others = [m.name for m in new if m.name not in people[:1] and (WHICH_COMPANY.match(context.question) or m.tells)]
    topic = context.topic
    if others and (not topic or WHICH_COMPANY.match(context.question) or WHETHER_ANY.search(context.question)):
        joint = " and " if detect_language(answer) == "en" else "和"
        # `which company ...?` was answered: from here on it is about that company.
        topic = joint.join(others[: 2 if MANY.search(context.question) else 1])
    return replace(
        context,
        answer=answer,
        topic=topic,
        person=people[0] if people else context.person,
        round=_round(answer) or context.round,
    )


def _round(text: str) -> str:
    named = ROUND.findall(text)
    return named[-1] if named else ""


def _is_han(mention: Mention) -> bool:
    return "\u4e00" <= mention.name[0] <= "\u9fff"


def _corrected(meant: str, context: Context) -> str:
    """The question that was meant; what was understood instead is dropped."""
    before = context.before if context.before and context.before.question else context
    if ASKING.search(meant):
        return stand_alone(meant, before)
    named = mentions(meant)
    if TIME.match(meant.rstrip("。.!！?？ ")):
        return completed(Fragment(meant.rstrip("。.!！?？ "), "time"), before)
    if not named:
        meant = replaced(meant, before)
        if mentions(meant):
            return meant
    return completed(Fragment(meant.rstrip("。.!！?？ "), "name" if named else "aspect"), context)

"""A question that is too short to stand alone, completed from the question before it."""

import re
from dataclasses import dataclass

import rjieba

from assistant.follow_up import Fragment, asks_for_growth
from assistant.kinds import Kind, kind_of
from assistant.mentions import mentions
from assistant.quantities import Measure, quantities
from corpus.fold import fold
from corpus.language import detect_language

QUESTION_END = re.compile(r"(?:是|有|为|為)?(?:多少|几|幾|多大|多高|哪|谁|誰|什么|什麼).*$|[?？吗嗎呢]+$")
THOSE = re.compile(r"[那这這](?:些|笔|筆|次|场|場)")  # points at what was said, not only at who it was about
LONGEST_CLAUSE = 24  # characters of the question before that a question which points at it is put behind
SHORT_LIST = 60  # characters of an answer that is taken over whole
NOW = re.compile(r"^(?:(?:19|20)\d\d|现在|現在|目前|当前|當前|今年|去年|明年|前年|如今|之后|之後|最新)")
STOP = frozenset(
    "a an the of in on at to for and or is are was were be been do does did has have had can could will would should what "
    "which who whom whose when where why how much many that this it its there any me you i my your tell about with by".split()
)


@dataclass(frozen=True, slots=True)
class Context:
    """What has been talked about.

    Attributes:
        question: The question before, made to stand alone; "" at the start.
        answer: What was answered to it, without markers.
        topic: What it was about, as written; "" where that is not known.
        person: Whoever was spoken of last; "" likewise.
        before: The context that `question` was asked in, for when it turns out to have been misunderstood.
        round: The round of financing that was named last; "" where none was.
    """

    question: str = ""
    answer: str = ""
    topic: str = ""
    person: str = ""
    before: "Context | None" = None
    round: str = ""


def completed(part: Fragment, context: Context) -> str:
    """The question before, asked about another name, time or aspect."""
    english = detect_language(part.words + context.question) == "en" and part.words.isascii()
    same = english == (detect_language(context.question) == "en")
    if part.kind == "place" and same and context.topic in context.question:
        return context.question.replace(context.topic, context.topic + part.words, 1)
    if part.kind in ("name", "whole") and same and (exchanged := _exchanged(part.words, context)):
        return exchanged
    if part.kind == "time" and same:
        dates = [q for q in quantities(context.question) if q.measure is Measure.DATE]
        if dates:
            when = _years_on(part.words, dates[0].text)
            return context.question[: dates[0].start] + when + context.question[dates[0].end :]
        when = f" in {part.words}" if part.words.isdecimal() else f" {part.words}" if english else part.words
        return f"{context.question.rstrip('?？ ')}{when}{'?' if english else '？'}"
    if part.kind in ("name", "whole", "place") or not context.topic or context.topic in part.words:
        return f"What about {part.words}?" if english else f"{part.words}呢？"
    if english and same and part.words.startswith("the "):
        return with_topic(f"What about {part.words}?", context)
    if english:
        return f"What about {context.topic}'s {re.sub(r'^(?:the|its) ', '', part.words, flags=re.I)}?"
    return f"{context.topic}{'' if NOW.match(part.words) else '的'}{part.words}呢？"


def _exchanged(words: str, context: Context) -> str:
    """The question before with its name, and its date where the fragment has one, exchanged for the fragment's."""
    question, dates = context.question, [q for q in quantities(words) if q.measure is Measure.DATE]
    name = words
    if dates:
        name = re.sub(
            r"^(?:的|in\b)|(?:的|\bin)$", "", (words[: dates[0].start] + words[dates[0].end :]).strip()
        ).strip()
        was = [q for q in quantities(question) if q.measure is Measure.DATE]
        if not was:
            return ""
        question = question[: was[0].start] + dates[0].text + question[was[0].end :]
    if not mentions(name) or name in question or "的" in name or "'s " in name:
        return ""
    if mentions(name)[0].like_a_person and context.person and context.person in question:
        whose = f"{context.topic}的{context.person}"
        return question.replace(whose if whose in question else context.person, name, 1)
    replaced = _counterpart(name, question, context.topic)
    return question.replace(replaced, _bare(name), 1) if replaced else ""


def _counterpart(name: str, question: str, topic: str) -> str:
    """What a name takes the place of: a place that of another place, else the topic, else the only name there is."""
    places = [word for word, tag in rjieba.tag(question) if tag == "ns" and word not in topic]
    if _is_place(name) and len(places) == 1:
        return places[0]
    if re.match(r"(?i:in)\s", name) and (inside := re.search(r"\bin ((?:[A-Z][\w-]*\s?)+)", question)):
        return inside[1].strip()
    named = mentions(question)
    return topic if topic and topic in question else named[0].name if len(named) == 1 else ""


def _years_on(words: str, date: str) -> str:
    """`the year before` of a date that is a year alone, as a year."""
    year = re.fullmatch(r"((?:19|20)\d\d)(\s?年?)", date)
    if year and re.fullmatch(r"[前上]一年|the year before", words):
        return f"{int(year[1]) - 1}{year[2]}"
    if year and re.fullmatch(r"[后後次]一?年|第二年|the (?:following|next) year", words):
        return f"{int(year[1]) + 1}{year[2]}"
    return words


def _is_place(name: str) -> bool:
    tagged = rjieba.tag(fold(name))
    return bool(tagged) and all(tag == "ns" for _, tag in tagged)


def _bare(words: str) -> str:
    return next((m.name for m in mentions(words)), words) if words.isascii() else words


def among(question: str, context: Context) -> str:
    """`其中哪家最大?` behind the names that were given, or else behind the question that they would have answered."""
    english = detect_language(question) == "en"
    names = [m.name for m in mentions(context.answer)]
    if len(names) > 1:
        if len(context.answer) <= SHORT_LIST and not english:
            return f"{context.answer.strip('。.!！ ')}，{question}"
        return f"{question.rstrip('?？ ')} ({', '.join(names)})?" if english else f"{'、'.join(names)}{question}"
    if english or detect_language(context.question) == "en":
        return with_topic(question, context)
    return f"{QUESTION_END.sub('', context.question).strip('，, ')}，{question}"


def with_topic(question: str, context: Context) -> str:
    """An elliptical question behind what it is about."""
    english = detect_language(question) == "en"
    same = english == (detect_language(context.question) == "en")
    if english:
        names = [m.name for m in mentions(context.question)] or ([context.topic] if context.topic else [])
        words = " ".join(_content(context.question)) if same else ", ".join(names[:2])
        return f"{question.rstrip('?？ ')} ({words})?" if words else question
    if same and asks_for_growth(question):
        return QUESTION_END.sub("", context.question) + question
    if context.topic and not (same and THOSE.search(question)):
        return f"{_period(question, context)}{context.topic}{question}"
    clause = QUESTION_END.sub("", context.question).strip("，, ")
    return f"{clause}，{question}" if same and clause and len(clause) <= LONGEST_CLAUSE else question


def _content(question: str) -> list[str]:
    """The words of an English question that say what it is about."""
    return [word for word in re.findall(r"[A-Za-z][\w'-]*", question) if word.lower() not in STOP][:8]


def _period(question: str, context: Context) -> str:
    """The period of the question before, where the new one names none and asks for a figure as that one did."""
    figures = {Kind.MONEY, Kind.SHARE, Kind.COUNT}
    if kind_of(question) not in figures or any(q.measure is Measure.DATE for q in quantities(question)):
        return ""
    dates = [q.text for q in quantities(context.question) if q.measure is Measure.DATE]
    same = detect_language(question) != "en" and detect_language(context.question) != "en"
    return dates[0] if dates and same else ""

"""Why the articles do not answer, or which part of a question they leave open, in the asker's language and script."""

from collections.abc import Sequence
from itertools import groupby

import rjieba

from assistant.answerability import Fits
from assistant.answerability_types import AnswerType
from assistant.answerability_words import Word
from assistant.notices import listed, notice, quoted_title
from assistant.question import Question
from corpus.fold import to_traditional
from index.generation import Generation
from index.periods import period_of
from index.types import Hit

FAR = 0.45  # a word to which no passage comes nearer than this stands in none, in any form
LACKING = 0.3  # a sentence that holds the kind of thing asked for less surely than this does not hold it
NEAREST = 3  # articles named
LOOKED_AT = 5  # sentences that must lack the kind of thing asked for before that is said
EMPTY = ("v", "d", "p", "c", "u", "r", "m", "q", "f", "s", "t")  # tags of words that name nothing
TYPES = {
    AnswerType.DATE: "date",
    AnswerType.WHY: "reason",
    AnswerType.PERCENT: "share",
    AnswerType.PERSON: "person",
    AnswerType.PLACE: "place",
    AnswerType.MONEY: "amount",
    AnswerType.COUNT: "number",
    AnswerType.ORGANISATION: "organisation",
}


def why_refused(question: Question, fits: Fits, hits: Sequence[Hit], generation: Generation) -> tuple[str, ...]:
    """What is missing, the nearest articles by title, and the days that the collection covers; each where there is any."""
    language, missing = question.language, _missing(question, fits)
    notices = []
    if missing:
        notices.append(notice("not mentioned", language, what=listed(missing, language)))
    elif fits.expected in TYPES and all(holds < LACKING for holds in fits.holds[:LOOKED_AT]):
        notices.append(notice(f"no {TYPES[fits.expected]}", language))
    days = sorted(a.published for a in generation.articles.entries() if a.published)
    if days:
        period = period_of(question.text)
        outside = period is not None and (period.end < days[0] or period.start > days[-1])
        name = "outside the days" if outside else "days"
        notices.append(notice(name, language, first=days[0].isoformat(), last=days[-1].isoformat()))
    titles = [generation.articles[h.chunk.article_id].title.strip() for h in hits]
    nearest = [quoted_title(title, language) for title in dict.fromkeys(titles) if title][:NEAREST]
    if nearest:
        notices.append(notice("nearest articles", language, titles=listed(nearest, language, plain=True)))
    return tuple(notices)


def not_found(question: Question, fits: Fits) -> tuple[str, ...]:
    """Of a question about several things, those that no passage speaks of; empty where it speaks of all or of none."""
    parts = [(w, bool(near < FAR)) for w, near in zip(fits.words, fits.anywhere, strict=True) if w.part or w.name]
    absent = [_shown(w.shown, question) for w, far in parts if far and w.part]
    if not absent or all(far for _, far in parts):
        return ()
    return (notice("part not found", question.language, what=listed(absent, question.language)),)


def _missing(question: Question, fits: Fits) -> list[str]:
    """The names, or else nouns, that no passage comes near to, those that stand side by side as one."""
    far = [bool(near < FAR) and _says_what(w) for w, near in zip(fits.words, fits.anywhere, strict=True)]
    if any(f and w.name for f, w in zip(far, fits.words, strict=True)):
        far = [f and w.name for f, w in zip(far, fits.words, strict=True)]
    runs = groupby(zip(far, fits.words, strict=True), key=lambda pair: pair[0])
    phrases = [_joined([w.shown for _, w in run]) for is_far, run in runs if is_far]
    return [_shown(phrase, question) for phrase in phrases]


def _says_what(word: Word) -> bool:
    """Whether a word names something: that `suggested` or 一起 is absent tells a reader nothing."""
    if word.name or word.text.isascii():
        return word.name
    return not any(tag.startswith(EMPTY) and tag != "vn" for _, tag in rjieba.tag(word.text))


def _joined(words: Sequence[str]) -> str:
    return (" " if all(w.isascii() for w in words) else "").join(words)


def _shown(phrase: str, question: Question) -> str:
    return to_traditional(phrase) if question.language == "zh-Hant" else phrase

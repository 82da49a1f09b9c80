"""What a model wrote and what the articles' own sentences say, made into one answer: code completes what the model left out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.quantities import quantities
from assistant.types import AnswerSentence, Citation
from corpus.article import Language
from corpus.fold import fold
from corpus.language import detect_language, scripts_of

Composed = tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]
ITEMS = re.compile(r"[、，,;；/]|\band\b|[和与及]")
ASIDE = re.compile(r"[（(][^（()）]*[)）]")


def combined(written: Composed, quoted: Composed, language: Language) -> Composed:
    """A model's sentences, completed by the extractive answer to the same question.

    The extractive lead goes first where the model's first line does not say as much, not in the asker's language and script, or is a quote; a quoted sentence that no
    sentence of the model cites goes last; what has no support goes behind what has. Citations are numbered anew in order of first use.
    """
    own, cited = written
    sentences = sorted(own, key=lambda s: not s.supported)
    by_number = {c.number: _place(c) for c in cited}
    known = {by_number[n] for s in own if s.supported for n in s.citations}
    lead, lines = _taken_apart(quoted)
    places = {c.number: _place(c) for c in quoted[1]}
    missing = [line for line in lines if not {places[n] for n in line.citations} & known]
    ahead = [lead] if lead is not None and not (sentences and _leads(sentences[0], lead, cited, language)) else []
    return numbered([(ahead, quoted[1]), (sentences, cited), (missing, quoted[1])])


def _leads(first: AnswerSentence, lead: AnswerSentence, cited: Sequence[Citation], language: Language) -> bool:
    """Whether a model's first line can stand where the extractive lead would: in its own words, all in the asker's language and script."""
    understood = (detect_language(first.text) == "en") == (language == "en")
    understood &= language == "en" or scripts_of(first.text) <= {language}
    quoted = _letters(first.text) in {_letters(c.quote) for c in cited}  # the whole sentence, no core of it
    return first.supported and understood and not quoted and says(lead.text, first.text)


def says(core: str, sentence: str) -> bool:
    """Whether a sentence says the core of an answer: its figures by value, or else each of its items to the letter."""
    figures = {q.value for q in quantities(ASIDE.sub("", core))}
    if figures:
        return figures <= {q.value for q in quantities(sentence)}
    text = _letters(sentence)
    return all(_letters(item) in text for item in ITEMS.split(ASIDE.sub("", core)))


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def _taken_apart(quoted: Composed) -> tuple[AnswerSentence | None, Sequence[AnswerSentence]]:
    """The lead, where the first line is one and no quote, and the lines behind it."""
    sentences, citations = quoted
    quotes = [" ".join(c.quote.split()) for c in citations]
    if sentences and not any(quote in sentences[0].text for quote in quotes):
        return sentences[0], sentences[1:]
    return None, sentences


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.article_id, citation.start, citation.end


def numbered(parts: Sequence[tuple[Sequence[AnswerSentence], Sequence[Citation]]]) -> Composed:
    """Lines with the citations that their numbers mean, part by part, made into one answer: numbered by first use."""
    numbers: dict[tuple[str, int, int], int] = {}
    used: list[Citation] = []
    sentences: list[AnswerSentence] = []
    for lines, citations in parts:
        by_number = {c.number: c for c in citations}
        for line in lines:
            for n in line.citations:
                place = _place(by_number[n])
                if place not in numbers:
                    numbers[place] = len(numbers) + 1
                    used.append(replace(by_number[n], number=numbers[place]))
            marks = dict.fromkeys(numbers[_place(by_number[n])] for n in line.citations)
            sentences.append(replace(line, citations=tuple(marks)))
    return tuple(sentences), tuple(used)

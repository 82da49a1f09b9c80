"""When the articles do not say, and the words to say so."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answerability import fits_of
from assistant.answerability_reasons import not_found, why_refused
from assistant.answerability_types import Expected
from assistant.features import GLOSSARY
from assistant.parts import Part
from assistant.question import Question
from assistant.relations import relation_asked
from assistant.scoring import Scored
from assistant.told import untold
from corpus.article import Language
from index.generation import Generation
from index.types import Embedder, Hit

UNRELATED = 0.85
WEIGHED = 5  # sentences looked at for the kind of thing asked for
NAMELESS = 5.0  # log odds that a sentence loses which strays from the question's names


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of whether the best sentences answer; docs/log.md says on what it was fitted.

    Attributes:
        bias: The log odds with every feature at 0.
        meaning: For the nearest of the best sentences in meaning, per unit of inner product over `UNRELATED`.
        english: For a question in English, which the model holds for farther from everything.
        other_language: For the best sentence not being in the asker's language.
        holds: For the best sentences holding the kind of thing that is asked for.
        untold: Against the relation that is asked for being told in none of them.
        unnamed: Against the names of the question of which none stands around the sentence that the reader holds for the likeliest answer, as a share; no fit.
        reads: For each unit of the log odds, by the reader, that one of the sentences answers.
        reads_asked: The same where a relation of the table is asked for, of which `untold` knows more.
        threshold: The probability under which the answer is refused.
    """

    bias: float = -1.55
    meaning: float = 17.5
    english: float = 1.13
    other_language: float = 0.31
    holds: float = 1.04
    untold: float = 3.29
    unnamed: float = 0.0
    reads: float = 0.0
    reads_asked: float = 0.0
    threshold: float = 0.3


READING = Calibration(  # where the best sentences were read
    bias=-0.98,
    meaning=11.71,
    english=0.75,
    other_language=0.59,
    holds=0.25,
    untold=2.51,
    unnamed=0.35,
    reads=0.48,
    reads_asked=0.33,
    threshold=0.28,
)
CERTAIN = 2.0  # log odds, by the reader, from which on a sentence answers whatever else is unlike
SEVERAL = re.compile(r"[、和与與及跟]|\band\b")
REFUSALS: dict[Language, str] = {
    "zh-Hans": "这些文章里没有找到答案。",
    "zh-Hant": "這些文章裡沒有找到答案。",
    "en": "The articles do not answer this.",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the articles answer.

    Attributes:
        confidence: The probability that they do, 0 to 1.
        refused: Whether it is too low for an answer.
        notices: In the asker's language: of a refusal why, the nearest articles and the days they cover; of an answer the
            part that was not found.
    """

    confidence: float
    refused: bool
    notices: tuple[str, ...]


NOT_WEIGHED = Judgement(1.0, False, ())  # where something else than a question was asked


def judge(
    question: Question,
    ranked: Sequence[Scored],
    hits: Sequence[Hit],
    generation: Generation,
    embedder: Embedder,
    calibration: Calibration,
    parts: Sequence[Part] = (),
) -> Judgement:
    """Whether the sentences that were found answer the question.

    Args:
        question: What is asked.
        ranked: The sentences, best first.
        hits: The passages that they stand in.
        generation: What was searched.
        embedder: The model that it was built with.
        calibration: What counts how much.
        parts: The questions that it is made of; it is answered where each of them is.
    """
    # What answers one of several things seldom names the others.
    confidence = confidence_of(question, ranked, replace(calibration, unnamed=0.0) if parts else calibration)
    if parts:
        confidence = max(confidence, min(confidence_of(p.question, p.ranked, calibration) for p in parts))
    refused = confidence < calibration.threshold
    if not refused and not SEVERAL.search(question.text):
        return Judgement(confidence, False, ())
    if refused:
        return Judgement(confidence, True, grounds(question, ranked, hits, generation, embedder))
    return Judgement(confidence, False, not_found(question, fits_of(question, ranked, hits, generation, embedder)))


def grounds(
    question: Question, ranked: Sequence[Scored], hits: Sequence[Hit], generation: Generation, embedder: Embedder
) -> tuple[str, ...]:
    """What a reader is told with a refusal: what is missing, the nearest articles, the days that they cover."""
    return why_refused(question, fits_of(question, ranked, hits, generation, embedder), hits, generation)


def confidence_of(question: Question, ranked: Sequence[Scored], calibration: Calibration) -> float:
    """The probability, 0 to 1, that the best sentences answer the question."""
    if not ranked or _says_nothing(question, ranked):
        return 0.0
    best, c, asked = ranked[:3], calibration, relation_asked(question) is not None
    odds = (
        c.bias
        + c.meaning * (max(s.meaning for s in best) - UNRELATED)
        + c.english * (question.language == "en")
        + c.other_language * ((best[0].evidence.article.language == "en") != (question.language == "en"))
        + c.holds * _holds(question, ranked[:WEIGHED])
        - c.untold * untold(question, ranked)
        - c.unnamed * _unnamed(ranked)
        + (c.reads_asked if asked else c.reads) * _read(question, ranked)
    )
    return 1 / (1 + math.exp(-odds))


def _read(question: Question, ranked: Sequence[Scored]) -> float:
    """The log odds, by the reader, that one of the sentences answers: the sum of their odds, in log; 0 where nothing was read.

    Among those in the asker's language, one around which no name of the question stands counts little where it stands around another.
    """
    english = question.language == "en"
    read = [(s.reads, s.names, (s.evidence.article.language == "en") == english) for s in ranked if s.reads is not None]
    named = any(names for _, names, own in read if own)
    odds = [math.exp(reads - NAMELESS * (named and own and not names)) for reads, names, own in read]
    return math.log(sum(odds)) if odds else 0.0


def _unnamed(ranked: Sequence[Scored]) -> float:
    """The share of the question's names that do not stand around the sentence that the reader holds for the likeliest answer."""
    return 1.0 - max(ranked, key=lambda s: -math.inf if s.reads is None else s.reads).names


def _holds(question: Question, best: Sequence[Scored]) -> float:
    """How surely sentences hold the kind of thing asked for, 0 to 1, each counting by how likely it is the one that answers."""
    expected, top = Expected(question.text), best[0].score
    counts = [math.exp(s.score - top) for s in best]
    held = [expected.in_sentence(s.evidence.text) for s in best]
    return sum(count * one for count, one in zip(counts, held, strict=True)) / sum(counts)


def _says_nothing(question: Question, ranked: Sequence[Scored]) -> bool:
    """Whether a question has no name, no topic and no word that the best sentences share, and no reader holds one for its answer: a greeting, say."""
    shared = any(s.context_words for s in ranked[:5]) or any(s.reads is not None and s.reads > CERTAIN for s in ranked)
    return not question.names and not GLOSSARY.things(question.text) and not shared


def refusal(language: Language) -> str:
    """The refusal in the asker's language and script."""
    return REFUSALS[language]

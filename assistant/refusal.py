"""When the articles do not say, and the words to say so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answerability import Fit, Fits, fits_of
from assistant.answerability_reasons import not_found, why_refused
from assistant.question import Question
from assistant.scoring import GLOSSARY, Scored
from corpus.article import Language
from index.store import Generation
from index.types import Embedder, Hit


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of whether a sentence answers; docs/log.md says on what it was fitted.

    A weight is the log odds for a feature of `assistant.answerability.Fit` or `assistant.scoring.Scored` going from 0 to 1; the
    best sentence counts.

    Attributes:
        bias: The log odds with every feature at 0.
        meaning: Per 0.1 of the inner product of question and sentence over `MIDDLE`.
        cross: For a sentence that is not in the asker's language.
        cross_said: For words that are said all the same.
        threshold: The probability under which the answer is refused.
    """

    bias: float = -5.7
    meaning: float = 0.45
    covered: float = 0.75
    farthest: float = 1.0
    farthest_relation: float = 1.2
    focus: float = 0.4
    interaction: float = 2.5
    missing: float = -0.75
    other: float = -1.8
    holds: float = 1.2
    context_words: float = 2.7
    topics: float = 1.1
    cross: float = 0.85
    cross_said: float = 1.3
    threshold: float = 0.3


MIDDLE = 0.9
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
) -> Judgement:
    """Whether the sentences that were found answer the question.

    Args:
        question: What is asked.
        ranked: The sentences, best first.
        hits: The passages that they stand in.
        generation: What was searched.
        embedder: The model that it was built with.
        calibration: What counts how much.
    """
    fits = fits_of(question, ranked, hits, generation, embedder)
    confidence = confidence_of(question, fits, calibration)
    refused = confidence < calibration.threshold
    if refused:
        return Judgement(confidence, True, why_refused(question, fits, hits, generation))
    return Judgement(confidence, False, not_found(question, fits))


def confidence_of(question: Question, fits: Fits, calibration: Calibration) -> float:
    """The probability, 0 to 1, that one of the sentences answers the question."""
    if not fits.best or _says_nothing(question, fits):
        return 0.0
    return 1 / (1 + math.exp(-max(_log_odds(question, fit, calibration) for fit in fits.best)))


def _log_odds(question: Question, fit: Fit, c: Calibration) -> float:
    s = fit.scored
    cross = float((s.evidence.article.language == "en") != (question.language == "en"))
    return (
        c.bias
        + c.meaning * 10 * (s.meaning - MIDDLE)
        + c.covered * s.said
        + c.farthest * fit.farthest
        + c.farthest_relation * fit.farthest_relation
        + c.focus * fit.focus
        + c.interaction * fit.interaction
        + c.missing * fit.missing
        + c.other * fit.other
        + c.holds * fit.holds
        + c.context_words * s.context_words
        + c.topics * s.topics
        + c.cross * cross
        + c.cross_said * cross * fit.said
    )


def _says_nothing(question: Question, fits: Fits) -> bool:
    """Whether a question has no name, no topic and no word that the best sentences share: a greeting, say."""
    shared = any(fit.scored.context_words for fit in fits.best)
    return not question.names and not GLOSSARY.things(question.text) and not shared


def refusal(language: Language) -> str:
    """The refusal in the asker's language and script."""
    return REFUSALS[language]

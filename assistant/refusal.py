"""When the articles do not say, and the words to say so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.scoring import WANTED, Scored
from corpus.article import Language


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of whether the best sentences answer; docs/log.md says on what it was fitted.

    Attributes:
        bias: The log odds with every feature at 0.
        meaning: For the best sentence's nearness in meaning.
        words: For the share of the question's words in the best sentence's surroundings.
        names: For the share of the question's names there.
        wanted: For the kind of thing asked for standing in one of the best sentences.
        threshold: The probability under which the answer is refused.
    """

    bias: float = -3.0
    meaning: float = 5.0
    words: float = 2.0
    names: float = 2.0
    wanted: float = 1.0
    threshold: float = 0.5


REFUSALS: dict[Language, str] = {
    "zh-Hans": "这些文章里没有找到答案。",
    "zh-Hant": "這些文章裡沒有找到答案。",
    "en": "The articles do not answer this.",
}


def features(question: Question, ranked: Sequence[Scored]) -> dict[str, float]:
    """What the decision looks at, each 0 to 1, over the three best sentences."""
    top = ranked[:3]
    if not top:
        return {"meaning": 0.0, "words": 0.0, "names": 0.0, "wanted": 0.0}
    return {
        "meaning": max(s.meaning for s in top),
        "words": max(s.context_words for s in top),
        "names": max(s.names for s in top),
        "wanted": float(question.kind not in WANTED or any(s.wanted for s in top)),
    }


def answerable(question: Question, ranked: Sequence[Scored], calibration: Calibration) -> float:
    """The probability, 0 to 1, that the best sentences answer the question."""
    found = features(question, ranked)
    if not ranked:
        return 0.0
    odds = calibration.bias + sum(getattr(calibration, name) * value for name, value in found.items())
    return 1 / (1 + math.exp(-odds))


def refusal(language: Language) -> str:
    """The refusal in the asker's language and script."""
    return REFUSALS[language]

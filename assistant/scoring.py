"""How well each evidence sentence fits a question: meaning, words, and whether it holds the kind of thing asked for."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence import Evidence
from assistant.quantities import Measure, quantities
from assistant.question import Kind, Question
from corpus.fold import fold
from index.context import embeddable
from index.lexical import LexicalLeg
from index.terms import terms
from index.types import Embedder, Matrix

WANTED = {
    Kind.MONEY: {Measure.MONEY},
    Kind.SHARE: {Measure.PERCENT},
    Kind.COUNT: {Measure.COUNT, Measure.PERCENT, Measure.MONEY},
    Kind.DATE: {Measure.DATE},
}
REASONS = (
    "因为",
    "由于",
    "原因",
    "因此",
    "所以",
    "导致",
    "为了",
    "缘故",
    "because",
    "due to",
    "since",
    "reason",
    "as a result",
)
# The nearness of e5's vectors starts at about 0.75 for texts that have nothing in common.
UNRELATED, SAME = 0.75, 0.95


@dataclass(frozen=True, slots=True)
class Weights:
    """Share of each feature in a sentence's score."""

    meaning: float = 0.45
    context: float = 0.2
    words: float = 0.4
    context_words: float = 0.15
    passage: float = 0.15
    wanted: float = 0.12


@dataclass(frozen=True, slots=True)
class Scored:
    """An evidence sentence with its features, each 0 to about 1, and their weighted sum.

    Attributes:
        evidence: The sentence.
        score: The weighted sum: a higher one is better.
        meaning: Cosine of question and sentence, stretched over the model's range.
        context: The same for the sentence with its neighbours.
        words: Share of the question's words, weighted by rarity, that stand in the sentence.
        context_words: The same for the sentence with its neighbours.
        names: Share of the question's names that stand in the sentence, its neighbours or the title.
        wanted: Whether it holds the kind of thing that is asked for.
    """

    evidence: Evidence
    score: float
    meaning: float
    context: float
    words: float
    context_words: float
    names: float
    wanted: bool


class SentenceScorer:
    """Scores evidence for questions over one index; remembers vectors of sentences it has seen."""

    def __init__(self, embedder: Embedder, weights: Weights | None = None, remembered: int = 20_000) -> None:
        self.embedder, self.weights, self.remembered = embedder, weights or Weights(), remembered
        self._vectors: OrderedDict[str, Matrix] = OrderedDict()

    def score(self, question: Question, evidence: Sequence[Evidence], lexical: LexicalLeg) -> list[Scored]:
        """All evidence, best first."""
        if not evidence:
            return []
        query = self.embedder.embed_queries([embeddable(question.text)])[0]
        near = _stretched(self._embed([e.text for e in evidence]) @ query)
        around = _stretched(self._embed([e.context for e in evidence]) @ query)
        asked = _rarity(terms(question.text), lexical)
        scored = []
        for e, meaning, context in zip(evidence, near, around, strict=True):
            words, context_words = _covered(asked, e.text), _covered(asked, e.context)
            holds = _holds_wanted(question, e.text)
            w = self.weights
            total = (
                w.meaning * meaning
                + w.context * context
                + w.words * words
                + w.context_words * context_words
                + w.passage * e.passage_score
                + w.wanted * holds
            )
            names = _names_present(question.names, f"{e.article.title}\n{e.context}")
            scored.append(Scored(e, float(total), float(meaning), float(context), words, context_words, names, holds))
        return sorted(scored, key=lambda s: -s.score)

    def _embed(self, texts: Sequence[str]) -> Matrix:
        unknown = [t for t in dict.fromkeys(texts) if t not in self._vectors]
        for text, vector in zip(unknown, self.embedder.embed_documents([embeddable(t) for t in unknown]), strict=True):
            self._vectors[text] = vector
        rows = np.stack([self._vectors[t] for t in texts])
        while len(self._vectors) > self.remembered:
            self._vectors.popitem(last=False)
        return rows


def _stretched(cosines: Matrix) -> Matrix:
    stretched: Matrix = np.clip((cosines - UNRELATED) / (SAME - UNRELATED), 0, 1)
    return stretched


def _rarity(words: Sequence[str], lexical: LexicalLeg) -> dict[str, float]:
    return {word: lexical.idf(word) for word in set(words)}


def _covered(asked: dict[str, float], text: str) -> float:
    """Share of the asked words, weighted by rarity, that stand in a text."""
    total = sum(asked.values())
    present = set(terms(text))
    return sum(idf for word, idf in asked.items() if word in present) / total if total else 0.0


def _holds_wanted(question: Question, text: str) -> bool:
    """Whether a sentence holds a thing of the kind asked for that the question does not hold itself."""
    if question.kind in WANTED:
        known = {(q.value, q.measure) for q in quantities(question.text)}
        return any(q.measure in WANTED[question.kind] and (q.value, q.measure) not in known for q in quantities(text))
    folded = fold(text)
    if question.kind is Kind.WHY:
        return any(word in folded for word in REASONS)
    if question.kind is Kind.LIST:
        return folded.count("、") + folded.count(", ") >= 2 or "和" in folded or " and " in folded
    return False


def _names_present(names: Sequence[str], text: str) -> float:
    if not names:
        return 1.0
    folded = fold(text)
    return sum(name in folded for name in names) / len(names)

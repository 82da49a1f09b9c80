"""How well each evidence sentence fits a question: meaning, words, and whether it holds the kind of thing asked for."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.evidence import Evidence
from assistant.quantities import Measure, quantities
from assistant.question import Kind, Question
from corpus.fold import fold
from index.aliases import Aliases, read_table
from index.context import embeddable
from index.store import Generation
from index.terms import terms
from index.types import Embedder, Matrix

WANTED = {
    Kind.MONEY: {Measure.MONEY},
    Kind.SHARE: {Measure.PERCENT},
    Kind.COUNT: {Measure.COUNT, Measure.PERCENT, Measure.MONEY},
    Kind.DATE: {Measure.DATE},
}
GLOSSARY = Aliases(read_table(Path(__file__).with_name("glossary.txt")))
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


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of a sentence counts; fitted on the project's own questions (docs/log.md).

    `title` is no fit: it is taken off a headline, which repeats what the article says better below it.
    """

    meaning: float = 27.0
    words: float = 1.2
    context_words: float = 1.5
    names: float = 0.75
    topics: float = 1.55
    wanted: float = 1.8
    passage: float = 2.4
    title: float = 1.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question taken apart once, before any sentence is looked at."""

    question: Question
    rarity: dict[str, float]
    topics: set[str]
    figures: set[tuple[float, Measure]]


@dataclass(frozen=True, slots=True)
class Scored:
    """An evidence sentence with its features and their weighted sum.

    Attributes:
        evidence: The sentence.
        score: The weighted sum: a higher one is better, the best possible is near the sum of the weights but `meaning`.
        meaning: Inner product of question and sentence, levelled between the languages of the collection.
        words: Share of the question's words, weighted by rarity, that stand in the sentence, 0 to 1.
        context_words: The same for the sentence with its neighbours.
        names: Share of the question's names that stand in the sentence, its neighbours or the title, in any of their forms.
        own_names: Share of the question's names that stand in the sentence itself.
        topics: Share of the question's topics (assistant/glossary.txt) that the sentence or its neighbours speak of.
        wanted: Whether it holds the kind of thing that is asked for.
    """

    evidence: Evidence
    score: float
    meaning: float
    words: float
    context_words: float
    names: float
    own_names: float
    topics: float
    wanted: bool


class SentenceScorer:
    """Scores evidence for questions; remembers the vectors of sentences it has seen."""

    def __init__(self, embedder: Embedder, weights: Weights | None = None, remembered: int = 50_000) -> None:
        self.embedder, self.weights, self.remembered = embedder, weights or Weights(), remembered
        self._vectors: OrderedDict[str, Matrix] = OrderedDict()
        self._lock = threading.Lock()

    def score(self, question: Question, evidence: Sequence[Evidence], generation: Generation) -> list[Scored]:
        """All evidence, best first."""
        if not evidence:
            return []
        names = generation.names
        asked = " ".join([question.text, *names.others(question.text)])
        query = self.embedder.embed_queries([embeddable(asked)])[0]
        english = np.array([e.article.language == "en" for e in evidence])
        background = generation.languages.background(query)
        near = self._embed([e.text for e in evidence]) @ query - (background - background.max())[english.astype(int)]
        taken_apart = _Asked(
            question,
            {word: generation.lexical.idf(word) for word in set(terms(question.text))},
            GLOSSARY.things(question.text),
            {(q.value, q.measure) for q in quantities(question.text)},
        )
        scored = [
            self._scored(taken_apart, e, float(meaning), float(near.max()), names)
            for e, meaning in zip(evidence, near, strict=True)
        ]
        return sorted(scored, key=lambda s: -s.score)

    def _scored(self, asked: _Asked, e: Evidence, meaning: float, best: float, names: Aliases) -> Scored:
        w = self.weights
        words, context_words = _covered(asked.rarity, e.text, names), _covered(asked.rarity, e.context, names)
        holds = _holds_wanted(asked, e.text)
        present = _names_present(asked.question.names, f"{e.article.title}\n{e.context}", names)
        topics = len(asked.topics & GLOSSARY.things(e.text)) / len(asked.topics) if asked.topics else 1.0
        total = (
            w.meaning * (meaning - best)
            + w.words * words
            + w.context_words * context_words
            + w.names * present
            + w.topics * topics
            + w.wanted * holds
            + w.passage * e.passage_score
            - w.title * (e.text.strip() == e.article.title.strip())
        )
        own = _names_present(asked.question.names, e.text, names)
        return Scored(e, total, meaning, words, context_words, present, own, topics, holds)

    def _embed(self, texts: Sequence[str]) -> Matrix:
        with self._lock:
            unknown = [t for t in dict.fromkeys(texts) if t not in self._vectors]
            fresh = self.embedder.embed_documents([embeddable(t) for t in unknown])
            self._vectors.update(zip(unknown, fresh, strict=True))
            rows = np.stack([self._vectors[t] for t in texts])
            while len(self._vectors) > self.remembered:
                self._vectors.popitem(last=False)
        return rows


def _covered(asked: dict[str, float], text: str, names: Aliases) -> float:
    """Share of the asked words, weighted by rarity, that stand in a text or in another form of a name in it."""
    total = sum(asked.values())
    present = set(terms(" ".join([text, *names.others(text)])))
    return sum(idf for word, idf in asked.items() if word in present) / total if total else 0.0


def _holds_wanted(asked: _Asked, text: str) -> bool:
    """Whether a sentence holds a thing of the kind asked for that the question does not hold itself."""
    kind = asked.question.kind
    if kind in WANTED:
        return any(q.measure in WANTED[kind] and (q.value, q.measure) not in asked.figures for q in quantities(text))
    folded = fold(text)
    if kind is Kind.WHY:
        return any(word in folded for word in REASONS)
    if kind is Kind.LIST:
        return "、" in folded or folded.count(", ") >= 2
    return False


def _names_present(asked: Sequence[str], text: str, names: Aliases) -> float:
    if not asked:
        return 1.0
    folded = fold(text)
    return sum(any(form in folded for form in names.same(name)) for name in asked) / len(asked)

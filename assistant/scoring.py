"""How well each evidence sentence fits a question: meaning, words, and whether it holds the kind of thing asked for.

A sentence that answers seldom repeats the names of the question: its article has named them before. So the names are looked
for in the surroundings, and the sentence is compared with the rest of the question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.evidence import Evidence
from assistant.quantities import Measure, quantities
from assistant.question import Kind, Question
from assistant.sentence_vectors import SentenceVectors, late_interaction
from corpus.fold import fold
from index.aliases import Aliases, read_table
from index.context import embeddable
from index.dictionary import english_stems, said_in_english, translated
from index.generation import Generation
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


LETTER = re.compile(r"\w")
LEAST_ASKED = 3  # characters: a question of names alone is compared as it is


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of a sentence counts; fitted on the project's own questions (docs/log.md).

    `title` is no fit: it is taken off a headline, which repeats what the article says better below it. `other_language` is
    half of what was fitted: two thirds of those questions were written to be answered in another language.
    """

    meaning: float = 5.3
    rest: float = 18.5
    said: float = 1.1
    context_words: float = 0.42
    names: float = 1.2
    topics: float = 0.6
    wanted: float = 1.3
    passage: float = 1.9
    other_language: float = 0.75
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
        score: The weighted sum, a higher one is better.
        meaning: Inner product of question and sentence, levelled between the languages of the collection.
        rest: Late interaction between the question without its names and the sentence, a cosine.
        said: Share of that rest that the sentence says, in its own language or by the dictionary, 0 to 1.
        words: Share of the question's words, weighted by rarity, that stand in the sentence, 0 to 1.
        context_words: The same for the sentence with its neighbours.
        names: Share of the question's names that stand in the sentence, its neighbours or the title, in any of their forms.
        own_names: Share of the question's names that stand in the sentence itself.
        topics: Share of the question's topics (assistant/glossary.txt) that the sentence or its neighbours speak of.
        wanted: Whether it holds the kind of thing that is asked for.
        asks: The weighted sum for each part of a question that asks several things; empty for any other.
    """

    evidence: Evidence
    score: float
    meaning: float
    rest: float
    said: float
    words: float
    context_words: float
    names: float
    own_names: float
    topics: float
    wanted: bool
    asks: tuple[float, ...] = ()


class SentenceScorer:
    """Scores evidence for questions."""

    def __init__(self, embedder: Embedder, weights: Weights | None = None) -> None:
        self.embedder, self.weights = embedder, weights or Weights()
        self.vectors = SentenceVectors(embedder)

    def score(self, question: Question, evidence: Sequence[Evidence], generation: Generation) -> list[Scored]:
        """All evidence, best first."""
        if not evidence:
            return []
        w, names, texts = self.weights, generation.names, [e.text for e in evidence]
        query = self.embedder.embed_queries([embeddable(" ".join([question.text, *names.others(question.text)]))])[0]
        english = np.array([e.article.language == "en" for e in evidence])
        background = generation.languages.background(query)
        vectors, tokens = self.vectors.of(texts)
        meaning = vectors @ query - (background - background.max())[english.astype(int)]
        asked_for = without_names(question, question.text, names)
        rest = late_interaction(self.vectors.asked(asked_for), tokens)
        asks = self._each_part(question, names, tokens) - w.rest * rest[:, None]
        said = translated(said_in_english(asked_for), [english_stems(t) for t in texts])
        taken_apart = _Asked(
            question,
            {word: generation.lexical.idf(word) for word in set(terms(question.text))},
            GLOSSARY.things(question.text),
            {(q.value, q.measure) for q in quantities(question.text)},
        )
        other = english != (question.language == "en")
        base = w.meaning * (meaning - meaning.max()) + w.rest * (rest - rest.max()) + w.other_language * other
        scored = [
            self._scored(taken_apart, e, float(m), float(r), s, float(b), names)
            for e, m, r, s, b in zip(evidence, meaning, rest, said, base, strict=True)
        ]
        scored = [
            replace(s, asks=tuple(float(s.score + by) for by in part)) for s, part in zip(scored, asks, strict=True)
        ]
        return sorted(scored, key=lambda s: -s.score)

    def _each_part(self, question: Question, names: Aliases, tokens: Sequence[Matrix]) -> Matrix:
        """What late interaction with each part of a question counts, float32 [sentences, parts]; no parts for a simple one."""
        parts = question.asks if len(question.asks) > 1 else ()
        asked = [self.vectors.asked(without_names(question, part, names)) for part in parts]
        found = [self.weights.rest * late_interaction(one, tokens) for one in asked]
        return np.stack(found, axis=1) if found else np.zeros((len(tokens), 0), np.float32)

    def _scored(
        self, asked: _Asked, e: Evidence, meaning: float, rest: float, said: float, base: float, names: Aliases
    ) -> Scored:
        w = self.weights
        words, context_words = _covered(asked.rarity, e.text, names), _covered(asked.rarity, e.context, names)
        holds = _holds_wanted(asked, e.text)
        present = _names_present(asked.question.names, f"{e.article.title}\n{e.context}", names)
        own = _names_present(asked.question.names, e.text, names)
        topics = len(asked.topics & GLOSSARY.things(e.text)) / len(asked.topics) if asked.topics else 1.0
        total = (
            base
            + w.said * said
            + w.context_words * context_words
            + w.names * present
            + w.topics * topics
            + w.wanted * holds
            + w.passage * e.passage_score
            - w.title * (e.text.strip() == e.article.title.strip())
        )
        return Scored(e, total, meaning, rest, said, words, context_words, present, own, topics, holds)


def without_names(question: Question, part: str, names: Aliases) -> str:
    """A part of a question without the names in it in any of their forms, in one script; as it is where nothing is left."""
    text = embeddable(part)
    for form in sorted({form for name in question.names for form in names.same(name)}, key=len, reverse=True):
        text = re.sub(re.escape(form), "", text, flags=re.I)
    return text if len(LETTER.findall(text)) >= LEAST_ASKED else embeddable(part)


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

"""How well each evidence sentence fits a question: meaning, words, and whether it holds the kind of thing asked for.

A sentence that answers seldom repeats the names of the question: its article has named them before. So the names are looked
for in the surroundings, and the sentence is compared with the rest of the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.evidence import Evidence
from assistant.features import GLOSSARY, Asked, covered, holds_wanted, names_present, without_names
from assistant.question import Question
from assistant.sentence_vectors import SentenceVectors, late_interaction
from index.aliases import Aliases
from index.context import embeddable
from index.dictionary import english_stems, said_in_english, translated
from index.generation import Generation
from index.types import Embedder, Matrix


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature of a sentence counts; fitted on the project's own questions (docs/log.md).

    `title` is no fit: it is taken off a headline, which repeats what the article says better below it. `other_language` is
    two thirds of what was fitted: as many of those questions were written to be answered in another language. `told` was fitted with
    the others held; it is for a sentence that tells the relation asked for (relations.toml).
    """

    meaning: float = 5.3
    rest: float = 18.5
    said: float = 1.1
    context_words: float = 0.42
    names: float = 1.2
    topics: float = 0.6
    wanted: float = 1.3
    told: float = 2.0
    passage: float = 1.9
    other_language: float = 1.0
    title: float = 1.0


@dataclass(frozen=True, slots=True)
class Scored:
    """An evidence sentence with its features and their weighted sum.

    Attributes:
        evidence: The sentence.
        score: The weighted sum, a higher one is better.
        meaning: Inner product of question and sentence: of these two alone, whatever else the collection holds.
        context_words: Share of the words of the question, weighted by rarity, that stand in the sentence or its neighbours, 0 to 1.
        names: Share of the question's names that stand in the sentence, its neighbours or the title, in any of their forms.
        own_names: Share of the question's names that stand in the sentence itself.
        topics: Share of the question's topics (assistant/glossary.txt) that the sentence or its neighbours speak of.
        asks: The weighted sum for each part of a question that asks several things; empty for any other.
        reads: The log odds, by the reader, that the sentence answers; None where it was not read.
    """

    evidence: Evidence
    score: float
    meaning: float
    context_words: float
    names: float
    own_names: float
    topics: float
    asks: tuple[float, ...] = ()
    reads: float | None = None


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
        meaning = vectors @ query
        levelled = meaning - (background - background.max())[english.astype(int)]
        asked_for = without_names(question, question.text, names)
        rest = late_interaction(self.vectors.asked(asked_for), tokens)
        asks = self._each_part(question, names, tokens) - w.rest * rest[:, None]
        said = translated(said_in_english(asked_for), [english_stems(t) for t in texts])
        taken_apart = Asked.of(question, generation)
        other = english != (question.language == "en")
        base = (
            w.meaning * (levelled - levelled.max())
            + w.rest * (rest - rest.max())
            + w.other_language * other
            + w.said * np.array(said)
        )
        scored = [
            self._scored(taken_apart, e, float(m), float(b), names)
            for e, m, b in zip(evidence, meaning, base, strict=True)
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

    def _scored(self, asked: Asked, e: Evidence, meaning: float, base: float, names: Aliases) -> Scored:
        w = self.weights
        context_words = covered(asked.rarity, e.context, names)
        present = names_present(asked.question.names, f"{e.article.title}\n{e.context}", names)
        own = names_present(asked.question.names, e.text, names)
        topics = len(asked.topics & GLOSSARY.things(e.text)) / len(asked.topics) if asked.topics else 1.0
        total = (
            base
            + w.context_words * context_words
            + w.names * present
            + w.topics * topics
            + w.wanted * holds_wanted(asked, e.text)
            + w.told * (asked.relation is not None and asked.relation.tells(e.text, asked.figures))
            + w.passage * e.passage_score
            - w.title * (e.text.strip() == e.article.title.strip())
        )
        return Scored(e, total, meaning, context_words, present, own, topics)

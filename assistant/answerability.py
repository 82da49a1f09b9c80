"""How far each of the best sentences answers a question: its words near by, its bounds kept, the kind of thing it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.answerability_bounds import agreement, bounds
from assistant.answerability_types import AnswerType, Expected
from assistant.answerability_words import Word, nearness_of, words_asked
from assistant.evidence import Evidence
from assistant.question import Question
from assistant.scoring import GLOSSARY, Scored
from corpus.fold import fold
from index.aliases import Aliases
from index.context import embeddable
from index.languages import is_english
from index.store import Generation
from index.types import Embedder, Hit

LOOKED_AT = 10  # sentences
PART = 0.7  # what all pairs of characters of a longer Han word count that does not stand there as a whole
STEM = 0.8  # what the beginning of a longer Latin word counts


@dataclass(frozen=True, slots=True)
class Fit:
    """How far one sentence answers; shares are 0 to 1.

    Attributes:
        scored: The sentence.
        said: Share of the question's words that it or its neighbours or its title say, in any form.
        farthest: How near the passage comes to the word that is farthest, a word that is said counting 1.
        farthest_relation: The same among the words that are no names.
        focus: The same for the last word, which mostly names what is asked for.
        interaction: Mean over all tokens of the question of the nearest token of the passage.
        missing: Bounds of the question that are not stated, at most 2.
        other: Bounds that are stated otherwise, at most 2.
        holds: How surely it holds the kind of thing asked for.
    """

    scored: Scored
    said: float
    farthest: float
    farthest_relation: float
    focus: float
    interaction: float
    missing: int
    other: int
    holds: float


@dataclass(frozen=True, slots=True)
class Fits:
    """A question beside the sentences that fit it best.

    Attributes:
        words: The question's words.
        expected: What kind of thing would answer.
        best: The fits of the best sentences, best scored first.
        anywhere: Of each word how near any passage that was found comes to it, 1 where one says it: [words].
    """

    words: tuple[Word, ...]
    expected: AnswerType
    best: tuple[Fit, ...]
    anywhere: npt.NDArray[np.float32]


def fits_of(
    question: Question, ranked: Sequence[Scored], hits: Sequence[Hit], generation: Generation, embedder: Embedder
) -> Fits:
    """The fits of the best sentences.

    Args:
        question: What is asked.
        ranked: The sentences that were found, best first.
        hits: The passages that they stand in.
        generation: What was searched.
        embedder: The model that it was built with.
    """
    words = words_asked(question.text, [fold(n) for n in question.names], embedder)
    tokens = _tokens(question.text, hits, generation, embedder)
    near = nearness_of(words, tokens)
    expected, asked = Expected(question.text), bounds(question.text)
    things = [GLOSSARY.things(w.text) for w in words]
    parts = np.array([w.part for w in words], np.bool_)
    best, said_anywhere = [], np.zeros(len(words), np.float32)
    for s in ranked[:LOOKED_AT]:
        e = s.evidence
        context = f"{e.article.title}\n{e.context}"
        rows = [i for i, h in enumerate(hits) if _within(e, h)]
        said = _said(words, things, context, generation.names)
        said_anywhere = np.maximum(said_anywhere, said)
        cover = np.maximum(said, near[rows].max(axis=0)) if rows else said.copy()
        cover[parts] = cover[parts].max(initial=0.0)  # of several things a sentence need speak of one
        stated = bounds(context)
        if e.article.published:
            stated.setdefault("year", set()).add(str(e.article.published.year))
        agreed = agreement(asked, stated)
        relation = cover[[not w.name for w in words]] if words else cover
        best.append(
            Fit(
                s,
                _mean(said),
                float(cover.min(initial=1.0)),
                float(relation.min(initial=1.0)),
                float(cover[-1]) if words else 0.0,
                float(tokens[rows].max(axis=0).mean()) if rows and tokens.shape[1] else 0.0,
                min(agreed.missing, 2),
                min(agreed.other, 2),
                expected.in_sentence(e.text),
            )
        )
    anywhere = np.maximum(said_anywhere, near.max(axis=0)) if len(near) else said_anywhere
    return Fits(tuple(words), expected.type, tuple(best), anywhere)


def _tokens(text: str, hits: Sequence[Hit], generation: Generation, embedder: Embedder) -> npt.NDArray[np.float32]:
    """For each passage and each token of the question the cosine of the nearest token: float32 [hits, tokens]."""
    _, (query,) = embedder.query_tokens([embeddable(text)])
    wanted = {h.chunk.id for h in hits}
    row_of = {c.id: row for row, c in enumerate(generation.chunks) if c.id in wanted}
    return generation.tokens.nearest(query, is_english(text), [row_of[h.chunk.id] for h in hits])


def _within(e: Evidence, hit: Hit) -> bool:
    return hit.chunk.article_id == e.article.id and hit.chunk.start < e.end and hit.chunk.end > e.start


def _said(words: Sequence[Word], things: Sequence[set[str]], text: str, names: Aliases) -> npt.NDArray[np.float32]:
    folded = fold(text)
    spoken = GLOSSARY.things(folded)
    said = [1.0 if thing & spoken else _says(w.text, folded, names) for w, thing in zip(words, things, strict=True)]
    return np.array(said, np.float32)


def _says(word: str, folded: str, names: Aliases) -> float:
    """How far a text says a word: in any form of a name, a longer one in parts too."""
    if any(form in folded for form in names.same(word)):
        return 1.0
    if re.fullmatch(r"[\u4e00-\u9fff]{3,}", word):
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        return PART * sum(pair in folded for pair in pairs) / len(pairs)
    stem = word[: max(4, len(word) - 3)]
    return STEM * bool(word.isascii() and len(word) > 4 and re.search(rf"\b{re.escape(stem)}", folded))


def _mean(values: npt.NDArray[np.float32]) -> float:
    return float(values.mean()) if len(values) else 0.0

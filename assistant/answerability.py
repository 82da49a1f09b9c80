"""What of a question the passages speak of: its words, in any form or near by, and the kind of thing it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.answerability_types import AnswerType, Expected
from assistant.answerability_words import Word, nearness_of, words_asked
from assistant.features import GLOSSARY
from assistant.question import Question
from assistant.scoring import Scored
from corpus.fold import fold
from index.aliases import Aliases
from index.context import embeddable
from index.generation import Generation
from index.languages import is_english
from index.types import Embedder, Hit

LOOKED_AT = 10  # sentences
PART = 0.7  # what all pairs of characters of a longer Han word count that does not stand there as a whole
STEM = 0.8  # what the beginning of a longer Latin word counts


@dataclass(frozen=True, slots=True)
class Fits:
    """A question beside the sentences that fit it best.

    Attributes:
        words: The question's words.
        expected: What kind of thing would answer.
        holds: How surely each of the best sentences holds the kind of thing asked for, 0 to 1, best first.
        anywhere: Of each word how near any passage that was found comes to it, 1 where one says it: [words].
    """

    words: tuple[Word, ...]
    expected: AnswerType
    holds: tuple[float, ...]
    anywhere: npt.NDArray[np.float32]


def fits_of(
    question: Question, ranked: Sequence[Scored], hits: Sequence[Hit], generation: Generation, embedder: Embedder
) -> Fits:
    """How far the passages speak of what is asked for.

    Args:
        question: What is asked.
        ranked: The sentences that were found, best first.
        hits: The passages that they stand in.
        generation: What was searched.
        embedder: The model that it was built with.
    """
    words = words_asked(question.text, [fold(n) for n in question.names], embedder)
    near = nearness_of(words, _tokens(question.text, hits, generation, embedder))
    expected, best = Expected(question.text), [s.evidence for s in ranked[:LOOKED_AT]]
    things = [GLOSSARY.things(w.text) for w in words]
    said = [_said(words, things, f"{e.article.title}\n{e.context}", generation.names) for e in best]
    anywhere = np.max([np.zeros(len(words), np.float32), *said, *near], axis=0)
    return Fits(tuple(words), expected.type, tuple(expected.in_sentence(e.text) for e in best), anywhere)


def _tokens(text: str, hits: Sequence[Hit], generation: Generation, embedder: Embedder) -> npt.NDArray[np.float32]:
    """For each passage and each token of the question the cosine of the nearest token: float32 [hits, tokens]."""
    _, (query,) = embedder.query_tokens([embeddable(text)])
    return generation.tokens.nearest(query, is_english(text), [generation.chunks.row(h.chunk.id) for h in hits])


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

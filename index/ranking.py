"""From a question to a ranking of chunks: candidates of the dense and the lexical leg, scored by every part of the search."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from corpus.fold import fold
from index.context import contextual_text, embeddable
from index.dictionary import english_stems, said_in_english, translated
from index.fusion import Found, FusionWeights, fuse, scaled
from index.generation import Generation
from index.languages import FEW, is_english
from index.nearness import Mask, Nearness, Rows
from index.parts import Parts
from index.periods import Period, distance
from index.reader import Reader
from index.reading import Cosines, Reading
from index.regions import mainland_words
from index.terms import terms
from index.types import Embedder, Matrix

POOL = 200  # candidates of each leg
TOLD = 0.5  # what a word said before the question counts against one in it
OTHER_FORM = 0.5  # what a name's other forms count: in full they would count the name several times
RAREST = 6.0  # what BM25 gives a word of one chunk in 600: it gives less in fewer, and what stands for it is to count less too
# The candidates that late interaction and the dictionary look at: of the dense leg in each language, and how many suffice where
# words rank too, of the lexical leg and of the dense one in the question's language.
CLOSE, CLOSE_BY_WORDS = 40, 20


@dataclass(frozen=True, slots=True)
class Ranked:
    """Rows of chunks, best first, with their scores between 0 and 1."""

    rows: Rows
    scores: Matrix


NOTHING = Ranked(np.zeros(0, np.int64), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A question's vector, [dimension], those of its tokens, [tokens, dimension], what each counts, and how near the collection is."""

    vector: Matrix
    tokens: Matrix
    weights: Matrix
    near: Nearness


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the chunks of one generation.

    Attributes:
        generation: The collection.
        embedder: The model that it was built with.
        weights: What each part counts.
        parts: Which of them are on.
        reader: Reads the best candidates beside the question, where there is one.
    """

    generation: Generation
    embedder: Embedder
    weights: FusionWeights
    parts: Parts
    reader: Reader | None = None

    def rank(self, query: str, pool: int, allowed: Mask | None, when: Period | None, told: str = "") -> Ranked:
        """At least the `pool` best chunks of each leg, best first.

        Args:
            query: The question, which stands alone.
            pool: How many candidates each leg gives.
            allowed: The chunks that a filter leaves, None for all.
            when: The time that the question is about.
            told: What was said before the question; its words count a little.
        """
        generation, english = self.generation, is_english(query)
        if not query.strip() or not generation.chunks or (allowed is not None and not allowed.any()):
            return NOTHING
        forms = forms_that_help(generation, query) if self.parts.names else []
        regional = mainland_words(query) if self.parts.regional_words else []
        own, other = self._encoded(" ".join([query, *regional]), [f for f in forms if f.isascii() != english])
        chunk, section = self._words(" ".join([query, *regional]), " ".join(forms), told)
        if allowed is not None:
            chunk, section = np.where(allowed, chunk, 0), np.where(allowed, section, 0)
        weights = self.parts.weights(self.weights)
        rarest = generation.lexical.rarest if generation.languages.levelled else 0.0
        weights = replace(weights, other_language=weights.other_language * min(1.0, rarest / RAREST))
        lexical = weights.chunk * chunk + weights.section * section
        rows = _top(lexical, pool)
        close = _top(lexical, min(CLOSE_BY_WORDS, pool))
        for asked, group, looked_at in self._groups(own, other, english):
            found = asked.near.best(pool, _both(group, allowed))
            rows, close = np.union1d(rows, found), np.union1d(close, found[:looked_at])
        looked_into = np.isin(rows, close)
        late = self._late(own, other, english, close) if weights.late else np.zeros(len(close), np.float32)
        same = generation.languages.english[rows] == english
        parts = Found(
            dense=self._dense(rows, same, own, other),
            late=_spread(late, looked_into),
            chunk=chunk[rows],
            section=section[rows],
            dictionary=self._dictionary(query, rows, looked_into & ~same)
            if weights.dictionary
            else np.zeros(len(rows), "f4"),
            time=self._time(rows, when),
            same_language=same,
        )
        scores = fuse(parts, weights)
        order = np.argsort(-scores, kind="stable")
        rows, scores = rows[order], scores[order]
        alone = not told and len(own.tokens)  # a question may lean on what was said before it
        if self.reader is not None and self.parts.reading and alone:
            heard = generation.hearing(query) if self.parts.names else generation
            reading = Reading(self.reader, self.embedder, heard)
            scores = scores + reading.added(query, rows, scores, self._cosines(own, other, english))
            order = np.argsort(-scores, kind="stable")
            rows, scores = rows[order], scores[order]
        return Ranked(rows, scaled(scores))

    def _groups(self, own: _Encoded, other: _Encoded, english: bool) -> list[tuple[_Encoded, Mask | None, int]]:
        """The chunks of the question's language and of the other one, or None for all, and how many of each are looked at."""
        languages = self.generation.languages
        if not languages.levelled:
            return [(own, None, CLOSE)]
        same = languages.english == english
        return [(own, same, CLOSE_BY_WORDS), (other, ~same, CLOSE)]

    def _words(self, query: str, forms: str, told: str) -> tuple[Matrix, Matrix]:
        """BM25 of every chunk and of its section; other forms of names and what was said before count at less than their weight."""
        asked = set(terms(query))
        chunk, section = self.generation.lexical.scores(sorted(asked))
        for text, weight in ((forms, OTHER_FORM), (told, TOLD)):
            further = set(terms(text)) - asked
            if further:
                asked |= further
                more_chunk, more_section = self.generation.lexical.scores(sorted(further))
                chunk, section = chunk + weight * more_chunk, section + weight * more_section
        return chunk, section

    def _encoded(self, query: str, forms: list[str]) -> tuple[_Encoded, _Encoded]:
        """The question as it is compared with texts of its own language and, its names in their forms there, of the other."""
        texts = [query, " ".join([query, *forms])] if forms and self.generation.languages.levelled else [query]
        vectors, tokens, weights = self.embedder.asked_tokens([embeddable(text) for text in texts])
        near = self.generation.dense.near
        own = _Encoded(vectors[0], tokens[0], weights[0], near(vectors[0]))
        return own, own if len(texts) == 1 else _Encoded(vectors[1], tokens[1], weights[1], near(vectors[1]))

    def _dense(self, rows: Rows, same: Mask, own: _Encoded, other: _Encoded) -> Matrix:
        """How near every row is, in cosine, less what any text of its language is."""
        found = np.empty(len(rows), np.float32)
        for asked, group in ((own, same), (other, ~same)):
            found[group] = asked.near.of(rows[group])
            if self.parts.language_levels:
                levels = self.generation.languages.background(asked.vector)
                found[group] -= levels[self.generation.languages.english[rows[group]].astype(np.int64)]
        return found

    def _late(self, own: _Encoded, other: _Encoded, english: bool, rows: Rows) -> Matrix:
        """Late interaction of every row with the question in the row's language."""
        found = np.zeros(len(rows), np.float32)
        same = self.generation.languages.english[rows] == english
        for asked, group in ((own, same), (other, ~same)):
            weights = asked.weights if self.parts.token_weights else None
            found[group] = self.generation.tokens.scores(asked.tokens, english, rows[group], weights)
        return found

    def _cosines(self, own: _Encoded, other: _Encoded, english: bool) -> Cosines:
        """How near each token of a row is to those of the question in the row's language."""

        def cosines(row: int) -> Matrix:
            asked = own if self.generation.languages.english[row] == english else other
            found = self.generation.tokens.cosines(asked.tokens, english, row)
            return found * asked.weights if self.parts.token_weights else found

        return cosines

    def _dictionary(self, query: str, rows: Rows, looked_at: npt.NDArray[np.bool_]) -> Matrix:
        found = np.zeros(len(rows), np.float32)
        if looked_at.any():
            articles = self.generation.articles
            chunks = [self.generation.chunks[row] for row in rows[looked_at]]
            texts = [_stems(contextual_text(articles[c.article_id], c.text)) for c in chunks]
            found[looked_at] = translated(said_in_english(query), texts)
        return found

    def _time(self, rows: Rows, when: Period | None) -> Matrix:
        if when is None:
            return np.zeros(len(rows), np.float32)
        found = [self.generation.articles[self.generation.chunks[row].article_id] for row in rows]
        return np.array([distance(a.published, when) for a in found], np.float32)


@lru_cache(maxsize=20_000)
def _stems(text: str) -> frozenset[str]:
    return english_stems(text)


def _spread(late: Matrix, near: npt.NDArray[np.bool_]) -> Matrix:
    """Late interaction's scores for all candidates: those that it did not look at count as its worst."""
    found = np.full(len(near), late.min() if len(late) else 0.0, np.float32)
    found[near] = late
    return found


def _top(scores: Matrix, k: int) -> Rows:
    """Rows of the k best scores above zero, in no order."""
    rows = np.argpartition(-scores, k)[:k] if len(scores) > k else np.arange(len(scores))
    return rows[scores[rows] > 0]


def _both(one: Mask | None, other: Mask | None) -> Mask | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def forms_that_help(generation: Generation, query: str) -> list[str]:
    """Other forms of the query's names, in the languages that the collection has: a Latin form is noise among Chinese texts."""
    english = int(generation.languages.english.sum())
    has_english, has_chinese = english >= FEW, len(generation.chunks) - english >= FEW
    forms = [form for form in generation.names.others(query) if (has_english if form.isascii() else has_chinese)]
    folded = fold(query)
    # These have been looked up in the articles: they help however few there are.
    heard = [form for pair in generation.heard(query) for name in pair if (form := fold(name)) not in folded]
    return list(dict.fromkeys([*forms, *heard]))

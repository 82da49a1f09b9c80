"""How well sentences support a sentence: a logistic score of shared words, shared wording and late interaction.

Late interaction: each token of the sentence finds its nearest token among the sources; the mean says how much of it is there,
its worst fifth whether something is not. docs/log.md says what the weights were fitted on.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import Stemmer

from assistant.quantities import quantities
from corpus.fold import fold
from index.context import embeddable
from index.dictionary import Meanings, english_stems, said_in_english
from index.languages import is_english
from index.late import centred, centres_of
from index.terms import terms
from index.types import Embedder, Matrix

UNIT = re.compile(r"[a-z0-9\u00c0-\u024f]+(?:[.'’-][a-z0-9]+)*|[\u3400-\u9fff]")
RUN = 3  # words or Han characters in a row that count as shared wording
WORST = 0.2
_STEM = Stemmer.Stemmer("english")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic score; see `Features`."""

    bias: float
    words: float
    wording: float
    tokens: float
    low: float
    figures: float = 0.0

    def score(self, f: "Features") -> float:
        """The probability that the sources support the sentence, 0 to 1."""
        total = self.bias + self.words * f.words + self.wording * f.wording + self.tokens * f.tokens
        return 1 / (1 + math.exp(-(total + self.low * f.low + self.figures * f.figures)))


# Fitted on pairs made from the sample collection; docs/log.md says how, and why Chinese asks for a little more than its fit.
ENGLISH = Weights(bias=-8.2, words=3.8, wording=4.0, tokens=6.3, low=5.8)
CHINESE = Weights(bias=-7.2, words=9.1, wording=0.7, tokens=3.7, low=0.3)
ACROSS = Weights(bias=-3.45, words=2.1, wording=0.0, tokens=2.9, low=1.9, figures=2.0)


@dataclass(frozen=True, slots=True)
class Features:
    """What a sentence and its sources have in common, each from 0 (mean cosines can lie a little below) to 1.

    Attributes:
        words: Share of the sentence's words that stand in the sources; between languages, that the dictionary finds there.
        wording: Share of its runs of three words or Han characters that stand there.
        tokens: Mean cosine of its tokens with their nearest tokens there.
        low: The same of the worst fifth of its tokens.
        figures: Between languages, the share of its figures whose values stand there; 0 without figures.
        weights: What they count: within English, within Chinese or between them.
    """

    words: float
    wording: float
    tokens: float
    low: float
    figures: float
    weights: Weights

    @property
    def score(self) -> float:
        """The probability of support, 0 to 1."""
        return self.weights.score(self)


@dataclass(frozen=True, slots=True)
class _Text:
    words: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    values: frozenset[float]
    tokens: Matrix
    english: bool


class Comparison:
    """A sentence beside its possible sources, embedded once, to be asked about any of them together."""

    def __init__(self, sentence: str, sources: Sequence[str], embedder: Embedder) -> None:
        """Embed them all; `sources` may be empty."""
        texts = [sentence, *sources]
        _, tokens = embedder.document_tokens([embeddable(t) for t in texts])
        centres = centres_of(embedder).documents
        self._own, *self._sources = [
            _text(t, centred(rows, centres[int(is_english(t))])) for t, rows in zip(texts, tokens, strict=True)
        ]
        self._nearest = [_nearest(self._own.tokens, s.tokens) for s in self._sources]
        self._said: list[Meanings] = []
        self._stems: list[frozenset[str]] = []
        if any(s.english != self._own.english for s in self._sources):
            self._said = said_in_english(sentence)
            self._stems = [english_stems(s) for s in sources]

    def features(self, chosen: Sequence[int]) -> Features:
        """What the sentence has in common with these sources together.

        Raises:
            ValueError: `chosen` is empty.
        """
        sources, own = [self._sources[i] for i in chosen], self._own
        across = all(s.english != own.english for s in sources)
        nearest = np.max([self._nearest[i] for i in chosen], axis=0)
        words = frozenset[str]().union(*(s.words for s in sources))
        values = frozenset[float]().union(*(s.values for s in sources))
        return Features(
            words=self._dictionary(chosen) if across else _share(own.words, words),
            wording=_share(own.runs, frozenset[tuple[str, ...]]().union(*(s.runs for s in sources))),
            tokens=float(nearest.mean()) if len(nearest) else 0.0,
            low=_lowest(nearest),
            figures=_share(own.values, values) if across else 0.0,
            weights=ACROSS if across else ENGLISH if own.english else CHINESE,
        )

    def _dictionary(self, chosen: Sequence[int]) -> float:
        stems = frozenset[str]().union(*(self._stems[i] for i in chosen))
        shares = [max(sum(s in stems for s in way) / len(way) for way in ways) for ways in self._said]
        return sum(shares) / len(shares) if shares else 0.0


def _text(text: str, tokens: Matrix) -> _Text:
    units = [_STEM.stemWord(u) for u in UNIT.findall(fold(text))]
    runs = frozenset(zip(*(units[i:] for i in range(RUN)), strict=False))
    words = frozenset(_STEM.stemWord(w) for w in terms(text))
    values = frozenset(q.value for q in quantities(text) if q.value != 1)
    return _Text(words, runs, values, tokens, is_english(text))


def _share(own: frozenset[Item], theirs: frozenset[Item]) -> float:
    return len(own & theirs) / len(own) if own else 0.0


def _nearest(own: Matrix, theirs: Matrix) -> Matrix:
    """For each token of the sentence the cosine of the nearest of a source, [tokens]."""
    if not len(own) or not len(theirs):
        return np.zeros(len(own), np.float32)
    found: Matrix = (own @ theirs.T).max(axis=1)
    return found


def _lowest(nearest: Matrix) -> float:
    few = max(1, int(len(nearest) * WORST))
    return float(np.sort(nearest)[:few].mean()) if len(nearest) else 0.0

"""The best candidates read beside the question: what two texts say to each other, no comparison of their vectors tells.

Of a passage the reader (index/reader.py) takes the sentence that is nearest to the question by late interaction.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.sentences import sentence_spans
from index.aliases import Aliases
from index.context import contextual_text, embeddable
from index.nearness import Rows
from index.reader import Piece, Reader
from index.types import Embedder, Matrix

if TYPE_CHECKING:
    from index.generation import Generation

READ = 2  # candidates; some 7 ms each on two cores
CLEAR = 0.05  # a candidate is not read whose score lies that much under the best one's
WEIGHT = 0.03  # of the log odds in the score
LEAST, MOST = 0.0, 8.0  # log odds outside of which a score changes no further
SHORTEST = 4  # tokens of a sentence that is read, where the passage has another

Cosines = Callable[[int], Matrix]
"""For a row the cosines of its tokens with the question's, weighted by what these count: float32 [tokens, question's tokens]."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads candidates of one generation.

    Attributes:
        reader: The model that reads.
        embedder: Counts tokens.
        generation: The collection.
    """

    reader: Reader
    embedder: Embedder
    generation: "Generation"

    def added(self, query: str, rows: Rows, scores: Matrix, cosines: Cosines) -> Matrix:
        """What the scores of candidates gain by being read, float32 [rows]: 0 for what is not read.

        Args:
            query: The question, which stands alone.
            rows: The candidates, best first.
            scores: Their scores, in the units of `FusionWeights`.
            cosines: How near the tokens of a row are to those of the question.
        """
        gained = np.zeros(len(rows), np.float32)
        places = self._close(rows, scores)
        pieces = [self._piece(int(row), cosines(int(row))) for row in rows[places]]
        pieces = [renamed(piece, query, self.generation.names) for piece in pieces]
        if len({piece.sentence for piece in pieces}) > 1:  # what says the same gains the same
            told = np.clip(self.reader.log_odds(query, pieces), LEAST, MOST)
            gained[places] = WEIGHT * (told - told.min())
        return gained

    def _close(self, rows: Rows, scores: Matrix) -> list[int]:
        """The places of the first candidates, as far as they lie close to the best and are of an article each.

        An article that holds several of the first places has more to show for itself than one sentence can say.
        """
        close = np.flatnonzero(scores[:READ] > scores[:1] - CLEAR)
        articles = {self.generation.chunks[int(rows[place])].article_id for place in close}
        return [int(place) for place in close] if 1 < len(articles) == len(close) else []

    def _piece(self, row: int, cosines: Matrix) -> Piece:
        """The headline of a chunk's article, and of the chunk the sentence whose tokens are the nearest to the question's.

        Where a sentence begins and ends among the tokens is known within a few. A chunk of which fewer tokens are known than it has
        sentences, as with a model that has no vectors of tokens, is taken whole.
        """
        chunk = self.generation.chunks[row]
        article = self.generation.articles[chunk.article_id]
        text = contextual_text(article, chunk.text)
        spans, own = sentence_spans(text), len(text) - len(chunk.text)
        counted = np.cumsum(self.embedder.count_tokens([embeddable(text[start:end]) for start, end in spans]))
        if len(spans) < 2 or len(cosines) < len(spans) or not counted[-1]:
            return Piece(article.title, chunk.text)
        ends = np.rint(counted * (len(cosines) / counted[-1])).astype(int)
        parts = zip([0, *ends[:-1]], ends, spans, strict=True)
        best = max((p for p in parts if p[2][1] > own), key=lambda p: _nearness(cosines[p[0] : p[1]]))
        return Piece(article.title, text[slice(*best[2])])


def _nearness(cosines: Matrix) -> tuple[bool, float]:
    """How near a sentence's tokens are to the question, to be compared: those of a crumb count after all others."""
    return len(cosines) >= SHORTEST, float(cosines.max(axis=0).sum()) if len(cosines) else 0.0


def renamed(piece: Piece, question: str, names: Aliases) -> Piece:
    """A piece whose names stand as the question writes them: the reader knows no two names for one thing."""
    return Piece(*(names.as_named_in(question, text) for text in piece))

"""A summary of one article: its most representative sentences, in the order of the text."""

import numpy as np

from assistant.evidence import Evidence, evidence_at, quotable_spans
from corpus.article import Article
from corpus.fold import fold
from index.context import embeddable
from index.types import Embedder, Matrix

FEWEST, MOST = 3, 6  # sentences of a summary
PER_SENTENCE = 5  # sentences of an article for each of its summary
BUDGET, BUDGET_ENGLISH = 500, 1200  # characters, from which on no further sentence is taken
CANDIDATES, OPENING = 80, 20  # sentences that are looked at, and how many of them from the beginning
SHORTEST = 8  # characters of a sentence that says something by itself
LEAD, TITLE, REPEATED = 0.35, 0.5, 0.6  # weights of an early place, of likeness to the title, of what is said already


def summarise(article: Article, embedder: Embedder) -> list[Evidence]:
    """Three to six sentences, chosen by centrality, place, likeness to the title and novelty (maximal marginal relevance).

    Of a long article a sample is looked at, so that the cost does not grow with its length: the beginning, and the first
    sentences of paragraphs evenly spread over the rest.
    """
    spans = _candidates(article)
    if not spans:
        return []
    texts = [article.title, *(article.text[start:end] for start, end in spans)]
    vectors = embedder.embed_documents([embeddable(text) for text in texts])
    chosen = _chosen(vectors, spans, BUDGET_ENGLISH if article.language == "en" else BUDGET)
    found = [evidence_at(article, spans[i][0], 1.0) for i in sorted(chosen)]
    return [evidence for evidence in found if evidence is not None]


def _candidates(article: Article) -> list[tuple[int, int]]:
    title = fold(article.title).strip()
    spans = [s for s in quotable_spans(article.text) if fold(article.text[s[0] : s[1]]).strip() != title]
    once = {article.text[start:end]: (start, end) for start, end in reversed(spans)}
    spans = sorted(once.values())
    whole = [s for s in spans if s[1] - s[0] >= SHORTEST] or spans
    if len(whole) <= CANDIDATES:
        return whole
    rest = [s for s in whole[OPENING:] if article.text[s[0] - 1] == "\n"]
    rest = rest if len(rest) >= CANDIDATES - OPENING else whole[OPENING:]
    spread = np.linspace(0, len(rest) - 1, CANDIDATES - OPENING).round().astype(int)
    return [*whole[:OPENING], *(rest[i] for i in spread)]


def _chosen(vectors: Matrix, spans: list[tuple[int, int]], budget: int) -> list[int]:
    """Positions of the chosen sentences; row 0 of the vectors is the title, row i + 1 sentence i."""
    likeness = vectors[1:] @ vectors[1:].T
    central = _scaled(likeness.mean(axis=1)) + TITLE * _scaled(vectors[1:] @ vectors[0])
    value = central + LEAD / (1 + np.arange(len(spans)))
    likeness = _scaled(likeness)
    chosen: list[int] = []
    length = 0
    most = min(MOST, max(FEWEST, len(spans) // PER_SENTENCE))
    while len(chosen) < min(most, len(spans)) and (len(chosen) < FEWEST or length < budget):
        said = likeness[:, chosen].max(axis=1) if chosen else np.zeros(len(spans), np.float32)
        worth = value - REPEATED * said
        worth[chosen] = -np.inf
        best = int(worth.argmax())
        chosen.append(best)
        length += spans[best][1] - spans[best][0]
    return chosen


def _scaled(values: Matrix) -> Matrix:
    """Values stretched to 0 to 1; all 0 where they are equal."""
    low, high = float(values.min()), float(values.max())
    scaled: Matrix = (values - low) / (high - low) if high > low else np.zeros_like(values)
    return scaled

"""Articles made into the arrays of segments: cut, embedded where their chunks have no vectors yet, and written as postings."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np
from tqdm import tqdm

from corpus.article import Article
from corpus.chunks import chunk_article
from corpus.fold import FOLD_VERSION
from index.arrays import Array
from index.assembling import Draft, assembled
from index.context import CONTEXT_VERSION, contextual_text, embeddable
from index.duplicates import signature
from index.keys import find_keys
from index.late import CODES_VERSION, Codes, centres_of, encode
from index.mining import mine
from index.regions import mainland_words
from index.segments import Segment
from index.superseding import File, Reading
from index.terms import terms
from index.types import Embedder

MAX_TOKENS = 120
OVERLAP = 1
BLOCK = 256  # chunks; their token vectors are in memory together
BATCH = 2_048  # chunks of a segment as it is first written: a build that is killed has lost no more than these


def settings_of(embedder: Embedder) -> dict[str, object]:
    """What decides how an article is cut and embedded; it stands in the manifest."""
    return {
        "model": embedder.fingerprint,
        "dimension": embedder.dimension,
        "max_tokens": MAX_TOKENS,
        "overlap": OVERLAP,
        "context": f"{CONTEXT_VERSION}.{FOLD_VERSION}",
        "codes": CODES_VERSION,
    }


class Indexer:
    """Makes segments of articles.

    Attributes:
        embedded: How many chunks have gone through the model.
    """

    def __init__(
        self, embedder: Embedder, held: Sequence[Segment], spare: Callable[[], Sequence[Segment]], progress: bool
    ) -> None:
        """Start from the vectors that there are.

        Args:
            embedder: Turns chunks into vectors.
            held: The segments of the generation that serves, made by the same settings.
            spare: Gives further segments, in which chunks may have their vectors already.
            progress: Show bars on stderr.
        """
        self._embedder, self._held, self._progress = embedder, held, progress
        self._spare = cache(spare)  # opened once, and only where vectors are missing
        self.embedded = 0

    def segments(self, articles: Mapping[str, Reading]) -> Iterator[dict[str, Array]]:
        """The arrays of one segment after the other; each article is read when its turn comes."""
        drafts: list[Draft] = []
        chunks = 0
        for article_id in tqdm(sorted(articles), "indexing", disable=not self._progress):
            draft = self._draft(*articles[article_id])
            if drafts and chunks + len(draft.chunks) > BATCH:
                yield self._arrays(drafts)
                drafts, chunks = [], 0
            drafts.append(draft)
            chunks += len(draft.chunks)
        if drafts:
            yield self._arrays(drafts)

    def _draft(self, read: Callable[[], Article], file: File) -> Draft:
        article = read()
        chunks = chunk_article(article, self._embedder.count_tokens, MAX_TOKENS, OVERLAP)
        keys = [self._key(contextual_text(article, chunk.text)) for chunk in chunks]
        return Draft(article, file, mine([article.text]), signature(article), chunks, keys)

    def _key(self, text: str) -> bytes:
        content = f"{self._embedder.fingerprint}\n{FOLD_VERSION}.{CONTEXT_VERSION}.{CODES_VERSION}\n{text}"
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()[:16]

    def _arrays(self, drafts: Sequence[Draft]) -> dict[str, Array]:
        """The arrays of a segment; only chunks with new keys go through the model."""
        texts = [contextual_text(draft.article, chunk.text) for draft in drafts for chunk in draft.chunks]
        english = [draft.article.language == "en" for draft in drafts for _ in draft.chunks]
        vectors = np.zeros((len(texts), self._embedder.dimension), np.float32)
        codes: list[Codes] = [np.zeros((0, (self._embedder.dimension + 7) // 8), np.uint8)] * len(texts)
        known = self._known([key for draft in drafts for key in draft.keys])
        like = self._held or [segment for segment, _ in known.values()]
        centres = like[0].centres if like else centres_of(self._embedder)
        for row, (segment, there) in known.items():
            vectors[row], codes[row] = segment.arrays["vectors"][there], segment.tokens.part(there)
        new = [row for row in range(len(texts)) if row not in known]
        for start in tqdm(range(0, len(new), BLOCK), "embedding", disable=not self._progress or len(new) <= BLOCK):
            block = new[start : start + BLOCK]
            vectors[block], tokens = self._embedder.document_tokens([embeddable(texts[row]) for row in block])
            for row, own in zip(block, tokens, strict=True):
                codes[row] = encode(own, centres.documents[int(english[row])])
        self.embedded += len(new)
        return assembled(drafts, map(_terms, texts), vectors, codes, centres)

    def _known(self, keys: Sequence[bytes]) -> dict[int, tuple[Segment, int]]:
        """Where chunks have their vectors already: in what serves, or else in other segments that are still there."""
        known = find_keys(self._held, keys)
        return find_keys(self._spare(), keys) | known if len(known) < len(keys) else known


def _terms(text: str) -> list[str]:
    return [*terms(text), *terms(" ".join(mainland_words(text)))]

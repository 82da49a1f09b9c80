"""How long one whole search takes over a large collection: real model, questions and words; vectors and tokens by chance."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.collection import questions
from benchmarks.timing import QUERIES, WARM_UP, Row, peak, percentiles, timed, unit_rows
from corpus.article import Article, Chunk
from index.arrays import Array
from index.assembling import Draft, assembled
from index.collection import Part
from index.duplicates import WIDTH
from index.embedding import load_embedder
from index.generation import Generation
from index.late import centres_of
from index.merging import LARGEST
from index.parts import Parts
from index.ranking import _stems
from index.reader import BundledReader, Piece
from index.reading import READ
from index.search import Index
from index.segments import Segment
from index.terms import terms
from index.types import Embedder

PIECE = 180  # characters, about what 120 tokens of Chinese hold
PER_ARTICLE = 10
TOKENS = 92  # of a chunk, on average over the collections of docs/log.md


def whole_search(n: int, found: Sequence[Article], cache: Path) -> Row:
    """Times of `Index.search` over n chunks that are made of the given articles' pieces."""
    random = np.random.default_rng(0)
    embedder = load_embedder("bundled", "auto", "cpu", cache)
    articles, chunks, words = _pieces(n, found, random)
    parts = [Part(Segment("memory", arrays)) for arrays in _segments(embedder, articles, chunks, words, random)]
    about = {"settings": {"dimension": embedder.dimension}, "duplicates": []}
    reader = BundledReader(cache, embedder.backend, embedder.device)
    index = Index(Generation("synthetic", about, parts), embedder, reader=reader)
    unread = index.with_parts(Parts(reading=False))
    del parts, words
    asked = questions(found, QUERIES)
    for length in range(1, 120, 4):  # a shape of input that OpenVINO has not seen yet costs it some milliseconds
        reader.log_odds("问", [Piece("", "字 " * length)] * READ)
    for text in asked[:WARM_UP]:
        index.search(text)
    times = {"": [timed(index.search, text)[0] for text in asked]}
    _stems.cache_clear()  # of the words that the same questions have just met
    times["without the reader, "] = [timed(unread.search, text)[0] for text in asked]
    whole = {f"{name}{key}": value for name, taken in times.items() for key, value in percentiles(taken).items()}
    encoding = [timed(embedder.query_tokens, [text])[0] for text in asked]
    alone = {f"encoder alone, {key}": value for key, value in percentiles(encoding).items()}
    return {"chunks": n, **whole, **alone, "peak memory, MB": peak()}


def _segments(
    embedder: Embedder,
    articles: Sequence[Article],
    chunks: Sequence[Chunk],
    words: Sequence[Sequence[str]],
    random: np.random.Generator,
) -> Iterator[dict[str, Array]]:
    """Segments as a build would write them, with vectors and token codes by chance."""
    centres, nothing = centres_of(embedder), np.zeros(WIDTH, np.uint32)
    by_article: dict[str, list[tuple[Chunk, Sequence[str]]]] = {}
    for chunk, held in zip(chunks, words, strict=True):
        by_article.setdefault(chunk.article_id, []).append((chunk, held))
    for at in range(0, len(articles), LARGEST // PER_ARTICLE):
        some = articles[at : at + LARGEST // PER_ARTICLE]
        drafts = [
            Draft(
                a,
                {"path": a.id, "sha256": ""},
                [],
                nothing,
                [c for c, _ in by_article[a.id]],
                [b"0" * 16] * len(by_article[a.id]),
            )
            for a in some
        ]
        own = [found for a in some for _, found in by_article[a.id]]
        codes = random.integers(0, 256, (len(own), TOKENS, (embedder.dimension + 7) // 8), np.uint8)
        yield assembled(drafts, own, unit_rows(random, len(own), embedder.dimension), list(codes), centres)


def _pieces(
    n: int, found: Sequence[Article], random: np.random.Generator
) -> tuple[list[Article], list[Chunk], list[list[str]]]:
    """Articles of pieces drawn by chance, each in one language, their chunks, and the terms of each."""
    pieces: dict[bool, list[str]] = {True: [], False: []}
    for article in found:
        text = article.text
        pieces[article.language == "en"].extend(text[at : at + PIECE] for at in range(0, len(text), PIECE))
    kinds = [english for english in (False, True) if pieces[english]]
    known = {piece: terms(piece) for english in kinds for piece in pieces[english]}
    articles: list[Article] = []
    chunks: list[Chunk] = []
    words: list[list[str]] = []
    while len(chunks) < n:
        english = kinds[int(random.integers(len(kinds)))]
        drawn = [pieces[english][i] for i in random.integers(len(pieces[english]), size=PER_ARTICLE)]
        key = f"{len(articles):06}"
        articles.append(Article(key, drawn[0][:20], "".join(drawn), "en" if english else "zh-Hans", date(2024, 1, 1)))
        at = 0
        for number, piece in enumerate(drawn[: n - len(chunks)]):
            chunks.append(Chunk(f"{key}#{number}", key, at, at + len(piece), piece))
            words.append(known[piece])
            at += len(piece)
    return articles, chunks, words

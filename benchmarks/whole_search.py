"""How long one whole search takes over a large collection: real model, questions and words; vectors and tokens by chance."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.collection import questions
from benchmarks.timing import QUERIES, WARM_UP, Row, peak, percentiles, timed, unit_rows
from corpus.article import Article, Chunk
from index.aliases import known_names
from index.dense import DenseIndex
from index.duplicates import WIDTH
from index.embedding import load_embedder
from index.languages import LanguageLevels
from index.late import TokenIndex, centres_of
from index.lexical import LexicalLeg
from index.search import Index
from index.store import Generation
from index.terms import terms

PIECE = 180  # characters, about what 120 tokens of Chinese hold
PER_ARTICLE = 10
TOKENS = 92  # of a chunk, on average over the collections of docs/log.md


def whole_search(n: int, found: Sequence[Article], cache: Path) -> Row:
    """Times of `Index.search` over n chunks that are made of the given articles' pieces."""
    random = np.random.default_rng(0)
    embedder = load_embedder("bundled", "auto", "cpu", cache)
    articles, chunks, words = _pieces(n, found, random)
    vectors = np.concatenate([unit_rows(random, min(10_000, n - at), embedder.dimension) for at in range(0, n, 10_000)])
    codes = random.integers(0, 256, (n * TOKENS, (embedder.dimension + 7) // 8), np.uint8)
    generation = Generation(
        name="synthetic",
        manifest={},
        articles=articles,
        chunks=chunks,
        keys=[""] * n,
        dense=DenseIndex.of(vectors),
        lexical=LexicalLeg.of(chunks, words),
        tokens=TokenIndex(codes, np.arange(n + 1, dtype=np.int64) * TOKENS, centres_of(embedder)),
        signatures=np.zeros((len(articles), WIDTH), np.uint32),
        duplicates={},
        languages=LanguageLevels.of(chunks, articles, vectors),
        names=known_names(()),
    )
    del vectors, words
    index = Index(generation, embedder)
    asked = questions(found, QUERIES)
    for text in asked[:WARM_UP]:
        index.search(text)
    whole = [timed(index.search, text)[0] for text in asked]
    encoding = [timed(embedder.query_tokens, [text])[0] for text in asked]
    alone = {f"encoder alone, {key}": value for key, value in percentiles(encoding).items()}
    return {"chunks": n, **percentiles(whole), **alone, "peak memory, MB": peak()}


def _pieces(
    n: int, found: Sequence[Article], random: np.random.Generator
) -> tuple[dict[str, Article], list[Chunk], list[list[str]]]:
    """Articles of pieces drawn by chance, each in one language, their chunks, and the terms of each."""
    pieces: dict[bool, list[str]] = {True: [], False: []}
    for article in found:
        text = article.text
        pieces[article.language == "en"].extend(text[at : at + PIECE] for at in range(0, len(text), PIECE))
    kinds = [english for english in (False, True) if pieces[english]]
    known = {piece: terms(piece) for english in kinds for piece in pieces[english]}
    articles: dict[str, Article] = {}
    chunks: list[Chunk] = []
    words: list[list[str]] = []
    while len(chunks) < n:
        english = kinds[int(random.integers(len(kinds)))]
        drawn = [pieces[english][i] for i in random.integers(len(pieces[english]), size=PER_ARTICLE)]
        key = f"{len(articles):06}"
        articles[key] = Article(key, drawn[0][:20], "".join(drawn), "en" if english else "zh-Hans", date(2024, 1, 1))
        at = 0
        for number, piece in enumerate(drawn[: n - len(chunks)]):
            chunks.append(Chunk(f"{key}#{number}", key, at, at + len(piece), piece))
            words.append(known[piece])
            at += len(piece)
    return articles, chunks, words

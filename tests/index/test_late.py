"""Late interaction: codes of token vectors, their scores, and what is kept on disk."""

import numpy as np
import pytest

from index.embedding import SentenceEmbedder
from index.late import Centres, TokenCodes, TokenIndex, centres_of, encode
from index.types import Matrix
from tests.fakes import FakeEmbedder

NO_CENTRE = Centres(np.zeros((2, 64), np.float32), np.zeros((2, 64), np.float32))


def tokens(seed: int, n: int) -> Matrix:
    rows = np.random.default_rng(seed).normal(size=(n, 64)).astype(np.float32)
    unit: Matrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


def index_of(*parts: Matrix, centres: Centres = NO_CENTRE) -> TokenIndex:
    return TokenIndex.of([encode(p, centres.documents[0]) for p in parts], centres)


def test_the_passage_that_holds_the_questions_tokens_is_ahead() -> None:
    first, second = tokens(1, 9), tokens(2, 5)
    ahead, behind = index_of(first, second).scores(first[2:5], False, [0, 1])
    assert ahead > behind


def test_a_score_is_the_mean_over_the_questions_tokens_of_their_nearest_cosine() -> None:
    passage, question = tokens(1, 6), tokens(3, 4)
    signs = np.where(passage > 0, 1.0, -1.0) / 8
    assert index_of(passage).scores(question, False, [0])[0] == pytest.approx((question @ signs.T).max(1).mean(), 1e-4)


def test_rows_are_scored_as_they_are_asked_for() -> None:
    index = index_of(tokens(1, 6), tokens(2, 3), tokens(4, 7))
    question = tokens(2, 3)
    every = index.scores(question, False, [0, 1, 2])
    assert index.scores(question, False, [2, 1]) == pytest.approx([every[2], every[1]])


def test_a_passage_or_a_question_without_tokens_is_scored_too() -> None:
    index = index_of(np.zeros((0, 64), np.float32), tokens(1, 4))
    assert np.isfinite(index.scores(tokens(1, 2), False, [0, 1])).all()
    assert index.scores(np.zeros((0, 64), np.float32), False, [0, 1]).tolist() == [0, 0]
    assert index.scores(tokens(1, 2), False, []).size == 0


def test_codes_in_several_parts_score_as_those_in_one() -> None:
    parts = [encode(tokens(n, n + 2), NO_CENTRE.documents[0]) for n in range(5)]
    held = [TokenCodes.of([parts[3], parts[0]], 64), TokenCodes.of([parts[1], parts[4], parts[2]], 64)]
    divided = TokenIndex(held, np.array([0, 1, 1, 0, 1]), np.array([1, 0, 2, 0, 1]), NO_CENTRE)
    whole = TokenIndex.of(parts, NO_CENTRE)
    assert len(divided) == 5
    assert divided.scores(tokens(9, 3), True, range(5)).tolist() == whole.scores(tokens(9, 3), True, range(5)).tolist()


def test_centres_are_worked_out_once_for_a_model() -> None:
    embedder = FakeEmbedder("centres")
    assert centres_of(embedder) is centres_of(embedder)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("谁领投了这一轮融资？", "The round was led by Spruce Capital.", "It rained all day in the capital."),
        ("How many people lost their jobs?", "该公司裁撤了三百二十个岗位。", "该公司在成都新建了一座工厂。"),
    ],
)
def test_the_real_models_tokens_meet_across_languages(
    embedder: SentenceEmbedder, question: str, right: str, wrong: str
) -> None:
    english = right.isascii()
    centres = centres_of(embedder)
    parts = embedder.document_tokens([right, wrong])[1]
    index = TokenIndex.of([encode(p, centres.documents[int(english)]) for p in parts], centres)
    ahead, behind = index.scores(embedder.query_tokens([question])[1][0], not english, [0, 1])
    assert ahead > behind


def test_one_pass_gives_the_vectors_that_embedding_gives(embedder: SentenceEmbedder) -> None:
    texts = ["星澜完成了 B 轮融资。", "A round was closed.\nIt was led by Spruce.", ""]
    vectors, parts = embedder.document_tokens(texts)
    assert np.abs(vectors - embedder.embed_documents(texts)).max() < 1e-3
    assert [p.shape[1] for p in parts] == [384, 384, 384]
    assert len(parts[2]) == 0
    assert np.allclose(np.linalg.norm(parts[0], axis=1), 1, atol=1e-5)


def test_a_questions_tokens_come_with_what_each_counts(embedder: SentenceEmbedder) -> None:
    texts = ["谁领投了这一轮融资？", "？", ""]
    vectors, parts = embedder.query_tokens(texts)
    again, tokens, weights = embedder.asked_tokens(texts)
    assert np.allclose(vectors, again, atol=1e-3)
    assert [len(w) for w in weights] == [len(t) for t in tokens] == [len(p) for p in parts]
    assert {0, 1} <= set(weights[0].tolist())
    assert set(weights[1].tolist()) == {1}


def test_what_a_token_counts_is_its_share_of_the_mean() -> None:
    index = index_of(tokens(1, 6))
    query = tokens(2, 3)
    nearest = index.nearest(query, False, [0])[0]
    found = index.scores(query, False, [0], np.array([1, 0, 0.5], np.float32))
    assert np.allclose(found, (nearest[0] + 0.5 * nearest[2]) / 1.5, atol=1e-6)

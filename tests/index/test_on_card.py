"""Searching on a card: with a stand-in that gives few rows here, with a real one where there is one."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import on_card
from index.build import build
from index.dense import DenseIndex
from index.nearness import best
from index.on_card import CardIndex, faiss_has_gpu
from index.search import Index
from index.types import Matrix
from tests.fakes import FakeEmbedder
from tests.index.collection import write

ROWS, DIMENSION = 400, 24


@pytest.fixture(scope="module")
def vectors() -> Matrix:
    rows: Matrix = np.random.default_rng(0).standard_normal((ROWS, DIMENSION)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


class _FewFromCard(CardIndex):
    """Gives the 20 nearest rows and no more, as a card gives its 2,048."""

    def __init__(self, parts: Sequence[Matrix], dimension: int) -> None:
        self._vectors = np.concatenate(parts)
        assert self._vectors.shape[1] == dimension

    def nearest(self, query: Matrix) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return best(self._vectors @ query, 20)


@pytest.mark.parametrize("k", [5, 20, 60, ROWS])
@pytest.mark.parametrize("kept", [1, 3, 50])
def test_what_a_card_does_not_reach_is_looked_for_on_the_cpu(
    vectors: Matrix, k: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.dense.CardIndex", _FewFromCard)
    rows, allowed = np.random.default_rng(2).permutation(ROWS), np.arange(ROWS) % kept == 0
    deleted = np.concatenate([vectors[3:4], vectors[rows[:150]]])  # the nearest of all, but it no longer counts
    index = DenseIndex(
        [(deleted, np.concatenate([[-1], rows[:150]])), (vectors[rows[150:]], rows[150:])], ROWS, DIMENSION
    )
    index.move_to_card()
    scores, found = index.search(vectors[3], k, allowed)

    assert found.tolist() == best(vectors @ vectors[3], k, allowed).tolist()
    assert scores == pytest.approx((vectors @ vectors[3])[found], abs=1e-6)


def test_a_build_of_faiss_without_gpu_support_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    class Without:
        pass

    class NoCard:
        StandardGpuResources = object

        @staticmethod
        def get_num_gpus() -> int:
            return 0

    for library in (Without, NoCard):
        monkeypatch.setattr(on_card, "_faiss", lambda library=library: library)
        assert not faiss_has_gpu()


@pytest.mark.skipif(not faiss_has_gpu(), reason="this build of faiss has no GPU support, or there is no GPU")
def test_a_card_gives_what_the_cpu_gives(vectors: Matrix) -> None:
    index, card = DenseIndex.of(vectors), DenseIndex.of(vectors)
    card.move_to_card()
    for query in vectors[:20]:
        scores, rows = card.search(query, 10)
        expected_scores, expected_rows = index.search(query, 10)
        assert rows.tolist() == expected_rows.tolist()
        assert scores == pytest.approx(expected_scores, abs=1e-5)


class _EmbedderOnCard(FakeEmbedder):
    device = "cuda"


def _built(folder: Path) -> Path:
    build(write(folder / "articles"), folder / "index", FakeEmbedder())
    return folder / "index"


def test_an_index_whose_model_is_on_a_gpu_is_searched_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[int] = []

    class Card(_FewFromCard):
        def __init__(self, parts: Sequence[Matrix], dimension: int) -> None:
            super().__init__(parts, dimension)
            copied.append(len(self._vectors))

    monkeypatch.setattr("index.search.faiss_has_gpu", lambda: True)
    monkeypatch.setattr("index.dense.CardIndex", Card)
    folder = _built(tmp_path)
    index, expected = Index.open(folder, _EmbedderOnCard()), Index.open(folder, FakeEmbedder())

    assert copied == [len(expected.generation.chunks)]
    assert index.search("云杉银行的净利润") == expected.search("云杉银行的净利润")


def test_a_gpu_that_faiss_cannot_use_is_told_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("index.search.faiss_has_gpu", lambda: False)
    index = Index.open(_built(tmp_path), _EmbedderOnCard())

    assert "searched on the CPU" in caplog.text
    assert "faiss-gpu" in caplog.text
    assert index.search("云杉银行的净利润")[0].chunk.article_id == "bank"

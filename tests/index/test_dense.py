"""Exact search, with NumPy as the oracle."""

from pathlib import Path

import numpy as np
import pytest

from index.dense import DenseIndex, DensePart
from index.nearness import Mask, best
from index.types import Matrix

ROWS, DIMENSION = 500, 24


def _unit(rows: int, seed: int) -> Matrix:
    matrix = np.random.default_rng(seed).normal(size=(rows, DIMENSION)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    return matrix


@pytest.fixture(scope="module")
def vectors() -> Matrix:
    return _unit(ROWS, seed=0)


MASKS: dict[str, Mask | None] = {
    "no mask": None,
    "a third": np.arange(ROWS) % 3 == 0,
    "five": np.isin(np.arange(ROWS), [0, 7, 99, 250, ROWS - 1]),
    "all": np.ones(ROWS, np.bool_),
}


@pytest.mark.parametrize("cuts", [[], [200], [0, 1, 250, 499]], ids=["one part", "two parts", "five parts"])
@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("k", [1, 10, ROWS, ROWS + 50])
def test_ids_and_scores_are_those_of_a_full_sort(vectors: Matrix, mask: str, k: int, cuts: list[int]) -> None:
    allowed = MASKS[mask]
    index = DenseIndex([DensePart.of(part) for part in np.split(vectors, cuts)])
    for query in _unit(5, seed=1):
        products = vectors @ query
        rows = np.arange(ROWS) if allowed is None else np.flatnonzero(allowed)
        expected = rows[np.argsort(-products[rows], kind="stable")][:k]
        scores, found = index.search(query, k, allowed)
        assert found.tolist() == expected.tolist()
        assert scores == pytest.approx(products[expected], abs=1e-6)


def test_a_mask_that_allows_nothing_finds_nothing(vectors: Matrix) -> None:
    scores, rows = DenseIndex.of(vectors).search(vectors[0], 5, np.zeros(ROWS, np.bool_))
    assert (len(scores), len(rows)) == (0, 0)


def test_scores_are_the_inner_products_with_every_vector(vectors: Matrix) -> None:
    rows = np.arange(ROWS)[::-1]
    assert DenseIndex.of(vectors).near(vectors[3]).of(rows) == pytest.approx((vectors @ vectors[3])[rows], abs=1e-6)


def test_equal_scores_come_in_the_order_of_their_rows() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.9, 0.1], np.float32)
    assert best(scores, 4).tolist() == [1, 3, 0, 2]
    assert best(scores, 2, np.array([True, False, True, True, True])).tolist() == [3, 0]


def test_an_empty_index_finds_nothing_and_keeps_its_dimension(tmp_path: Path) -> None:
    DensePart.of(np.zeros((0, DIMENSION), np.float32)).save(tmp_path / "dense.faiss")
    index = DenseIndex([DensePart.load(tmp_path / "dense.faiss")])
    assert len(index) == 0
    assert index.vectors().shape == (0, DIMENSION)
    assert len(index.search(_unit(1, seed=2)[0], 10)[1]) == 0


def test_what_is_saved_is_loaded_bit_for_bit(vectors: Matrix, tmp_path: Path) -> None:
    DensePart.of(vectors).save(tmp_path / "dense.faiss")
    assert np.array_equal(DensePart.load(tmp_path / "dense.faiss").rows, vectors)


@pytest.mark.parametrize("kept", [0, 3, 40, 5000])
def test_a_file_cut_short_is_damaged(vectors: Matrix, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "dense.faiss"
    DensePart.of(vectors).save(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError, match=r"dense\.faiss is damaged.*index build"):
        DensePart.load(path)


def test_a_missing_file_is_damaged_too(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="damaged"):
        DensePart.load(tmp_path / "dense.faiss")

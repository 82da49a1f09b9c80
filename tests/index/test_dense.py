"""Exact search, with NumPy as the oracle."""

import numpy as np
import pytest

from index.dense import DenseIndex
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


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("k", [1, 10, ROWS, ROWS + 50])
def test_ids_and_scores_are_those_of_a_full_sort(vectors: Matrix, mask: str, k: int) -> None:
    allowed = MASKS[mask]
    index = DenseIndex.of(vectors)
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


def test_an_empty_index_finds_nothing_and_keeps_its_dimension() -> None:
    index = DenseIndex.of(np.zeros((0, DIMENSION), np.float32))
    assert len(index) == 0
    assert index.vectors().shape == (0, DIMENSION)
    assert len(index.search(_unit(1, seed=2)[0], 10)[1]) == 0


def test_vectors_in_parts_score_to_the_last_bit_as_those_in_one(vectors: Matrix) -> None:
    random = np.random.default_rng(3)
    part_of, row_of = random.integers(0, 3, ROWS), np.arange(ROWS)
    row_of[random.random(ROWS) < 0.2] = -1
    live = np.flatnonzero(row_of >= 0)
    row_of[live] = np.arange(len(live))
    parts = [(vectors[part_of == part], row_of[part_of == part]) for part in range(3)]
    divided, whole = DenseIndex(parts, len(live), DIMENSION), DenseIndex.of(vectors[live])
    assert np.array_equal(divided.vectors(), whole.vectors())
    for query in _unit(5, seed=1):
        rows = np.arange(len(live))
        assert np.array_equal(divided.near(query).of(rows), whole.near(query).of(rows))
        assert np.array_equal(divided.products(query, rows[::3]), whole.near(query).of(rows[::3]))

"""The approximate index, with a full sort as the oracle: what it finds, under which masks, and that it is the same every time."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index.approximate import ApproximateIndex, lists_for
from index.dense import DenseIndex, Named
from index.nearness import Mask, best
from index.types import Matrix

ROWS, DIMENSION, TOPICS = 6_000, 32, 60


def _unit(matrix: npt.NDArray[np.float64]) -> Matrix:
    rows: Matrix = (matrix / np.linalg.norm(matrix, axis=1, keepdims=True)).astype(np.float32)
    return rows


@pytest.fixture(scope="module")
def vectors() -> Matrix:
    """Texts of many topics in two languages: the second half of the rows lies apart from the first."""
    random = np.random.default_rng(0)
    topics = random.standard_normal((TOPICS, DIMENSION))
    rows = topics[random.integers(TOPICS, size=ROWS)] + 0.4 * random.standard_normal((ROWS, DIMENSION))
    rows[ROWS // 2 :] += 3 * random.standard_normal(DIMENSION)
    return _unit(rows)


@pytest.fixture(scope="module")
def approximate(vectors: Matrix) -> ApproximateIndex:
    return ApproximateIndex.of([vectors])


MASKS: dict[str, Mask | None] = {
    "no mask": None,
    "the query's language": np.arange(ROWS) < ROWS // 2,
    "the other language": np.arange(ROWS) >= ROWS // 2,
    "one in a hundred": np.arange(ROWS) % 100 == 0,
    "three": np.isin(np.arange(ROWS), [5, 3_000, ROWS - 1]),
}


@pytest.fixture(scope="module")
def index(vectors: Matrix, approximate: ApproximateIndex) -> DenseIndex:
    """Three parts in another order than their rows, one vector of the first deleted, the last part unknown to the approximate index."""
    rows = np.random.default_rng(1).permutation(ROWS)
    known, unknown = rows[: ROWS - 500], rows[ROWS - 500 :]
    gone = vectors[:1]
    parts = [
        (np.concatenate([gone, vectors[known[:2_000]]]), np.concatenate([[-1], known[:2_000]])),
        (np.ascontiguousarray(vectors[known[2_000:]]), known[2_000:]),
        (np.ascontiguousarray(vectors[unknown]), unknown),
    ]
    built = ApproximateIndex.of([parts[0][0], parts[1][0]])
    return DenseIndex(parts, ROWS, DIMENSION, Named(built, np.concatenate([parts[0][1], parts[1][1]]), 2))


@pytest.mark.parametrize("mask", MASKS)
def test_nearly_all_of_the_ten_nearest_are_found_whatever_a_mask_leaves(
    vectors: Matrix, index: DenseIndex, mask: str
) -> None:
    allowed, found = MASKS[mask], 0.0
    queries = vectors[: ROWS // 2 : 60]
    for query in queries:
        near = index.near(query)
        rows = near.best(10, allowed)
        expected = best(vectors @ query, 10, allowed)
        assert allowed is None or allowed[rows].all()
        assert near.of(rows) == pytest.approx(vectors[rows] @ query, abs=1e-6)
        found += len(set(rows) & set(expected)) / len(expected)
    assert found / len(queries) >= 0.98


def test_a_mask_that_allows_nothing_finds_nothing(vectors: Matrix, approximate: ApproximateIndex) -> None:
    assert len(approximate.nearest(vectors[0], 5, np.zeros(ROWS, np.bool_))) == 0


def test_equal_vectors_give_equal_indexes_and_files_load_as_they_were_saved(
    vectors: Matrix, approximate: ApproximateIndex, tmp_path: Path
) -> None:
    ApproximateIndex.of([vectors]).save(tmp_path / "again")
    approximate.save(tmp_path / "first")
    loaded = ApproximateIndex.load(tmp_path / "first")

    assert (tmp_path / "again").read_bytes() == (tmp_path / "first").read_bytes()
    assert loaded.described == approximate.described == {**loaded.described, "type": f"IVF{lists_for(ROWS)},SQ8"}
    assert loaded.nearest(vectors[7], 20).tolist() == approximate.nearest(vectors[7], 20).tolist()


@pytest.mark.parametrize("kept", [0, 40, 5000])
def test_a_file_cut_short_is_damaged(approximate: ApproximateIndex, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "approximate.faiss"
    approximate.save(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError, match=r"approximate\.faiss is damaged.*index build"):
        ApproximateIndex.load(path)

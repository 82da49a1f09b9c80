"""TREC run files."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.trec import write_run


def read(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text("utf-8").splitlines()]


def test_a_line_holds_query_q0_document_rank_score_and_tag(tmp_path: Path) -> None:
    write_run(tmp_path / "runs" / "a.trec", {"q1": [("d2", 0.5), ("d1", 0.25)], "q2": []}, tag="mine")

    assert (tmp_path / "runs" / "a.trec").read_text("utf-8") == "q1 Q0 d2 1 0.5 mine\nq1 Q0 d1 2 0.25 mine\n"


@given(scores=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), repeats=st.integers(1, 3))
def test_scores_fall_strictly_in_single_precision(
    tmp_path_factory: pytest.TempPathFactory, scores: list[float], repeats: int
) -> None:
    path = tmp_path_factory.mktemp("run") / "a.trec"
    ordered = sorted(scores * repeats, reverse=True)
    write_run(path, {"q": [(f"d{n}", score) for n, score in enumerate(ordered)]})

    written = [np.float32(columns[4]) for columns in read(path)]
    assert all(a > b for a, b in pairwise(written))
    assert [columns[2] for columns in read(path)] == [f"d{n}" for n in range(len(ordered))]


@pytest.mark.parametrize("identifier", ["a b", "a\tb", "a\u3000b", ""])
def test_an_id_that_would_shift_the_columns_is_refused(tmp_path: Path, identifier: str) -> None:
    with pytest.raises(ValueError, match=r"id of document .* white space"):
        write_run(tmp_path / "a.trec", {"q": [(identifier, 1.0)]})
    with pytest.raises(ValueError, match=r"id of query .* white space"):
        write_run(tmp_path / "a.trec", {identifier: [("d", 1.0)]})


def test_a_score_that_rises_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"rises from 0\.1 to 0\.2 at rank 2"):
        write_run(tmp_path / "a.trec", {"q": [("a", 0.1), ("b", 0.2)]})

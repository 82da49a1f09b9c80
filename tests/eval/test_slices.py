"""Means per slice."""

from eval.slices import Row, means


def test_observations_are_pooled_over_the_questions_of_a_slice() -> None:
    rows = [
        Row("q1", ("lang:en",), {"precision": (1.0, 0.0, 0.0), "answer": (1.0,)}),
        Row("q2", ("lang:en", "cross"), {"precision": (1.0,), "answer": (0.0,)}),
    ]

    table = means(rows)
    assert table["all"] == {"n": 2.0, "precision": 0.5, "answer": 0.5}
    assert table["cross"] == {"n": 1.0, "precision": 1.0, "answer": 0.0}
    assert list(table) == ["all", "cross", "lang:en"]


def test_a_figure_nobody_observed_is_left_out() -> None:
    assert means([Row("q1", (), {"precision": ()})]) == {"all": {"n": 1.0}}


def test_no_rows_make_no_table() -> None:
    assert means([]) == {}

"""The paired bootstrap."""

import pytest

from eval.compare import compare
from eval.slices import Row


def rows(values: list[float], figure: str = "answer") -> list[Row]:
    return [Row(f"q{n}", ("odd",) if n % 2 else (), {figure: (value,)}) for n, value in enumerate(values)]


def test_the_same_results_differ_by_nothing() -> None:
    same = rows([0.0, 1.0, 1.0, 0.0])

    for difference in compare(same, same):
        assert (difference.before, difference.low, difference.high) == (difference.after, 0.0, 0.0)
        assert not difference.clear


def test_a_gain_on_every_question_is_clear() -> None:
    everything, odd = compare(rows([0.0] * 40), rows([1.0] * 40))

    assert (everything.slice, everything.questions, everything.before, everything.after) == ("all", 40, 0.0, 1.0)
    assert (odd.slice, odd.questions) == ("odd", 20)
    assert everything.clear


def test_one_gain_among_forty_questions_is_not_clear() -> None:
    before = [0.0, 1.0] * 20
    (difference, _) = compare(rows(before), rows([1.0, *before[1:]]))

    assert difference.after - difference.before == pytest.approx(1 / 40)
    assert difference.low == 0.0
    assert not difference.clear


def test_only_questions_of_both_results_are_compared() -> None:
    (difference, _) = compare(rows([1.0, 1.0, 0.0]), rows([1.0, 1.0]))

    assert (difference.questions, difference.before) == (2, 1.0)


def test_a_question_without_observations_on_one_side_is_left_out() -> None:
    silent = [Row("q0", (), {"precision": ()}), Row("q1", (), {"precision": (1.0,)})]
    speaking = [Row("q0", (), {"precision": (1.0, 0.0)}), Row("q1", (), {"precision": (1.0, 0.0)})]
    (difference,) = compare(silent, speaking)

    assert (difference.questions, difference.before, difference.after) == (1, 1.0, 0.5)


def test_results_without_a_common_question_are_refused() -> None:
    with pytest.raises(ValueError, match="no question in common"):
        compare(rows([1.0]), [])

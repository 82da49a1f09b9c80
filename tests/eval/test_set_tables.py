"""Tables over several sets."""

from pathlib import Path

from eval.compare import Difference
from eval.sample import Sample
from eval.set_tables import Measured, ablation_table, mean_of_sets, sets_table
from eval.sets import RetrievalSet


def measured(name: str, value: float, judged: int, whole: int) -> Measured:
    asked = RetrievalSet(name, Path(name), (), {f"q{n}": {"d": 1} for n in range(judged)}, whole)
    row = dict.fromkeys(("success@1", "success@10", "gold_recall@10", "MRR@10", "nDCG@10"), value)
    return Measured(asked, {"all": {"n": float(judged), **row, "ms": 12.34}, "type:qa": {"n": 1.0, **row}})


def test_each_set_has_a_line_and_counts_once_in_the_mean() -> None:
    lines = sets_table([measured("b", 0.5, 4, 4), measured("a", 1.0, 1, 1)], Sample()).splitlines()

    assert lines[0].split("  ")[0] == "set"
    assert [line.split()[:3] for line in lines[1:3]] == [["a", "1", "1.000"], ["b", "4", "0.500"]]
    assert lines[1].split()[-1] == "12.3"
    assert lines[3].startswith("mean of the sets")
    assert "0.750" in lines[3]


def test_a_sample_is_called_one() -> None:
    lines = sets_table([measured("a", 1.0, 2, 9)], Sample(limit=2)).splitlines()

    assert "2 of 9" in lines[1]
    assert lines[-1].startswith("a sample: at most 2 a set")


def test_slices_stand_below_their_set_when_asked_for() -> None:
    assert "  type:qa" in sets_table([measured("a", 1.0, 2, 2)], Sample(), slices=True)
    assert "type:qa" not in sets_table([measured("a", 1.0, 2, 2)], Sample())


def test_a_figure_that_a_set_lacks_is_left_out_of_its_mean() -> None:
    assert mean_of_sets([{"n": 1.0, "ms": 4.0, "x": 1.0}, {"n": 9.0, "x": 0.0}]) == {"ms": 4.0, "x": 0.5}


def test_an_ablation_shows_value_and_difference_and_marks_what_is_clear() -> None:
    changes = {
        "word match": {
            "a": Difference("a", "success@1", 9, 0.9, 0.5, -0.6, -0.2),
            "b": Difference("b", "nDCG@10", 9, 0.7, 0.72, -0.1, 0.2),
        }
    }

    lines = ablation_table({"a": "success@1", "b": "nDCG@10"}, changes, Sample()).splitlines()

    assert lines[0].split() == ["a", "b", "mean"]
    assert lines[1].split() == ["success@1", "nDCG@10"]
    assert lines[2].split() == ["everything", "0.900", "0.700", "0.800"]
    assert lines[3].split() == ["without", "word", "match", "0.500", "-0.400*", "0.720", "+0.020", "0.610", "-0.190"]
    assert lines[4].startswith("*: the 95 % interval")
    assert lines[3].index("0.500") == lines[2].index("0.900")

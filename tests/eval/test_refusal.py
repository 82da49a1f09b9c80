"""Measuring refusals: figures worked out by hand, and the command over fakes."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.types import Answer
from corpus.article import Article
from eval.refusal import Observed, area, ask_all, operating_points, table_of
from eval.refusal_sets import RefusalCase
from tests.eval.test_main import Project
from tests.eval.test_main import project as project  # a fixture


def observed(answerable: bool, confidence: float) -> Observed:
    """One case, refused below one half."""
    case = RefusalCase(f"{answerable}-{confidence}", "谁?", (), answerable, ("lang:zh-Hans",))
    return Observed(case, confidence < 0.5, confidence, 0.1)


SEEN = [observed(True, c) for c in (0.9, 0.8, 0.7, 0.3)] + [observed(False, c) for c in (0.75, 0.2, 0.1)]


def test_both_kinds_of_mistakes_are_counted_and_balanced() -> None:
    row = table_of(SEEN)["lang:zh-Hans"]

    assert row["refused"] == pytest.approx(2 / 3)
    assert row["false_refusal"] == pytest.approx(1 / 4)
    assert row["balanced"] == pytest.approx((2 / 3 + 3 / 4) / 2)


def test_a_slice_of_one_kind_alone_is_not_balanced() -> None:
    assert "balanced" not in table_of(SEEN[:4])["all"]


def test_the_operating_point_refuses_most_within_the_bound() -> None:
    none, quarter = operating_points(SEEN, (0.0, 0.25))

    assert (none.threshold, none.false_refusal) == (0.3, 0.0)
    assert (quarter.threshold, quarter.false_refusal) == (0.7, 0.25)
    assert none.refused == quarter.refused == pytest.approx(2 / 3)


def test_equal_confidences_never_break_the_bound() -> None:
    tied = [observed(True, 0.5), observed(True, 0.5), observed(True, 0.9), observed(False, 0.6)]

    (point,) = operating_points(tied, (0.34,))

    assert point.false_refusal <= 0.34


def test_the_area_counts_pairs_in_the_right_order() -> None:
    assert area(SEEN) == pytest.approx((3 + 3 + 2 + 2) / 12)


def test_a_refusal_without_a_confidence_counts_as_none() -> None:
    def ask(question: str, passages: Sequence[Article]) -> Answer:
        return Answer("没有。", (), (), (), True, question, "llm")

    (one,) = ask_all([SEEN[0].case], ask)

    assert (one.refused, one.confidence) == (True, 0.0)


def test_the_command_prints_tables_and_operating_points(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"id": 1, "query": "哪年?", "positive": ["在2024年。"], "negative": ["在山上。"]}
    project.write("rows/refine.jsonl", json.dumps(row) + "\n")
    command = ["refusal", "--dataset", str(project.folder / "rows")]

    assert project.run(*command, "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["tables"]["assistant"]["all"]["balanced"] == 1.0
    assert printed["area"] == 1.0
    assert json.loads(Path(printed["saved"]).read_text("utf-8"))["kind"] == "refusal-rows"

    assert project.run(*command) == 0
    assert "false refusals at most 0.10: refused 1.000 at 0.000" in capsys.readouterr().out

"""Reading questions with the passages that answer them or do not."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.jsonl import DatasetError
from eval.refusal_sets import read_cases
from eval.sample import Sample

CALIBRATION = Path(__file__).parents[2] / "eval" / "calibration"
ROW = {
    "id": 7,
    "query": "赤松在哪里建厂?",
    "positive": ["赤松在岭南建厂。", "工厂在岭南。"],
    "negative": ["赤松造芯片。", "砾岳不建厂。", "天晴。"],
}


def lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """Write one JSON object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def rows_folder(folder: Path, rows: Sequence[dict[str, Any]]) -> Path:
    """A folder of rows."""
    lines(folder / "refine.jsonl", rows)
    return folder


def documents_folder(folder: Path, named: str = "d2") -> Path:
    """A folder in the BEIR layout; `named` is the document of the unanswerable question."""
    lines(folder / "corpus.jsonl", [{"_id": "d1", "text": "澄海在海边。"}, {"_id": "d2", "text": "漓月在山上。"}])
    lines(folder / "queries.jsonl", [{"_id": "q1", "text": "澄海在哪?", "type": "where"}])
    lines(folder / "answers.jsonl", [{"_id": "q1", "answers": ["海边"], "docs": ["d1"]}])
    lines(folder / "unanswerable.jsonl", [{"_id": "u1", "text": "澄海有多大?", "doc": named}])
    return folder


def test_negatives_alone_do_not_answer_and_positives_among_them_do(tmp_path: Path) -> None:
    positive, negative = read_cases(rows_folder(tmp_path, [ROW]), given=3)

    assert (positive.answerable, negative.answerable) == (True, False)
    assert [p.text for p in negative.passages] == ROW["negative"]
    assert [p.text for p in positive.passages] == ["赤松在岭南建厂。", "工厂在岭南。", "赤松造芯片。"]
    assert positive.slices == negative.slices == ("kind:refine", "lang:zh-Hans")


def test_of_positives_grouped_by_fact_every_fact_is_given(tmp_path: Path) -> None:
    row = {**ROW, "positive": [["甲一", "甲二"], ["乙一"]]}

    positive, _ = read_cases(rows_folder(tmp_path, [row]), given=3)

    assert [p.text for p in positive.passages] == ["甲一", "乙一", "甲二"]


def test_only_the_named_document_is_given(tmp_path: Path) -> None:
    answerable, unanswerable = read_cases(documents_folder(tmp_path))

    assert [a.id for a in answerable.passages] == ["d1"]
    assert [a.id for a in unanswerable.passages] == ["d2"]
    assert answerable.slices == ("type:where", "lang:zh-Hans")


def test_questions_about_the_same_passages_share_them(tmp_path: Path) -> None:
    row = {"id": "r", "passages": ["澄海在海边。"], "answerable": ["澄海在哪?"], "unanswerable": ["谁管澄海?", "几人?"]}

    cases = read_cases(rows_folder(tmp_path, [row]))

    assert [case.id for case in cases] == ["r-answerable-1", "r-unanswerable-1", "r-unanswerable-2"]
    assert {case.passages[0].text for case in cases} == {"澄海在海边。"}


def test_the_passages_to_calibrate_on_can_be_read() -> None:
    cases = read_cases(CALIBRATION)

    assert len({case.passages for case in cases}) >= 25
    assert 0.3 < sum(case.answerable for case in cases) / len(cases) < 0.6


def test_a_sample_takes_as_many_of_either_kind(tmp_path: Path) -> None:
    folder = rows_folder(tmp_path, [{**ROW, "id": n} for n in range(9)])

    cases = read_cases(folder, Sample(limit=2))

    assert [case.answerable for case in cases] == [True, True, False, False]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"query": "谁?", "positive": "甲", "negative": []}, r"refine\.jsonl:1: positive: expected a list"),
        ({"query": "谁?", "positive": [3], "negative": []}, r"refine\.jsonl:1: positive: expected texts"),
        ({"positive": [], "negative": []}, r"refine\.jsonl:1: query"),
        ({**ROW, "positive": []}, "has no answerable question"),
    ],
)
def test_a_row_that_cannot_be_asked_is_named(tmp_path: Path, row: dict[str, Any], message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        read_cases(rows_folder(tmp_path, [row]))


def test_ids_must_be_their_own(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="'refine-7-positive' is used twice"):
        read_cases(rows_folder(tmp_path, [ROW, ROW]))


def test_folders_that_are_no_such_sets_are_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="is no folder"):
        read_cases(tmp_path / "nowhere")
    with pytest.raises(DatasetError, match=r"neither unanswerable\.jsonl nor"):
        read_cases(tmp_path)
    with pytest.raises(DatasetError, match=r"'d9'.* are no documents of the set"):
        read_cases(documents_folder(tmp_path, "d9"))

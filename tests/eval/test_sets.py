"""Sets below a folder, read and narrowed to a sample."""

import json
from pathlib import Path

import pytest

from eval.jsonl import DatasetError
from eval.sample import Sample
from eval.sets import find_sets, open_set


def write_set(folder: Path, documents: str = "d", qrels: str = "q0\td\t2\nq1\td\t2\nq2\td\t2\n") -> Path:
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text(json.dumps({"_id": documents, "text": documents}) + "\n", "utf-8")
    queries = [json.dumps({"_id": f"q{n}", "text": "?"}) + "\n" for n in range(4)]
    (folder / "queries.jsonl").write_text("".join(queries), "utf-8")
    (folder / "qrels" / "test.tsv").write_text(qrels, "utf-8")
    return folder


def test_sets_with_the_same_documents_stand_side_by_side(tmp_path: Path) -> None:
    for name, documents in (("a", "x"), ("b", "y"), ("c", "x")):
        write_set(tmp_path / name, documents)
    (tmp_path / "README.md").touch()
    (tmp_path / "notes").mkdir()

    sets, passed_over = find_sets(tmp_path)

    assert [path.name for path in sets] == ["a", "c", "b"]
    assert [path.name for path in passed_over] == ["notes"]


def test_sets_can_be_picked_by_name_and_a_wrong_name_is_told_the_right_ones(tmp_path: Path) -> None:
    for name in "abc":
        write_set(tmp_path / name)

    assert [path.name for path in find_sets(tmp_path, ["c", "a"])[0]] == ["a", "c"]
    with pytest.raises(DatasetError, match="no retrieval set z: its sets are a, b, c"):
        find_sets(tmp_path, ["a", "z"])


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="its sets are none"):
        find_sets(tmp_path)
    with pytest.raises(DatasetError, match="is no folder"):
        find_sets(tmp_path / "nowhere")


def test_a_whole_set_asks_unjudged_questions_too_and_a_sample_does_not(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "a")

    whole, sample = open_set(folder), open_set(folder, Sample(limit=9))

    assert [query.id for query in whole.queries] == ["q0", "q1", "q2", "q3"]
    assert sorted(query.id for query in sample.queries) == sorted(sample.judgements) == ["q0", "q1", "q2"]


def test_a_sample_measures_only_what_it_asks(tmp_path: Path) -> None:
    sample = open_set(write_set(tmp_path / "a"), Sample(limit=2))

    assert (len(sample.queries), sample.judged, sample.whole) == (2, 2, 3)


def test_an_empty_sample_is_refused(tmp_path: Path) -> None:
    folder = write_set(tmp_path / "a", qrels="q3\td\t0\n")

    with pytest.raises(DatasetError, match="none of its 0 judged questions"):
        open_set(folder, Sample(split="even"))


@pytest.mark.parametrize(
    ("qrels", "figure"), [("q0\td\t2\nq1\td\t2\n", "success@1"), ("q0\td\t2\nq0\te\t1\nq1\td\t2\n", "nDCG@10")]
)
def test_the_main_figure_is_success_where_questions_have_one_relevant_document(
    tmp_path: Path, qrels: str, figure: str
) -> None:
    assert open_set(write_set(tmp_path / "a", qrels=qrels)).figure == figure

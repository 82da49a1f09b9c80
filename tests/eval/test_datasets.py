"""Retrieval sets in the BEIR layout."""

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.types import Turn
from eval.datasets import corpus_fingerprint, is_set, queries_file, read_articles, read_qrels, read_queries
from eval.jsonl import DatasetError

DOCUMENTS: list[dict[str, Any]] = [
    {"_id": "d1", "title": "澄海", "text": "澄海科技完成了融资。", "date": "2024-10-15"},
    {
        "_id": "d2",
        "title": "",
        "text": "The company moved its offices to the harbour. It did so in May.",
        "date": "2024",
    },
]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_documents_become_articles_packed_or_not(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, DOCUMENTS)
    first, second = read_articles(tmp_path)

    assert (first.id, first.title, first.text) == ("d1", "澄海", "澄海科技完成了融资。")
    assert (first.language, first.published) == ("zh-Hans", date(2024, 10, 15))
    assert (second.language, second.published) == ("en", None)


def test_a_document_without_a_title_gets_one_from_its_text(tmp_path: Path) -> None:
    write(tmp_path / "corpus.jsonl", DOCUMENTS)

    assert list(read_articles(tmp_path))[1].title == "The company moved its offices to the harbour."


def test_the_fingerprint_is_that_of_the_documents_however_packed(tmp_path: Path) -> None:
    for name, file, rows in (
        ("plain", "corpus.jsonl", DOCUMENTS),
        ("packed", "corpus.jsonl.gz", DOCUMENTS),
        ("other", "corpus.jsonl", DOCUMENTS[:1]),
    ):
        (tmp_path / name).mkdir()
        write(tmp_path / name / file, rows)

    assert corpus_fingerprint(tmp_path / "plain") == corpus_fingerprint(tmp_path / "packed")
    assert corpus_fingerprint(tmp_path / "plain") != corpus_fingerprint(tmp_path / "other")


@pytest.mark.parametrize("field", ["content", "text"])
def test_a_history_holds_content_or_text(tmp_path: Path, field: str) -> None:
    row = {"_id": "q1", "text": "它呢?", "history": [{"role": "user", field: "澄海是谁?"}]}

    (query,) = read_queries(write(tmp_path / "queries.jsonl", [row]))
    assert query.history == (Turn("user", "澄海是谁?"),)


@pytest.mark.parametrize(
    ("stated", "asked"),
    [
        ("2023", date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2024-02-03", date(2024, 2, 3)),
        (2023, date(2023, 12, 31)),
        (None, None),
    ],
)
def test_a_query_is_asked_on_the_last_day_of_its_date(tmp_path: Path, stated: object, asked: date | None) -> None:
    (query,) = read_queries(write(tmp_path / "queries.jsonl", [{"_id": "q1", "text": "谁?", "date": stated}]))

    assert query.asked == asked


def test_a_query_counts_in_the_slices_it_names(tmp_path: Path) -> None:
    rows = [{"_id": "q1", "text": "谁?", "type": "qa", "lang": "zh-Hans"}, {"_id": "q2", "text": "谁?"}]
    queries = read_queries(write(tmp_path / "queries.jsonl", rows))

    assert [query.slices for query in queries] == [("type:qa", "lang:zh-Hans"), ()]


def test_judgements_are_read_below_their_heading(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t1\n", "utf-8")

    assert read_qrels(tmp_path) == {"q1": {"d1": 2, "d2": 1}}


def test_a_wrong_judgement_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("q1\td1\t2\nq1 d2 1\n", "utf-8")

    with pytest.raises(DatasetError, match=r"test\.tsv:2: expected query, document and whole grade"):
        read_qrels(tmp_path)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="holds neither queries"):
        queries_file(tmp_path)
    with pytest.raises(DatasetError, match="holds neither corpus"):
        corpus_fingerprint(tmp_path)
    with pytest.raises(DatasetError, match="does not exist"):
        read_qrels(tmp_path)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "expected a JSON object"),
        ('{"text": "谁?"}', "_id: expected a text"),
        ('{"_id": "q"}', "text: expected a text"),
        ('{"_id": "q", "text": "谁?", "date": "gestern"}', "date: expected YYYY"),
        ('{"_id": "q", "text": "谁?", "history": [{"role": "user"}]}', "history: a turn needs"),
    ],
)
def test_a_wrong_line_is_named_with_its_file(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"_id": "q0", "text": "谁?"}\n' + line, "utf-8")

    with pytest.raises(DatasetError, match=rf"queries\.jsonl:2: {problem}"):
        read_queries(path)


def test_a_folder_is_a_set_when_all_three_files_are_there_packed_or_not(tmp_path: Path) -> None:
    (tmp_path / "qrels").mkdir()
    (tmp_path / "corpus.jsonl.gz").touch()
    (tmp_path / "queries.jsonl").touch()
    assert not is_set(tmp_path)

    (tmp_path / "qrels" / "test.tsv").touch()
    assert is_set(tmp_path)

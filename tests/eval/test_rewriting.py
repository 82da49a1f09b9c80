"""Rewritings held against references: what counts as found, which slice an example is in, what a set must hold."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.jsonl import DatasetError
from eval.rewriting import Example, character_f1, read_examples, score
from settings import Settings

ASKED = {
    "_id": "1",
    "history": [{"role": "user", "text": "砾岳科技的董事长是谁"}, {"role": "assistant", "text": "周砚"}],
}
ROWS = [
    {**ASKED, "text": "它在哪里", "rewrite": "砾岳科技在哪里"},
    {**ASKED, "_id": "2", "text": "去年营收多少", "rewrite": "砾岳科技去年营收多少"},
    {**ASKED, "_id": "3", "text": "明天会下雨吗?", "rewrite": "明天会下雨吗"},
]


def dataset(folder: Path, rows: list[dict[str, Any]]) -> Path:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "rewrite.jsonl").write_text(lines, "utf-8")
    return folder


def test_the_reference_is_found_when_no_other_is_nearer(tmp_path: Path) -> None:
    examples = read_examples(dataset(tmp_path, ROWS))
    written = {"它在哪里": "砾岳科技在哪里", "去年营收多少": "它在哪里", "明天会下雨吗?": "Who?"}
    rows, ours = score(examples, examples, lambda text, _: written[text])
    assert [row.figures["found"] for row in rows] == [(1.0,), (0.0,), (0.0,)]
    assert [row.figures["exact"] for row in rows] == [(1.0,), (0.0,), (0.0,)]
    assert ours == ["砾岳科技在哪里", "它在哪里", "Who?"]


def test_a_reference_in_the_same_words_is_no_other() -> None:
    twins = [Example(str(n), (), "它在哪里", "砾岳科技在哪里") for n in range(2)]
    rows, _ = score(twins, twins, lambda *_: "砾岳科技在哪里")
    assert [row.figures["found"] for row in rows] == [(1.0,), (1.0,)]


def test_an_example_is_sliced_by_what_it_lacks(tmp_path: Path) -> None:
    slices = [example.slices for example in read_examples(dataset(tmp_path, ROWS))]
    assert slices == [("pronoun",), ("ellipsis",), ("stands alone",)]


def test_character_f1_counts_every_character_as_often_as_it_occurs() -> None:
    assert character_f1("砾岳在哪?", "砾岳在哪") == 1.0
    assert character_f1("岳岳", "岳在") == 0.5
    assert character_f1("", "在") == 0.0


def test_a_packed_set_reads_alike(tmp_path: Path) -> None:
    plain = read_examples(dataset(tmp_path, ROWS))
    packed = tmp_path / "packed"
    packed.mkdir()
    with gzip.open(packed / "rewrite.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write((tmp_path / "rewrite.jsonl").read_text("utf-8"))
    assert read_examples(packed) == plain


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "is empty"),
        ([{"history": [], "text": "它呢"}], r"rewrite\.jsonl:1: rewrite"),
        ([{**ROWS[0], "history": [{"role": "nobody", "text": "喂"}]}], r"rewrite\.jsonl:1: a turn of 'history'"),
    ],
)
def test_a_set_that_cannot_be_used_is_named_with_its_line(
    tmp_path: Path, rows: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(DatasetError, match=message):
        read_examples(dataset(tmp_path, rows))


def test_the_command_prints_ours_beside_no_rewriting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["rewrite", "--dataset", str(dataset(tmp_path, ROWS)), "--runs", str(tmp_path / "runs"), "--json"]
    assert main(command, settings=Settings.model_construct()) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["tables"]["assistant"]["all"]["found"] == 1.0
    assert printed["tables"]["no rewriting"]["pronoun"]["exact"] == 0.0
    assert "rewritings" in json.loads(Path(printed["saved"]).read_text("utf-8"))

    assert main([*command[:-1], "--limit", "2"], settings=Settings.model_construct()) == 0
    assert "a sample of 2 of 3" in capsys.readouterr().out


def test_a_missing_set_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"rewrite\.jsonl does not exist"):
        main(["rewrite", "--dataset", str(tmp_path)], settings=Settings.model_construct())

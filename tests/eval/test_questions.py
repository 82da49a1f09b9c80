"""Questions, and whether their evidence stands."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from eval.questions import QuestionError, check_evidence, load_questions, require_evidence

ARTICLE = Article(id="a1", title="澄海融资", text="澄海科技完成了\n8 亿元融资。", language="zh-Hans")
GOOD: dict[str, Any] = {
    "id": "number-001",
    "type": "number",
    "lang": "zh-Hans",
    "history": [],
    "question": "澄海融了多少钱?",
    "articles": ["a1"],
    "evidence": [["a1", "完成了8亿元融资"]],
    "answers": ["8亿元"],
    "must_include": [],
    "must_cite": [],
    "note": "",
}


def write(folder: Path, *lines: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "some.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    return folder


def test_questions_come_back_in_the_order_of_their_lines(tmp_path: Path) -> None:
    questions = load_questions(write(tmp_path, GOOD, {**GOOD, "id": "number-002"}))

    assert [question.id for question in questions] == ["number-001", "number-002"]
    assert questions[0].evidence == (("a1", "完成了8亿元融资"),)


def test_history_becomes_turns(tmp_path: Path) -> None:
    line = {**GOOD, "type": "followup", "history": [{"role": "user", "content": "澄海是谁?"}]}

    (turn,) = load_questions(write(tmp_path, line))[0].turns
    assert (turn.role, turn.text) == ("user", "澄海是谁?")


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"type": "riddle"}, "type"),
        ({"lang": "fr"}, "lang"),
        ({"question": ""}, "question"),
        ({"answers": []}, "answers"),
        ({"articles": [], "evidence": []}, "articles"),
        ({"evidence": [["a1"]]}, "evidence.0"),
        ({"evidence": [["a2", "x"]]}, "articles: 'a2'"),
        ({"evidence": [["a1", " "]]}, "evidence"),
        ({"must_cite": [["a3"]]}, "articles: 'a3'"),
        ({"must_cite": [[]]}, "must_cite"),
        ({"type": "unanswerable"}, "articles: an unanswerable question has none"),
        ({"type": "followup"}, "history"),
        ({"extra": 1}, "extra"),
        ({"history": [{"role": "robot", "content": "x"}]}, "history.0.role"),
    ],
)
def test_a_wrong_field_is_named_with_file_and_line(tmp_path: Path, change: dict[str, Any], named: str) -> None:
    with pytest.raises(QuestionError) as raised:
        load_questions(write(tmp_path, GOOD, {**GOOD, "id": "other", **change}))

    assert f"{tmp_path / 'some.jsonl'}:2: {named}" in str(raised.value)


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "some.jsonl").write_text("{\n", "utf-8")

    with pytest.raises(QuestionError, match=r"some\.jsonl:1: "):
        load_questions(tmp_path)


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r":2: id: 'number-001' was already used at .*:1"):
        load_questions(write(tmp_path, GOOD, GOOD))


def test_a_folder_without_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no questions in"):
        load_questions(tmp_path)


def test_every_problem_is_listed_not_only_the_first(tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as raised:
        load_questions(write(tmp_path, {**GOOD, "lang": "fr"}, {**GOOD, "type": "riddle"}))

    assert len(str(raised.value).splitlines()) == 2


def test_evidence_is_found_white_space_aside(tmp_path: Path) -> None:
    assert check_evidence(load_questions(write(tmp_path, GOOD)), [ARTICLE]) == []


def test_evidence_that_does_not_stand_in_its_article_is_reported(tmp_path: Path) -> None:
    questions = load_questions(write(tmp_path, {**GOOD, "evidence": [["a1", "完成了9亿元融资"]]}))

    assert check_evidence(questions, [ARTICLE]) == ["number-001: evidence: '完成了9亿元融资' does not stand in 'a1'"]


def test_an_article_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    line = {**GOOD, "articles": ["a1", "a9"], "must_cite": [["a9"]]}

    assert check_evidence(load_questions(write(tmp_path, line)), [ARTICLE]) == [
        "number-001: articles: there is no article 'a9'"
    ]


def test_a_wrong_yardstick_stops_the_measuring(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="there is no article 'a1'"):
        require_evidence(load_questions(write(tmp_path, GOOD)), [])

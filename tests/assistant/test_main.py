"""`python -m assistant ask` as a user runs it: what it prints, what it writes and how it ends."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import assistant.__main__ as command
from assistant.llm import LangChainModel
from assistant.refusal import Calibration
from assistant.service import Assistant
from cli import run
from index.search import Index
from index.types import Matrix
from settings import Settings
from tests.assistant.fakes import ARTICLES, FakeChatModel
from tests.fakes import FakeEmbedder

Ask = Callable[..., int]
QUESTION = "云雀半导体的收购总价是多少亿元？"


class Stopping(FakeEmbedder):
    """Is interrupted when it meets the word `stop`."""

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """Unit rows, unless it is interrupted."""
        if "stop" in texts[0]:
            raise KeyboardInterrupt
        return super().embed_queries(texts)


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ask:
    """Runs the command over three articles and gives its exit code."""
    for name in ("ASSISTANT_LLM_MODEL", "ASSISTANT_INDEX_DIR", "ASSISTANT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def opened(settings: Settings) -> Assistant:
        return Assistant(Index.of(ARTICLES, Stopping()), calibration=Calibration(threshold=0.0))

    monkeypatch.setattr(command, "open_assistant", opened)
    monkeypatch.setattr(command, "open_embedder", lambda settings: FakeEmbedder())

    def go(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["assistant", "ask", *arguments])
        with pytest.raises(SystemExit) as ended:
            run(command.main)
        assert isinstance(ended.value.code, int)
        return ended.value.code

    return go


def batch(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines), "utf-8")
    return path


def answers(tmp_path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n") if line]


def test_an_answer_is_printed_with_its_sources(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(QUESTION) == 0
    out = capsys.readouterr().out
    assert "3.2亿元" in out
    assert "(merger, 2024-09-04)" in out


def test_the_page_of_a_source_is_printed(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    paged = replace(ARTICLES[0], pages=(0, 3, ARTICLES[0].text.index("收购总价")))
    index = Index.of((paged,), FakeEmbedder())
    monkeypatch.setattr(command, "open_assistant", lambda _: Assistant(index, calibration=Calibration(threshold=0.0)))
    assert ask(QUESTION) == 0
    assert "(merger, 2024-09-04, p. 3)" in capsys.readouterr().out


def test_json_is_one_object(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(QUESTION, "--json") == 0
    assert json.loads(capsys.readouterr().out)["citations"]


def test_a_follow_up_uses_the_history_file(ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "h.json"
    file.write_text(json.dumps([{"role": "user", "content": "青杉科技收购了谁？"}]), "utf-8")
    assert ask("它花了多少钱？", "--history", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out)["standalone_question"] == "青杉科技花了多少钱？"


def test_filters_hold(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(QUESTION, "--language", "en", "--json") == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    assert {h["article_id"] for h in hits} == {"loss"}


def test_a_batch_answers_line_by_line(ask: Ask, tmp_path: Path) -> None:
    lines = batch(
        tmp_path,
        "\ufeff" + json.dumps({"id": "a", "question": QUESTION}, ensure_ascii=False),
        "",
        {"id": "b", "question": "How much did Norbeck lose last year?", "date": "2024-02-03"},
        {"id": "c", "question": "甲\u2028乙？", "filters": {"language": "zh-Hant"}},
    )
    assert ask("--batch", str(lines), "--output", str(tmp_path / "out.jsonl")) == 0
    a, b, c = answers(tmp_path)
    assert [a["id"], b["id"], c["id"]] == ["a", "b", "c"]
    assert "in 2023" in b["standalone_question"]
    assert {h["article_id"] for h in c["hits"]} == {"hant"}


def test_passages_alone_are_the_collection(ask: Ask, tmp_path: Path) -> None:
    passages = [
        {"title": "账单", "text": "云雀半导体的收购总价是9亿元。"},
        {"title": "其他", "text": "今天下雨，出门带伞。"},
    ]
    lines = batch(tmp_path, {"id": "a", "question": QUESTION, "passages": passages}, {"id": "b", "question": QUESTION})
    assert ask("--batch", str(lines), "--output", str(tmp_path / "out.jsonl")) == 0
    a, b = answers(tmp_path)
    assert "9亿元" in a["answer"]
    assert all(h["text"] in {p["text"] for p in passages} for h in a["hits"])
    assert "3.2亿元" in b["answer"]


def test_a_batch_of_passages_needs_no_index(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(settings: Settings) -> Assistant:
        raise FileNotFoundError("no index")

    monkeypatch.setattr(command, "open_assistant", missing)
    lines = batch(tmp_path, {"id": "a", "question": QUESTION, "passages": [{"text": "云雀半导体的收购总价是9亿元。"}]})
    assert ask("--batch", str(lines), "--output", str(tmp_path / "out.jsonl")) == 0
    assert len(answers(tmp_path)) == 1


def test_a_batch_without_any_passage_text_refuses(ask: Ask, tmp_path: Path) -> None:
    lines = batch(tmp_path, {"id": "a", "question": QUESTION, "passages": []})
    assert ask("--batch", str(lines), "--output", str(tmp_path / "out.jsonl")) == 0
    assert [(a["abstained"], a["hits"]) for a in answers(tmp_path)] == [(True, [])]


def test_an_interrupted_batch_keeps_what_was_answered(ask: Ask, tmp_path: Path) -> None:
    lines = batch(tmp_path, {"id": "a", "question": QUESTION}, {"id": "b", "question": "stop"})
    assert ask("--batch", str(lines), "--output", str(tmp_path / "out.jsonl")) == 130
    assert [a["id"] for a in answers(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{not json", "in.jsonl, line 2: not JSON"), ("[1]", "in.jsonl, line 2: expected a JSON object"),
        ('{"id": "x"}', "in.jsonl, line 2: 'question' is None"),
        ('{"id": "x", "question": ""}', "in.jsonl, line 2: 'question' is ''"),
        ('{"id": "x", "question": "y", "filters": {"colour": 1}}', "in.jsonl, line 2: 'filters' has 'colour'"),
        ("[" * 100_000, "in.jsonl, line 2: not JSON"),
    ],
    ids=range(6),
)  # fmt: skip
def test_a_bad_line_is_named_before_anything_is_written(
    ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, words: str
) -> None:
    lines = batch(tmp_path, {"id": "a", "question": QUESTION}, line)
    assert ask("--batch", str(lines), "--output", str(tmp_path / "out.jsonl")) == 2
    error = capsys.readouterr().err
    assert words in error
    assert "Traceback" not in error
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("",), (" ",), ("谁？", "--language", "fr"), ("谁？", "--after", "soon"), ("谁？", "--history", "none.json"),
        ("--batch", "none.jsonl", "--output", "o"), ("--batch", "none.jsonl"), ("谁？", "--batch", "b", "--output", "o"),
        ("谁？", "--nonsense"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_one_line(
    ask: Ask, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert ask(*arguments) == 2
    error = capsys.readouterr().err.strip()
    assert error
    assert "Traceback" not in error


def test_a_file_in_another_encoding_is_named(ask: Ask, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gb.jsonl").write_bytes('{"id": "a", "question": "谁？"}'.encode("gb18030"))
    assert ask("--batch", "gb.jsonl", "--output", "out.jsonl") == 2
    assert "gb.jsonl: not UTF-8" in capsys.readouterr().err


def test_a_model_whose_package_is_missing_ends_with_2(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "open_assistant", lambda settings: LangChainModel(settings.llm_model, "", "", 5, 5))
    monkeypatch.setenv("ASSISTANT_LLM_MODEL", "anthropic:claude-x")
    assert ask(QUESTION) == 2
    error = capsys.readouterr().err.strip()
    assert "langchain-anthropic" in error
    assert "\n" not in error


def test_a_failed_model_is_noted_beside_the_answer(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chat = FakeChatModel("总价为99亿美元。")
    index = Index.of(ARTICLES, FakeEmbedder())
    monkeypatch.setattr(
        command, "open_assistant", lambda s: Assistant(index, chat, calibration=Calibration(threshold=0))
    )
    assert ask(QUESTION) == 0
    printed = capsys.readouterr()
    assert printed.err.startswith("note: 语言模型")
    assert "3.2亿元" in printed.out

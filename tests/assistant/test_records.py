"""Requests read from JSON, answers written to it: every field checked by name."""

import json
from datetime import date
from typing import Any

import pytest

from assistant.records import Request, answer_record, filters_of, history_of, request_of
from assistant.service import Assistant
from assistant.types import Answer, Disagreement, Turn, Version
from index.search import Index
from index.types import Filters
from tests.assistant.fakes import ARTICLES
from tests.fakes import FakeEmbedder


def test_a_full_line_is_read() -> None:
    record = {
        "id": "q1",
        "question": "谁？",
        "history": [{"role": "user", "content": "甲"}, {"role": "assistant", "text": "乙"}],
        "date": "2024-03-05",
        "filters": {"after": "2024-01-01", "before": "2024-12-31", "source": "晚報", "language": "zh-Hant"},
        "passages": [{"title": "题", "text": "一段话。"}, {"text": "Some words of it."}],
    }
    request = request_of(record)
    assert (request.id, request.question, request.asked) == ("q1", "谁？", date(2024, 3, 5))
    assert request.history == (Turn("user", "甲"), Turn("assistant", "乙"))
    assert request.filters == Filters(date(2024, 1, 1), date(2024, 12, 31), "晚報", "zh-Hant")
    assert request.passages is not None
    assert [(p.title, p.text, p.language) for p in request.passages] == [
        ("题", "一段话。", "zh-Hans"),
        ("", "Some words of it.", "en"),
    ]
    assert len({p.id for p in request.passages}) == 2


def test_a_short_line_has_defaults() -> None:
    assert request_of({"id": "1", "question": "谁？", "more": 1}) == Request("1", "谁？")


def test_no_passages_and_none_given_are_two_things() -> None:
    assert request_of({"id": "1", "question": "谁？", "passages": []}).passages == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": None}, "'id' is None"), ({"id": ""}, "'id' is ''"), ({"question": "  "}, "'question' is '  '"),
        ({"question": 3}, "'question' is 3"), ({"history": "x"}, "'history' is a str"), ({"history": [1]}, "a turn of 'history' is 1"),
        ({"history": [{"role": "system", "content": "x"}]}, "'user' or 'assistant'"),
        ({"history": [{"role": "user"}]}, "a turn of 'history'"), ({"date": "5 March"}, "'date' is '5 March', expected YYYY-MM-DD"),
        ({"date": 20240305}, "'date' is 20240305"), ({"date": "2024-02-30"}, "2024-02-30"),
        ({"filters": {"colour": "red"}}, "'filters' has 'colour', expected after, before, source, language"),
        ({"filters": {"language": "fr"}}, "'language' is 'fr', expected one of zh-Hans, zh-Hant, en"),
        ({"filters": {"language": []}}, "'language' is"), ({"filters": {"source": 1}}, "'source' is 1"),
        ({"filters": {"after": "x"}}, "'after' is 'x'"), ({"filters": [1]}, r"'filters' is \[1\]"),
        ({"passages": "x"}, "'passages' is a str"), ({"passages": ["x"]}, "passage 1 is 'x'"),
        ({"passages": [{"title": "x"}]}, "passage 1 is"),
    ],
)  # fmt: skip
def test_a_field_of_the_wrong_kind_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        request_of({"id": "1", "question": "谁？"} | change)


def test_a_day_may_come_with_a_time() -> None:
    assert filters_of({"after": "2024-03-05T08:00:00"}).after == date(2024, 3, 5)


def test_an_empty_history_is_one() -> None:
    assert history_of([]) == ()


def test_an_answer_is_written_as_the_contract_says() -> None:
    answer = Assistant(Index.of(ARTICLES, FakeEmbedder())).ask("云雀半导体的收购总价是多少亿元？")
    record = json.loads(json.dumps(answer_record(answer, "q1", 0.12345)))
    assert list(record) == [
        "id", "answer", "abstained", "standalone_question", "mode", "notices", "citations", "disagreements", "hits", "seconds",
    ]  # fmt: skip
    assert record["disagreements"] == []
    assert (record["id"], record["seconds"]) == ("q1", 0.123)
    assert list(record["hits"][0]) == ["article_id", "chunk_id", "start", "end", "score", "text", "also"]
    for citation in record["citations"]:
        assert list(citation) == ["number", "article_id", "title", "published", "start", "end", "quote", "page"]
        assert citation["published"] == "2024-09-04"


def test_a_disagreement_is_written_with_every_version() -> None:
    day = date(2024, 3, 5)
    versions = (
        Version("5亿元", "a", "甲", day, "rumour", 1),
        Version("6亿元", "b", "乙", None, "later report", 2),
    )
    answer = Answer("", (), (), (), False, "", "extractive", disagreements=(Disagreement("融资", versions),))
    record = json.loads(json.dumps(answer_record(answer, "q1", 0.0)))
    one = {
        "value": "5亿元",
        "article_id": "a",
        "title": "甲",
        "published": "2024-03-05",
        "status": "rumour",
        "citation": 1,
    }
    two = {
        "value": "6亿元",
        "article_id": "b",
        "title": "乙",
        "published": None,
        "status": "later report",
        "citation": 2,
    }
    assert record["disagreements"] == [{"subject": "融资", "versions": [one, two]}]


@pytest.mark.parametrize("length", [0, 2_001])
def test_a_question_of_no_or_of_too_many_characters_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="question"):
        request_of({"id": "q", "question": "问" * length})
    assert request_of({"id": "q", "question": "问" * 2_000}).question == "问" * 2_000


def test_days_that_leave_nothing_between_them_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^2025-12-01 is later than 2025-01-01: give the earlier date first$"):
        request_of({"id": "q", "question": "问", "filters": {"after": "2025-12-01", "before": "2025-01-01"}})

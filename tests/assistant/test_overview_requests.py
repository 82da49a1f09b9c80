"""A wish for an overview is told from a question for a fact."""

import json
from pathlib import Path

import pytest

from assistant.overview_requests import Overview, overview_request

QUESTIONS = sorted((Path(__file__).parents[2] / "eval/questions").glob("*.jsonl"))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("总结一下这篇文章", ""),
        ("请帮我总结一下这篇报道的主要内容。", ""),
        ("概括一下关于云雀半导体的那篇报道", "云雀半导体"),
        ("这篇文章主要讲了什么？", ""),
        ("把這篇報導總結一下", ""),
        ("總結一下《青杉科技收購雲雀》這篇文章", "《青杉科技收購雲雀》"),
        ("Summarise this article", ""),
        ("Can you summarize the article about Norbeck?", "Norbeck"),
        ("What is this article about?", ""),
    ],
)
def test_a_summary_of_one_article_is_wished_for(text: str, topic: str) -> None:
    request = overview_request(text)
    assert request is not None
    assert (request.kind, request.topic) == (Overview.SUMMARY, topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("这些文章里有哪些关于芯片的？", "芯片"),
        ("有哪些关于云雀半导体的报道？", "云雀半导体"),
        ("哪幾篇文章提到了礫川電子？", "礫川電子"),
        ("列出所有和云雀有关的文章", "云雀"),
        ("Which articles are about Norbeck?", "Norbeck"),
        ("List all reports on robot arms.", "robot arms"),
    ],
)
def test_a_list_of_articles_is_wished_for(text: str, topic: str) -> None:
    request = overview_request(text)
    assert request is not None
    assert (request.kind, request.topic) == (Overview.LISTING, topic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("按时间顺序梳理云雀半导体的收购", "云雀半导体的收购"),
        ("云雀半导体收购案的时间线", "云雀半导体收购案"),
        ("云雀半导体收购案，按時間順序說一下", "云雀半导体收购案"),
        ("按时间顺序列一下", ""),
        ("Give me a timeline of the Norbeck recall", "the Norbeck recall"),
        ("List the steps of the recall in chronological order", "the steps of the recall"),
    ],
)
def test_a_time_line_is_wished_for(text: str, topic: str) -> None:
    request = overview_request(text)
    assert request is not None
    assert (request.kind, request.topic) == (Overview.TIME_LINE, topic)


@pytest.mark.parametrize(
    "text",
    [
        "这篇文章里谁提到了融资？",
        "这些文章里有哪些公司裁员了？",
        "哪篇文章说的总价是多少？",
        "按时间顺序，云雀先后裁了多少人？",
        "总结一下云雀半导体亏损的原因",
        "收购的时间是什么时候？",
        "Which articles say how many people were laid off?",
        "What did the report say about the loss?",
        "Who wrote the article about Norbeck?",
    ],
)
def test_a_question_for_a_fact_is_none(text: str) -> None:
    assert overview_request(text) is None


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_none_of_the_projects_questions_is_taken_for_one(path: Path) -> None:
    questions = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    assert [q for q in questions if overview_request(q) is not None] == []

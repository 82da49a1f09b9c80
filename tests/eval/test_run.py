"""Asking every system every question."""

from collections.abc import Callable

import pytest

from assistant.types import Answer, Citation
from corpus.article import Article
from eval.gates import Gate
from eval.questions import Question, QuestionError
from eval.run import Ask, evaluate

ARTICLE = Article("a1", "澄海", "澄海科技完成了8亿元融资。", "zh-Hans")
QUESTIONS = [
    Question(
        id="q1",
        type="number",
        lang="zh-Hans",
        question="澄海融了多少?",
        articles=("a1",),
        evidence=(("a1", "8亿元融资"),),
        answers=("8亿元",),
    ),
    Question(
        id="q2", type="unanswerable", lang="en", question="Who owns Chenghai?", articles=(), evidence=(), answers=()
    ),
]
RIGHT = Answer(
    "澄海科技完成了8亿元融资。[1]",
    (),
    (Citation(1, "a1", "澄海", None, 0, 14, ARTICLE.text),),
    (),
    False,
    "澄海融了多少?",
    "extractive",
)
REFUSAL = Answer("没有。", (), (), (), True, "", "extractive")


def always(answer: Answer) -> Ask:
    return lambda question: answer


def test_every_system_is_asked_everything_and_measured_per_slice() -> None:
    found = evaluate(QUESTIONS, [ARTICLE], {"assistant": always(RIGHT), "naive": always(REFUSAL)}, [])

    assert found.tables["assistant"]["all"]["evidence"] == 1.0
    assert found.tables["assistant"]["lang:en"]["refused"] == 0.0
    assert found.tables["naive"]["all"]["evidence"] == 0.0
    assert found.tables["naive"]["all"]["refused"] == 1.0
    assert found.tables["naive"]["all"]["seconds"] >= 0.0
    assert found.missed == []


def test_a_missed_gate_is_named() -> None:
    gates = [Gate("assistant", "all", "refused", 1.0, None), Gate("assistant", "all", "evidence", 1.0, None)]
    found = evaluate(QUESTIONS, [ARTICLE], {"assistant": always(RIGHT)}, gates)

    assert found.missed == ["assistant / all / refused: 0.0000 is below its minimum 1.0"]


def test_the_saved_form_holds_rows_and_answers() -> None:
    saved = evaluate(QUESTIONS, [ARTICLE], {"assistant": always(RIGHT)}, []).as_json()

    assert [row["id"] for row in saved["rows"]["assistant"]] == ["q1", "q2"]
    assert saved["answers"]["assistant"]["q1"]["citations"] == [
        {"number": 1, "article_id": "a1", "quote": ARTICLE.text}
    ]


def test_nothing_is_asked_when_the_questions_do_not_fit_the_articles() -> None:
    def never(question: Question) -> Answer:
        raise AssertionError("asked")

    ask: Callable[[Question], Answer] = never
    with pytest.raises(QuestionError, match="q1: articles: there is no article 'a1'"):
        evaluate(QUESTIONS, [], {"assistant": ask}, [])

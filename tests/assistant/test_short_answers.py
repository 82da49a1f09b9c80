"""A short answer is supported by the sentence that it was lifted from, and by no other."""

import pytest

from assistant.question import analyse
from assistant.short_answers import lifted_from, told_of_another
from corpus.article import Article
from tests.assistant.fakes import LOSS, MERGER
from tests.assistant.test_writing import evidence_of

EVIDENCE = [*evidence_of(MERGER), *evidence_of(LOSS)]


@pytest.mark.parametrize(
    ("question", "answer", "position"),
    [
        ("收购总价是多少？", "是3.2亿元。", 1),
        ("收購總價是多少？", "總價是3.2億元。", 1),
        ("收购总价是多少？", "是32亿元。", None),
        ("谁留任首席执行官？", "林知远。", 2),
        ("谁留任首席执行官？", "是周明哲。", None),
        ("青杉科技收购了谁？", "云雀半导体", 0),
        ("青杉科技收购了谁？", "青杉科技收购了谁？", None),
        ("What was the price of 云雀?", "It was 320 million.", 1),
        ("Who is the chief executive?", "It is Ada Lund.", 3),
        ("Who is the chief executive?", "It is Eva Lund.", None),
    ],
)
def test_what_is_said_beyond_the_question_stands_there_to_the_letter(
    question: str, answer: str, position: int | None
) -> None:
    assert lifted_from(analyse(question), answer, EVIDENCE) == ([] if position is None else [position])


@pytest.mark.parametrize(
    ("question", "answer", "lifted"),
    [
        ("星槎智能值多少钱？", "180亿元。", True),
        ("星槎智能值多少钱？", "200亿元。", False),
        ("其中最高的值多少钱？", "200亿元。", True),  # names nobody
        ("月影科技和星槎智能各值多少钱？", "200亿元、180亿元。", True),
    ],
)
def test_a_figure_that_is_told_of_another_is_none(question: str, answer: str, lifted: bool) -> None:
    article = Article("a", "估值", "按粗略估算，月影科技的估值是200亿元、星槎智能180亿元。", "zh-Hans")
    names = ("月影科技", "星槎智能")
    asked = analyse(question, [name for name in names if name in question])
    assert lifted_from(asked, answer, evidence_of(article)) == ([0] if lifted else [])


@pytest.mark.parametrize(
    ("question", "answer", "source"),
    [
        ("星槎智能的净利润是多少？", "10亿元。", "星槎智能2024年营收100亿元，净利润10亿元。"),
        ("星槎智能的净利润下降多少？", "5%。", "星槎智能营收增长20%，净利润下降5%。"),
        ("What was Acme's loss?", "$2 million.", "Acme reported revenue of $5 million, with a net loss of $2 million."),
        (
            "What was Acme's revenue?",
            "$1,250 million.",
            "Revenue was $1,250 million at Acme, and Acme lost $300 million.",
        ),
    ],
)
def test_a_figure_whose_subject_is_carried_over_is_its_own(question: str, answer: str, source: str) -> None:
    asked = analyse(question, [name for name in ("星槎智能", "Acme") if name in question])
    assert not told_of_another(asked, answer, source)


def test_a_claim_of_its_own_is_no_short_answer() -> None:
    assert (
        lifted_from(
            analyse("收购总价是多少？"),
            "青杉科技9月3日宣布收购云雀半导体收购总价创始人林知远留任首席执行官。" * 2,
            EVIDENCE,
        )
        == []
    )

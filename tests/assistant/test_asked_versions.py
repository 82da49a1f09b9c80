"""Questions that ask for several versions of one thing."""

import pytest

from assistant.asked_versions import asks_versions, core_of


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("收购价是多少？各篇报道的数字好像对不上。", "收购价是多少？"),
        ("收購價是多少？我看到兩個數字。", "收購價是多少？"),
        ("他几月离开的？各处说法一致吗？", "他几月离开的？"),
        ("订了多少台，几处记载对得上吗？", "订了多少台"),
        ("In which month did she leave? Do the accounts agree?", "In which month did she leave?"),
        ("How large is the stake? I have seen two numbers.", "How large is the stake?"),
        ("How large is the stake, given that the reports disagree?", "How large is the stake"),
        ("报道对不上。", "报道对不上。"),
        ("原先要募多少，实际募了多少？", "原先要募多少，实际募了多少？"),
        ("What did the first story say, and how do the later ones differ?", None),
    ],
)
def test_what_is_asked_besides_whether_the_articles_agree(question: str, core: str | None) -> None:
    assert asks_versions(question)
    assert core_of(question) == (core or question)


@pytest.mark.parametrize(
    "question",
    [
        "收购价到底是多少？",
        "谁和谁各执一词的背景是什么？",
        "公司募了几个亿？",
        "What did the chairman say?",
        "融了几百万？",
    ],
)
def test_other_questions_ask_for_one_version(question: str) -> None:
    assert not asks_versions(question)
    assert core_of(question) == question

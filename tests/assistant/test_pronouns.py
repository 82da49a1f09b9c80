"""Pronouns: whom and what they stand for, and those that stand for nothing said before."""

import pytest

from assistant.conversation import rewrite
from assistant.types import Role, Turn

VALUE = ["百川智能的估值是多少？", "12亿美元。"]
SERIES = ["Who led the Series C of Chenghai AI?", "Northgate Ventures."]


def history(said: list[str]) -> list[Turn]:
    roles: list[Role] = ["user", "assistant"]
    return [Turn(roles[i % 2], text) for i, text in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "question", "wanted"),
    [
        (["百川智能A轮融了多少？", "3亿美元。"], "此轮投资方有谁？", "百川智能A轮投资方有谁？"),
        (["百川智能A轮融了多少？", "3亿美元。"], "那一轮谁领投？", "百川智能A轮谁领投？"),
        (["百川智能B轮谁领投的？", "云杉资本。"], "再早一轮呢，募了多少？", "百川智能A轮募了多少？"),
        (["百川智能A轮谁领投的？", "云杉资本。"], "上一轮谁领投？", "百川智能天使轮谁领投？"),
        (["百川智能A轮谁领投的？", "云杉资本。"], "下一轮谁领投？", "百川智能B轮谁领投？"),
        (["云杉裁员那天，有没有台厂受影响？", "有，给它供货的昱芯半导体跌了3%。"], "它当天收在多少？", "昱芯半导体当天收在多少？"),
        (["沈柏舟辞职以后谁来管云杉？", "财务负责人鲁嘉妮先代理。"], "她以前在哪里工作？", "鲁嘉妮以前在哪里工作？"),
        (["Which European model developer was sold?", "Halden Labs.", "For how much?", "$900 million."], "Who started that company?",
         "Who started Halden Labs?"),
        (SERIES, "How large was that round?", "How large was Chenghai AI's Series C?"),
        (SERIES, "Who led the round before it?", "Who led the round before Chenghai AI's Series C?"),
        (["澄海C轮谁领投的？", "北门创投。"], "这家基金管着多少钱？", "北门创投管着多少钱？"),
        (["Who led Chenghai's round?", "Northgate Ventures."], "How much does that fund manage?", "How much does Northgate Ventures manage?"),
        (["谁给它贷款？", "Harbour Bank。"], "那家银行贷了多少？", "Harbour Bank贷了多少？"),
        (["谁收购了凌云科技？", "北屿半导体。"], "这家公司总部在哪？", "北屿半导体总部在哪？"),
        (["How much of Hailan did Fung Ching-laan own?", "37.5%."], "And her brother?", "What about Fung Ching-laan's brother?"),
        (["亚马逊投了Anthropic多少钱？", "40亿美元。"], "为什么要投它？", "为什么要投Anthropic？"),
        (VALUE, "云杉资本觉得它值多少？", "云杉资本觉得百川智能值多少？"),
    ],
)  # fmt: skip
def test_it_stands_for_what_fits(said: list[str], question: str, wanted: str) -> None:
    assert rewrite(question, history(said)) == wanted


@pytest.mark.parametrize(
    ("said", "question"),
    [
        (VALUE, "Will it rain tomorrow?"),
        (SERIES, "What did one Chisong C2 card cost when it came out?"),
        (SERIES, "Do young mothers pass antibodies on to their children?"),
        (VALUE, "清河大学是哪一年建的，它有多少学生？"),
    ],
)
def test_a_pronoun_with_its_own_antecedent_or_without_any_stays(said: list[str], question: str) -> None:
    assert rewrite(question, history(said)) == question

"""What kind of thing a question asks for, and which sentences hold one."""

import pytest

from assistant.answerability_types import AnswerType, Expected, answer_type


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("澄海的披露时间是什么？", AnswerType.DATE),
        ("When did Chenghai list?", AnswerType.DATE),
        ("砾岳为什么推迟发布？", AnswerType.WHY),
        ("礪岳的毛利率是多少？", AnswerType.PERCENT),
        ("谁创办了砾岳？", AnswerType.PERSON),
        ("澄海的总部在哪里？", AnswerType.PLACE),
        ("澄海的注册资金有多少？", AnswerType.MONEY),
        ("澄海有多少家子公司？", AnswerType.COUNT),
        ("砾岳的质权方是什么？", AnswerType.ORGANISATION),
        ("介绍一下砾岳", AnswerType.OTHER),
    ],
)
def test_the_noun_asked_for_tells_what_would_answer(question: str, expected: AnswerType) -> None:
    assert answer_type(question) is expected


@pytest.mark.parametrize(
    ("question", "holding", "lacking"),
    [
        ("澄海哪一年成立？", "澄海成立于2018年。", "澄海成立多年。"),
        ("澄海何时公告？", "澄海昨日公告。", "澄海已经公告。"),
        ("砾岳为什么推迟？", "因产能不足，砾岳推迟发布。", "砾岳宣布推迟发布。"),
        ("砾岳的毛利率是多少？", "毛利率为31%。", "毛利率继续改善。"),
        ("澄海的董事长是谁？", "董事长苏叔衡致辞。", "澄海的董事长致辞。"),
        ("Who runs Chenghai?", "Chenghai is run by Iris Adeyemi.", "Chenghai is run from home."),
        ("澄海在哪个城市？", "澄海搬到了苏州。", "澄海搬了家。"),
    ],
)
def test_a_sentence_holds_the_kind_of_thing_or_lacks_it(question: str, holding: str, lacking: str) -> None:
    expected = Expected(question)

    assert (expected.in_sentence(holding), expected.in_sentence(lacking)) == (1.0, 0.0)


def test_a_figure_of_the_question_is_no_answer() -> None:
    assert Expected("澄海2018年卖了多少台？").in_sentence("澄海2018年卖了很多。") == 0.0


def test_a_number_of_other_things_counts_less() -> None:
    expected = Expected("澄海有多少家子公司？")

    assert expected.in_sentence("澄海有12家子公司。") == 1.0
    assert 0 < expected.in_sentence("澄海有300名员工。") < 1


def test_where_anything_could_be_meant_nothing_is_known() -> None:
    assert Expected("介绍一下砾岳").in_sentence("砾岳造芯片。") == 0.5

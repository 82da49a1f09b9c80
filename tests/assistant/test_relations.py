"""Which relation a question asks for, and whether sentences tell it of its subject."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Evidence
from assistant.question import analyse
from assistant.relations import relation_asked, relations
from assistant.scoring import Scored
from assistant.told import untold
from corpus.article import Article
from corpus.fold import fold
from corpus.language import detect_language


def scored(text: str, names: float = 1.0, title: str = "", around: str = "") -> Scored:
    """A sentence with its share of the question's names around it."""
    article = Article("a", title, around or text, detect_language(text), date(2024, 6, 1))
    evidence = Evidence(article, 0, len(text), text, around or text, 1.0)
    return Scored(evidence, 1.0, 0.9, 0.5, names, 0.0, 1.0)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("禾田质押事件对应的质权方是什么？", "pledgee"),
        ("澄海的註冊資本是多少？", "registered capital"),
        ("What is the registered capital of Chenghai?", "registered capital"),
        ("林默是哪所大学毕业的？", "university"),
        ("Which law firm advised Corvane?", "law firm"),
        ("海嵐第二季營收多少？", "revenue"),
        ("2019年的冠军是谁", "champion"),
        ("谁领投了澄海的B轮？", "lead investor"),
        ("公司哪一年成立？", "day of founding"),
        ("海岚2023年亏了多少钱？", "net loss"),
        ("海嵐淨賺了多少？", "net profit"),
    ],
)
def test_the_relation_asked_for_is_known_in_either_language(question: str, name: str) -> None:
    relation = relation_asked(analyse(question))

    assert relation is not None
    assert relation.name == name


@pytest.mark.parametrize(
    "question",
    [
        "海岚为什么搬家？",
        "营收增长了多少？",  # a share, not the sum
        "哪位分析师质疑那份合同，说收入翻不了几番？",
        "收入下滑以后，公司做了什么？",
        "Who sang at the gala?",
    ],
)
def test_a_question_that_only_mentions_a_relation_asks_for_none_of_it(question: str) -> None:
    relation = relation_asked(analyse(question))

    assert relation is None or relation.name not in {"revenue", "net profit"}


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("禾田的股份质押给了谁？", "禾田将2600万股质押给江陵银行。", "禾田质押了2600万股，占其所持股份的18%。"),
        ("禾田注册资本是多少？", "禾田注册资本为5000万元。", "禾田注册于苏州，去年融资5000万元。"),
        ("禾田每股交易价格是什么？", "禾田以每股12.5元回购。", "禾田耗资2.3亿元回购1200万股。"),
        ("What was Chenghai's revenue?", "Chenghai had revenue of $310 million.", "Chenghai raised $310 million."),
        ("禾田的董事长是谁？", "禾田董事长方若谷表示满意。", "禾田总经理方若谷表示满意。"),
        ("禾田的债权人是谁？", "法院受理江陵银行提出的对禾田的破产申请。", "法院宣告禾田破产。"),
        ("禾田的净亏损是多少？", "禾田前三季度净利润-4833万元。", "禾田前三季度净利润4833万元。"),
        ("禾田的中标金额是多少？", "禾田以2.1亿元竞得该地块。", "禾田计划为该项目投入2.1亿元。"),
    ],
)
def test_a_relation_is_told_by_its_own_words_with_a_quantity_of_its_kind(
    question: str, told: str, not_told: str
) -> None:
    asked = analyse(question)

    assert untold(asked, [scored(not_told), scored(told)]) == 0.0
    assert untold(asked, [scored(not_told)]) == 1.0


def test_what_is_told_of_another_subject_is_not_told() -> None:
    asked = analyse("“松桥云”的营收是多少？")

    assert untold(asked, [scored("海岚去年营收412亿元。", names=0.0)]) == 1.0
    assert untold(asked, [scored("公司去年营收412亿元。", names=1.0, title="松桥云年报")]) == 0.0


def test_what_is_told_of_part_of_the_subject_is_half_told() -> None:
    asked = analyse("“星槎”在“灵筠”持股多少？")

    assert untold(asked, [scored("某机构在灵筠持股8%。", names=0.5)]) == 0.5


def test_what_is_told_of_another_year_or_round_is_not_told() -> None:
    assert untold(analyse("禾田2021年营收多少？"), [scored("禾田2023年营收3亿元。")]) == 1.0
    assert untold(analyse("禾田2023年营收多少？"), [scored("禾田去年营收3亿元。")]) == 0.0
    assert untold(analyse("禾田A轮融资多少？"), [scored("禾田B轮融资3亿元。")]) == 1.0


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("禾田A轮的领投方是谁？", "禾田A轮并未透露领投方。"),
        ("禾田净利润多少？", "禾田营收3亿元，净利润没有公布。"),
        ("Who led Hetian's Series A round?", "Hetian declined to name the lead investor of its Series A."),
        ("What was Hetian's revenue?", "Revenue was not disclosed; the order is worth $3 million."),
    ],
)
def test_what_a_sentence_says_is_not_disclosed_it_does_not_tell(question: str, sentence: str) -> None:
    assert untold(analyse(question), [scored(sentence)]) == 1.0


def test_a_subject_without_a_known_name_is_found_by_its_words() -> None:
    asked = analyse("雾港号渡轮的注册地在哪里")

    assert asked.names == ()
    assert untold(asked, [scored("雾港号渡轮注册地为岚国。")]) == 0.0
    assert untold(asked, [scored("白桦能源的注册地为岚国。")]) == 1.0


def test_a_quantity_out_of_the_question_tells_nothing() -> None:
    asked = analyse("营收3亿元的禾田，净利润是多少？")

    assert untold(asked, [scored("禾田净利润不详，营收3亿元。")]) == 1.0


@pytest.mark.parametrize(
    "question",
    [
        "禾田为什么搬家？",
        "那两轮是禾田领投的吗？",
        "Did Hetian lead the round?",
        "禾田营收多少？净利润又是多少？",
        "你好",
    ],
)
def test_nothing_counts_as_untold_where_no_one_relation_is_asked_for(question: str) -> None:
    assert untold(analyse(question), [scored("今天下雨。")]) == 0.0


def test_every_relation_is_told_by_folded_words() -> None:
    for relation in relations():
        for pattern in (relation.asked.pattern, relation.told.pattern):
            assert fold(pattern.replace("\\", "")) == pattern.replace("\\", ""), relation.name


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    relation = relation_asked(analyse(text))

    assert relation is None or relation.asked.search(fold(text))

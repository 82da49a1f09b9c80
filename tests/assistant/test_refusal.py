"""When an answer is refused, and what is said about it."""

from datetime import date

import pytest

from assistant.refusal import REFUSALS, Calibration
from assistant.service import Assistant
from assistant.types import Answer
from corpus.article import Article, Language
from index.search import Index
from tests.fakes import FakeEmbedder

ARTICLES = (
    Article(
        "a", "砺岳质押", "砺岳芯片的股东禾田将2600万股质押给江陵银行。砺岳芯片没有回应。", "zh-Hans", date(2024, 3, 1)
    ),
    Article("b", "海嵐財報", "海嵐第二季營收為412億元，毛利率為31%。", "zh-Hant", date(2024, 5, 2)),
    Article("c", "Chenghai", "Chenghai raised $85 million in a round led by Tamsin Ventures.", "en", date(2024, 6, 3)),
)


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(Index.of(ARTICLES, FakeEmbedder()))


def ask(assistant: Assistant, question: str) -> Answer:
    """The answer to one question."""
    return assistant.ask(question)


@pytest.mark.parametrize(
    ("answered", "open_"),
    [
        ("砺岳芯片的股东禾田质押了多少股？", "砺岳芯片的监事会主席毕业于哪所大学？"),
        ("海嵐第二季的毛利率是多少？", "海嵐第三季的員工滿意度是多少？"),
        ("Who led the round of Chenghai?", "Who audits the pension scheme of Chenghai?"),
    ],
)
def test_what_the_articles_say_is_surer_than_what_they_do_not(assistant: Assistant, answered: str, open_: str) -> None:
    sure, unsure = ask(assistant, answered).confidence, ask(assistant, open_).confidence

    assert sure is not None
    assert unsure is not None
    assert sure > unsure


@pytest.mark.parametrize(
    ("question", "language", "missing", "days"),
    [
        ("紫金湾乐园的门票多少钱？", "zh-Hans", "文章里没有提到“紫金湾乐园门票”。", "发表于 2024-03-01 至 2024-06-03"),
        (
            "紫金灣樂園的門票多少錢？",
            "zh-Hant",
            "文章裡沒有提到「紫金灣樂園門票」。",
            "發表於 2024-03-01 至 2024-06-03",
        ),
        ("Who owns the funfair at Blackpool?", "en", "do not mention", "published from 2024-03-01 to 2024-06-03"),
    ],
)
def test_a_refusal_names_what_is_missing_and_the_days_covered(
    assistant: Assistant, question: str, language: Language, missing: str, days: str
) -> None:
    answer = ask(assistant, question)

    assert (answer.text, answer.abstained) == (REFUSALS[language], True)
    assert missing in answer.notices[0]
    assert any(days in notice for notice in answer.notices)


def test_a_refusal_names_the_nearest_articles(assistant: Assistant) -> None:
    answer = ask(assistant, "紫金湾乐园的门票多少钱？")

    assert answer.notices[-1].startswith("最接近的文章：《")


def test_a_question_about_other_days_is_told_so(assistant: Assistant) -> None:
    answer = ask(assistant, "2017年紫金湾乐园的门票多少钱？")

    assert any(notice.startswith("所问的时间不在文章的范围内") for notice in answer.notices)
    assert "2017" not in answer.notices[0]


def test_of_two_things_the_one_that_is_not_there_is_named_beside_the_answer(assistant: Assistant) -> None:
    always = Assistant(assistant.index, calibration=Calibration(threshold=0.0))

    answer = ask(always, "禾田和梧桐山各把多少股质押给江陵银行？")

    assert not answer.abstained
    assert answer.notices == ("没有找到关于“梧桐山”的内容，以上只回答了其余部分。",)


def test_a_greeting_is_refused_without_a_search_for_reasons(assistant: Assistant) -> None:
    assert ask(assistant, "你好！").confidence == 0.0

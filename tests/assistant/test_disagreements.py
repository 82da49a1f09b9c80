"""Different values for one thing are found and shown, and ordinary questions raise no false alarm."""

from datetime import date

import pytest

from assistant.refusal import Calibration
from assistant.scoring import SentenceScorer, Weights
from assistant.service import Assistant
from assistant.types import Answer
from corpus.article import Article
from index.search import Index
from tests.assistant.test_service import check
from tests.fakes import FakeEmbedder, article

RUMOUR = article(
    "rumour", "知情人士称，麦浪机器人B轮融资近5亿元。", title="麦浪机器人据传融资", published=date(2024, 3, 1)
)
CONFIRMED = article(
    "confirmed",
    "麦浪机器人宣布完成B轮融资4.2亿元。工厂设在常州。",
    title="麦浪机器人完成融资",
    published=date(2024, 3, 9),
)
CORRECTION = article(
    "correction",
    "更正：麦浪机器人B轮融资应为4亿元，不是近5亿元。",
    title="更正：麦浪机器人融资报道",
    published=date(2024, 3, 20),
)
ASKED = "麦浪机器人B轮到底融资多少钱？几篇报道对不上。"
PLAIN = "麦浪机器人B轮融资多少钱？"


def told(question: str, *articles: Article) -> Answer:
    index = Index.of(articles, FakeEmbedder())
    assistant = Assistant(index, calibration=Calibration(threshold=0.0))
    # Hashed words make every other wording worlds apart; how far, is not what is asked here.
    assistant.scorer = SentenceScorer(index.embedder, Weights(meaning=0.0))
    answer = assistant.ask(question)
    check(index, answer)
    for disagreement in answer.disagreements:
        for version in disagreement.versions:
            citation = answer.citations[version.citation - 1]
            assert (citation.number, citation.article_id) == (version.citation, version.article_id)
            assert version.value in citation.quote
            assert any(version.citation in s.citations for s in answer.sentences)
    return answer


def versions(answer: Answer) -> list[tuple[str, str, str]]:
    return [(v.value, v.article_id, v.status) for d in answer.disagreements for v in d.versions]


def test_each_value_is_given_with_its_article_and_status_oldest_first() -> None:
    assert versions(told(ASKED, CORRECTION, CONFIRMED, RUMOUR)) == [
        ("近5亿元", "rumour", "rumour"),
        ("4.2亿元", "confirmed", "later report"),
        ("4亿元", "correction", "correction"),
    ]


def test_a_plain_question_shows_both_values_in_its_lead() -> None:
    answer = told(PLAIN, RUMOUR, CONFIRMED)
    assert answer.sentences[0].text == "近5亿元；4.2亿元"
    assert len(answer.sentences[0].citations) == 2
    assert [status for _, _, status in versions(answer)] == ["rumour", "later report"]


def test_a_figure_of_the_company_that_its_sentence_begins_with_is_no_value_of_another() -> None:
    texts = {
        "rumour": "知情人士称，MiniMax新一轮融资近5亿元。",
        "confirmed": "MiniMax宣布完成新一轮融资4.2亿元。",
        "other": "MiniMax的对手也在找钱。百川智能的新一轮已基本完成，多少钱没有公布，据传融资6亿元。",
    }
    articles = [article(name, text, title="融资消息", published=date(2024, 3, 1)) for name, text in texts.items()]
    question = "MiniMax新一轮到底融资多少钱？几篇报道对不上。"
    assert {value for value, _, _ in versions(told(question, *articles))} == {"近5亿元", "4.2亿元"}


def test_two_numbers_far_apart_are_asked_about_as_versions() -> None:
    question = "麦浪机器人B轮融资多少钱？看到两个数，差得很远。"
    plain = article("plain", "麦浪机器人B轮融资3亿元。", title="麦浪机器人融资", published=date(2024, 3, 2))
    assert [value for value, _, _ in versions(told(question, CONFIRMED, plain))] == ["3亿元", "4.2亿元"]
    assert versions(told(PLAIN, CONFIRMED, plain)) == []


def test_values_that_agree_are_no_disagreement() -> None:
    same = article("same", "麦浪机器人宣布完成B轮融资4.9亿元。", title="麦浪机器人融资", published=date(2024, 3, 9))
    assert versions(told(ASKED, RUMOUR, same)) == []


@pytest.mark.parametrize(
    "text",
    [
        "麦浪机器人完成A轮融资3亿元，有知情人士证实。",
        "麦浪机器人B轮估值达6亿元，知情人士称。",
        "知情人士称，海螺物流B轮融资6亿元。",
        "麦浪机器人去年营收4亿元，据传还会增长。",
        "知情人士称，麦浪机器人B轮融资60亿元。",
        "知情人士称，麦浪机器人B轮融资5亿美元。",
        "麦浪机器人2021年融资3亿元，据知情人士透露。",
    ],
)
def test_another_round_thing_company_size_currency_or_year_is_no_disagreement(text: str) -> None:
    other = article("other", text, title="快讯", published=date(2024, 3, 2))
    assert versions(told(PLAIN, CONFIRMED, other)) == []


def test_a_value_of_an_earlier_time_is_no_disagreement() -> None:
    now = article("now", "知情人士称，麦浪机器人投后估值约28亿元。", title="快讯", published=date(2024, 3, 2))
    then = article("then", "麦浪机器人去年5月融资时，当时投后估值20亿元。", title="旧闻", published=date(2024, 3, 3))
    assert versions(told("麦浪机器人的投后估值是多少？", now, then)) == []


def test_two_reports_without_any_sign_of_a_change_are_left_alone() -> None:
    plain = article("plain", "麦浪机器人B轮融资6亿元。", title="快讯", published=date(2024, 3, 2))
    assert versions(told(PLAIN, CONFIRMED, plain)) == []


def test_english_articles_disagree_too() -> None:
    first = article(
        "first",
        "Calder Motors cut 900 jobs, people familiar with the matter said.",
        title="Calder Motors to cut jobs",
        language="en",
        published=date(2024, 1, 5),
    )
    second = article(
        "second",
        "Calder Motors cut 640 jobs in the end.",
        title="Calder Motors ends its programme",
        language="en",
        published=date(2024, 4, 5),
    )
    answer = told("How many jobs did Calder Motors cut? The reports differ.", first, second)
    assert versions(answer) == [("900 jobs", "first", "rumour"), ("640 jobs", "second", "later report")]
    assert answer.sentences[0].text == "900 jobs; 640 jobs"


def test_a_question_that_asks_for_no_figure_has_no_disagreement() -> None:
    assert versions(told("麦浪机器人的工厂在哪里？", RUMOUR, CONFIRMED, CORRECTION)) == []


def test_what_is_disagreed_about_is_the_question_without_its_words_about_the_articles() -> None:
    (shown,) = told(ASKED, RUMOUR, CONFIRMED, CORRECTION).disagreements
    assert shown.subject == "麦浪机器人B轮到底融资多少钱"

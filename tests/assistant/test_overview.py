"""Overviews through the assistant: cited, about the right article, in the order of time."""

from datetime import date

import pytest

from assistant.evidence import evidence_at
from assistant.overview import day_of
from assistant.service import Assistant
from assistant.types import Answer, Turn
from index.search import Index
from index.types import Filters
from tests.assistant.test_service import check
from tests.fakes import FakeEmbedder, article

ARTICLES = (
    article(
        "plan",
        "海棠能源1月10日公布霜河电站计划，投资20亿元。电站建在霜河上游。居民担心鱼群减少。",
        title="海棠能源公布霜河电站计划",
        published=date(2024, 1, 11),
    ),
    article(
        "delay",
        "海棠能源表示霜河电站推迟半年。原因是地质勘查发现断层。施工队已经撤出一半。",
        title="霜河电站推迟",
        published=date(2024, 6, 2),
    ),
    article(
        "open",
        "12月20日，霜河电站首台机组发电，海棠能源举行了仪式。全部机组明年投产。电价尚未公布。",
        title="霜河电站发电",
        published=date(2024, 12, 21),
    ),
    article(
        "cars", "Calder Motors recalled 4,000 cars. The brakes were faulty.", title="Calder recalls cars", language="en"
    ),
)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of(ARTICLES, FakeEmbedder())


def told(index: Index, question: str, history: tuple[Turn, ...] = (), filters: Filters = Filters()) -> Answer:
    answer = Assistant(index).ask(question, history, filters=filters)
    check(index, answer)
    return answer


def test_a_time_line_is_in_the_order_of_the_days_it_begins_its_lines_with(index: Index) -> None:
    answer = told(index, "按时间顺序梳理霜河电站")
    days = [s.text[:10] for s in answer.sentences]
    assert days == sorted(days)
    assert days[1:] == ["2024-06-02", "2024-12-20"]
    assert [c.article_id for c in answer.citations] == ["plan", "delay", "open"]


def test_a_list_names_each_article_about_the_topic_once(index: Index) -> None:
    answer = told(index, "有哪些关于霜河电站的文章？")
    assert sorted(c.article_id for c in answer.citations) == ["delay", "open", "plan"]
    assert all(s.text.startswith(f"《{c.title}》") for s, c in zip(answer.sentences, answer.citations, strict=True))


def test_filters_hold_for_a_list(index: Index) -> None:
    answer = told(index, "有哪些关于霜河电站的文章？", filters=Filters(after=date(2024, 6, 1)))
    assert sorted(c.article_id for c in answer.citations) == ["delay", "open"]


def test_this_article_is_the_one_cited_last(index: Index) -> None:
    history = (Turn("user", "霜河电站为什么推迟？"), Turn("assistant", "原因是地质勘查发现断层。[1]"))
    answer = told(index, "总结一下这篇文章", history)
    assert {c.article_id for c in answer.citations} == {"delay"}
    assert len(answer.sentences) == 3


def test_an_article_can_be_named(index: Index) -> None:
    for question in ("总结一下《霜河电站发电》这篇文章", "Summarise the article about Calder Motors"):
        assert len({c.article_id for c in told(index, question).citations}) == 1
    assert told(index, "Summarise the article about Calder Motors").citations[0].article_id == "cars"


def test_a_topic_is_taken_from_the_conversation(index: Index) -> None:
    history = (Turn("user", "霜河电站推迟了吗？"), Turn("assistant", "海棠能源表示霜河电站推迟半年。[1]"))
    assert {c.article_id for c in told(index, "按时间顺序列一下", history).citations} == {"plan", "delay", "open"}


def test_without_an_article_to_mean_a_summary_is_refused(index: Index) -> None:
    assert told(index, "总结一下这篇文章").abstained


def test_the_only_article_needs_no_name() -> None:
    answer = told(Index.of(ARTICLES[:1], FakeEmbedder()), "总结一下这篇文章")
    assert {c.article_id for c in answer.citations} == {"plan"}


def test_nothing_about_a_topic_is_a_refusal(index: Index) -> None:
    assert told(index, "有哪些关于Zephyrine的文章？").abstained


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("12月30日，工厂停工。", date(2025, 1, 3), "2024-12-30"),
        ("1月3日，工厂停工。", date(2024, 12, 30), "2025-01-03"),
        ("2023年5月，工厂停工。", date(2025, 1, 3), "2023-05"),
        ("工厂停工，预计要等到来年的12月30日才能恢复生产。", date(2025, 1, 3), "2025-01-03"),
        ("12月30日，工厂停工。", None, ""),
        ("2023年5月7日，工厂停工。", None, "2023-05-07"),
        ("工厂已经停工三天。", None, ""),
        ("本报12月30日刊发的报道有误。", date(2025, 1, 3), "2025-01-03"),
    ],
)
def test_a_line_is_dated_by_its_sentence_or_its_article(text: str, published: date | None, day: str) -> None:
    evidence = evidence_at(article("a", text, published=published), 0, 0.0)
    assert evidence is not None
    assert day_of(evidence) == day

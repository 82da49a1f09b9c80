"""Metadata from bylines, tails and front matter."""

from datetime import date

import pytest

from corpus.dates import as_date
from corpus.front_matter import from_front_matter
from corpus.metadata import Metadata, from_text, title_from

BODY = "星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用。\n创始人表示，利润不高，但意义重大。"


@pytest.mark.parametrize(
    ("line", "published", "source", "author"),
    [
        ("北灯财经 2023-05-06 21:08:07", date(2023, 5, 6), "北灯财经", None),
        ("北燈財經　2023年5月6日　文／何田", date(2023, 5, 6), "北燈財經", "何田"),
        ("記者 何田／高雄報導 2023-05-06", date(2023, 5, 6), None, "何田"),
        ("2023/05/06 18:30 北燈報 記者何小田／台北報導", date(2023, 5, 6), "北燈報", "何小田"),
        ("发布时间：2023年5月6日 12:30 来源：北灯网 作者：何田", date(2023, 5, 6), "北灯网", "何田"),
        ("来源：北灯周刊 | 2023-05-06 09:30 | 文：何田 编辑：林树", date(2023, 5, 6), "北灯周刊", "何田"),
        ("By Jane Doe | March 5, 2024", date(2024, 3, 5), None, "Jane Doe"),
        (
            "By Jane Doe and Li Ming, The Northlight | March 5, 2024",
            date(2024, 3, 5),
            "The Northlight",
            "Jane Doe and Li Ming",
        ),
        ("By JANE DOE, Staff Writer • Updated March 6, 2024 5:30 p.m. ET", date(2024, 3, 6), None, "JANE DOE"),
        ("Published: 5 March 2024", date(2024, 3, 5), None, None),
        ("Mar. 5, 2024 at 4:05 AM", date(2024, 3, 5), None, None),
        ("民國113年3月6日", date(2024, 3, 6), None, None),
        ("作者: admin    時間: 2023-05-06 16:57", date(2023, 5, 6), None, None),
        ("老船长 发表于 2023-5-6 10:22:31", date(2023, 5, 6), None, "老船长"),
        ("文 | 何田", None, None, "何田"),
        ("北灯社　2月10日", None, None, None),
    ],
)
def test_bylines_under_the_headline_are_read(
    line: str, published: date | None, source: str | None, author: str | None
) -> None:
    found = from_text(f"港口换机器\n{line}\n\n{BODY}")
    assert (found.published, found.source, found.author) == (published, source, author)


@pytest.mark.parametrize(
    "sentence",
    [
        "9月25日，星桥机器人宣布签约。",
        "2024年3月，港口开始换机器。",
        "2024年3月6日，星桥机器人宣布签约",
        "2024年3月6日晚，公司公告签约",
        "March 5, 2024, was the day the port signed",
        "星桥大事记 2024年3月6日 签约仪式纪要",
    ],
)
def test_the_date_of_an_event_is_no_publication_date(sentence: str) -> None:
    assert from_text(f"港口换机器\n{sentence}\n{BODY}").published is None


@pytest.mark.parametrize(
    "opening",
    [
        "NEW YORK, March 5, 2024 (Reuters) - Shares rose.",
        "新华社北京2024年3月5日电（记者何田）港口签约。",
        "2024-03-05 07:31:59，正文：港口签约",
    ],
)
def test_the_dateline_of_a_wire_report_counts(opening: str) -> None:
    assert from_text(opening).published == date(2024, 3, 5)


def test_what_stands_at_the_end_is_read_too() -> None:
    text = f"{BODY}\n本文来自微信公众号：北灯观察 (ID:beideng),作者：何田\n原文标题 : 港口换机器"
    assert from_text(text) == Metadata(title="港口换机器", source="北灯观察", author="何田")


def test_a_print_page_names_its_title() -> None:
    assert from_text(f"标题: 港口换机器 [打印本页]\n{BODY}").title == "港口换机器"


def test_a_link_to_the_original_is_the_url() -> None:
    assert from_text(f"{BODY}\n原文链接：https://example.org/a").url == "https://example.org/a"


def test_front_matter_is_read_under_its_usual_names() -> None:
    fields = {
        "Title": "港口",
        "date": date(2024, 3, 5),
        "site": "北灯",
        "authors": ["何田", "林树"],
        "link": "https://example.org",
    }
    assert from_front_matter(fields) == Metadata("港口", date(2024, 3, 5), "北灯", "何田, 林树", "https://example.org")


@pytest.mark.parametrize("value", ["2024-03-05", "2024-03-05T10:00:00+08:00", "5 March 2024", date(2024, 3, 5)])
def test_dates_of_every_kind_become_dates(value: object) -> None:
    assert as_date(value) == date(2024, 3, 5)


@pytest.mark.parametrize("value", [None, 2024, "2024", "spring"])
def test_what_is_no_complete_date_is_none(value: object) -> None:
    assert as_date(value) is None


def test_a_short_first_line_is_the_title() -> None:
    assert title_from(f"港口换机器\n{BODY}") == "港口换机器"


def test_without_a_headline_the_first_sentence_is_the_title() -> None:
    assert title_from("港口换机器。创始人高兴。") == "港口换机器。"
    assert len(title_from("港" * 200)) == 60


def test_a_title_keeps_the_punctuation_that_the_article_prints() -> None:
    found = from_text("標題: 近20亿美元？白汀否认，消息人士坚称属实 [打印本頁]\n\n正文从这里开始，写了好几句话。\n")
    assert found.title == "近20亿美元？白汀否认，消息人士坚称属实"

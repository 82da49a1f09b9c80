"""Years, quarters, rounds and ordinals of a question beside those of a sentence."""

from datetime import date

import pytest

from assistant.bounds import bounds, narrower, within
from corpus.article import Article


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("2022年的第九届大会", "year", {"2022"}),
        ("第九届大会", "ordinal 届", {"9"}),
        ("第十二屆大會", "ordinal 届", {"12"}),
        ("完成B轮融资", "round", {"b"}),
        ("its Series B round", "round", {"b"}),
        ("天使轮", "round", {"angel"}),
        ("第三季度", "quarter", {"3"}),
        ("in the third quarter", "quarter", {"3"}),
        ("in Q3", "quarter", {"3"}),
        ("上半年", "half", {"1"}),
        ("女子组和男子组", "sex", {"men", "women"}),
    ],
)
def test_a_bound_is_read_in_either_language(text: str, kind: str, values: set[str]) -> None:
    assert bounds(text)[kind] == values


@pytest.mark.parametrize("text", ["投入2022万元", "共有2000人参加", "women's clothes at 1999.50"])
def test_a_figure_is_no_year(text: str) -> None:
    assert "year" not in bounds(text)


@pytest.mark.parametrize(("text", "year"), [("去年营收", "2023"), ("revenue this year", "2024"), ("明年投产", "2025")])
def test_a_year_told_from_the_day_of_publication_counts(text: str, year: str) -> None:
    assert bounds(text, date(2024, 3, 1))["year"] == {year}
    assert "year" not in bounds(text)


@pytest.mark.parametrize(
    ("question", "own", "around", "expected"),
    [
        ("2022年营收", "2022年营收3亿元。", "", True),
        ("2022年营收", "2023年营收3亿元。", "2022年的报告。2023年营收3亿元。", False),
        ("2022年营收", "营收3亿元。", "2022年的报告。营收3亿元。", True),
        ("A轮金额", "完成3亿元融资。", "完成3亿元融资。", False),
        ("A轮金额", "A轮完成3亿元融资。", "", True),
        ("A轮金额", "B轮完成3亿元融资。", "A轮之后，B轮完成3亿元融资。", False),
        ("女单冠军", "冠军是林一。", "", True),
        ("女单冠军", "男单冠军是林一。", "", False),
    ],
)
def test_a_sentence_lies_within_a_question_where_it_states_no_other_case(
    question: str, own: str, around: str, *, expected: bool
) -> None:
    article = Article("a", "", own, "zh-Hans")

    assert within(bounds(question), bounds(own), bounds(around or own), article) is expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("四季度的财报出来了。云业务不错。毛利率72%。", None, True),
        ("二季度的财报出来了。云业务不错。毛利率72%。", None, False),
        ("云业务不错。毛利率72%。", date(2023, 5, 1), True),
        ("云业务不错。毛利率72%。", date(2021, 5, 1), False),
    ],
)
def test_a_time_may_be_stated_anywhere_in_the_article_or_follow_from_its_day(
    text: str, published: date | None, *, expected: bool
) -> None:
    asked = "第四季度毛利率" if published is None else "2022年毛利率"
    article = Article("a", "", text, "zh-Hans", published)

    assert within(bounds(asked), bounds("毛利率72%。"), bounds("毛利率72%。"), article) is expected


def test_half_a_year_is_no_whole_one() -> None:
    assert narrower("2024年全年营收多少", bounds("上半年营收3亿元"))
    assert not narrower("2024年营收多少", bounds("上半年营收3亿元"))
    assert not narrower("2024年全年营收多少", bounds("2024年营收3亿元"))

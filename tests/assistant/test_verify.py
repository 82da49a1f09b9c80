"""What counts as support: the figures of a sentence by value, its quoted names to the letter, its words or its meaning."""

from datetime import date

import pytest

from assistant.verify import figures_stand_in, shared_words, supporters
from index.embedding import SentenceEmbedder
from tests.fakes import FakeEmbedder


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("融资3.2億美元", "融资3.2亿美元"), ("It raised $320 million", "融资3.2亿美元"), ("增长80%", "增长八成"), ("两家公司", "二家公司"),
        ("two companies", "两家公司"), ("2024年", "2024年3月5日"), ("3月5日", "March 5, 2024"), ("民國113年", "2024年"),
        ("10%-20%", "10%至20%"), ("in 2023", "2023年"), ("没有数字", "也没有"), ("五年", "five years"), ("GPT-4 很强", "没有数字"),
        ("第三季度营收3亿", "营收3亿"),
    ],
)  # fmt: skip
def test_figures_agree_by_value(sentence: str, source: str) -> None:
    assert figures_stand_in(sentence, ["无关", source])


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("融资3.3亿", "融资3.2亿"), ("$320 billion", "3.2亿"), ("2023年", "2024年"), ("3月6日", "2024年3月5日"), ("10%-30%", "10%至20%"),
        ("2023年第四季", "2023年第三季"), ("三家公司", "两家公司"), ("增长8%", "增长八成"), ("2024年", "2024家公司"),
    ],
)  # fmt: skip
def test_other_figures_do_not(sentence: str, source: str) -> None:
    assert not figures_stand_in(sentence, [source])


def test_the_day_of_publication_is_known() -> None:
    assert figures_stand_in("2024年9月", ["本月宣布"], [date(2024, 9, 4)])
    assert not figures_stand_in("2024年8月", ["本月宣布"], [date(2024, 9, 4)])


def test_shared_words_are_a_share_of_the_sentence() -> None:
    assert shared_words("青杉科技", "青杉科技收购云雀") == 1
    assert shared_words("，。", "青杉") == 0


def test_a_sentence_whose_number_is_not_in_its_sources_is_unsupported() -> None:
    source = ["青杉科技收购云雀半导体的总价为3.2亿元"]
    assert supporters("青杉科技收购云雀半导体的总价为3.2億元", source, FakeEmbedder()) == [0]
    assert supporters("青杉科技收购云雀半导体的总价为3.5亿元", source, FakeEmbedder()) == []


def test_quoted_names_have_to_stand_in_the_source_in_either_script() -> None:
    source = ["公司发布了新模型「云杉」，面向企业客户"]
    assert supporters("公司發布了新模型「雲杉」，面向企業客戶", source, FakeEmbedder()) == [0]
    assert supporters("公司发布了新模型「红杉」，面向企业客户", source, FakeEmbedder()) == []
    assert supporters('公司发布了新模型"红杉"，面向企业客户', source, FakeEmbedder()) == []


def test_figures_may_stand_in_several_sources_together() -> None:
    sources = ["青杉科技营收12亿元", "青杉科技净利3亿元", "无关的一句话在这里"]
    assert set(supporters("青杉科技营收12亿元净利3亿元", sources, FakeEmbedder())) == {0, 1}


def test_no_sources_support_nothing() -> None:
    assert supporters("任何话", [], FakeEmbedder()) == []


@pytest.mark.slow
def test_a_translation_is_supported_by_meaning_and_figures(embedder: SentenceEmbedder) -> None:
    sources = ["收购总价为3.2亿元，全部以现金支付。", "公司计划在台南设立新厂。"]
    assert supporters(
        "The total price of the acquisition is 320 million yuan, all paid in cash.", sources, embedder
    ) == [0]
    assert (
        supporters("The total price of the acquisition is 330 million yuan, all paid in cash.", sources, embedder) == []
    )

"""What counts as support: the rules first, then likeness; one source or several together."""

import time
from datetime import date

import pytest

from assistant.verify import Rule, rules_broken, support, support_of_citation, supporters
from index.aliases import Aliases
from index.embedding import SentenceEmbedder
from tests.fakes import FakeEmbedder


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


def test_one_source_is_named_where_one_is_enough() -> None:
    sources = ["青杉科技营收12亿元", "青杉科技营收12亿元，净利3亿元"]
    assert len(supporters("青杉科技营收12亿元", sources, FakeEmbedder())) == 1


def test_no_sources_support_nothing() -> None:
    assert supporters("任何话", [], FakeEmbedder()) == []


def test_other_words_are_no_support() -> None:
    assert supporters("公司计划在台南设立新厂", ["青杉科技营收12亿元"], FakeEmbedder()) == []


def test_a_sentence_that_denies_its_source_is_unsupported() -> None:
    found = support("青杉科技没有收购云雀半导体", ["青杉科技收购云雀半导体"], FakeEmbedder())
    assert [b.rule for b in found.broken] == [Rule.NEGATION]
    assert not found.enough


def test_a_name_may_stand_in_any_known_form() -> None:
    names = Aliases([["云雀半导体", "Skylark"]])
    assert rules_broken("Skylark was bought", ["云雀半导体被收购"], names=names) == ()
    assert rules_broken("Skylark was bought", ["红杉半导体被收购"], names=names)[0].rule is Rule.NAME


def test_a_name_may_stand_around_its_source() -> None:
    assert rules_broken("顾令怀辞职", ["他辞职"])
    assert not rules_broken("顾令怀辞职", ["他辞职"], contexts=["顾令怀去年加入公司"])


def test_the_article_s_day_completes_a_date() -> None:
    source, day = ["青杉科技3月5日收购云雀半导体"], [date(2024, 3, 12)]
    assert supporters("青杉科技2024年3月5日收购云雀半导体", source, FakeEmbedder(), day) == [0]
    assert supporters("青杉科技2023年3月5日收购云雀半导体", source, FakeEmbedder(), day) == []


def test_a_long_citation_supports_by_its_best_window() -> None:
    part = ["天气很好。", "青杉科技收购云雀半导体。", "总价为3.2亿元。", "别的事情没有了。"]
    found = support_of_citation("青杉科技收购云雀半导体，总价为3.2亿元。", [part, ["另一篇"]], FakeEmbedder())
    assert found.enough
    assert {1, 2} <= set(found.sources)
    assert not support_of_citation("青杉科技收购云雀半导体，总价为3.6亿元。", [part], FakeEmbedder()).enough
    assert not support_of_citation("任何话", [], FakeEmbedder()).enough


def test_a_sentence_beside_ten_takes_less_than_a_tenth_of_a_second() -> None:
    sources = [f"青杉科技在2024年{n}月收购了第{n}家公司，总价为{n}.2亿元，用于扩大业务。" for n in range(1, 11)]
    support("青杉科技", sources, FakeEmbedder())
    vectors = FakeEmbedder().document_tokens(["青杉科技2024年3月收购一家公司，总价为9.9亿元。", *sources])

    class Embedded(FakeEmbedder):
        def document_tokens(self, texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            return vectors

    embedder = Embedded()
    started = time.process_time()
    support("青杉科技2024年3月收购一家公司，总价为9.9亿元。", sources, embedder)
    assert time.process_time() - started < 0.1


@pytest.mark.slow
def test_a_translation_is_supported_by_meaning_and_figures(embedder: SentenceEmbedder) -> None:
    sources = ["收购总价为3.2亿元，全部以现金支付。", "公司计划在台南设立新厂。"]
    said = "The total price of the acquisition is {} million yuan, all paid in cash."
    assert supporters(said.format(320), sources, embedder) == [0]
    assert supporters(said.format(330), sources, embedder) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("青杉科技计划明年在台南开设新工厂。", "青杉科技打算明年在台南設立一座新廠。"),
        ("The company will open a plant in Tainan next year.", "A new factory in Tainan is to be opened by the company next year."),
        ("公司明年将在台南开设工厂。", "The company plans to open a factory in Tainan next year."),
    ],
)  # fmt: skip
def test_other_words_for_the_same_are_support(sentence: str, source: str, embedder: SentenceEmbedder) -> None:
    others = ["去年公司在高雄的仓库因大火停用三个月。", "The chief financial officer left the company in May."]
    assert supporters(sentence, [*others, source], embedder) == [2]
    assert supporters(sentence, others, embedder) == []

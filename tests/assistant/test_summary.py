"""A summary: sentences of the article, few, in its order, without repetition."""

from assistant.evidence import quotable_spans
from assistant.summary import CANDIDATES, FEWEST, MOST, summarise
from tests.fakes import FakeEmbedder, article

SENTENCES = [
    "青杉科技宣布收购云雀半导体，总价3.2亿元。",
    "收购将以现金支付，预计明年一季度完成。",
    "青杉科技收购云雀半导体的总价为3.2亿元。",
    "云雀半导体生产光学传感器，客户多为汽车厂。",
    "青杉科技希望借此进入汽车市场。",
    "创始人林知远将留任首席执行官。",
    "分析师认为这笔收购的价格偏高。",
    "监管部门仍须批准这笔交易。",
    "当天下午下了一场小雨。",
] * 2


def test_a_summary_is_made_of_whole_sentences_in_their_order() -> None:
    a = article("a", "\n".join(dict.fromkeys(SENTENCES)), title="青杉科技收购云雀半导体")
    lines = summarise(a, FakeEmbedder())
    assert FEWEST <= len(lines) <= MOST
    assert [e.start for e in lines] == sorted(e.start for e in lines)
    assert all((e.start, e.end) in quotable_spans(a.text) for e in lines)


def test_a_summary_opens_where_the_article_does() -> None:
    a = article("a", "\n".join(dict.fromkeys(SENTENCES)), title="青杉科技收购云雀半导体")
    assert summarise(a, FakeEmbedder())[0].text == SENTENCES[0]


def test_what_was_said_is_not_said_again() -> None:
    texts = [e.text for e in summarise(article("a", "\n".join(SENTENCES), title="收购"), FakeEmbedder())]
    assert len(set(texts)) == len(texts)


def test_a_short_article_is_given_whole() -> None:
    a = article("a", "青杉科技宣布收购云雀半导体。\n收购将以现金支付。", title="收购")
    assert len(summarise(a, FakeEmbedder())) == 2


def test_the_title_is_no_sentence_of_its_summary() -> None:
    a = article("a", "青杉科技收购云雀半导体。\n" + "\n".join(SENTENCES), title="青杉科技收购云雀半导体。")
    assert all(e.text != a.title for e in summarise(a, FakeEmbedder()))


def test_an_article_without_sentences_has_no_summary() -> None:
    assert summarise(article("a", "", title="空"), FakeEmbedder()) == []


def test_the_cost_does_not_grow_with_the_article() -> None:
    long = "\n".join(f"第{n}天，工厂产出了{n * 7}块电路板，仓库里还有余量。" for n in range(3000))
    embedder = FakeEmbedder()
    assert summarise(article("a", long, title="日志"), embedder)
    assert len(embedder.embedded) == CANDIDATES + 1

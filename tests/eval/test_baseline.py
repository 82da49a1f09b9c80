"""The naive baseline, over an embedder that counts words."""

import re

from assistant.types import Turn
from corpus.article import Article
from eval.baseline import NaiveBaseline
from tests.fakes import FakeEmbedder


def spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^。\n]+。?", text)]


ARTICLES = [
    Article("a1", "澄海", "澄海科技完成了八亿元融资。投资方是远山资本。嗯。\n公司在海边有一座办公楼。", "zh-Hans"),
    Article("a2", "漓月", "漓月发布了新的语言模型。它的价格降了一半。", "zh-Hans"),
]


def baseline(take: int = 3) -> NaiveBaseline:
    return NaiveBaseline(ARTICLES, FakeEmbedder(), spans, take)


def test_the_sentence_that_shares_most_with_the_question_comes_first() -> None:
    answer = baseline().ask("澄海科技完成了多少融资?")

    assert answer.citations[0].quote == "澄海科技完成了八亿元融资。"


def test_it_takes_three_sentences_quotes_them_exactly_and_never_refuses() -> None:
    answer = baseline().ask("火星上有水吗?")
    texts = {article.id: article.text for article in ARTICLES}

    assert [citation.number for citation in answer.citations] == [1, 2, 3]
    assert all(texts[c.article_id][c.start : c.end] == c.quote for c in answer.citations)
    assert answer.text == "\n".join(f"{c.quote} [{c.number}]" for c in answer.citations)
    assert not answer.abstained


def test_a_fragment_is_not_a_sentence_to_quote() -> None:
    assert all(citation.quote != "嗯。" for citation in baseline(take=9).ask("嗯。").citations)


def test_a_follow_up_is_asked_with_the_conversation_before_it() -> None:
    answer = baseline().ask("价格呢?", [Turn("user", "漓月发布了什么?"), Turn("assistant", "语言模型。")])

    assert answer.standalone_question == "漓月发布了什么? 语言模型。 价格呢?"
    assert answer.citations[0].article_id == "a2"

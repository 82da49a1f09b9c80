"""The naive baseline, over an embedder that counts words."""

import re
import zlib
from collections.abc import Sequence

import numpy as np

from assistant.types import Turn
from corpus.article import Article
from eval.baseline import NaiveBaseline
from index.types import Matrix


class FakeEmbedder:
    """A bag of hashed characters and words: texts that share them are close."""

    name = backend = device = fingerprint = "fake"
    dimension = 256

    def embed_documents(self, texts: Sequence[str], progress: bool = False) -> Matrix:
        """Unit rows of token counts."""
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for token in re.findall(r"[a-z]+|[\u4e00-\u9fff]", text.lower()):
                row[zlib.crc32(token.encode()) % self.dimension] += 1
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        """The same for questions."""
        return self.embed_documents(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """A character counts as a token."""
        return [len(text) for text in texts]


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

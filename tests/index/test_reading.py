"""The best candidates of a search read beside the question."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from index.parts import EVERYTHING, Parts
from index.reader import Piece
from index.reading import READ
from index.search import Index
from index.types import Matrix
from tests.fakes import FakeEmbedder, FakeReader, article

QUESTION = "云杉银行的行长是谁？"
ALIKE = [article(f"a{n}", f"云杉银行的行长今天出席了第{n}场会议。", title="云杉银行") for n in range(READ + 2)]


def found(reader: FakeReader | None, parts: Parts = EVERYTHING, k: int = len(ALIKE)) -> list[str]:
    index = Index.of(ALIKE, FakeEmbedder(), reader=reader).with_parts(parts)
    return [hit.chunk.article_id for hit in index.search(QUESTION, k)]


def test_what_the_reader_holds_for_an_answer_comes_first() -> None:
    plain = found(None)
    preferred = plain[READ - 1]
    reader = FakeReader({f"第{preferred[1:]}场": 6.0})
    assert found(reader) == [preferred, *(one for one in plain if one != preferred)]
    assert reader.asked[0] == Piece("云杉银行", f"云杉银行的行长今天出席了第{plain[0][1:]}场会议。")


def test_only_the_first_candidates_are_read_and_the_others_stay_behind_them() -> None:
    plain = found(None)
    reader = FakeReader({f"第{plain[READ][1:]}场": 6.0})
    assert found(reader) == plain
    assert len(reader.asked) == READ


def test_what_is_clearly_the_best_is_not_read() -> None:
    articles = [
        article("right", "云杉银行的行长是谁：周岚。"),
        article("far", "江湾今天下雨。"),
        article("off", "明天有风。"),
    ]
    reader = FakeReader({"下雨": 8.0})
    hits = Index.of(articles, FakeEmbedder(), reader=reader).search(QUESTION)
    assert hits[0].chunk.article_id == "right"
    assert reader.asked == []


@pytest.mark.parametrize("parts", [Parts(reading=False), Parts(reading=False, late_interaction=False)])
def test_reading_can_be_turned_off(parts: Parts) -> None:
    reader = FakeReader({"第3场": 6.0})
    assert found(reader, parts) == found(None, parts)
    assert reader.asked == []


def test_of_a_long_passage_the_nearest_sentence_is_read_and_never_its_headline() -> None:
    rest = [f"第{n}天江湾一带下了小雨，气温没有变化。" for n in range(5)]
    told = ["云杉银行的行长是周岚。", "云杉银行的行长是沈禾。"]
    texts = ["".join([*rest[:before], one, *rest[before:]]) for before, one in zip((3, 3), told, strict=True)]
    reader = FakeReader({})
    articles = [article(f"long{n}", text, title="云杉银行的行长是谁") for n, text in enumerate(texts)]
    Index.of(articles, FakeEmbedder(), reader=reader).search(QUESTION)
    assert sorted(reader.asked) == sorted(Piece("云杉银行的行长是谁", one) for one in told)


def test_where_both_say_the_same_nothing_is_read() -> None:
    reader = FakeReader({})
    articles = [article(name, "云杉银行的行长今天出席了会议。", title=name) for name in ("a", "b")]
    Index.of(articles, FakeEmbedder(), reader=reader).search(QUESTION)
    assert reader.asked == []


def test_where_both_are_of_one_article_nothing_is_read() -> None:
    long = "".join(f"云杉银行的行长今天出席了第{n}场会议，{'会上谈到利率。' * 12}\n\n" for n in range(4))
    reader = FakeReader({"第3场": 5.0})
    hits = Index.of([article("long", long)], FakeEmbedder(), reader=reader).search(QUESTION)
    assert len(hits) > 1
    assert reader.asked == []


@pytest.mark.parametrize("query", ["？", "\u200b", "!!!"])
def test_a_question_without_a_word_is_not_read(query: str) -> None:
    reader = FakeReader({})
    assert len(Index.of(ALIKE, FakeEmbedder(), reader=reader).search(query)) <= len(ALIKE)
    assert reader.asked == []


def test_nothing_is_read_after_a_conversation() -> None:
    reader = FakeReader({"第3场": 6.0})
    index = Index.of(ALIKE, FakeEmbedder(), reader=reader)
    index.search(QUESTION, told="周岚去年加入云杉银行。")
    assert reader.asked == []
    index.search(QUESTION)
    assert reader.asked != []


class _OneVector(FakeEmbedder):
    """A model without vectors of tokens."""

    def document_tokens(self, texts: Sequence[str]) -> tuple[Matrix, list[Matrix]]:
        rows = self.embed_documents(texts)
        return rows, [row[None] for row in rows]


def test_with_a_model_that_has_no_token_vectors_passages_are_read_whole() -> None:
    texts = [f"云杉银行的行长今天出席了第{n}场会议。会后没有发言。" for n in range(2)]
    reader = FakeReader({"第1场": 6.0})
    index = Index.of([article(f"a{n}", text) for n, text in enumerate(texts)], _OneVector(), reader=reader)
    assert index.search(QUESTION)[0].chunk.article_id == "a1"
    assert sorted(piece.sentence for piece in reader.asked) == texts


def test_scores_stay_in_order_whatever_the_reader_says() -> None:
    for chosen in range(len(ALIKE)):
        index = Index.of(ALIKE, FakeEmbedder(), reader=FakeReader({f"第{chosen}场": 4.0}))
        scores = [hit.score for hit in index.search(QUESTION, len(ALIKE))]
        assert scores == sorted(scores, reverse=True)
        assert 0 <= min(scores) <= max(scores) <= 1


class _InOrder:
    name = "in order"

    def scores(self, query: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return -np.arange(len(texts), dtype=np.float32)


def test_where_a_reranker_is_set_nothing_is_read() -> None:
    reader = FakeReader({"第3场": 6.0})
    hits = Index.of(ALIKE, FakeEmbedder(), reranker=_InOrder(), reader=reader).search(QUESTION, len(ALIKE))
    assert [hit.chunk.article_id for hit in hits] == found(None)
    assert reader.asked == []


def test_a_snapshot_reads_too() -> None:
    preferred = found(None)[1]
    index = Index.of(ALIKE, FakeEmbedder(), reader=FakeReader({f"第{preferred[1:]}场": 6.0}))
    assert index.snapshot().search(QUESTION)[0].chunk.article_id == preferred

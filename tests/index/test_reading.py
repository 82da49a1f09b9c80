"""The best candidates of a search read beside the question."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from index.parts import EVERYTHING, Parts
from index.reading import CLEAR, READ
from index.search import Index
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
    assert reader.asked[0] == ("云杉银行", f"云杉银行的行长今天出席了第{plain[0][1:]}场会议。")


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


def test_of_a_long_passage_the_nearest_sentence_is_read() -> None:
    rest = [f"第{n}天江湾一带下了小雨，气温没有变化。" for n in range(7)]
    nearest = "云杉银行的行长是周岚。"
    texts = ["".join([*rest[:before], nearest, *rest[before:]]) for before in (4, 0)]
    reader = FakeReader({})
    articles = [article(f"long{n}", text, title="江湾消息") for n, text in enumerate(texts)]

    Index.of(articles, FakeEmbedder(), reader=reader).search(QUESTION)
    assert reader.asked == [("江湾消息", nearest)] * 2


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


def test_the_margin_is_wide_enough_for_what_reading_adds() -> None:
    from index.reading import LEAST, MOST, WEIGHT

    assert 0 < CLEAR <= WEIGHT * (MOST - LEAST)

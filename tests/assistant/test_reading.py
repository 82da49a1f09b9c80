"""The best sentences read beside the question: their order, and whether there is an answer."""

from dataclasses import replace

import pytest

from assistant.evidence import Evidence
from assistant.question import analyse
from assistant.reading import LEAST, LOOKED_AT, WEIGHT, read
from assistant.refusal import READING, Calibration, confidence_of
from assistant.scoring import Scored
from assistant.service import Assistant
from corpus.article import Article
from index.aliases import Aliases
from index.reader import Piece
from index.search import Index
from tests.fakes import FakeEmbedder, FakeReader

NAMES = Aliases([("云雀", "Skylark")])


def ranked(count: int, apart: float = 0.1) -> list[Scored]:
    texts = [f"第{n}句说到云雀。" for n in range(count)]
    article = Article("a", "云雀", "".join(texts), "zh-Hans")
    places = [article.text.index(text) for text in texts]
    return [
        Scored(Evidence(article, at, at + len(t), t, t, 1.0), 5.0 - apart * n, 0.9, 0.5, 1.0, 0.0, 1.0)
        for n, (t, at) in enumerate(zip(texts, places, strict=True))
    ]


def test_what_the_reader_holds_for_an_answer_comes_first() -> None:
    reader = FakeReader({"第2句": 4.0})
    order = read(analyse("云雀怎么了？"), ranked(4), reader, NAMES)

    assert [s.evidence.text[1] for s in order] == ["2", "0", "1", "3"]
    assert [s.reads for s in order] == [4.0, -4.0, -4.0, -4.0]
    assert order[0].score == pytest.approx(4.8 + 4 * WEIGHT)
    assert reader.asked[0] == Piece("云雀", "第0句说到云雀。")


def test_a_sentence_is_read_with_the_names_that_the_question_uses() -> None:
    article = Article("a", "Skylark News", "Skylark was sold.", "en")
    one = Scored(Evidence(article, 0, 17, article.text, article.text, 1.0), 5.0, 0.9, 0.5, 1.0, 1.0, 1.0)
    reader = FakeReader({})

    (read_,) = read(analyse("云雀怎么了？"), [one], reader, NAMES)

    assert reader.asked == [Piece("云雀 News", "云雀 was sold.")]
    assert read_.evidence.text == "Skylark was sold."


def test_only_the_best_sentences_are_read_and_the_others_stay_behind_them() -> None:
    reader = FakeReader({})
    order = read(analyse("云雀怎么了？"), ranked(LOOKED_AT + 3, apart=0.0), reader, NAMES)

    assert len(reader.asked) == LOOKED_AT
    assert [s.reads for s in order[LOOKED_AT:]] == [None] * 3
    assert read(analyse("云雀怎么了？"), [], reader, NAMES) == []


def test_below_some_odds_a_sentence_loses_no_more() -> None:
    low, lowest = (
        read(analyse("云雀怎么了？"), ranked(1), FakeReader({"第0句": odds}), NAMES)[0] for odds in (LEAST, LEAST - 4)
    )

    assert low.score == lowest.score
    assert lowest.reads == LEAST - 4


def test_a_sentence_without_the_names_counts_little_where_another_has_them() -> None:
    asked, order = (
        analyse("云雀为什么停飞？"),
        read(analyse("云雀为什么停飞？"), ranked(3), FakeReader({"第1句": 3.0}), NAMES),
    )
    strayed = [replace(s, names=0.0) if s.reads == 3.0 else s for s in order]  # the others speak of what was named
    nowhere = [replace(s, names=0.0) for s in order]

    assert confidence_of(asked, strayed, READING) < confidence_of(asked, order, READING)
    as_if_named = replace(READING, unnamed=0.0)
    assert confidence_of(asked, nowhere, as_if_named) == confidence_of(asked, order, as_if_named)


def test_an_answer_around_which_a_name_of_the_question_is_missing_is_less_sure() -> None:
    asked = analyse("云雀为什么停飞？")
    order = read(asked, ranked(3), FakeReader({"第1句": 3.0}), NAMES)
    half = [replace(s, names=0.5) if s.reads == 3.0 else s for s in order]
    others = [s if s.reads == 3.0 else replace(s, names=0.5) for s in order]

    assert confidence_of(asked, half, READING) < confidence_of(asked, order, READING)
    assert confidence_of(asked, others, READING) == confidence_of(asked, order, READING)


def test_several_sentences_that_may_answer_are_surer_than_one() -> None:
    asked = analyse("云雀为什么停飞？")
    one, several = (
        confidence_of(asked, read(asked, ranked(3), FakeReader(odds), NAMES), READING)
        for odds in ({"第1句": 0.0}, {"第": 0.0})
    )

    assert one < several


@pytest.mark.parametrize(
    "question", ["云雀为什么停飞？", "云雀的注册资本是多少？"]
)  # no relation of the table; one of them
def test_the_likelier_the_best_sentence_answers_the_surer_the_answer(question: str) -> None:
    asked = analyse(question)
    sure, unsure = (
        confidence_of(asked, read(asked, ranked(3), FakeReader({"第1句": odds}), NAMES), READING)
        for odds in (5.0, -5.0)
    )

    assert sure > unsure
    plain = confidence_of(asked, ranked(3), Calibration())
    assert plain == confidence_of(asked, ranked(3), Assistant(Index.of((), FakeEmbedder())).calibration)


def test_what_the_first_question_would_wait_for_is_loaded_before() -> None:
    reader = FakeReader({})
    Assistant(
        Index.of((Article("a", "云雀", "云雀航空3月停飞。", "zh-Hans"),), FakeEmbedder()), reader=reader
    ).prepare()

    assert len(reader.asked) == 1


def test_an_assistant_refuses_what_its_reader_finds_nowhere() -> None:
    text = "云雀航空3月停飞了全部航班。云雀航空的旅客改乘火车。"
    index = Index.of((Article("a", "云雀航空", text, "zh-Hans"),), FakeEmbedder())
    question = "云雀航空的旅客怎么办？"

    blind = replace(READING, meaning=0.0)  # the cosines of the fake embedder are not those that it was fitted on

    told = Assistant(index, reader=FakeReader({"改乘": 5.0}), calibration=blind).ask(question)
    untold = Assistant(index, reader=FakeReader({}), calibration=blind).over(index).ask(question)

    assert "云雀航空的旅客改乘火车。" in [c.quote for c in told.citations]
    assert not told.abstained
    assert untold.abstained

"""Sentences read again without a word."""

import pytest

from assistant.evidence import Evidence
from assistant.leaving_out import LEFT_OUT, read_without
from assistant.reading import LEAST
from assistant.scoring import Scored
from index.reader import Piece
from tests.fakes import FakeReader, Needs, article


def told(text: str, title: str = "快讯") -> Scored:
    evidence = Evidence(article("a", text, title=title), 0, len(text), text, text, 1.0)
    return Scored(evidence, 5.0, 0.9, 0.5, 1.0, 0.0, 1.0)


def test_what_a_sentence_loses_is_told_for_each_word() -> None:
    sentence = told("云雀半导体裁员13人，补偿3亿元。")
    whole, less = read_without("裁了多少人？", [("13人", sentence), ("3亿元", sentence)], Needs("13人", least=-4.0))
    assert whole == [0.0, 0.0]
    assert less == [-4.0, 0.0]


def test_log_odds_fall_no_further_than_in_the_choice_of_sentences() -> None:
    _, less = read_without("裁了多少人？", [("13人", told("裁员13人。"))], Needs("13人", least=-9.0))
    assert less == [LEAST]


@pytest.mark.parametrize(
    ("word", "text", "rest"),
    [
        ("3人", "裁员13人，留下3人。", f"裁员13人，留下{LEFT_OUT}。"),
        ("5%", "涨了2.5%，跌了5%。", f"涨了2.5%，跌了{LEFT_OUT}。"),
        ("Meta", "Metaphor was bought by Meta.", f"Metaphor was bought by {LEFT_OUT}."),
    ],
)
def test_a_word_is_no_part_of_a_longer_one(word: str, text: str, rest: str) -> None:
    reader = FakeReader({})
    read_without("?", [(word, told(text))], reader)
    assert reader.asked == [Piece("快讯", text), Piece("快讯", rest)]


def test_it_is_taken_from_the_headline_too() -> None:
    reader = FakeReader({})
    read_without("?", [("3人", told("另有3人留任。", "裁员3人"))], reader)
    assert reader.asked[1] == Piece(f"裁员{LEFT_OUT}", f"另有{LEFT_OUT}留任。")

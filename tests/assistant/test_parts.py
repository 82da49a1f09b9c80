"""A question that asks several things: read part by part, answered where each part is."""

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.parts import parts_of
from assistant.question import analyse
from assistant.refusal import Calibration
from assistant.service import Assistant
from corpus.article import Article
from index.reader import Piece, Scores
from index.search import Index
from tests.fakes import FakeEmbedder, FakeReader, ReadsApart

ARTICLES = (
    Article("a", "财报一", "云雀公司去年营收为41亿元。云雀公司没有说明原因。", "zh-Hans"),
    Article("b", "财报二", "灰隼公司去年营收为17亿元。灰隼公司换了审计师。", "zh-Hans"),
)
QUESTION = "云雀公司和灰隼公司的营收分别是多少？"
SENTENCES = ["云雀公司去年营收为41亿元。", "灰隼公司去年营收为17亿元。"]


class OneThing(ReadsApart):
    """A reader for which a sentence answers a question about its subject alone, as far as that is told."""

    def __init__(self, *told: str) -> None:
        self.told = told
        self.questions: list[str] = []

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`."""
        self.questions.append(question)
        about = [name for name in ("云雀", "灰隼") if name in question]
        answers = [len(about) == 1 and about[0] in self.told and f"{about[0]}公司去年" in p.sentence for p in pieces]
        return np.array([4.0 if yes else -6.0 for yes in answers], np.float32)


def over(reader: OneThing | FakeReader) -> Assistant:
    as_read = Calibration(
        bias=0, meaning=0, english=0, other_language=0, holds=0, untold=0, reads=1, reads_asked=1, threshold=0.5
    )
    return Assistant(Index.of(ARTICLES, FakeEmbedder()), calibration=as_read, reader=reader)


def test_a_question_about_two_things_is_answered_where_each_is_told() -> None:
    reader = OneThing("云雀", "灰隼")
    answer = over(reader).ask(QUESTION)

    assert reader.questions == [QUESTION, "云雀公司的营收是多少？", "灰隼公司的营收是多少？"]
    assert not answer.abstained
    assert {c.quote for c in answer.citations} == set(SENTENCES)


@pytest.mark.parametrize("told", [("云雀",), ("灰隼",), ()])
def test_it_is_refused_where_one_of_them_is_not(told: tuple[str, ...]) -> None:
    assert over(OneThing(*told)).ask(QUESTION).abstained


def test_what_one_sentence_answers_is_not_taken_apart() -> None:
    reader = FakeReader({"17亿": 3.0})
    answer = over(reader).ask("比较云雀公司和灰隼公司的营收")

    assert len(reader.asked) == 4  # the sentences of both articles, once
    assert not answer.abstained


class SureOfHalf(OneThing):
    """The same, but sure that what it is told about the first thing answers the whole question."""

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`."""
        odds = super().log_odds(question, pieces)
        whole = "云雀" in question and "灰隼" in question
        return np.array(
            [5.0 if whole and "云雀公司去年" in p.sentence else o for o, p in zip(odds, pieces, strict=True)], "f4"
        )


@pytest.mark.parametrize(("told", "cited"), [(("云雀", "灰隼"), SENTENCES), (("云雀",), SENTENCES[:1])])
def test_a_sentence_that_is_sure_of_half_leaves_the_other_half_to_its_own(
    told: tuple[str, ...], cited: list[str]
) -> None:
    answer = over(SureOfHalf(*told)).ask(QUESTION)
    assert {c.quote for c in answer.citations} >= set(cited)
    assert (SENTENCES[1] in {c.quote for c in answer.citations}) == (SENTENCES[1] in cited)


def test_a_later_part_is_made_to_stand_alone() -> None:
    parts = parts_of(analyse("海圖公司總共有多少員工？後來裁了多少人？"))
    assert parts[0] == "海圖公司總共有多少員工？"
    assert "海圖" in parts[1]
    assert "裁了多少人" in parts[1]


@pytest.mark.parametrize(
    "question",
    ["云雀的营收是多少？", "谁创立了云雀？在哪一年？在哪里？花了多少钱？", "云雀、灰隼、白鹭和红隼的营收分别是多少？"],
)
def test_one_thing_or_too_many_are_not_taken_apart(question: str) -> None:
    assert parts_of(analyse(question, [n for n in ("云雀", "灰隼", "白鹭", "红隼") if n in question])) == ()

"""The sentences around the best one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.evidence import evidence_at
from assistant.question import analyse
from assistant.reading import WEIGHT
from assistant.scoring import Scored
from assistant.taken_up import MOST, taken_up
from corpus.article import Article
from index.aliases import Aliases
from index.reader import Piece, Scores

ARTICLE = Article(
    "a",
    "园区缺电",
    "首句与此无关。电网解释有两层原因。其一是变压器到货晚。其二是备用容量低。末句说的是别的。",
    "zh-Hans",
)
ELSEWHERE = Article("b", "别处", "别处也说到电网。", "zh-Hans")
WHY, NAMES = analyse("为什么不批电？"), Aliases(())


class Row:
    """Reads a row of sentences by what it is told of each.

    Attributes:
        rows: What it was shown.
    """

    def __init__(self, odds: Mapping[str, float]) -> None:
        self.odds, self.rows = odds, list[list[str]]()

    def log_odds(self, question: str, pieces: Sequence[Piece]) -> Scores:
        """See `Reader`."""
        raise AssertionError

    def together(self, question: str, title: str, sentences: Sequence[str]) -> Scores:
        """See `Reader`."""
        self.rows.append([title, *sentences])
        return np.array([next((o for w, o in self.odds.items() if w in s), -9.0) for s in sentences], np.float32)


def scored(article: Article, words: str, score: float, reads: float | None) -> Scored:
    evidence = evidence_at(article, article.text.index(words), 1.0)
    assert evidence is not None
    return Scored(evidence, score, 0.9, 0.5, 1.0, 1.0, 1.0, reads=reads)


BEST = scored(ARTICLE, "两层", 9.0, 2.0)


def order(reader: Row, *others: Scored) -> list[str]:
    return [s.evidence.text for s in taken_up(WHY, [BEST, *others], reader, NAMES)]


def test_what_answers_better_in_a_row_with_the_best_sentence_comes_before_it() -> None:
    reader = Row({"其一": 3.0, "两层": 1.0})
    first, second, third = taken_up(
        WHY, [BEST, scored(ARTICLE, "其一", 2.0, -4.0), scored(ARTICLE, "末句", 1.0, None)], reader, NAMES
    )

    assert (first.evidence.text, second, third.evidence.text) == ("其一是变压器到货晚。", BEST, "末句说的是别的。")
    assert first.reads == 3.0
    assert first.score == pytest.approx(9.0 + 2 * WEIGHT)
    assert reader.rows == [
        ["园区缺电", "首句与此无关。", "电网解释有两层原因。", "其一是变压器到货晚。", "其二是备用容量低。"]
    ]


def test_a_sentence_that_no_passage_holds_is_taken_from_the_article() -> None:
    assert order(Row({"其二": 1.5, "两层": 1.0})) == ["其二是备用容量低。", "电网解释有两层原因。"]


@pytest.mark.parametrize(
    ("odds", "elsewhere"),
    [
        ({"其一": 0.9, "两层": 1.0}, -5.0),  # the best one answers better
        ({"其一": -2.5, "两层": -4.0}, -5.0),  # neither answers
        ({"其一": 2.0, "两层": 1.0}, 3.5),  # another article answers far better
    ],
)
def test_otherwise_all_stay_as_they_are(odds: Mapping[str, float], elsewhere: float) -> None:
    assert order(Row(odds), scored(ELSEWHERE, "别处", 1.0, elsewhere)) == [BEST.evidence.text, "别处也说到电网。"]


def test_what_was_not_read_has_nobody_around_it() -> None:
    unread = replace(BEST, reads=None)
    assert taken_up(WHY, [unread], Row({}), NAMES) == [unread]
    assert taken_up(WHY, [], Row({}), NAMES) == []


def test_the_best_one_stays_near_to_be_shown_with_what_takes_it_up() -> None:
    first, second = taken_up(WHY, [BEST, scored(ARTICLE, "其一", 2.0, -4.0)], Row({"其一": 9.0, "两层": -3.0}), NAMES)

    assert (first.reads, second) == (9.0, BEST)
    assert first.score - second.score == MOST

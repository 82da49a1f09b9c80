"""Markers: which brackets are some, what they point to, and that no half of one is ever shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import cite, held_back, markers, rendered, without_markers
from assistant.types import AnswerSentence
from tests.assistant.fakes import MERGER

FORMS = [
    ("[1]", [1]), ("【1】", [1]), ("［1］", [1]), ("[编号1]", [1]), ("[編號 1]", [1]), ("[1][2]", [1, 2]), ("[1,2]", [1, 2]),
    ("[1、2]", [1, 2]), ("[1， 2]", [1, 2]), ("[^1]", [1]), ("[1-3]", [1, 2, 3]), ("[source 2]", [2]), ("[Source: 2]", [2]),
    ("[#3]", [3]), ("[ 12 ]", [12]), ("[1; 2]", [1, 2]), ("[1](http://a.b/c)", [1]), ("【来源1、来源2】", [1, 2]), ("［１２］", [12]),
]  # fmt: skip
PLAIN = ["[2024]", "[sic]", "[路透]", "【独家】", "[2024年]", "[1.5]", "[]", "[A1]", "(1)", "数组[下标]"]


def test_a_citation_knows_its_page() -> None:
    text = MERGER.text
    paged = replace(MERGER, pages=(0, 4, 4, 30))
    assert [cite(1, paged, at, at + 1).page for at in (0, 3, 4, 29, 30, len(text) - 1)] == [1, 1, 3, 3, 4, 4]
    assert cite(1, MERGER, 0, 5).page is None


@pytest.mark.parametrize(("marker", "numbers"), FORMS)
def test_every_usual_form_is_a_marker(marker: str, numbers: list[int]) -> None:
    assert markers(f"营收增长{marker}。") == numbers
    assert without_markers(f"营收增长 {marker}。") == "营收增长。"


@pytest.mark.parametrize("text", PLAIN)
def test_years_and_words_in_brackets_stay_text(text: str) -> None:
    assert markers(text) == []
    assert without_markers(f"见{text}。") == f"见{text}。"


def test_what_stands_between_markers_stays() -> None:
    assert without_markers("甲[1]，乙 [2][3]。[2024] 丙【4】") == "甲，乙。[2024] 丙"


PIECES = st.sampled_from(
    [form for form, _ in FORMS] + PLAIN[:4] + ["营收", " grew ", "3.2亿", "。", ", ", "\n", "(注)", "a"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_prefix_of_a_streamed_text_shows_half_a_marker(text: str) -> None:
    whole = without_markers(text)
    for end in range(len(text) + 1):
        shown = without_markers(held_back(text[:end])).rstrip()
        assert whole.startswith(shown)


@given(st.text("[]【】［］0123456789,、^编号a( )\n", max_size=30))
def test_what_is_held_back_is_only_the_end(text: str) -> None:
    assert text.startswith(held_back(text))


@given(st.text("[]【】［］0123456789,、^编号来源a( )", max_size=40))
def test_no_marker_survives_being_cut_out(text: str) -> None:
    cut = without_markers(text)
    while cut != text:
        text, cut = cut, without_markers(cut)
    assert markers(cut) == []


def test_a_bracket_left_open_does_not_hold_the_text_forever() -> None:
    assert held_back("a [" + "b " * 400).endswith("b ")


def test_a_citation_quotes_its_span() -> None:
    citation = cite(1, MERGER, 21, 40)
    assert citation.quote == MERGER.text[21:40]
    assert (citation.article_id, citation.title, citation.published) == (MERGER.id, MERGER.title, MERGER.published)


def test_markers_stand_behind_each_line() -> None:
    assert rendered([AnswerSentence("甲", (1, 2)), AnswerSentence("乙", ())]) == "甲[1][2]\n乙"

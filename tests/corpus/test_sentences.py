"""Sentences and clauses end where a reader would end them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import clause_spans, sentence_spans

TEXTS = st.one_of(st.text(), st.text("公司说，。！？…「」“”\"'()（）.!?;；, \nAbc3http://", max_size=80))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["公司裁员了。", "股价上涨！", "为什么？", "没人知道……", "后来才明白。"],
        ["收入增长3.5%，利润为1.2亿元。", "这是好消息。"],
        ["一方面成本上升；另一方面需求下降。", "两难。"],
        ["他说：“我们不卖。”", "谈判到此为止。"],
        ["「我們不賣。」他說，「一股也不賣。」", "會議結束。"],
        ["“还会再降价吗？”记者问道。", "他没有回答。"],
        ["他打趣说「這像不像賭博？誰知道。」", "眾人笑了。"],
        ["《谁动了我的算力？》一书卖了三万册。", "作者很高兴。"],
        ["详情见 https://example.org/a.b?c=1!d 一文。", "完。"],
    ],
)
def test_chinese_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    assert sentences("".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["Revenue rose 3.5% to $1.2 billion.", "Margins fell."],
        ["Mr. Hale met Dr. Ito in the U.S. on Monday.", "They signed."],
        ["Quillon Inc. bought Ardent Ltd. for cash.", "Nobody objected."],
        ["The office is in the U.S.", "It opens at 9 a.m.", "The staff is small."],
        ["It ranked No. 5 in Jan. 2024.", "Next year it fell."],
        ['"We will not sell," she said.', '"Not now."', "The talks ended."],
        ['"Why now?" he asked.', "Nobody knew."],
        ["J. K. Moreau founded it.", "She left in May."],
        ["Wait... what?", "Yes!", "Really."],
        ["Yahoo! said so.", "See www.example.com/x.y for more.", "End."],
        ["Prices (incl. tax) rose.", "Costs, e.g. power, fell."],
    ],
)
def test_english_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_newline_always_ends_a_sentence() -> None:
    assert sentences("没有句号的标题\n/ 02 / 第二节\n\n正文。") == ["没有句号的标题", "/ 02 / 第二节", "正文。"]


def test_a_decimal_point_does_not_end_a_sentence() -> None:
    assert sentences("版本 2.5 发布") == ["版本 2.5 发布"]


@given(TEXTS)
def test_spans_cover_every_visible_character_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text)
    covered = [at for start, end in spans for at in range(start, end)]
    assert covered == sorted(set(covered))
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(covered)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


def test_a_long_sentence_splits_at_semicolons_rather_than_commas() -> None:
    text = "甲" * 30 + "，" + "乙" * 30 + "；" + "丙" * 30 + "，" + "丁" * 30 + "。"
    assert [text[a:b] for a, b in clause_spans(text, 0, len(text), limit=80)] == [text[:62], text[62:]]


def test_a_long_sentence_without_boundary_stays_whole() -> None:
    text = "甲" * 300 + "。"
    assert clause_spans(text, 0, len(text)) == [(0, 301)]


def test_a_comma_between_digits_is_no_clause_boundary() -> None:
    text = "总额为1,234,567,890元" * 3
    assert clause_spans(text, 0, len(text), limit=10) == [(0, len(text))]


@given(st.text("公司，,；; a1。”", max_size=120), st.integers(1, 40))
def test_clauses_cover_the_sentence_in_order(text: str, limit: int) -> None:
    text = text.strip()
    spans = clause_spans(text, 0, len(text), limit)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))

"""Chunks are exact runs of whole sentences."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Chunk
from corpus.chunks import chunk_article


def count(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def chunks(text: str, max_tokens: int = 20, overlap: int = 1) -> list[Chunk]:
    return chunk_article(Article("a/b", "t", text, "zh-Hans"), count, max_tokens, overlap)


def test_chunks_are_runs_of_whole_sentences_and_repeat_the_last() -> None:
    assert [c.text for c in chunks("一二三四五。六七八九十。甲乙丙丁戊。己庚辛壬癸。")] == [
        "一二三四五。六七八九十。甲乙丙丁戊。",
        "甲乙丙丁戊。己庚辛壬癸。",
    ]


def test_ids_are_the_articles_id_and_a_number() -> None:
    assert [c.id for c in chunks("一二三四五六七八九十。" * 3)] == ["a/b#0", "a/b#1", "a/b#2"]


def test_an_empty_text_has_no_chunks() -> None:
    assert chunks(" \n ") == []


def test_a_chunk_ends_with_its_paragraph_once_it_is_well_filled() -> None:
    text = "一二三四五六七八九十一二三。\n甲乙丙。\n丁戊己。"
    assert [c.text for c in chunks(text, overlap=0)] == ["一二三四五六七八九十一二三。", "甲乙丙。\n丁戊己。"]


def test_a_sentence_that_is_too_long_is_cut_at_a_clause() -> None:
    text = "一二三四五六七八九十一二，甲乙丙丁戊己庚辛壬癸。"
    assert [c.text for c in chunks(text, overlap=0)] == ["一二三四五六七八九十一二，", "甲乙丙丁戊己庚辛壬癸。"]


def test_the_sentences_are_counted_in_one_call() -> None:
    calls: list[int] = []

    def counting(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return count(texts)

    chunk_article(Article("a", "t", "一二。三四。\n五六。", "zh-Hans"), counting)
    assert calls == [3]


@pytest.mark.parametrize(("max_tokens", "overlap"), [(0, 1), (10, -1)])
def test_impossible_sizes_are_refused(max_tokens: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="expected at least"):
        chunks("一。", max_tokens, overlap)


@given(st.text("公司说，。！；ab 1.\n", max_size=300), st.integers(1, 40), st.integers(0, 3))
def test_chunks_are_exact_small_enough_and_lose_nothing(text: str, max_tokens: int, overlap: int) -> None:
    made = chunks(text, max_tokens, overlap)
    assert made == chunks(text, max_tokens, overlap)
    assert all(text[c.start : c.end] == c.text for c in made)
    assert all(len("".join(c.text.split())) <= max_tokens for c in made)
    covered = {at for c in made for at in range(c.start, c.end)}
    assert {at for at, character in enumerate(text) if not character.isspace()} <= covered
    assert all(first.start < second.start and first.end < second.end for first, second in pairwise(made))

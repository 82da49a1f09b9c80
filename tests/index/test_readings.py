"""Pinyin: how characters are read, and how a word is taken apart into syllables."""

import pytest

from index.readings import MOST, read_aloud, readings, syllables


@pytest.mark.parametrize(
    ("han", "ways"),
    [("青岚", {"qinglan"}), ("曾岚", {"zenglan", "cenglan"}), ("吕岚", {"lulan", "lvlan", "lyulan"}), ("青A", set())],
)
def test_han_characters_are_read_in_every_way(han: str, ways: set[str]) -> None:
    assert set(read_aloud(han)) == ways


def test_a_name_that_could_be_read_in_too_many_ways_is_not_read() -> None:
    assert 1 < len(read_aloud("行重")) <= MOST
    assert read_aloud("行重" * 3) == ()


def test_a_surname_has_a_reading_of_its_own() -> None:
    assert readings().surnames["单"] == {"shan"}
    assert "dan" in readings().of["单"]


@pytest.mark.parametrize(
    ("word", "ways"),
    [
        ("qinglan", (("qing", "lan"),)),
        ("xian", (("xian",),)),  # Xi'an has an apostrophe, which is read before
        ("yanan", (("ya", "nan"),)),
        ("gemini", (("ge", "mi", "ni"),)),
        ("tencent", ()),
        ("a" * 60, ()),
    ],
)
def test_a_word_is_taken_apart_into_syllables(word: str, ways: tuple[tuple[str, ...], ...]) -> None:
    assert syllables(word) == ways

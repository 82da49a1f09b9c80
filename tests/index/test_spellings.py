"""How a Han name may be spelt, and how it is."""

import pytest

from index.spellings import coined, in_pinyin, people, spellings


def test_a_han_name_is_spelt_as_one_word_and_as_a_persons_in_either_order() -> None:
    assert {"guyanqing", "gu yanqing", "yanqing gu"} <= set(spellings("顾砚青"))
    assert "lanyu" in spellings("岚屿")


def test_two_words_may_be_a_person_with_the_surname_first_or_last() -> None:
    assert all(form.person and "顾" in form.characters[0] for form in people("Gu", "Yanqing"))
    assert [len(form.characters) for form in people("Yanqing", "Gu")] == [3]
    assert people("Harbour", "Robotics") == []


def test_an_english_word_is_a_name_only_where_that_is_known() -> None:
    assert coined("Lichen", a_name=False) == []
    assert {len(form.characters) for form in coined("Lichen", a_name=True)} == {2}
    assert coined("Tencent", a_name=True) == []


@pytest.mark.parametrize(
    ("person", "spelt"),
    [
        ("贺佳音", "He Jiayin"),
        ("曾鸣", "Zeng Ming"),
        ("邬景行", ""),  # xing or hang
        ("吕岚", ""),  # Lu or Lv
        ("欧阳岚音", ""),
        ("岚", ""),
    ],
)
def test_a_person_is_put_into_pinyin_where_every_character_is_read_in_one_way(person: str, spelt: str) -> None:
    assert in_pinyin(person) == spelt

"""People's names in Latin letters, where the dictionary leaves no choice."""

import pytest

from index.pinyin import in_pinyin


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("倪克非", "Ni Kefei"),
        ("賀佳音", "He Jiayin"),
        ("曾鸣", "Zeng Ming"),  # the surname's reading, not that of `once`
        ("吕不韦", "Lü Buwei"),
        ("邬景行", ""),  # xing or hang
        ("张建安", "Zhang Jian'an"),
        ("欧阳修", ""),  # a surname of two characters
        ("克非", ""),  # no surname
        ("暮桥创投", ""),
        ("倪", ""),
        ("Ada", ""),
    ],
)
def test_a_name_is_spelled_where_no_character_has_two_readings(name: str, spelled: str) -> None:
    assert in_pinyin(name) == spelled

"""Names as a text writes them."""

import pytest

from assistant.mentions import ADDRESS, mentions, subject


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("你听说过雁鸣博物馆吗？", ["雁鸣博物馆"]),
        ("月之暗面什么时候成立的？", ["月之暗面"]),
        ("智谱AI的估值", ["智谱AI"]),
        ("I was in chile and saw Easter Island", ["Easter Island"]),
        ("I'm asking who led the Series C", []),
        ("此塔有多高？", []),
        ("青岚智能创始人许望舒说", ["青岚智能", "许望舒"]),
        ("承曜董事長簡宏達在會上說", ["承曜", "簡宏達"]),
        ("负责人王川离开公司", ["王川"]),
        ("投资人看好，记者会上", []),
    ],
)
def test_names_are_found_whole_and_without_the_words_around_them(text: str, names: list[str]) -> None:
    assert [mention.name for mention in mentions(text)] == names
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions(text))


def test_an_address_is_told_from_a_name() -> None:
    assert ADDRESS.fullmatch("汀州市临江区沿河路")
    assert ADDRESS.fullmatch("汀州市")
    assert not ADDRESS.fullmatch("汀州市规划展览馆")
    assert not ADDRESS.fullmatch("前门大街")


def test_a_question_is_about_what_it_opens_with() -> None:
    assert subject("零一万物的李开复说了什么？") == "零一万物"
    assert subject("感觉故宫还不错") == "故宫"
    assert subject("感觉还不错") == ""


def test_a_fund_is_told_from_a_person_by_its_ending() -> None:
    (fund,) = mentions("Northgate Ventures led it")
    assert fund.tells_organisation

"""Names in several forms: mined from articles, and from the table."""

from pathlib import Path

import pytest

from index.aliases import TABLE, Aliases, mine, read_table


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "大模型公司青岚智能（Qinglan AI）周二宣布。青岚智能说，此轮由青岚智能的老股东领投。",
            ["青岚智能", "Qinglan AI"],
        ),
        ("Qinglan AI（青岚智能）announced.", ["青岚智能", "Qinglan AI"]),
        ("Qinglan AI, known in Chinese as 青岚智能, said so.", ["青岚智能", "Qinglan AI"]),
        ("他是公司创始人许望舒（Xu Wangshu）。", ["许望舒", "Xu Wangshu"]),
        ("青岚智能（Qinglan AI）", ["青岚智能", "青岚"]),
    ],
)
def test_an_article_that_gives_two_names_for_one_thing_teaches_them(text: str, pair: list[str]) -> None:
    assert pair in mine([text])


@pytest.mark.parametrize("text", ["价格（约合5亿元）", "GPU（图形处理器数量达到十万）", "没有括号的句子。"])
def test_brackets_that_hold_no_name_teach_nothing(text: str) -> None:
    assert not [p for p in mine([text]) if p[1].isascii() and p[0] in ("价格", "没有括号的句子")]


def test_a_query_finds_the_other_forms_of_a_name_in_any_script() -> None:
    names = Aliases([("青岚智能", "青岚", "Qinglan AI")])
    assert names.others("How much did Qinglan AI raise?") == ["青岚智能", "青岚"]
    assert names.others("青嵐智能融了多少錢？") == ["qinglan ai"]
    assert names.same("青嵐") == ("青岚智能", "青岚", "qinglan ai")


def test_a_latin_name_counts_only_as_a_whole_word() -> None:
    assert Aliases([("美塔", "Meta")]).others("the metal industry") == []


def test_the_longest_name_at_a_place_is_meant() -> None:
    names = Aliases([("青岚", "Qinglan"), ("青岚云", "Qinglan Cloud")])
    assert names.named("青岚云的客户") == ["青岚云"]


def test_groups_that_share_a_name_become_one() -> None:
    names = Aliases([("青岚智能", "Qinglan AI"), ("青岚智能", "青岚")])
    assert set(names.same("青岚")) == {"青岚智能", "qinglan ai", "青岚"}


def test_the_table_that_ships_can_be_read() -> None:
    assert all(len(group) >= 2 for group in read_table(TABLE))


def test_a_line_with_one_name_is_named(tmp_path: Path) -> None:
    table = tmp_path / "names.txt"
    table.write_text("# names\n甲 = A\n乙\n", "utf-8")
    with pytest.raises(ValueError, match="line 3"):
        read_table(table)

"""Names in several forms: mined from articles, and from the table."""

from collections import Counter
from pathlib import Path

import pytest

from corpus.fold import fold
from index.aliases import TABLE, Aliases, read_table
from index.mining import mine


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


def test_the_table_that_ships_gives_each_thing_a_chinese_and_a_latin_form() -> None:
    groups = read_table(TABLE)
    assert [g for g in groups if len(g) < 2 or all(n.isascii() for n in g) or not any(n.isascii() for n in g)] == []


def test_no_form_of_the_table_that_ships_stands_twice() -> None:
    forms = Counter(fold(name) for group in read_table(TABLE) for name in group)
    assert [form for form, times in forms.items() if times > 1] == []


def test_a_chinese_form_of_the_table_that_ships_comes_before_the_latin_ones() -> None:
    groups = [[name.isascii() for name in group] for group in read_table(TABLE)]
    assert all(group == sorted(group) for group in groups)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("川普谈到联准会的鲍威尔", {"donald trump", "federal reserve", "jerome powell"}),
        ("史丹佛大学的欣顿", {"stanford university", "geoffrey hinton"}),
        ("普丁會見馬克宏", {"vladimir putin", "emmanuel macron"}),
        ("Who runs the NDRC?", {"国家发改委"}),
        ("Masayoshi Son on Arm", {"孙正义"}),
    ],
)
def test_the_table_that_ships_knows_well_known_names_in_the_words_of_each_region(text: str, forms: set[str]) -> None:
    assert forms <= set(Aliases(read_table(TABLE)).others(text))


@pytest.mark.parametrize(
    "text",
    [
        "高通胀之下，其中共有三家企业",
        "北京东城区和南京东路的商铺",
        "三星级酒店",
        "报道指出，努力拓展市场",
        "well fed cattle on the metal floor",
    ],
)
def test_the_table_that_ships_reads_no_name_into_other_words(text: str) -> None:
    wrong = {"qualcomm", "jd.com", "samsung", "rio tinto", "dow jones", "communist party of china", "federal reserve"}
    assert not wrong & set(Aliases(read_table(TABLE)).others(text))


def test_a_line_with_one_name_is_named(tmp_path: Path) -> None:
    table = tmp_path / "names.txt"
    table.write_text("# names\n甲 = A\n乙\n", "utf-8")
    with pytest.raises(ValueError, match="line 3"):
        read_table(table)


def test_a_name_that_is_a_common_word_counts_in_capitals_alone() -> None:
    names = Aliases([("世卫组织", "WHO")])
    assert names.others("Who said so?") == []
    assert names.others("What did the WHO say?") == ["世卫组织"]
    assert names.same("世卫组织") == ("世卫组织",)


def test_names_join_what_is_known_without_changing_it() -> None:
    known = Aliases([("青岚智能", "青岚")])
    joined = known.joined_by([("青岚", "Qinglan")])
    assert set(joined.same("Qinglan")) == {"青岚智能", "青岚", "qinglan"}
    assert known.same("Qinglan") == ("qinglan",)
    assert known.joined_by([]) is known


@pytest.mark.parametrize(
    ("question", "text", "renamed"),
    [
        (
            "青岚的营收是多少？",
            "Qinglan AI's revenue rose; Qinglan AIs did not.",
            "青岚's revenue rose; Qinglan AIs did not.",
        ),
        ("What did Qinglan AI earn?", "青岚智能的营收，青嵐的利潤。", "Qinglan AI的营收，Qinglan AI的利潤。"),
        ("云杉的营收是多少？", "Qinglan AI's revenue rose.", "Qinglan AI's revenue rose."),
    ],
)
def test_a_text_is_read_with_the_names_that_the_question_uses(question: str, text: str, renamed: str) -> None:
    assert Aliases([("青岚智能", "青岚", "Qinglan AI")]).as_named_in(question, text) == renamed

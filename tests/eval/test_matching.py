"""When two pieces of text say the same."""

import pytest

from eval.matching import amounts, holds, overlaps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("融资6.6亿元", {6.6e8}),
        ("raised $660 million", {6.6e8}),
        ("約3億美元", {3e8}),
        ("三百萬人", {3e6}),
        ("百分之七十二", {72.0}),
        ("1,234 people", {1234.0}),
        ("一家公司", set()),
        ("72%[12]", {72.0}),
        ("五成", {50.0}),
    ],
)
def test_amounts_are_the_same_in_every_script_and_unit(text: str, expected: set[float]) -> None:
    assert amounts(text) == expected


def test_an_answer_in_the_other_script_is_held() -> None:
    assert holds("投資方是遠山資本。[1]", ["远山资本"])


def test_a_number_inside_a_longer_number_is_not_held() -> None:
    assert not holds("共 1300 人", ["30"])
    assert not holds("共 3.05 倍", ["3"])
    assert holds("共 30 人", ["30"])


def test_an_equal_amount_in_another_unit_is_held() -> None:
    assert holds("raised 660 million yuan", ["6.6亿元"])


def test_a_qualified_amount_does_not_stand_for_another_wording() -> None:
    assert not holds("raised 1000 million yuan", ["近10亿元"])


def test_a_small_number_needs_its_own_wording() -> None:
    assert not holds("it has 5 offices", ["五家"])


def test_an_empty_variant_is_never_held() -> None:
    assert not holds("", [""])


def test_a_quote_that_holds_the_evidence_overlaps() -> None:
    assert overlaps("公司在周二宣布,裁员三百人。", "裁員三百人")


def test_a_fragment_of_the_evidence_does_not_overlap() -> None:
    assert not overlaps("裁员", "公司在周二宣布裁员三百人")


def test_sixty_per_cent_of_the_evidence_overlaps() -> None:
    assert overlaps("abcdef", "abcdefghij")
    assert not overlaps("abcde", "abcdefghij")


def test_a_quote_of_more_than_180_characters_shows_nothing() -> None:
    assert overlaps("证据" + "甲" * 178, "证据")
    assert not overlaps("证据" + "甲" * 179, "证据")


def test_long_evidence_lets_its_quote_be_twenty_characters_longer() -> None:
    evidence = "abcdefghij" * 20
    assert overlaps(evidence + "x" * 20, evidence)
    assert not overlaps(evidence + "x" * 21, evidence)

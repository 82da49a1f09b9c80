"""What a chunk is embedded and searched with."""

from index.context import contextual_text, embeddable
from tests.fakes import article


def test_a_chunk_stands_under_its_articles_title() -> None:
    whole = article("a", "正文。", title="星澜完成融资")
    assert contextual_text(whole, "公司成立于 2021 年。") == "星澜完成融资\n公司成立于 2021 年。"


def test_a_chunk_that_begins_with_the_title_does_not_get_it_twice() -> None:
    whole = article("a", "正文。", title="星瀾完成融資")
    for text in ("星瀾完成融資\n本報訊。", "星澜完成融资\n本报讯。", "【快訊】星瀾完成融資。"):
        assert contextual_text(whole, text) == text


def test_a_blank_title_adds_nothing() -> None:
    assert contextual_text(article("a", "正文。", title="  "), "正文。") == "正文。"


def test_scripts_and_widths_are_one_and_letter_case_is_kept() -> None:
    assert embeddable("雲端運算 ＯｐｅｎＬａｎｔｕ ２０２４") == "云端运算 OpenLantu 2024"

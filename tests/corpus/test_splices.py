"""Advertisements spliced into sentences."""

import pytest

from corpus.splices import find_splices

ARTICLE = (
    "星桥机器人周二宣布与港口集团签订服务合同，首批三百台设备明年投入使用。创始人表示，这份合同利润不高，但意义重大。"
    "分析师认为，同行都在观望，价格战迟早会来。港口方面说，旧设备已经用了二十年，维护成本越来越高，更换势在必行。"
)


def cut(text: str, polluted: bool) -> str:
    for found in sorted(find_splices(text, polluted), reverse=True):
        text = text[: found.start] + text[found.end :]
    return text


@pytest.mark.parametrize("polluted", [True, False])
def test_a_clean_article_keeps_every_word(polluted: bool) -> None:
    assert cut(ARTICLE, polluted) == ARTICLE


def test_a_phrase_that_breaks_a_word_is_cut_from_a_polluted_page() -> None:
    assert cut(ARTICLE.replace("机器人周二", "机游泳池清洁，器人周二"), True) == ARTICLE


def test_a_half_width_comma_among_full_width_ones_gives_an_ad_away() -> None:
    assert cut(ARTICLE.replace("成本越来越高", "成本越来草坪修剪,越高"), True) == ARTICLE.replace(
        "成本越来越高", "成本越来越高"
    )


def test_small_advertisements_are_known_by_their_trade() -> None:
    assert cut(ARTICLE.replace("已经用了", "已经二手钢琴回收，用了"), True) == ARTICLE


def test_without_other_noise_one_sign_is_not_enough() -> None:
    dirty = ARTICLE.replace("已经用了", "已经草坪修剪,用了")
    assert cut(dirty, False) == dirty


def test_a_phrase_the_article_is_about_is_no_ad() -> None:
    text = ARTICLE.replace("创始人", "钢琴回收是它的老本行。创始人").replace("已经用了", "已经做钢琴回收，用了")
    assert "做钢琴回收，用了" in cut(text, True)

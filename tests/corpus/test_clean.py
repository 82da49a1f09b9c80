"""Cleaning cuts noise and nothing else."""

import os
from collections import Counter
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.clean import clean

PARAGRAPH = "星桥机器人周二宣布与港口集团签订为期五年的服务合同，首批三百台设备将于明年春天投入使用。"
OTHER = "公司创始人表示，这份合同的利润不高，但能证明机器可以在盐雾和暴雨里工作，同行都在观望。"
HANT = "星橋機器人週二宣布與港口集團簽訂為期五年的服務合約，首批三百台設備將於明年春天投入使用。"
ENGLISH = "Starbridge Robotics said on Tuesday that it would supply three hundred machines to the port over five years."


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


@pytest.mark.parametrize("text", [PARAGRAPH, f"{PARAGRAPH}\n\n{OTHER}", HANT, ENGLISH])
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(text) == (text, ())


def test_tokens_in_a_word_and_the_marks_around_it_are_cut() -> None:
    dirty = PARAGRAPH.replace("机器人", "@机%a7Kq2%器%9Zx1c%人@")
    text, removed = clean(dirty)
    assert text == PARAGRAPH
    assert [r.text for r in removed] == ["@", "%a7Kq2%", "%9Zx1c%", "@"]
    assert {r.reason for r in removed} == {"noise token"}


@pytest.mark.parametrize(
    "text",
    [
        "毛利率从5%升至2023年的8%，上升3个百分点。",
        "写信到 info@example.org 或 @starbridge 联系。",
        "地址是 https://example.org/%E6%98%9F%E6%A1%A5 一页。",
        "变量 %PATH% 没有设置。",
    ],
)
def test_percentages_addresses_and_escapes_are_no_tokens(text: str) -> None:
    assert clean(text)[0] == text


def test_invisible_characters_go_and_joined_emoji_stay() -> None:
    assert clean("星\u200b桥\ufeff机\u00ad器\x07人\ue123。👩\u200d🔬")[0] == "星桥机器人。👩\u200d🔬"


def test_markup_that_was_never_rendered_goes() -> None:
    assert clean(f"[b]{PARAGRAPH}[/b]&nbsp;<br />")[0] == PARAGRAPH


@pytest.mark.parametrize(
    "line",
    [
        "分享到：微信 微博 QQ空间",
        "分享至：LINE Facebook",
        "Share this article: Facebook Twitter LinkedIn",
        "点击阅读全文",
        "點擊閱讀全文 >>",
        "Click here to subscribe to our newsletter",
        "Sign up for our daily newsletter",
        "Follow us on Instagram and X",
        "Advertisement",
        "Powered by WordPress",
        "© 2023 Northlight Media. All rights reserved.",
        "版权所有 北灯传媒 2019-2023",
        "未经授权，不得转载本网站内容",
        "責任編輯：林小樹",
        "责任编辑：林小树 校对：何田",
        "阅读 3204　点赞 18",
        "128 次阅读 | 5 条评论",
        "1,024 views 12 comments",
        "5 min read",
        "您现在的位置：首页 > 财经 > 正文",
        "首页 > 科技 > 机器人",
        "Home > News > Robotics",
        "首页 | 新闻 | 财经 | 登录 | 注册",
        "图片来源：视界图库",
        "圖／本報資料照",
        "Photo by Lena Ortiz",
        "长按识别二维码关注我们",
        "下一篇：港口为什么要换机器",
        "返回顶部",
        "以上内容仅代表作者个人观点，与本站立场无关。",
        "本帖最后由 老船长 于 2023-5-6 10:20 编辑",
        "只看该作者 | 倒序浏览",
        "您需要登录后才可以回帖 登录 | 立即注册",
    ],
)
def test_a_line_of_page_furniture_goes_and_is_recorded(line: str) -> None:
    text, removed = clean(f"{PARAGRAPH}\n{line}\n{OTHER}")
    assert text == f"{PARAGRAPH}\n{OTHER}"
    assert [r.text for r in removed] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "未经用户许可，平台不得收集个人信息，否则最高罚款五十万元。",
        "该公司称，版权所有者可以在三十天内提出异议。",
        "沙发销量大增",
        "需要注册资本一百万元。",
        "关注的焦点转向了电池寿命。",
        "A chip designed by Northlight and made in Osaka",
        "Location: Rotterdam",
        "2021 2022 2023 2024",
        "分享经济的下一步",
        "阅读障碍症患者的新工具",
        "编辑部的故事",
        "The views expressed by analysts differ widely.",
    ],
)
def test_a_line_that_only_resembles_furniture_stays(line: str) -> None:
    text = f"{PARAGRAPH}\n{line}\n{OTHER}"
    assert clean(text)[0] == text


def test_related_links_at_the_end_go_with_their_heading() -> None:
    links = "相关阅读：\n《港口的机器》\n码头工人怎么看\n· 盐雾里的电池"
    assert clean(f"{PARAGRAPH}\n{OTHER}\n\n{links}")[0] == f"{PARAGRAPH}\n{OTHER}"


def test_paragraphs_after_related_links_stay() -> None:
    text, _ = clean(f"{PARAGRAPH}\n延伸閱讀\n《港口的機器》\n{OTHER}")
    assert text == f"{PARAGRAPH}\n{OTHER}"


def test_a_forum_print_page_loses_its_chrome() -> None:
    page = (
        f"海边闲聊论坛\n\n標題: 港口换机器 [打印本頁]\n\n作者: admin    時間: 2023-05-06 10:20\n標題: 港口换机器\n{PARAGRAPH}\n\n"
        f"{OTHER}\n\n欢迎光临 海边闲聊论坛 (https://bbs.example.org/) Powered by Discuz! X3.4"
    )
    assert clean(page)[0] == f"{PARAGRAPH}\n\n{OTHER}"


def test_the_synopsis_of_a_film_is_no_authors_box() -> None:
    text = f"{PARAGRAPH}\n影片：《长堤》\n简介：一个守灯塔的人和他的机器。"
    assert clean(text)[0] == text


def test_the_authors_box_at_the_end_goes_with_a_name_seen_above() -> None:
    body = "\n".join(
        ["港口换机器", "北灯财经 2023-05-06", PARAGRAPH, OTHER, "船还在海上。", "机器已经到了。", "没有人着急。"]
    )
    assert clean(f"{body}\n北灯财经\n简介：关注制造业与航运")[0] == body


def test_an_advertisement_alone_on_its_line_between_paragraphs_goes() -> None:
    text, removed = clean(f"{PARAGRAPH}\n游泳池清洁工,\n{OTHER}")
    assert text == f"{PARAGRAPH}\n{OTHER}"
    assert removed[0].reason == "advertisement"


def test_a_verse_with_commas_stays() -> None:
    verse = "海風吹過長堤，\n燈塔照著歸期，\n船未到，\n人已老。"
    assert clean(verse)[0] == verse


def test_editors_behind_the_last_sentence_go() -> None:
    assert clean(f"{PARAGRAPH}（责任编辑：林小树）")[0] == PARAGRAPH


FURNITURE = [
    "分享到：微信 微博",
    "点击阅读全文",
    "责任编辑：林",
    "相关阅读",
    "© 2023",
    "@星%a1B2c%桥@",
    "游泳池清洁工,",
    PARAGRAPH,
    OTHER,
]


@settings(deadline=None)  # the first call loads dictionaries
@given(st.one_of(st.text(), st.lists(st.sampled_from(FURNITURE)).map("\n".join)))
def test_what_is_cut_and_what_stays_add_up_to_the_original(text: str) -> None:
    cleaned, removed = clean(text)
    assert visible(cleaned) + sum((visible(r.text) for r in removed), Counter()) == visible(text)
    rest = iter(text)
    assert all(character in rest for character in cleaned)
    assert all(r.reason for r in removed)


def test_the_seeds_lose_their_noise() -> None:
    folder = os.environ.get("ASSISTANT_TEST_SEEDS")
    if not folder:
        pytest.skip("ASSISTANT_TEST_SEEDS names no folder of scraped articles: cleaning is not checked against them")
    for path in sorted(Path(folder).glob("*.txt")):
        raw = path.read_text("utf-8")
        text, removed = clean(raw)
        assert "Powered by" not in text, path
        assert len(text) > 0.9 * len(raw), (path, removed)


@pytest.mark.parametrize(
    "line",
    [
        "20240305" * 40,
        "阅读 12 " * 50 + "而已",
        "编辑:何" * 60 + "。他",
        "积分: 1 " * 40 + "而已",
        "分享到 微信 微博 " * 30 + "而已",
    ],
)
def test_a_line_that_could_be_divided_in_many_ways_is_looked_at_once(line: str) -> None:
    started = process_time()
    assert clean(line)[0].startswith(line.strip()[:8])
    assert process_time() - started < 2


@pytest.mark.parametrize(
    "line", ["阅读 1,234 评论 56", "1.2万次阅读", "123 阅读 | 45 评论", "views 3 / likes 4", "阅读 8"]
)
def test_counts_are_furniture_however_they_are_set(line: str) -> None:
    assert clean(f"港口换机器的消息。\n{line}\n创始人很高兴。")[0] == "港口换机器的消息。\n创始人很高兴。"


@pytest.mark.parametrize("line", ["2024", "阅读", "1,234", "评论员说"])
def test_a_number_or_a_word_alone_is_no_count(line: str) -> None:
    assert line in clean(f"港口换机器的消息。\n{line}\n创始人很高兴。")[0]

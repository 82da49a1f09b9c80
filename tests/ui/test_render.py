"""The HTML of a conversation."""

from dataclasses import replace

import pytest

from assistant.types import Answer, AnswerSentence, Disagreement, Version
from corpus.article import Language
from tests.ui.fakes import HANS, HANT, HOSTILE, FakeAssistant, answer, cite, hit, refusal
from ui.conversation import Exchange
from ui.failure import Failure
from ui.render import conversation, status_line
from ui.render_sources import sources_panel, whole_article
from ui.sources import sources_of

LED = "本轮融资额为 3.2 亿元,由云杉资本领投,老股东北岸创投跟投。"


def exchange(given: Answer, question: str = "问?", turn: int = 1) -> Exchange:
    return Exchange(turn, question, answer=given, sources=sources_of(given, FakeAssistant().article))


def test_every_marker_of_a_citation_is_a_link_and_other_brackets_stay_text() -> None:
    html = conversation((exchange(answer([f"{LED}[1]", "见[2024]与[7]"], cite(1, HANS, LED)), turn=3),), "zh-Hans")
    assert html.count('<a class="na-marker"') == 1
    assert 'href="#na-source-3-1" data-turn="3" data-key="1"' in html
    assert "见[2024]与[7]" in html


def test_the_markers_of_a_draft_are_shown_but_lead_nowhere() -> None:
    html = conversation((Exchange(1, "问?", draft="甲 [1]\n乙"),), "zh-Hans")
    assert '<span class="na-marker">1</span>' in html
    assert "<a " not in html
    assert 'aria-busy="true"' in html


def test_everything_from_outside_is_escaped() -> None:
    evil = "<script>x</script>"
    quote = '<img src=x onerror="window.stolen = 1">'
    shown = exchange(answer([f"{evil}[1]"], cite(1, HOSTILE, quote), standalone=evil, notices=[evil]), question=evil)
    refused = exchange(refusal(evil, hit(HOSTILE, quote)), question=evil, turn=2)
    failed = Exchange(3, evil, failure=Failure("failed", evil))
    html = conversation((shown, refused, failed), "en") + sources_panel((shown, refused, failed), "en")
    html += whole_article(HOSTILE, quote, HOSTILE.text.index(quote), "en")
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    assert "<b>" not in html


def test_a_question_is_shown_as_understood_only_when_it_was_rewritten() -> None:
    same = conversation((exchange(answer([LED], standalone="问?")),), "zh-Hans")
    other = conversation((exchange(answer([LED], standalone="星澜智能融资多少?")),), "zh-Hans")
    assert "na-understood" not in same
    assert '<textarea rows="2" maxlength="2000"' in other
    assert "按此检索：<span>星澜智能融资多少?</span>" in other


def test_a_sentence_without_support_is_marked_as_such() -> None:
    given = replace(answer(["有据。[1]没有根据的话。"], cite(1, HANS, LED)), mode="llm")
    given = replace(given, sentences=(AnswerSentence("没有根据的话。", (), supported=False),))
    html = conversation((exchange(given),), "zh-Hans")
    assert '<span class="na-unsupported" title="没有在文章里找到这一句的依据">没有根据的话。</span>' in html


def test_a_refusal_lists_every_article_once() -> None:
    refused = refusal("没有。", hit(HANS, LED), hit(HANS, "10 月 15 日"), hit(HANT, "陳以恆"))
    html = conversation((exchange(refused),), "en")
    assert html.count('class="na-near"') == 2
    assert "The articles do not say" in html


def test_the_status_line_names_the_mode_and_the_span_of_dates() -> None:
    status = FakeAssistant().status()
    assert "未配置语言模型：回答由文章原句组成" in status_line(status, "zh-Hans")
    assert "4 articles · 2024-10-15 to 2024-11-21" in status_line(status, "en")
    assert "qwen3" in status_line(replace(status, mode="llm", llm_model="qwen3"), "zh-Hant")
    assert "make index" in status_line(None, "en")


def test_what_the_articles_disagree_about_is_a_table_with_a_way_to_each_source() -> None:
    versions = (
        Version("<b>3.2 亿元</b>", HANS.id, HANS.title, HANS.published, "reported", 1),
        Version("兩億八千萬元", HANT.id, HANT.title, None, "rumour", 2),
    )
    given = answer(["两种说法[1]"], cite(1, HANS, LED))
    disputed = exchange(replace(given, disagreements=(Disagreement("融资额<i>", versions),)), turn=4)
    html = conversation((disputed,), "en")
    assert "<caption>The articles differ: 融资额&lt;i&gt;</caption>" in html
    assert html.count("<tr>") == 3
    assert "<td>&lt;b&gt;3.2 亿元&lt;/b&gt;</td>" in html
    assert f'<a class="na-near" href="#na-source-4-1" data-turn="4" data-key="1">{HANS.title}</a>' in html
    assert f"<td>{HANT.title}</td><td>undated</td><td>rumour</td>" in html
    assert "<td>2024-10-15</td><td>报道</td>" in conversation((disputed,), "zh-Hans")
    assert "<table>" not in conversation((exchange(given),), "en")


def test_only_the_last_exchange_shows_its_sources_at_first() -> None:
    first, second = exchange(answer([f"{LED}[1]"], cite(1, HANS, LED))), exchange(answer([LED]), turn=2)
    html = sources_panel((first, second), "zh-Hans")
    assert '<section class="na-sources" data-turn="1" hidden>' in html
    assert '<section class="na-sources" data-turn="2">' in html


def test_a_sentence_that_moved_is_found_and_one_that_is_gone_is_said_to_be_gone() -> None:
    assert f"<mark>{LED}</mark>" in whole_article(HANS, LED, 3, "zh-Hans")
    gone = whole_article(HANS, "这句已经删了。", 3, "zh-Hans")
    assert "<mark>" not in gone
    assert "有改动" in gone


def test_a_headline_and_a_byline_that_stand_above_an_article_are_not_repeated_in_it() -> None:
    head = f"{HANS.title}\n浙江商业观察 2024-10-15 记者 李闻\n\n"
    headed = replace(HANS, text=head + HANS.text)
    html = whole_article(headed, LED, headed.text.index(LED), "zh-Hans")
    assert html.count(HANS.title) == 1
    assert html.count("浙江商业观察") == 1
    assert f"<mark>{LED}</mark>" in html
    assert whole_article(headed, HANS.title, 0, "zh-Hans").count(HANS.title) == 2
    assert "10月16日" in whole_article(
        replace(headed, text="本报记者 李闻 10月16日\n正文。", published=None), "", 0, "en"
    )
    assert "10 月 15 日,人工智能公司" in html


def test_a_passage_over_several_paragraphs_is_marked_in_each() -> None:
    quote = HANT.text[:20]
    assert quote.count("\n") == 1
    assert whole_article(HANT, quote, 0, "zh-Hant").count("<mark>") == 2


def test_what_repeats_an_article_stands_under_it_and_is_escaped() -> None:
    (source,) = sources_of(answer(["本轮[1]"], cite(1, HANS, "本轮")), FakeAssistant().article)
    plain = Exchange(1, "q", answer=answer(["本轮[1]"], cite(1, HANS, "本轮")), sources=(source,))
    repeated = replace(plain, sources=(replace(source, also=("<b>转载</b>",)),))
    assert "内容几乎相同：&lt;b&gt;转载&lt;/b&gt;" in sources_panel((repeated,), "zh-Hans")
    assert "内容几乎相同" not in sources_panel((plain,), "zh-Hans")


@pytest.mark.parametrize(("language", "words"), [("en", "p. 3"), ("zh-Hans", "第 3 页"), ("zh-Hant", "第 3 頁")])
def test_a_source_with_a_page_says_it_in_the_language_of_the_interface(language: Language, words: str) -> None:
    one = exchange(answer([f"{LED}[1]"], cite(1, HANS, LED)))
    assert words not in sources_panel((one,), language)
    paged = replace(one, sources=tuple(replace(source, page=3) for source in one.sources))
    assert f"· {words}</p>" in sources_panel((paged,), language)

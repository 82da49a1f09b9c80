"""The page in a real Chromium: what a reader sees and clicks."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant.types import Answer, Disagreement, Version
from tests.ui.browser import ARGUMENTS, MISSING, find_browser
from tests.ui.fakes import ENGLISH, HANS, HANT, HOSTILE, FakeAssistant, answer, cite, hit, refusal
from tests.ui.serving import serving

pytestmark = [
    pytest.mark.slow,
    # Gradio leaves event loops open, and its queue speaks to pandas in an older dialect.
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:.*(no_silent_downcasting|copy keyword).*"),
]
LED = "本轮融资额为 3.2 亿元,由云杉资本领投,老股东北岸创投跟投。"
DISPUTED = "星瀾智能日前公布新一輪融資,但知情人士向本報表示,實際到帳金額為兩億八千萬元人民幣。"
WORTH = "The contract is worth about $45 million, according to two people familiar with the terms."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = find_browser(playwright)
        if found is None:
            pytest.skip(MISSING)
        launched = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return FakeAssistant(pause=0.05)


@pytest.fixture(scope="module")
def address(assistant: FakeAssistant) -> Iterator[str]:
    with serving(assistant) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page in Simplified Chinese; at the end, nothing may have been asked for outside 127.0.0.1 or have failed."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860})
    opened = context.new_page()
    requests: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(address)
    expect(opened.locator("#na-status")).to_contain_text("未配置语言模型")
    yield opened
    context.close()
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert faults == []


def ask(page: Page, question: str) -> None:
    page.locator("#na-question textarea").fill(question)
    page.locator("#na-send").click()


def funding() -> Answer:
    return answer(
        ["融资额有两种说法 [1][2]", f"{LED}[1]", f"{DISPUTED}[2]"], cite(1, HANS, LED), cite(2, HANT, DISPUTED)
    )


def test_an_answer_streams_and_its_citation_leads_to_the_sentence_and_the_whole_article(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.queue = [funding()]
    ask(page, "融了多少钱?")
    expect(page.locator(".na-draft")).to_contain_text("融资额")
    expect(page.locator("#na-stop")).to_be_visible()
    expect(page.locator("#na-live a.na-marker")).to_have_count(4)
    expect(page.locator("#na-send")).to_be_visible()

    page.locator("#na-live a.na-marker[data-key='2']").first.click()
    card = page.locator("#na-source-1-2")
    expect(card).to_have_class("na-source na-current na-flash")
    expect(card.locator("mark")).to_have_text(DISPUTED)
    expect(card.locator("mark")).to_be_in_viewport()
    expect(card).to_contain_text("2024-10-17 · 港島財經 · 繁体中文")

    card.locator(".na-open").click()
    expect(page.locator("#na-article h2")).to_have_text(HANT.title)
    expect(page.locator("#na-article mark")).to_have_text(DISPUTED)
    expect(page.locator("#na-article mark")).to_be_in_viewport()
    page.locator("#na-close").click()
    expect(page.locator("#na-dialog")).to_be_hidden()


def test_each_turn_keeps_its_own_sources_and_a_rewritten_question_is_shown(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.queue = [funding(), answer([f"{WORTH} [1]"], cite(1, ENGLISH, WORTH), standalone="云合同值多少钱?")]
    ask(page, "融了多少钱?")
    expect(page.locator("#na-live a.na-marker")).to_have_count(4)
    ask(page, "那合同呢?")
    expect(page.locator(".na-exchange[data-turn='2'] a.na-marker")).to_have_count(1)
    expect(page.locator(".na-understood p")).to_have_text("按此检索：云合同值多少钱? 修改")
    expect(page.locator("#na-source-2-1 mark")).to_be_visible()
    expect(page.locator("#na-source-1-1")).to_be_hidden()

    page.locator(".na-exchange[data-turn='1'] a.na-marker[data-key='1']").first.click()
    expect(page.locator("#na-source-1-1 mark")).to_have_text(LED)
    expect(page.locator("#na-source-2-1")).to_be_hidden()
    assert assistant.asked[-1][1][0].text == "融了多少钱?"


def test_a_rewritten_question_can_be_changed_and_is_asked_again_by_itself(page: Page, assistant: FakeAssistant) -> None:
    assistant.queue = [funding(), answer([f"{LED}[1]"], cite(1, HANS, LED), standalone="星澜智能呢?"), funding()]
    ask(page, "融了多少钱?")
    expect(page.locator("#na-live a.na-marker")).to_have_count(4)
    ask(page, "那合同呢?")
    expect(page.locator(".na-rephrasing")).to_be_hidden()
    page.locator(".na-rephrase").click()
    field = page.locator(".na-rephrasing textarea")
    expect(field).to_have_value("星澜智能呢?")
    field.fill("北辰算力与星澜智能的合同值多少钱?")
    page.locator("#na-question textarea").fill("写了一半")
    field.press("Enter")
    expect(page.locator(".na-exchange[data-turn='3'] .na-question")).to_have_text("北辰算力与星澜智能的合同值多少钱?")
    expect(page.locator(".na-exchange[data-turn='3'] a.na-marker")).to_have_count(4)
    assert assistant.asked[-1][:2] == ("北辰算力与星澜智能的合同值多少钱?", ())
    expect(page.locator("#na-question textarea")).to_have_value("写了一半")


def test_what_the_articles_disagree_about_stands_in_a_table_below_the_answer(
    page: Page, assistant: FakeAssistant
) -> None:
    versions = (
        Version("3.2 亿元", HANS.id, HANS.title, HANS.published, "reported", 1),
        Version("兩億八千萬元", HANT.id, HANT.title, HANT.published, "rumour", 2),
    )
    assistant.queue = [replace(funding(), disagreements=(Disagreement("融资额", versions),))]
    ask(page, "融了多少钱?")
    table = page.locator(".na-disagreement table")
    expect(table.locator("caption")).to_have_text("各篇说法不一：融资额")
    expect(table.locator("tbody tr").last).to_contain_text("传闻")
    table.locator("a").last.click()
    expect(page.locator("#na-source-1-2 mark")).to_be_in_viewport()


def test_markup_in_a_question_an_answer_or_an_article_stays_text(page: Page, assistant: FakeAssistant) -> None:
    quote = '<img src=x onerror="window.stolen = 1">这一句带有标签。'
    assistant.queue = [answer([f"{quote}[1]"], cite(1, HOSTILE, quote), notices=["<script>window.stolen=1</script>"])]
    ask(page, "<script>window.stolen = 1</script>第一行\n第二行")
    expect(page.locator("#na-live a.na-marker")).to_have_count(1)
    expect(page.locator(".na-question")).to_have_text("<script>window.stolen = 1</script>第一行第二行")
    assert page.locator(".na-question br").count() == 1
    page.locator("#na-source-1-1 .na-open").click()
    expect(page.locator("#na-article h2")).to_have_text(HOSTILE.title)
    expect(page.locator("#na-article mark")).to_have_text(quote)
    assert page.locator("#na-article a, #na-article img, #na-live img, #na-panel img").count() == 0
    assert page.evaluate("window.stolen") is None


def test_a_refusal_looks_unlike_an_answer_and_lists_the_nearest_articles_once(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.queue = [refusal("文章没有提到上市计划。", hit(HANS, LED), hit(HANS, HANS.text[:9]), hit(HANT, DISPUTED))]
    ask(page, "什么时候上市?")
    expect(page.locator(".na-refusal")).to_contain_text("文章没有提到上市计划。")
    expect(page.locator(".na-refusal a.na-near")).to_have_text([HANS.title, HANT.title])
    page.locator(".na-refusal a.na-near").last.click()
    expect(page.locator("#na-source-1-n2")).to_be_in_viewport()


def test_a_missing_index_becomes_a_message_and_the_next_question_is_answered(
    page: Page, assistant: FakeAssistant
) -> None:
    assistant.queue = [FileNotFoundError("no generation in ./var"), funding()]
    ask(page, "有索引吗?")
    expect(page.locator(".na-failure")).to_contain_text("还没有可用的索引")
    expect(page.locator("body")).not_to_contain_text("Traceback")
    ask(page, "现在呢?")
    expect(page.locator("#na-live a.na-marker")).to_have_count(4)


def test_the_interface_changes_its_language_and_keeps_the_conversation(page: Page, assistant: FakeAssistant) -> None:
    assistant.queue = [funding()]
    page.locator(".na-example").first.click()
    expect(page.locator("#na-live a.na-marker")).to_have_count(4)
    page.locator("#na-language label", has_text="English").click()
    expect(page.locator("#na-send")).to_have_text("Ask")
    expect(page.locator("#na-source-1-2")).to_contain_text("Traditional Chinese")
    page.reload()
    expect(page.locator("#na-send")).to_have_text("Ask")


def test_stopping_keeps_what_was_read_and_a_new_chat_forgets_it(page: Page, assistant: FakeAssistant) -> None:
    assistant.queue = [answer([LED * 400], cite(1, HANS, LED))]
    ask(page, "长回答?")
    expect(page.locator(".na-draft")).to_contain_text("3.2 亿元")
    page.locator("#na-stop").click()
    expect(page.locator(".na-stopped")).to_contain_text("已停止")
    expect(page.locator(".na-stopped")).to_contain_text("3.2 亿元")
    expect(page.locator("#na-send")).to_be_visible()
    page.locator("#na-new").click()
    expect(page.locator(".na-exchange")).to_have_count(0)
    expect(page.locator("#na-examples")).to_be_visible()


def test_filters_reach_the_assistant(page: Page, assistant: FakeAssistant) -> None:
    assistant.queue = [funding()]
    page.locator("#na-filters button").first.click()
    page.locator(".na-date input").first.fill("2024-10-16")
    page.locator("#na-publication input").click()
    page.locator("[role=option]", has_text="港島財經").click()
    ask(page, "之后呢?")
    expect(page.locator(".na-conditions")).to_have_text("不早于 2024-10-16 · 媒体 港島財經")
    assert str(assistant.asked[-1][2].after) == "2024-10-16"
    assert assistant.asked[-1][2].source == "港島財經"


def test_a_phone_shows_the_sources_below_without_scrolling_sideways(
    browser: Browser, address: str, assistant: FakeAssistant
) -> None:
    long_word = "融" * 300
    assistant.queue = [answer([f"{long_word}[1]", f"{LED}[1]"], cite(1, HANS, LED))]
    context = browser.new_context(locale="zh-TW", viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(address)
    expect(phone.locator("#na-send")).to_have_text("提問")
    ask(phone, long_word)
    phone.locator("#na-live a.na-marker").last.click()
    expect(phone.locator("#na-source-1-1 mark")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    context.close()


def test_an_empty_question_asks_nothing_and_breaks_nothing(page: Page, assistant: FakeAssistant) -> None:
    page.locator("#na-ask textarea").first.fill("   ")
    page.locator("#na-ask textarea").first.press("Enter")
    expect(page.locator("#na-ask textarea").first).to_have_value("")
    expect(page.locator(".na-exchange")).to_have_count(0)
    expect(page.locator(".toast-wrap")).not_to_contain_text("output")
    assistant.queue = [funding()]
    ask(page, "融了多少?")
    expect(page.locator(".na-answer")).to_contain_text("3.2 亿元")


def test_an_open_page_says_that_the_collection_has_changed(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.layout.LOOK", 0.5)
    collection = FakeAssistant()
    collection.missing = True
    with serving(collection) as url:
        context = browser.new_context(locale="en-GB")
        opened = context.new_page()
        opened.goto(url)
        expect(opened.locator("#na-status")).to_contain_text("There is no index yet")
        collection.missing = False
        expect(opened.locator("#na-status")).to_contain_text("4 articles")
        expect(opened.locator("#na-status")).to_contain_text("articles updated at")
        opened.reload()
        expect(opened.locator("#na-status")).to_contain_text("4 articles")
        expect(opened.locator("#na-status")).not_to_contain_text("articles updated at")
        collection.generation = "g2"
        del collection.articles[HOSTILE.id]
        expect(opened.locator("#na-status")).to_contain_text("3 articles")
        expect(opened.locator("#na-status")).to_contain_text("articles updated at")
        context.close()

"""The passages beside an answer."""

from dataclasses import replace

import pytest

from tests.ui.fakes import ENGLISH, HANS, HANT, FakeAssistant, answer, cite, hit, refusal
from ui.sources import context, sources_of

LED = "本轮融资额为 3.2 亿元,由云杉资本领投,老股东北岸创投跟投。"


def test_a_source_joins_its_citation_with_its_article() -> None:
    (source,) = sources_of(answer([f"{LED}[1]"], cite(1, HANS, LED)), FakeAssistant().article)
    assert (source.key, source.quote, source.publication, source.language) == ("1", LED, "浙江商业观察", "zh-Hans")
    assert f"{source.before}{source.quote}{source.after}" in HANS.text


def test_a_source_whose_article_is_gone_keeps_its_quote() -> None:
    (source,) = sources_of(answer([f"{LED}[1]"], cite(1, HANS, LED)), FakeAssistant(articles=[ENGLISH]).article)
    assert (source.title, source.quote, source.language) == (HANS.title, LED, None)
    assert source.published == HANS.published


def test_a_source_names_the_page_on_which_its_sentence_begins() -> None:
    at = HANS.text.index(LED)
    paged = replace(HANS, pages=(0, 1, at, at + 5))
    (source,) = sources_of(answer([f"{LED}[1]"], cite(1, HANS, LED)), FakeAssistant(articles=[paged]).article)
    assert source.page == 3
    (source,) = sources_of(answer([f"{LED}[1]"], cite(1, HANS, LED)), FakeAssistant().article)
    assert source.page is None
    lost = replace(cite(1, HANS, LED), page=7)
    (source,) = sources_of(answer([f"{LED}[1]"], lost), FakeAssistant(articles=[ENGLISH]).article)
    assert source.page == 7


def test_the_nearest_articles_of_a_refusal_stand_once_best_first() -> None:
    refused = refusal("没有。", hit(HANT, "陳以恆"), hit(HANS, LED), hit(HANT, "本報"))
    sources = sources_of(refused, FakeAssistant().article)
    assert [(source.key, source.article_id) for source in sources] == [("n1", HANT.id), ("n2", HANS.id)]


def test_a_source_names_the_articles_that_repeat_its_own() -> None:
    found = replace(hit(HANS, LED), also=(HANT.id, "gone"))
    cited = replace(answer([f"{LED}[1]"], cite(1, HANS, LED)), hits=(found, hit(ENGLISH, ENGLISH.text[:20])))
    (source,) = sources_of(cited, FakeAssistant().article)
    assert source.also == (HANT.title,)
    (source,) = sources_of(replace(cited, hits=(hit(HANS, LED),)), FakeAssistant().article)
    assert source.also == ()


@pytest.mark.parametrize(
    ("start", "end", "width", "expected"),
    [(3, 5, 10, ("甲乙丙", "己庚")), (3, 5, 1, ("…丙", "己…")), (0, 3, 2, ("", "丁戊…")), (8, 9, 9, ("", ""))],
)
def test_context_stays_in_the_paragraph_and_says_what_it_cut(
    start: int, end: int, width: int, expected: tuple[str, str]
) -> None:
    assert context("甲乙丙丁戊己庚\n子", start, end, width) == expected

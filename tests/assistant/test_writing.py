"""A model's text made into an answer: its markers are not believed, its sentences are checked one by one."""

import pytest

from assistant.citations import markers
from assistant.evidence import Evidence
from assistant.llm import LanguageModelError
from assistant.question import analyse
from assistant.writing import UNSUPPORTED, attribute, refused, write
from corpus.article import Article
from tests.assistant.fakes import LOSS, MERGER, FakeChatModel
from tests.fakes import FakeEmbedder

QUESTION = analyse("收购总价是多少？")


def evidence_of(*articles: Article) -> list[Evidence]:
    """Every line or Chinese sentence of the articles; a text without a full stop is one sentence."""
    found: list[Evidence] = []
    for one in articles:
        start = 0
        for end in [*(i + 1 for i, c in enumerate(one.text) if c == "。"), len(one.text)]:
            if end > start:
                text = one.text[start:end]
                found.append(Evidence(one, start, end, text, text, 1.0))
            start = end
    return found


EVIDENCE = evidence_of(MERGER)


def test_drafts_grow_and_show_no_marker() -> None:
    text = "收购总价为3.2亿元 [2][99]。全部以现金支付【编号2】。"
    drafts = list(write(QUESTION, EVIDENCE, FakeChatModel(text)))
    assert drafts[-1] == "收购总价为3.2亿元。全部以现金支付。"
    assert all(not markers(d) and "[" not in d and "【" not in d for d in drafts)
    assert all(drafts[-1].startswith(d) for d in drafts)


def test_a_refusal_is_never_shown_as_a_draft() -> None:
    assert {*write(QUESTION, EVIDENCE, FakeChatModel("No Answer."))} == {""}
    assert refused("")


def test_an_error_in_the_middle_is_passed_on() -> None:
    with pytest.raises(LanguageModelError, match="broke off"):
        list(write(QUESTION, EVIDENCE, FakeChatModel(["收购", LanguageModelError("its answer broke off")])))


def test_the_prompt_numbers_the_sentences_and_names_the_language() -> None:
    chat = FakeChatModel("x")
    list(write(QUESTION, EVIDENCE, chat))
    assert "[2] (2024-09-04, 青杉科技收购云雀半导体) 收购总价为3.2亿元，全部以现金支付。" in chat.prompts[0]
    assert "Simplified Chinese" in chat.prompts[0]


def test_citations_come_from_code_and_invented_numbers_do_not_survive() -> None:
    sentences, citations = attribute(QUESTION, "收购总价为3.2億元，以现金支付[99]。", EVIDENCE, FakeEmbedder())
    assert [s.citations for s in sentences] == [(1,)]
    assert citations[0].quote == "收购总价为3.2亿元，全部以现金支付。"
    assert "99" not in sentences[0].text


def test_a_sentence_without_support_is_marked() -> None:
    sentences, citations = attribute(
        QUESTION, "收购总价为3.2亿元，全部以现金支付。收购总价为9亿元，全部以现金支付。", EVIDENCE, FakeEmbedder()
    )
    assert [s.supported for s in sentences] == [True, False]
    assert sentences[1].text.endswith(UNSUPPORTED["zh-Hans"])
    assert len(citations) == 1


def test_the_same_sentence_is_cited_by_one_number() -> None:
    text = "收购总价为3.2亿元。全部以现金支付。"
    sentences, citations = attribute(QUESTION, text, EVIDENCE, FakeEmbedder())
    assert [s.citations for s in sentences] == [(1,), (1,)]
    assert len(citations) == 1


def test_list_signs_are_no_part_of_a_sentence() -> None:
    sentences, _ = attribute(QUESTION, "1. **收购总价为3.2亿元**\n- 全部以现金支付。", EVIDENCE, FakeEmbedder())
    assert [s.text for s in sentences] == ["收购总价为3.2亿元", "全部以现金支付。"]


def test_an_english_answer_is_marked_in_english() -> None:
    sentences, _ = attribute(analyse("What did it lose?"), "It lost $99 million.", evidence_of(LOSS), FakeEmbedder())
    assert sentences[0].text.endswith(UNSUPPORTED["en"])

"""A model's sentences and the extractive answer made into one, with one numbering."""

from datetime import date

import pytest

from assistant.combining import Composed, combined, says
from assistant.types import AnswerSentence, Citation

QUOTES = ["收购总价为3.2亿元，全部以现金支付。", "青杉科技9月3日宣布收购云雀半导体。", "创始人林知远留任首席执行官。"]


def citation(number: int, quote: str) -> Citation:
    start = 100 * QUOTES.index(quote)
    return Citation(number, "merger", "标题", date(2024, 9, 4), start, start + len(quote), quote)


def answer(*lines: tuple[str, list[str]]) -> Composed:
    """Lines with the quotes that each cites; one that cites none is unsupported."""
    quotes = list(dict.fromkeys(q for _, cited in lines for q in cited))
    numbers = {q: n for n, q in enumerate(quotes, 1)}
    sentences = tuple(AnswerSentence(text, tuple(numbers[q] for q in cited), bool(cited)) for text, cited in lines)
    return sentences, tuple(citation(n, q) for q, n in numbers.items())


def lines(composed: Composed) -> list[tuple[str, list[str]]]:
    quote = {c.number: c.quote for c in composed[1]}
    return [(s.text, [quote[n] for n in s.citations]) for s in composed[0]]


QUOTED = answer(("3.2亿元", [QUOTES[0]]), (QUOTES[0], [QUOTES[0]]), (QUOTES[1], [QUOTES[1]]))


def test_a_model_that_says_it_all_is_left_as_it_is() -> None:
    written = answer(("总价为3.2亿元。", [QUOTES[0]]), ("9月3日宣布。", [QUOTES[1]]))
    assert combined(written, QUOTED, "zh-Hans") == written


def test_the_lead_goes_first_where_the_models_first_line_lacks_it() -> None:
    written = answer(("收购以现金支付。", [QUOTES[0]]), ("9月3日宣布。", [QUOTES[1]]))
    assert [text for text, _ in lines(combined(written, QUOTED, "zh-Hans"))] == [
        "3.2亿元",
        "收购以现金支付。",
        "9月3日宣布。",
    ]


def test_the_lead_goes_first_where_the_models_first_line_is_in_another_language() -> None:
    written = answer(("The total price is 3.2亿元, they said.", [QUOTES[0]]), ("9月3日宣布。", [QUOTES[1]]))
    assert combined(written, QUOTED, "zh-Hans")[0][0].text == "3.2亿元"
    assert combined(written, QUOTED, "en")[0][0].text.startswith("The total")


def test_the_lead_goes_first_where_the_models_first_line_is_in_another_script() -> None:
    written = answer(("收購總價為3.2億元。", [QUOTES[0]]), ("9月3日宣布。", [QUOTES[1]]))
    assert combined(written, QUOTED, "zh-Hans")[0][0].text == "3.2亿元"
    assert combined(written, QUOTED, "zh-Hant")[0][0].text == "收購總價為3.2億元。"

    common = answer(("台北周三說，總價為3.2億元。", [QUOTES[0]]))  # 台 and 周 are Traditional too
    assert combined(common, QUOTED, "zh-Hant")[0][0].text == "台北周三說，總價為3.2億元。"


def test_the_lead_goes_first_where_the_model_quotes_the_whole_sentence() -> None:
    written = answer((QUOTES[0], [QUOTES[0]]))
    assert [text for text, _ in lines(combined(written, QUOTED, "zh-Hans"))][:2] == ["3.2亿元", QUOTES[0]]


def test_a_quoted_sentence_that_the_model_did_not_use_goes_last() -> None:
    written = answer(("9月3日宣布，总价3.2亿元。", [QUOTES[1]]))
    assert lines(combined(written, QUOTED, "zh-Hans"))[1:] == [(QUOTES[0], [QUOTES[0]])]


def test_what_has_no_support_goes_behind_what_has() -> None:
    written = answer(("另付9亿元。", []), ("总价为3.2亿元。", [QUOTES[0]]))
    texts = [text for text, _ in lines(combined(written, QUOTED, "zh-Hans"))]
    assert texts == ["总价为3.2亿元。", "另付9亿元。", QUOTES[1]]


def test_citations_are_numbered_in_the_order_of_first_use() -> None:
    written = answer(("林知远留任。", [QUOTES[2]]), ("9月3日宣布。", [QUOTES[1], QUOTES[2]]))
    sentences, citations = combined(written, QUOTED, "zh-Hans")
    assert [c.number for c in citations] == [1, 2, 3]
    assert [c.quote for c in citations] == [QUOTES[0], QUOTES[2], QUOTES[1]]
    assert [s.citations for s in sentences] == [(1,), (2,), (3, 2), (1,)]


@pytest.mark.parametrize(
    ("core", "sentence", "expected"),
    [
        ("US$4 billion (40亿美元)", "It raised $4 billion in March.", True),
        ("US$4 billion (40亿美元)", "It raised $40 billion in March.", False),
        ("3.2億元", "总价为三亿二千万元，即3.2亿元。", True),
        ("11月24日", "园区于11月24日送电。", True),
        ("青杉、云雀和礫川", "投资方是雲雀、砾川，以及青杉。", True),
        ("青杉、云雀和礫川", "投资方是云雀。", False),
        ("林知远", "首席执行官是林知遠。", True),
    ],
)
def test_a_sentence_says_a_core_by_value_or_by_its_items(core: str, sentence: str, expected: bool) -> None:
    assert says(core, sentence) is expected

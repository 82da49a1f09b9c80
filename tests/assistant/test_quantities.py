"""Numbers, amounts and dates in three scripts: their values, what they count and where they stand."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.quantities import Measure, Quantity, quantities

COUNT, MONEY, PERCENT, DATE = Measure.COUNT, Measure.MONEY, Measure.PERCENT, Measure.DATE


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.2億", 3.2e8), ("3.2亿", 3.2e8), ("320 million", 3.2e8), ("3.2 x 10^8", 3.2e8), ("3.2×10⁸", 3.2e8),
        ("0.32 billion", 3.2e8), ("3亿2000万", 3.2e8), ("3億2千萬", 3.2e8), ("三亿二千万", 3.2e8), ("32,000万", 3.2e8),
        ("337亿", 3.37e10), ("33.7 billion", 3.37e10), ("1万亿", 1e12), ("1.5兆", 1.5e12), ("1 trillion", 1e12),
        ("一百二十万", 1.2e6), ("三万五", 35000), ("1,180", 1180), ("１２３", 123), ("two hundred thousand", 2e5),
        ("twenty-five", 25), ("a dozen", 12), ("300兆瓦", 300), ("300MW", 300), ("13B", 1.3e10), ("12万8千", 128000),
        ("half a million", 5e5), ("half a dozen", 6), ("二点五倍", 2.5), ("3年半", 3.5), ("一年半", 1.5), ("两个半月", 2.5), ("两个半小时", 2.5),
        ("3年半导体", 3), ("增长3倍多", 3),
    ],
)  # fmt: skip
def test_the_same_number_has_one_value_however_it_is_written(text: str, value: float) -> None:
    assert only(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("80%", 80), ("八成", 80), ("百分之八十", 80), ("80 percent", 80), ("80 per cent", 80), ("5個百分點", 5), ("50 bps", 0.5),
        ("千分之五", 0.5), ("百分之3.5", 3.5), ("百分之三点五", 3.5), ("七成半", 75), ("一成五", 15), ("五成五", 55),
        ("5成7", 57), ("八成五的", 85), ("twenty-five percent", 25), ("三成员工", 30),
    ],
)  # fmt: skip
def test_shares_are_percentages(text: str, value: float) -> None:
    assert (only(text).value, only(text).measure) == (value, PERCENT)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3.2億美元", 3.2e8), ("$320 million", 3.2e8), ("US$1.3bn", 1.3e9), ("US$3.2 bn", 3.2e9), ("三点五亿美元", 3.5e8), ("€5m", 5e6), ("HK$11.04", 11.04), ("NT$300", 300),
        ("RMB 5 billion", 5e9), ("11.04港元", 11.04), ("两百块钱", 200), ("420 million yuan", 4.2e8), ("￥3，000", 3000), ("7.2元", 7.2),
    ],
)  # fmt: skip
def test_a_currency_makes_money(text: str, value: float) -> None:
    assert (only(text).value, only(text).measure) == (value, MONEY)


@pytest.mark.parametrize(
    ("text", "low", "high", "measure"),
    [
        ("10%-20%", 10, 20, PERCENT), ("10%至20%", 10, 20, PERCENT), ("5-10亿元", 5e8, 1e9, MONEY), ("8 to 10 percent", 8, 10, PERCENT),
        ("$3-5 billion", 3e9, 5e9, MONEY), ("$3 million–$5 million", 3e6, 5e6, MONEY), ("七到八成", 70, 80, PERCENT),
        ("3~5年", 3, 5, COUNT), ("两三千人", 2000, 3000, COUNT), ("三五年", 3, 5, COUNT), ("五到十亿美元", 5e8, 1e9, MONEY),
    ],
)  # fmt: skip
def test_a_range_is_one_quantity_with_both_ends(text: str, low: float, high: float, measure: Measure) -> None:
    found = only(text)
    assert (found.value, found.upper, found.measure, found.text) == (low, high, measure, text)


@pytest.mark.parametrize("text", ["3亿到2亿", "由10%到8%"])
def test_a_fall_is_not_a_range(text: str) -> None:
    assert [q.upper for q in quantities(text)] == [None, None]


@pytest.mark.parametrize(
    "text",
    [
        "近3亿元",
        "超過1,000名",
        "约两成",
        "over $2 billion",
        "nearly 30%",
        "10亿元以上",
        "30%左右",
        "上百亿",
        "数百家",
        "十几家",
        "3亿多元",
    ],
)
def test_a_qualifier_belongs_to_the_span(text: str) -> None:
    assert only(f"公司 {text}。").text == text


@pytest.mark.parametrize("text", ["英伟达20笔", "纽约3家", "最近3年", "万达5家", "签约2年"])
def test_the_end_of_a_word_is_no_qualifier(text: str) -> None:
    assert only(text).text == text[2 if text[1] != "伟" else 3 :]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024年3月5日", 20240305), ("3月5日", 305), ("2024年", 20240000), ("民國113年3月5日", 20240305), ("民國一百一十三年", 20240000),
        ("二〇二四年三月五日", 20240305), ("March 5, 2024", 20240305), ("5 March 2024", 20240305), ("Mar. 2024", 20240300),
        ("Nov 17th", 1117), ("2024-03-05", 20240305), ("2024/3/5", 20240305), ("2023财年", 20230000), ("8日", 8),
        ("in 2023", 20230000), ("2023 年 3 月", 20230300),
    ],
)  # fmt: skip
def test_dates_have_the_value_yyyymmdd(text: str, value: float) -> None:
    assert (only(text).value, only(text).measure) == (value, DATE)


@pytest.mark.parametrize(
    ("text", "part"),
    [("2023年第三季", "Q3"), ("2023年Q3", "Q3"), ("Q3 2023", "Q3"), ("the third quarter of 2023", "Q3"), ("2023年上半年", "H1"),
     ("the first half of 2023", "H1"), ("2023年", "")],
)  # fmt: skip
def test_a_quarter_or_half_of_a_year_is_named(text: str, part: str) -> None:
    assert (only(text).value, only(text).part) == (20230000, part)


@pytest.mark.parametrize(
    "text",
    ["GPT-4", "GPT-4o", "A100", "5G", "H100", "Qwen2.5-72B", "COVID-19", "4S店", "8x7B", "v3.5.1", "24/7", "9:30", "第3名", "第三轮",
     "20世纪90年代", "1980s", "一个原因", "这是一家公司", "千万不要", "百度", "三星", "零一万物", "万一", "十分", "a company", "one of them",
     "may join", "two-thirds", "https://a.b/2024/3?x=5", "3rd"],
)  # fmt: skip
def test_names_ordinals_times_and_words_are_no_quantities(text: str) -> None:
    assert quantities(text) == []


def test_only_one_company_is_a_quantity() -> None:
    assert only("只有一家投资人").value == 1


def test_two_dates_of_a_span_stay_apart() -> None:
    assert [q.value for q in quantities("2021年至2023年，10月5日至8日")] == [20210000, 20230000, 1005, 8]


def test_billions_of_users_are_not_money() -> None:
    assert [q.measure for q in quantities("1亿用户、70亿参数、估值70亿")] == [COUNT, COUNT, MONEY]


def test_a_line_break_ends_a_number() -> None:
    assert [q.value for q in quantities("共3\n亿元")] == [3]


def test_a_digit_inside_a_unit_sign_is_no_number() -> None:
    assert not any("日" in q.text for q in quantities("0㎡日"))


@settings(max_examples=300, deadline=None)
@given(
    st.text("0123456789一二三四十百千万亿两零.,%$~-至到年月日成 aAbBmMk约近超元家个〇\n第Q民国分之ⅷ²㎡", max_size=40)
)
def test_spans_are_exact_ordered_and_apart(text: str) -> None:
    at = 0
    for q in quantities(text):
        assert text[q.start : q.end] == q.text != ""
        assert q.start >= at
        assert q.value == q.value
        at = q.end


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert all(text[q.start : q.end] == q.text for q in quantities(text))


@pytest.mark.parametrize(
    "unit", ["1", "一", "9,", "亿", "1.", "3亿", "a1", "1-", "2023", "10%", "千分之", "two ", "1:", "民国", "1 ", "$"]
)
def test_twenty_thousand_characters_take_less_than_a_second(unit: str) -> None:
    started = time.process_time()
    quantities((unit * 20_000)[:20_000])
    assert time.process_time() - started < 1

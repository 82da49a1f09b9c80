"""Figures and dates of a sentence beside those of its sources; docs/verification.md has more of them."""

import time
from datetime import date

import pytest

from assistant.agreement import missing_figures


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("融资3.2億美元", "融资3.2亿美元"), ("It raised $320 million", "融资3.2亿美元"), ("增长80%", "增长八成"), ("两家公司", "二家公司"),
        ("two companies", "两家公司"), ("2024年", "2024年3月5日"), ("3月5日", "March 5, 2024"), ("民國113年", "2024年"),
        ("10%-20%", "10%至20%"), ("in 2023", "2023年"), ("没有数字", "也没有"), ("五年", "five years"), ("GPT-4 很强", "没有数字"),
        ("第三季度营收3亿", "营收3亿"), ("Claude 3 很强", "没有数字"), ("2.4倍", "2.4x"), ("300兆瓦", "300MW"),
        ("净利率上升50个基点", "it rose by 50 bps"), ("240 milliseconds", "240毫秒"),
    ],
)  # fmt: skip
def test_figures_agree_by_value(sentence: str, source: str) -> None:
    assert missing_figures(sentence, ["无关", source]) == []


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("融资3.3亿", "融资3.2亿"), ("$320 billion", "3.2亿"), ("2023年", "2024年"), ("3月6日", "2024年3月5日"), ("10%-30%", "10%至20%"),
        ("2023年第四季", "2023年第三季"), ("三家公司", "两家公司"), ("增长8%", "增长八成"), ("2024年", "2024家公司"), ("240秒", "240毫秒"),
        ("NT$300 million", "3亿港元"), ("2024年3月5日", "3月5日"),
    ],
)  # fmt: skip
def test_other_figures_do_not(sentence: str, source: str) -> None:
    assert missing_figures(sentence, [source])


def test_the_day_of_publication_is_known() -> None:
    assert missing_figures("2024年9月", ["本月宣布"], [date(2024, 9, 4)]) == []
    assert missing_figures("2024年8月", ["本月宣布"], [date(2024, 9, 4)]) == ["2024年8月"]


def test_a_year_and_a_day_may_stand_in_two_sources() -> None:
    assert missing_figures("2024年3月5日", ["2024年的融资", "3月5日完成"]) == []
    assert missing_figures("2023年3月5日", ["2024年的融资", "3月5日完成"]) == ["2023年3月5日"]


def test_what_is_missing_is_named_as_it_is_written() -> None:
    assert missing_figures("营收12亿元，净利近3亿元", ["营收12亿元，净利3亿元"]) == ["近3亿元"]


def test_ten_sources_take_little_time() -> None:
    sources = [f"2024年{n}月，公司营收{n}.5亿元，同比增长{n}0%，员工{n}00人。" for n in range(1, 11)]
    missing_figures("a", sources)
    started = time.process_time()
    missing_figures("2024年3月，公司营收3.5亿元，同比增长30%。", sources, [date(2024, 5, 1)] * 10)
    assert time.process_time() - started < 0.1

"""Relative dates in a question, made absolute by the day on which it is asked."""

import re
from datetime import date, timedelta

CHINESE = re.compile(r"今年|去年|前年|明年|(?:这|這|本)(?:个|個)?月|上(?:个|個)?月|昨天|昨日|今天|今日|前天")
ENGLISH = re.compile(r"\b(?:this year|last year|this month|last month|yesterday|today)\b", re.I)


def resolve_dates(question: str, asked: date) -> str:
    """The question with `去年3月` as `2023年3月` and `last month` as `February 2024`, for a day in March 2024."""
    question = CHINESE.sub(lambda m: _chinese(m.group(), asked), question)
    return ENGLISH.sub(lambda m: _english(m.group().lower(), asked), question)


def _chinese(word: str, asked: date) -> str:
    if word.endswith("年"):
        return f"{asked.year + {'今年': 0, '去年': -1, '前年': -2, '明年': 1}[word]}年"
    if word.endswith("月"):
        day = _month_before(asked) if word.startswith("上") else asked
        return f"{day.year}年{day.month}月"
    day = asked - timedelta({"昨": 1, "今": 0, "前": 2}[word[0]])
    return f"{day.year}年{day.month}月{day.day}日"


def _english(words: str, asked: date) -> str:
    if words.endswith("year"):
        year = asked.year - words.startswith("last")
        return f"in {year}"
    if words.endswith("month"):
        day = _month_before(asked) if words.startswith("last") else asked
        return f"in {day:%B} {day.year}"
    day = asked - timedelta(words == "yesterday")
    return f"on {day.day} {day:%B} {day.year}"


def _month_before(day: date) -> date:
    return day.replace(day=1) - timedelta(1)

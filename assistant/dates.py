"""Relative dates in a question, made absolute by the day on which it is asked."""

import re
from datetime import date, timedelta

CHINESE = re.compile(
    r"今年|去年|前年|明年|(?:这|這|本)(?:个|個)?月|[上下](?:个|個)?月(?![旬初底中末台])|[上本](?:个|個)?季度?|昨天|昨日|今天|今日(?!头条|頭條|资本|資本)|"
    r"前天|明天"
)
ENGLISH = re.compile(
    r"(?:\b(?P<before>in|on|by|of|for|from|since|until|during|before|after|through)\s+)?"
    r"\b(?:(?P<which>this|last|next)\s+(?P<unit>year|month|quarter)|(?P<day>yesterday|today|tomorrow))\b(?P<owner>['’]s)?",
    re.I,
)
STEPS = {
    "last": -1,
    "上": -1,
    "去": -1,
    "前": -2,
    "next": 1,
    "下": 1,
    "明": 1,
    "yesterday": -1,
    "tomorrow": 1,
    "昨": -1,
}
QUARTERS = "一二三四"


def resolve_dates(question: str, asked: date) -> str:
    """The question with `去年3月` as `2023年3月` and `last month` as `in February 2024`, for a day in March 2024."""
    question = CHINESE.sub(lambda m: _chinese(m.group(), asked), question)
    return ENGLISH.sub(lambda m: _english(m, asked), question)


def _chinese(word: str, asked: date) -> str:
    step = STEPS.get(word[0], 0)
    if word.endswith("年"):
        return f"{asked.year + step}年"
    if word.endswith("月"):
        day = _month(asked, step)
        return f"{day.year}年{day.month}月"
    if "季" in word:
        day = _month(asked, 3 * step)
        return f"{day.year}年第{QUARTERS[(day.month - 1) // 3]}季度"
    day = asked + timedelta(step)
    return f"{day.year}年{day.month}月{day.day}日"


def _english(match: re.Match[str], asked: date) -> str:
    """The date in words; with `in` or `on` before it, unless another preposition or a possessive stands there."""
    step = STEPS.get((match["which"] or match["day"]).lower(), 0)
    unit = (match["unit"] or "day").lower()
    if unit == "day":
        day = asked + timedelta(step)
        words = f"{day.day} {day:%B} {day.year}"
    elif unit == "year":
        words = str(asked.year + step)
    else:
        day = _month(asked, step * (3 if unit == "quarter" else 1))
        words = f"{day:%B} {day.year}" if unit == "month" else f"Q{(day.month - 1) // 3 + 1} {day.year}"
    own = match["before"] or ("" if match["owner"] else "on" if unit == "day" else "in")
    return f"{own} {words}".strip() + (match["owner"] or "")


def _month(day: date, steps: int) -> date:
    """The first of the month so many months away."""
    months = day.year * 12 + day.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)

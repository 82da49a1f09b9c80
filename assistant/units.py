"""What a number is qualified by: how exact it is, its currency and its unit, told apart by the words around it.

Everything here works on folded text (Simplified, lower case, half-width).
"""

import re
from enum import StrEnum


class Bound(StrEnum):
    """How a value is meant."""

    EXACT = "exact"
    AS_MUCH = "as much as"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    SEVERAL = "several"


# In order: `不超过` holds `超过`, `no more than` holds `more than`.
_BOUNDS = [
    (Bound.AS_MUCH, r"高达|多达|as (?:much|many) as"),
    (
        Bound.AT_MOST,
        r"至多|最多|不超过|不高于|不多于|以下|以内|up to|at most|(?:no|not) more than|or (?:less|fewer)|maximum",
    ),
    (
        Bound.AT_LEAST,
        r"至少|最少|不少于|不低于|不下|以上|起码|at least|(?:no|not) (?:less|fewer) than|or (?:more|so many)|minimum",
    ),
    (Bound.UNDER, r"不到|不足|未满|低于|少于|小于|less than|fewer than|under|below"),
    (Bound.NEARLY, r"将近|接近|近|nearly|almost|close to"),
    (Bound.SEVERAL, r"好几|(?<![\d一二三四五六七八九十百千万])[几数](?=[十百千万亿])"),  # 二十几万 is over 200,000
    (
        Bound.OVER,
        r"超|逾|高于|多于|大于|过|上(?=[百千万亿])|[多余]|(?<=[十百千])几|more than|over|above|in excess of|exceed",
    ),
    (Bound.ABOUT, r"约|左右|上下|[几来]|about|around|roughly|approximately|approx|some|or so"),
]
_BOUND = [(bound, re.compile(pattern)) for bound, pattern in _BOUNDS]
# What a sentence may say of what its source says: never more exact, never the other side.
_WEAKER = {
    Bound.EXACT: {Bound.AS_MUCH},
    Bound.AS_MUCH: {Bound.EXACT, Bound.AT_MOST},
    Bound.ABOUT: {Bound.EXACT, Bound.NEARLY, Bound.AS_MUCH},
    Bound.AT_LEAST: {Bound.EXACT, Bound.OVER, Bound.AS_MUCH},
    Bound.AT_MOST: {Bound.EXACT, Bound.UNDER, Bound.NEARLY, Bound.AS_MUCH},
    Bound.UNDER: {Bound.NEARLY},
}

YUAN = "yuan"  # 元 alone: of the mainland, Taiwan or Hong Kong
_CURRENCIES = [
    ("USD", r"美元|美金|us\$|usd|u\.?s\.? dollar"),
    ("HKD", r"港元|港币|hk\$|hkd|hong kong dollar"),
    ("TWD", r"台币|nt\$|ntd|twd"),
    ("CNY", r"人民币|rmb|cny|yuan"),
    ("EUR", r"欧元|€|eur"),
    ("GBP", r"英镑|£|gbp|pounds?"),
    ("JPY", r"日元|日圆|jpy|yen"),
    ("KRW", r"韩元|₩"),
    ("CAD", r"加元|c\$"),
    ("AUD", r"澳元|a\$"),
    ("SGD", r"新元|s\$"),
    ("USD", r"\$|dollar"),
    ("¥", r"¥"),
    (YUAN, r"元|块钱"),
]
_CURRENCY = [(name, re.compile(pattern)) for name, pattern in _CURRENCIES]
_SAME_MONEY = {YUAN: {"CNY", "TWD", "HKD", "¥"}, "¥": {"CNY", "JPY", YUAN}}

_UNITS = [
    ("percentage point", r"个?百分点|percentage points?|个?基点|basis points?|bps"),
    ("percent", r"%|percent|per cent|百分之.+|成半?"),
    ("year", r"周年|年半?|岁|years?(?: old)?"),
    ("month", r"个?(?:多|半)?月|months?"),
    ("quarter", r"个?季度?|quarters?"),
    ("week", r"个?星期|周半?|weeks?"),
    ("day", r"个?工作日|个?交易日|天半?|days?"),
    ("hour", r"个?(?:多|半)?小时半?|hours?"),
    ("minute", r"分钟|minutes?"),
    ("millisecond", r"毫秒|milliseconds?|ms"),
    ("second", r"秒|seconds?"),
    ("times", r"倍|times|-?fold|x"),
    ("square metre", r"平方米|平米|m2|sqm|square met(?:re|er)s?"),
    ("kilometre", r"公里|km|kilomet(?:re|er)s?"),
    ("metre", r"米|met(?:re|er)s?"),
    ("tonne", r"吨|tons?|tonnes?"),
    ("megawatt", r"兆瓦|mw|megawatts?"),
    ("gigawatt", r"吉瓦|gw|gigawatts?"),
    ("kilowatt", r"千瓦|kw|kilowatts?"),
    ("person", r"人|名|位|people|persons?|employees|staff|workers|engineers"),
    ("company", r"家|companies|firms|start-?ups|banks|investors"),
]
_UNIT_BEHIND = [(name, re.compile(rf" ?-?(?:{pattern})(?![a-z])")) for name, pattern in _UNITS]
_UNIT_AT_END = [(name, re.compile(rf"(?<![a-z])(?:{pattern})$")) for name, pattern in _UNITS]
_ABOUT_AT_END = re.compile(r"(?:左右|以上|以下|上下|以内| or (?:more|so|less))$")


def bound_of(words: str) -> Bound:
    """How the number in `words`, its span with its qualifier, is meant."""
    return next((bound for bound, pattern in _BOUND if pattern.search(words)), Bound.EXACT)


def bounds_agree(said: Bound, source: Bound) -> bool:
    """Whether a sentence may say it so when its source says it so: alike or weaker, never sharper."""
    return said is source or source in _WEAKER.get(said, ())


def currency_of(words: str) -> str:
    """The currency in a number's span, "" where there is none."""
    return next((name for name, pattern in _CURRENCY if pattern.search(words)), "")


def currencies_agree(said: str, source: str) -> bool:
    """Whether two amounts can be in one currency; a source that leaves its currency out can be in the local one alone."""
    if not said or said == source:
        return True
    if not source:
        return said in (YUAN, "CNY")
    return source in _SAME_MONEY.get(said, ()) or said in _SAME_MONEY.get(source, ())


def unit_of(words: str, behind: str) -> str:
    """The unit of a number: at the end of its span or at the start of what stands behind it; "" for an unknown one."""
    own = _ABOUT_AT_END.sub("", words)
    inside = next((name for name, pattern in _UNIT_AT_END if pattern.search(own)), "")
    return inside or next((name for name, pattern in _UNIT_BEHIND if pattern.match(behind)), "")

"""A figure, a date or names put into the asker's script and language, by rule and table."""

import re
from collections.abc import Sequence
from dataclasses import replace

import rjieba

from assistant.numerals import DIGITS
from assistant.quantities import Measure, Quantity
from assistant.units import Bound, bound_of
from corpus.article import Language
from corpus.fold import fold, to_simplified, to_traditional
from index.aliases import Aliases
from index.spellings import in_pinyin

HAN = re.compile(r"[\u4e00-\u9fff]")
CURRENCIES = [
    ("us$", r"美元|美金"),
    ("rmb ", r"人民币|(?<![美日欧港台])元"),
    ("hk$", r"港元|港币"),
    ("nt$", r"新?台币"),
]
QUALIFIERS = {  # in English and in Chinese
    Bound.AS_MUCH: ("as much as", "高达"),
    Bound.AT_MOST: ("up to", "最多"),
    Bound.AT_LEAST: ("at least", "至少"),
    Bound.UNDER: ("less than", "不到"),
    Bound.NEARLY: ("nearly", "近"),
    Bound.OVER: ("over", "超"),
    Bound.ABOUT: ("about", "约"),
}
SIGNS = [
    (r"hk\$|hkd", "港元"),
    (r"nt\$|twd", "新台币"),
    (r"€|euro", "欧元"),
    (r"£|pound", "英镑"),
    (r"yuan|rmb|cny|renminbi", "元人民币"),
    (r"¥|yen|jpy", ""),
    (r"\$|dollar|usd", "美元"),
]
QUARTERS = {"Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度", "H1": "上半年", "H2": "下半年"}
UNITS = [  # as a Chinese and as an English figure ends, one and several
    ("毫秒", "millisecond", "milliseconds"),
    ("秒", "second", "seconds"),
    ("分钟", "minute", "minutes"),
    ("小时", "hour", "hours"),
    ("天", "day", "days"),
    ("周", "week", "weeks"),
    ("个月", "month", "months"),
    ("年", "year", "years"),
    ("倍", "times", "times"),
    ("公里", "kilometre", "kilometres"),
    ("吨", "tonne", "tonnes"),
    ("兆瓦", "megawatt", "megawatts"),
    ("人", "person", "people"),
    ("名", "person", "people"),
]
FRACTION = re.compile(r"([二三四五六七八九十])分之([一二三四五六七八九])")
PARTS = dict(
    zip("二三四五六七八九十", "half third quarter fifth sixth seventh eighth ninth tenth".split(), strict=True)
)
# As of the day on which the article came out, which the citation tells.
YEARS = {
    "今年": "of that year", "同年": "of the same year", "明年": "of the next year", "次年": "of the next year", "翌年": "of the next year",
    "去年": "of the year before", "前年": "of two years before", "后年": "two years later", "後年": "two years later",
}  # fmt: skip
PARTS_OF_A_MONTH = {
    "底": "the end of",
    "末": "the end of",
    "初": "the beginning of",
    "上旬": "early",
    "中旬": "mid-",
    "下旬": "late",
}
PARTS_IN_ENGLISH = {  # of a month and of a year
    "end of": ("底", "底"), "beginning of": ("初", "初"), "start of": ("初", "初"),
    "early ": ("上旬", "初"), "mid-": ("中旬", "中"), "late ": ("下旬", "末"),
}  # fmt: skip
SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
MONTHS = "January February March April May June July August September October November December".split()


def in_words(quantity: Quantity, language: Language) -> str:
    """A quantity for a reader: in the asker's script, or in the asker's language with the original beside it."""
    text = quantity.text.strip()
    if language != "en":
        chinese = in_script(_chinese(quantity), language)
        return chinese if HAN.search(text) or chinese == text else f"{chinese}（{text}）"
    bound = bound_of(fold(text))
    if not HAN.search(text) or bound is Bound.SEVERAL:  # 数百, of which nobody knows how many
        return text
    english = _date(quantity) if quantity.measure is Measure.DATE else f"{_amount(quantity)}{_unit(quantity)}"
    qualifier, _ = QUALIFIERS.get(bound, ("", ""))
    if bound is Bound.AS_MUCH and quantity.measure is Measure.COUNT:
        qualifier = "as many as"
    return f"{qualifier} {english} ({text})".lstrip()


def _chinese(quantity: Quantity) -> str:
    """A quantity in Chinese: as it is written where that is Chinese already, else by its value."""
    text = quantity.text.strip()
    if HAN.search(text):
        return text
    _, qualifier = QUALIFIERS.get(bound_of(fold(text)), ("", ""))
    if quantity.measure is Measure.DATE:
        value = int(quantity.value)
        parts = zip((value // 10000, value // 100 % 100, value % 100), "年月日", strict=True)
        of_month, of_year = next((han for said, han in PARTS_IN_ENGLISH.items() if said in text.lower()), ("", ""))
        part = of_month if value // 100 % 100 else of_year
        return "".join(f"{part}{unit}" for part, unit in parts if part) + QUARTERS.get(quantity.part, "") + part
    unit = _unit(quantity)
    if unit and quantity.upper is None:
        return f"{qualifier}{quantity.value:g}{unit}"
    if quantity.measure is not Measure.MONEY and (quantity.measure is Measure.PERCENT or quantity.value < 10_000):
        return text
    currency = next((han for pattern, han in SIGNS if re.search(pattern, fold(text))), "")
    ends = [quantity.value] if quantity.upper is None else [quantity.value, quantity.upper]
    return qualifier + "至".join(_han_number(end) for end in ends) + currency


def _unit(quantity: Quantity) -> str:
    """What a figure counts, in the other language, by the end of its text; empty where it is not known."""
    folded = fold(quantity.text).strip()
    if quantity.measure is not Measure.COUNT:
        return ""
    if HAN.search(folded):
        folded = re.sub("[半多]", "", folded)  # 两个半月, 3个多月
        found = next(((one, several) for han, one, several in UNITS if folded.endswith(han)), ("", ""))
        word = found[quantity.value != 1 or quantity.upper is not None]
        return f" {word}" if word else ""
    last = re.split(r"[ -]", folded)[-1].replace("meter", "metre")
    return next((han for han, *words in UNITS if last in words), "")


def _han_number(value: float) -> str:
    for size, word in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{round(value / size, 6):g}{word}"
    return f"{value:g}"


def _date(quantity: Quantity) -> str:
    value = int(quantity.value)
    year, month, day = value // 10000, value // 100 % 100, value % 100
    said = "" if year else next((words for han, words in YEARS.items() if quantity.text.startswith(han)), "")
    part = "" if day else next((words for han, words in PARTS_OF_A_MONTH.items() if quantity.text.endswith(han)), "")
    words = [
        part,
        quantity.part,
        str(day) if day else "",
        MONTHS[month - 1] if month else "",
        str(year) if year else said,
    ]
    return " ".join(w for w in words if w)


def _amount(quantity: Quantity) -> str:
    folded = fold(quantity.text)
    currency = next((sign for sign, pattern in CURRENCIES if re.search(pattern, folded)), "").upper()
    if quantity.upper is not None:
        return (
            _amount(replace(quantity, upper=None))
            + " to "
            + _amount(replace(quantity, value=quantity.upper, upper=None))
        )
    if quantity.measure is Measure.PERCENT:
        parts = FRACTION.search(folded)
        if parts:
            return _fraction(SMALL[DIGITS[parts[2]]], PARTS[parts[1]])
        return f"{quantity.value:g}" + (" percentage points" if re.search("百分点|基点", folded) else "%")
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if quantity.value >= size:
            return f"{currency}{round(quantity.value / size, 4):g} {word}"
    if not re.search(r"\d", folded) and quantity.value in range(len(SMALL)):
        return SMALL[int(quantity.value)]
    return f"{currency}{quantity.value:,.10g}"


def _fraction(count: str, part: str) -> str:
    if count != "one":
        return f"{count} {part}s"
    return part if part == "half" else f"{'an' if part[0] == 'e' else 'a'} {part}"


def in_script(text: str, language: Language) -> str:
    """A text in the script of a language; what is written in Latin letters stays as it is.

    To Traditional it goes word by word: across words OpenCC finds phrases that are none, 面团 in 月之暗面团队.
    """
    if language == "zh-Hant":
        return "".join(to_traditional(word) for word in rjieba.cut(text))
    return to_simplified(text) if language == "zh-Hans" else text


def names_in_words(found: Sequence[str], language: Language, names: Aliases) -> str:
    """Names for a reader: in the asker's script, and in English by the name that is known for each, the original beside it."""
    if language != "en":
        written = [in_script(name, language) for name in found]
        return "、".join(written)
    written = [_english(name, names) for name in found]
    return ", ".join(written[:-1]) + (" and " if len(written) > 1 else "") + written[-1]


def name_in_words(name: str, language: Language, names: Aliases, written_in: Language) -> str:
    """One name for a reader; "" where an English reader knows no form of it.

    A person whom a mainland article names is given in Pinyin, as English news would; in Taiwan and Hong Kong names are spelt otherwise.
    """
    if language != "en" or not HAN.search(name):
        return in_script(name, language)
    known = _english(name, names)
    if known != name:
        return known
    spelt = in_pinyin(fold(name)) if written_in == "zh-Hans" else ""
    return f"{spelt} ({name})" if spelt else ""


def _english(name: str, names: Aliases) -> str:
    if not HAN.search(name):
        return name
    known = [form for form in names.same(name) if form.isascii()]
    return f"{names.written(known[0])} ({name})" if known else name

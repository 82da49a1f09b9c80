"""What kind of thing would answer a question, and whether a sentence holds one that the question does not hold itself."""

import re
from enum import StrEnum
from functools import lru_cache

import rjieba

from assistant.kinds import main_clause
from assistant.quantities import Measure, Quantity, quantities
from corpus.fold import fold


class AnswerType(StrEnum):
    """What is asked for, finer than `assistant.question.Kind` and by the noun asked for as well."""

    DATE = "date"
    WHY = "why"
    PERCENT = "percent"
    PERSON = "person"
    PLACE = "place"
    MONEY = "money"
    COUNT = "count"
    ORGANISATION = "organisation"
    OTHER = "other"


# In order: the first that is found decides. On folded text.
PATTERNS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (
        AnswerType.DATE,
        re.compile(
            r"时间|日期|何时|哪一?[年天日月]|什么时候|几月|几号|哪个?季度|\bwhen\b|(?:what|which) (?:year|month|day|date)"
        ),
    ),
    (AnswerType.WHY, re.compile(r"为什么|为何|为啥|原因|理由|\bwhy\b|\breasons?\b")),
    (
        AnswerType.PERCENT,
        re.compile(
            r"比例|占比|百分|几成|率(?:是|为|达|有|多|$)|增速|涨幅|跌幅|增长(?:了|率)?(?:是|为)?(?:多少|什么)|占\S{0,8}(?:比|多少)|"
            r"percent|margin|share of|what share|interest rate|(?:how much|what).{0,40}(?:rise|grow|fell|fall)"
        ),
    ),
    (
        AnswerType.PERSON,
        re.compile(r"谁|哪位|何人|姓名|导演|编剧|主演|作者|创始人是|董事长是|冠军|\bwho\b|\bwhom\b"),
    ),
    (
        AnswerType.PLACE,
        re.compile(
            r"哪里|何处|何地|在哪|地点|注册地|总部(?:在|位)|哪[个一座些]?(?:城市|国家|省|市|地方|州|县)|\bwhere\b"
        ),
    ),
    (
        AnswerType.MONEY,
        re.compile(
            r"多少(?:钱|资金|亿|万|美元|元|港元)|金额|价格|营收|收入|估值|市值|票房|总资产|净资产|利润|亏损(?:是|了|多)|净亏|投资额|资金|"
            r"费用|成本|规模|how much (?!time|memory|power)|valu|revenue|price|cost|worth|raise"
        ),
    ),
    (
        AnswerType.COUNT,
        re.compile(
            r"多少|几[个家位名款块张台笔次轮倍项座种人岁条]|数量|人数|次数|how (?:many|long|large|big|far|old)|多[大高长远久]"
        ),
    ),
    (
        AnswerType.ORGANISATION,
        re.compile(
            r"哪一?家|公司是|机构|银行|方(?:是|为)|股东|什么公司|which (?:company|firm|bank|law)|what (?:company|firm)"
        ),
    ),
)
MEASURES = {
    AnswerType.DATE: {Measure.DATE},
    AnswerType.PERCENT: {Measure.PERCENT},
    AnswerType.MONEY: {Measure.MONEY},
    AnswerType.COUNT: {Measure.COUNT, Measure.MONEY, Measure.PERCENT},
}
TAGS = {AnswerType.PERSON: ("nr",), AnswerType.PLACE: ("ns",), AnswerType.ORGANISATION: ("nt", "nz")}
SOME_DAY = re.compile(
    r"今[日天晚早]|昨[日天晚]|近日|日前|晚间|凌晨|明年|去年|年底|周[一二三四五六日]|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:next|last) (?:year|month|week)"
)
REASON = re.compile(
    r"因(?!此)|由于|原因|为了|旨在|所以|导致|缘故|受\S{1,12}影响|because|due to|since|reason|result|citing|amid|in order to"
)
COUNTED = re.compile(r"(?:多少|几)([个家位名款块张台笔次轮倍项座种人岁条股支件吨米公里度店])")
INSTITUTION = re.compile(r"公司|集团|银行|资本|创投|大学|基金|机构|交易所|事务所")
LOCALITY = re.compile(r"[\u4e00-\u9fff]{2,}(?:省|市|县|区|州|路|街|交易所|中心|场)")
CAPITALISED = re.compile(r"\b[A-Z][A-Za-z'’.-]+")
HALF, NEARLY = 0.4, 0.7  # a number of other things; a word for an institution without a name that was recognised


def answer_type(text: str) -> AnswerType:
    """What would answer a question."""
    folded = main_clause(fold(text))
    return next((kind for kind, pattern in PATTERNS if pattern.search(folded)), AnswerType.OTHER)


@lru_cache(maxsize=4096)
def _tagged(folded: str) -> tuple[tuple[str, str], ...]:
    return tuple(rjieba.tag(folded))


class Expected:
    """What a question expects in an answer; it looks at the question once."""

    def __init__(self, question: str) -> None:
        self.type = answer_type(question)
        self.folded = fold(question)
        self.known = {(q.value, q.measure) for q in quantities(question)}
        counted = COUNTED.search(self.folded)
        self.counter = counted[1] if counted else ""

    def in_sentence(self, text: str) -> float:
        """How surely a text holds such a thing, 0 to 1; one half where anything could be meant."""
        if self.type is AnswerType.OTHER:
            return 0.5
        folded = fold(text)
        if self.type is AnswerType.WHY:
            return float(bool(REASON.search(folded)))
        if self.type in MEASURES:
            return self._quantity(text, folded)
        return self._name(text, folded)

    def _quantity(self, text: str, folded: str) -> float:
        if self.type is AnswerType.DATE and SOME_DAY.search(folded):
            return 1.0
        new = [
            q for q in quantities(text) if q.measure in MEASURES[self.type] and (q.value, q.measure) not in self.known
        ]
        if self.type is AnswerType.COUNT and self.counter and not any(self._counts(q, text) for q in new):
            return HALF * bool(new)
        return float(bool(new))

    def _counts(self, quantity: Quantity, text: str) -> bool:
        """Whether a number counts what the question counts: the 3 of `3家` where it says `多少家`."""
        return self.counter in fold(text[quantity.start : quantity.end + 2])

    def _name(self, text: str, folded: str) -> float:
        if any(
            tag.startswith(TAGS[self.type]) and len(word) > 1 and word not in self.folded
            for word, tag in _tagged(folded)
        ):
            return 1.0
        if any(fold(word) not in self.folded for word in CAPITALISED.findall(text)):
            return 1.0
        if self.type is AnswerType.PERSON and "·" in text:
            return 1.0
        pattern = {AnswerType.PLACE: LOCALITY, AnswerType.ORGANISATION: INSTITUTION}.get(self.type)
        return NEARLY * bool(pattern and pattern.search(folded))

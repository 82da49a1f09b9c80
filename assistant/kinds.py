"""The kind of thing that a question asks for: a number, a date, a person, a list, a reason."""

import re
from enum import StrEnum

from corpus.fold import fold


class Kind(StrEnum):
    """What would answer the question."""

    MONEY = "money"
    SHARE = "share"
    COUNT = "count"
    DATE = "date"
    WHO = "who"
    LIST = "list"
    WHY = "why"
    CONFLICT = "conflict"
    OTHER = "other"


# In order: the first that is found decides. On folded text (Simplified, lower case).
PATTERNS: list[tuple[Kind, re.Pattern[str]]] = [
    (
        Kind.CONFLICT,
        re.compile(
            r"(几篇|几家|各家|各方|两边|双方|不同|报道).{0,12}(怎么说|说法|对不上|不一致|一样|理由)|(?:到底|究竟).{1,20}还是|"
            r"(?:几|哪些|哪几|两|不同|各)[种个]?(?:的)?(?:说法|口径|版本)|(?:说法|口径|数字|版本)(?:不一|不同|有出入|对不上|打架)|各.{0,4}怎么说|"
            r"\b(conflict|disagree|differ|discrepanc|versions\b|accounts of|compare|respectively)"
        ),
    ),
    (
        Kind.WHY,
        re.compile(
            r"为什么|为何|为啥|何以|原因|缘故|凭什么|因为什么|理由|\bwhy\b|\breasons?\b|what (?:led|made|caused)|how come"
        ),
    ),
    (
        Kind.DATE,
        re.compile(
            r"哪一?年|哪[个一]?月|哪[一]?天|哪日|几月|几号|何时|什么时候|啥时候|什么时间|多会儿|哪个?季度|日期|"
            r"^(?:(?:and|so|but|then|\w+ \w+,) )?when\b(?! .*,\s*(?:how|what|which|who)\b)|\bwhen (?:did|do|does|was|were|is|are|will|would|has|have|had|can|could)\b|"
            r"\bwhen\s*\?|(?:what|which) (?:\w+ )?(?:year|month|day|date|quarter)\b|how soon\b|(?:by|until|since|till) when\b"
        ),
    ),
    (
        Kind.LIST,
        re.compile(
            r"哪些|哪[几两二三四五六七八九十]|有什么|都有谁|列出|"
            r"\b(?:which|what) (?:\w+ ){0,3}(?:companies|firms|startups|products|investors|models|backers|chips|"
            r"customers|privileges|conditions|measures|names)\b|\blist\b|\bname the\b"
        ),
    ),
    (
        Kind.SHARE,
        re.compile(
            r"多少股[权份]|占(?:了|比)?多少|几成|百分之几|几分之几|多大比例|多少比例|比例|占比|毛利率|增速|增长率|涨幅|跌幅|降幅|持股|"
            r"what (?:share|percentage|proportion|stake|fraction|slice|portion)|how much of (?!.*\b(?:money|cost)\b)|how fast (?:did|does|has|have|was|is|are|were) .*(?:grow|ris|fall|fell|shr[iu]nk|increas)|how (?:large|big) a (?:stake|share)|per ?cent|margin"
        ),
    ),
    (
        Kind.MONEY,
        re.compile(
            r"多少(?:钱|资金|美元|美金|人民币|亿|万|元|港元|台币)|融了?多少|募(?:到|了|得)?多少|投了?多少|花了?多少|值多少|估值|市值|"
            r"金额|营收|收入|身价|规模多大|价格|报价|租金|(?:亏|赚|赔|罚|欠|付|捐|出|给|砸|掏|省)(?:损|掉|给|出|到|款|了|过)*多少(?![一-鿿])|"
            r"(?:利润|利息|费用?|成本|开支|支出|补偿金?|罚款|亏损|盈利|净利|资本|预算|奖金|薪水|年薪|工资)(?:是|有|为|要|花)?了?多少(?![%成倍])|多少(?:利息|利润|费|成本|租金|罚款|补偿|收益)|"
            r"how much (?!time)|what (?:does|did|do|will|would|must) .{1,60}\b(?:pay|cost|charge|spend|earn|owe)\b|what (?:was|is|were) the (?:size|value|valuation|price|amount|cost)|valuation|valued\b|worth\b|revenue"
        ),
    ),
    (
        Kind.COUNT,
        re.compile(
            r"多少|几[家个位名款块张台笔次轮倍项座种人]|多[大高长远]|how (?:many|big|large|long|far|often)|what number"
        ),
    ),
    (
        Kind.WHO,
        re.compile(
            r"谁|哪位|哪[一]?家|哪[一]?个|哪款|哪间|叫什么|什么名|何人|\bwho(?:m|se)?\b|\bwhich\b|what (?:company|firm)"
        ),
    ),
]
# `谁的估值最高` asks for a name, though it speaks of a figure.
WHO_ASKED = re.compile(r"谁|哪位|哪[一]?家|何人|\bwho(?:m|se)?\b|\bwhich (?!year|month|day|quarter|percent)")
NUMBER_ASKED = re.compile(
    r"多少|几[家个位名款块张台笔次轮倍项座种人成]|how (?:much|many|large|big|high|far|long)|what (?:share|percentage|proportion)"
)


# Who or which begins the question, and no further question word is joined on.
LEADING = re.compile(
    r"(?:who(?:m|se)?|which \w+)\b(?!.*(?:,|\band|\bor)\s+(?:\w+ )?(?:how|what|which|when|why|where|whom?)\b)"
)
INSIDE = re.compile(r"(?<=.) (?:how|when|why|what|where)\b.*", re.S)


def main_clause(folded: str) -> str:
    """A folded question without what it only speaks of: the `how long it will last` of `Who asked how long it will last?`."""
    return INSIDE.sub("", folded) if LEADING.match(folded) else folded


def kind_of(text: str) -> Kind:
    """The kind of answer that is asked for."""
    folded = main_clause(fold(text))
    found = [kind for kind, pattern in PATTERNS if pattern.search(folded)]
    if Kind.WHO in found and WHO_ASKED.search(folded) and not NUMBER_ASKED.search(folded):
        found = [kind for kind in found if kind not in (Kind.MONEY, Kind.SHARE, Kind.COUNT)]
    return next(iter(found), Kind.OTHER)

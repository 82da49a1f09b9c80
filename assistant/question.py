"""What a question asks for: a number, a date, a person, a list, a reason; and which names it holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import rjieba

from corpus.article import Language
from corpus.fold import fold
from corpus.language import detect_language


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
INTERROGATIVE = re.compile(
    r"多少|几[个家位名年月天款]|哪|谁|什么|何时|为何|怎么|怎样|\b(?:how|what|which|who|when|why)\b"
)
CLAUSE = re.compile(
    r".+?(?:[，,；;。？?！!\n]+|(?=,? (?:and|or|but) (?:how|what|which|who|whom|whose|when|where|why)\b)|$)",
    re.I | re.S,
)
RELATIVE = re.compile(r"(?:which|who|whom|whose|where|when)\b", re.I)
NAME_TAGS = ("nr", "nt")
LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.&+-]*")
QUOTED = re.compile(r"[“\"「『《〈‘]([^”\"」』》〉’]{2,20})[”\"」』》〉’]")
COMMON_LATIN = frozenset(
    "ai ceo cto cfo coo ipo it us uk eu gpu gpus api apis llm llms r&d vc vcs ai's q1 q2 q3 q4 h1 h2 the a an in on at of "
    "and or to from for by with according how who what when where which why did does do is are was were has have had will "
    "would could can should about besides after before between during since i my me we you he she it they his her its "
    "their this that these those there then also whose whom as if yes no not january february march april may june july "
    "august september october november december monday tuesday wednesday thursday friday saturday sunday chinese english "
    "compare name list give tell".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone.

    Attributes:
        text: As it is asked.
        language: The asker's language and script.
        kind: What would answer it.
        names: Names in it, folded; what the articles must speak of to answer it.
        asks: The parts of it that ask one thing each; the whole where it asks one thing.
    """

    text: str
    language: Language
    kind: Kind
    names: tuple[str, ...]
    asks: tuple[str, ...] = ()


def analyse(text: str, known: Sequence[str] = ()) -> Question:
    """What a question asks for, by rule.

    Args:
        text: The question, standing alone.
        known: Names in it that the collection knows, folded; parts of these are no names of their own.
    """
    others = [n for n in names_in(text) if not any(n in name for name in known)]
    return Question(text, detect_language(text), kind_of(text), (*known, *others), asks_of(text))


def asks_of(text: str) -> tuple[str, ...]:
    """The parts of a question that ask one thing each, by its question words; clauses that ask nothing go with what follows.

    `公司叫什么名字，花了多少钱？` asks two things, `哪一年，在哪里？` as well.
    """
    parts, begun = [""], False
    for clause in CLAUSE.findall(text):
        behind_comma = parts[-1].rstrip().endswith((",", "，"))
        asks = INTERROGATIVE.search(fold(clause)) is not None and not (behind_comma and RELATIVE.match(clause.strip()))
        if begun and asks:
            parts.append("")
        parts[-1] += clause
        begun = begun or asks
    return tuple(part.strip() for part in parts) if len(parts) > 1 else (text,)


def kind_of(text: str) -> Kind:
    """The kind of answer that is asked for."""
    folded = fold(text)
    found = [kind for kind, pattern in PATTERNS if pattern.search(folded)]
    if Kind.WHO in found and WHO_ASKED.search(folded) and not NUMBER_ASKED.search(folded):
        found = [kind for kind in found if kind not in (Kind.MONEY, Kind.SHARE, Kind.COUNT)]
    return next(iter(found), Kind.OTHER)


def names_in(text: str) -> tuple[str, ...]:
    """Latin names with a capital or a digit, quoted phrases, and what jieba tags as a name; folded, without repetition."""
    found = [fold(q).strip() for q in QUOTED.findall(text)]
    for word in LATIN_NAME.findall(text):
        plain = re.sub(r"['’]s$", "", word).rstrip(".")
        if fold(plain) not in COMMON_LATIN and (plain != plain.lower() or any(c.isdigit() for c in plain)):
            found.append(fold(plain))
    folded = fold(text)
    for word, tag in rjieba.tag(folded):
        if tag.startswith(NAME_TAGS) and len(word) > 2:
            found.append(word)
    return tuple(dict.fromkeys(found))

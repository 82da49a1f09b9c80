"""Questions that ask for several versions of one thing: that they do, and what is asked besides."""

import re

from corpus.fold import fold

# All patterns are for folded text.
SEVERAL = re.compile(
    r"对不上|对得上|不一致|一致吗|不太?一样|一样[吗么]|出入|矛盾|打架|[几两]种说法|(?:[两几]|好几|不同)个?(?:不同的?)?数[字目]?(?!百|千)|"
    r"(?:哪些|哪几个|几个)数|各(?:说各|怎么说|是(?:多少|什么))|(?:几篇|各篇|各家|各处|前后).{0,6}(?:报道|说法|记载)|(?:有何|有什么)不同|"
    r"以哪个为准|变了几次|(?:外传|传闻|原先|起初|一开始|本来).{0,16}(?:实际|后来|最后|最终)|"
    r"\b(?:differ|disagree|conflict|discrepanc)|\bversions\b|various reports|different (?:accounts|figures|numbers|sums|percentages)|"
    r"\b(?:accounts|reports|articles|stories|papers|sources) (?:agree|give|say)\b|\bseen (?:two|three|several|different)\b|"
    r"first as reported|according to the .* and "
)
# A clause of nothing but that: what remains without it is the question itself.
APART = re.compile(
    r"(?:(?:我|但|可|却|而且?)*(?:看到|看见|见过|好像|似乎)?(?:了|过)?(?:好|有)?)?"
    r"(?:各[篇家处方]|[几两]篇|[几两]处|前后|前前后后|不同|外面|媒体|外传与?|好几个|两个|几个)?(?:的|和|与|跟)?(?:报道|媒体|说法|记载|数字|口径|公司说法)?(?:的|之间)?(?:说法|数字|记载|口径)?"
    r"(?:一致吗|是否一致|一样吗|好?像?对不上|对得上吗|为什么对不上|不一致|不太?一样|有出入|有何不同|有什么不同|各怎么说|怎么说|各说各的|以哪个为准|数字)|"
    r"最后以哪个为准|"
    r"(?:but |and )?(?:do|did|what do) (?:the |all )?(?:accounts|reports|articles|stories|papers|sources) (?:agree|say|differ|disagree)|"
    r"(?:the |but the |given that the )?(?:accounts|reports|articles|stories|papers|sources|first story and the later ones) (?:disagree|differ|give different \w+|do not agree)|"
    r"(?:but )?i(?: have|'ve|’ve)? seen (?:two|three|several|different) (?:\w+ )?(?:numbers|figures|sums|percentages|versions|dates)"
)
CLAUSE = re.compile(r"[^，,。;；!！?？.\n]+[，,。;；!！?？.\n]*|[，,。;；!！?？.\n]+")


def asks_versions(text: str) -> bool:
    """Whether a question says itself that there are several answers to it."""
    return SEVERAL.search(fold(text)) is not None


def core_of(text: str) -> str:
    """A question without the clauses that only ask whether the articles agree: no sentence of an article answers those."""
    clauses = CLAUSE.findall(text)
    kept = [c for c in clauses if not APART.fullmatch(fold(c).strip(" ，,。;；!！?？.\n"))]
    return "".join(kept).strip(" ，,") if kept and len(kept) < len(clauses) else text

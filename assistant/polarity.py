"""Whether a sentence denies what its source affirms, or the other way round; and whether one rises where the other falls.

Compared clause by clause: each clause of the sentence with the clauses of the sources that share most of its words.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

import Stemmer

from corpus.fold import fold
from corpus.language import detect_language
from index.terms import terms

CLAUSE = re.compile(
    r"[，,；;。.!！?？：:\n]+(?![0-9])|\s(?:but|and|while|whereas|although|though|because|which|who)\s|但是|但|而是"
)
# What holds a sign of negation and denies nothing.
HARMLESS = re.compile(
    r"不少于|不低于|不超过|不高于|不多于|不到|不足|不[仅只但光断久同过少妨禁管论良满安利幸佳]|不得不|不无|不动产|不锈钢|"
    r"未来|未满|是否|能否|否则|没收|没落|"
    r"(?<![a-z])(?:not only|not all|no (?:more|less|fewer|later|worse|better|sooner) than|no (?:worse|doubt|matter)|at no|"
    r"not (?:more|less|fewer) than|no\. ?[0-9])"
)
NEGATION = re.compile(
    r"没有|没|并未|未|不|无(?:需|法|权|意|关|缘)|并非|绝非|否认|(?<![a-z])(?:not|no|never|none|neither|nor|cannot|den(?:y|ies|ied|ying|ial))(?![a-z])|"
    r"n['’]t(?![a-z])"
)
# What can be said in place of a negation: `gave up` for `did not take part`.
SOFT = re.compile(
    r"放弃|拒绝|取消|停止|排除|缺席|避免|终止|退出|回绝|谢绝|否决|失败|禁止|打脸|免|"
    r"(?<![a-z])(?:refus\w+|declin\w+|drop\w*|withdr[ae]w\w*|abandon\w*|reject\w*|cancel\w*|exclu\w+|leav\w+ out|barred|prevent\w*|"
    r"avoid\w*|free|lack\w*|without|instead|rather|unable|fail\w*|stop\w*|turned away|only|ban\w*|hardly|unlikely|less|unaffected)(?![a-z])"
)
UP = re.compile(
    r"上升|上涨|上调|增长|增加|增至|提高|攀升|上扬|走高|升至|回升|扩大|(?<![a-z])(?:r(?:i|o)s(?:e|es|en|ing)|increas\w+|grew|grow[sn]?|growth|climb\w*|gain\w*|jump\w*|surg\w+|expand\w*|raised)(?![a-z])"
)
DOWN = re.compile(
    r"下降|下跌|下调|减少|下滑|降至|降低|回落|走低|缩减|收窄|缩小|萎缩|亏损扩大|(?<![a-z])(?:f[ae]ll(?:s|en|ing)?|decreas\w+|declin\w+|drop\w*|shr[aiu]nk\w*|slipp?\w*|reduc\w+|narrow\w*|lowered)(?![a-z])"
)
_STEM = Stemmer.Stemmer("english")
SHARED = 0.6  # of a clause's terms; with less in common two clauses speak of different things
ALSO = 0.35  # of the other clause's terms
FEWEST = 3  # terms of a clause that says something


class Turn(StrEnum):
    """What a sentence turns round."""

    NEGATION = "negation"
    DIRECTION = "direction"


def turned_round(sentence: str, sources: Sequence[str]) -> Turn | None:
    """What a sentence turns round of what its sources say, or None.

    Clauses are compared with those that share most of their words. A negation counts as turned where the other side holds
    none at all, nor a word that can stand for one. Between languages clauses have no words in common: there a negation
    stands on both sides or on none, and no direction is compared.
    """
    own = _clauses(sentence)
    theirs = [clause for source in sources for clause in _clauses(source)]
    english = detect_language(sentence) == "en"
    if all((detect_language(source) == "en") != english for source in sources):
        return Turn.NEGATION if _across(own, theirs) else None
    denies, open_there = any(map(negated, own)), any(negated(c) or hedged(c) for c in theirs)
    terms_of = [_words(clause) for clause in theirs]
    for clause in own:
        nearest = _nearest(_words(clause), theirs, terms_of)
        if not nearest or hedged(clause) or any(map(hedged, nearest)):
            continue
        if negated(clause) and not open_there:
            return Turn.NEGATION
        if not denies and all(map(negated, nearest)):
            return Turn.NEGATION
        if all(direction(c) * direction(clause) < 0 for c in nearest):
            return Turn.DIRECTION
    return None


def negated(clause: str) -> bool:
    """Whether a clause denies something; `did not deny` affirms."""
    return len(NEGATION.findall(HARMLESS.sub(" ", fold(clause)))) % 2 == 1


def hedged(clause: str) -> bool:
    """Whether a clause holds a word that may deny without a negation, such as `refused`."""
    return SOFT.search(fold(clause)) is not None


def direction(clause: str) -> int:
    """1 where a clause speaks of a rise, -1 of a fall, 0 of neither or both."""
    folded = fold(clause)
    return bool(UP.search(folded)) - bool(DOWN.search(folded))


def _nearest(words: frozenset[str], clauses: Sequence[str], terms_of: Sequence[frozenset[str]]) -> list[str]:
    """The clauses that share most of these terms, where that is enough for them to speak of the same."""
    if len(words) < FEWEST:
        return []
    shares = [len(words & other) / len(words) for other in terms_of]
    best = max(shares, default=0.0)
    if best < SHARED:
        return []
    near = [
        (clause, len(words & other) / max(1, len(other)))
        for clause, other, share in zip(clauses, terms_of, shares, strict=True)
        if share >= best - 0.1
    ]
    return [clause for clause, back in near if back >= ALSO]


def _across(own: Sequence[str], theirs: Sequence[str]) -> bool:
    if any(map(hedged, (*own, *theirs))):
        return False
    said, stands = any(map(negated, own)), [negated(c) for c in theirs]
    return (said and not any(stands)) or (not said and len(own) == 1 and bool(stands) and all(stands))


@lru_cache(maxsize=4096)
def _words(clause: str) -> frozenset[str]:
    """The stemmed terms of a clause without its negations."""
    return frozenset(_STEM.stemWords(terms(NEGATION.sub("", fold(clause)))))


def _clauses(text: str) -> list[str]:
    return [clause for clause in CLAUSE.split(text) if clause and any(c.isalnum() for c in clause)]

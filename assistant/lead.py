"""The lead: the core of an answer, lifted exactly out of one sentence and put into the asker's script and language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Evidence
from assistant.quantities import Measure, Quantity, quantities
from assistant.question import Question
from assistant.scoring import WANTED
from corpus.article import Language
from corpus.fold import fold, to_simplified, to_traditional
from corpus.language import detect_language
from index.terms import terms

CLAUSE = re.compile(r"[^，,。；;！？!?\n]+")
CURRENCIES = [
    ("us$", r"美元|美金"),
    ("rmb ", r"人民币|(?<![美日欧港台])元"),
    ("hk$", r"港元|港币"),
    ("nt$", r"新?台币"),
]
NAMED = 5.0  # words that a name beside a figure outweighs
QUALIFIERS = [
    ("up to", r"至多|最多|不超过|上限"),
    ("at least", r"至少|不低于"),
    ("less than", r"不到|不足|低于|少于"),
    ("nearly", r"近|接近|将近"),
    ("over", r"超|逾|高于|[多余]|以上"),
    ("about", r"约|左右|上下|大概"),
]
SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Lead:
    """The words of the lead and the sentence they were lifted from."""

    text: str
    evidence: Evidence


def find_lead(question: Question, best: Sequence[Evidence]) -> Lead | None:
    """The figure or date that the best sentence gives for what is asked, or None where more than one could be meant."""
    if question.kind not in WANTED:
        return None
    known = {q.value for q in quantities(question.text)}
    for evidence in best[:2]:
        candidates = [
            q for q in quantities(evidence.text) if q.measure in WANTED[question.kind] and q.value not in known
        ]
        if candidates:
            chosen = _nearest(question, evidence.text, candidates)
            return Lead(in_words(chosen, question.language), evidence)
    return None


def _nearest(question: Question, text: str, candidates: Sequence[Quantity]) -> Quantity:
    """The quantity that stands behind a name of the question, else the one whose surroundings share most with it.

    What belongs to a quantity is the text since the one before: `A is worth 20, B 18` gives B 18.
    """
    asked = set(terms(question.text))
    spans = [m.span() for m in CLAUSE.finditer(text)]
    ends = [0, *(q.end for q in candidates)]

    def fits(i: int) -> tuple[float, int]:
        q = candidates[i]
        own = text[ends[i] : q.start]
        clause = next((text[s:e] for s, e in spans if s <= q.start < e), "")
        named = any(name in fold(own) for name in question.names)
        shared = len(set(terms(own)) & asked) + 0.5 * len(set(terms(clause)) & asked)
        return NAMED * named + shared, -i

    return candidates[max(range(len(candidates)), key=fits)]


def in_words(quantity: Quantity, language: Language) -> str:
    """A quantity for a reader: in the asker's script, and in English with its value written out."""
    text = quantity.text.strip()
    if language != "en":
        return to_traditional(text) if language == "zh-Hant" else to_simplified(text)
    if detect_language(text) == "en" and not re.search(r"[\u4e00-\u9fff]", text):
        return text
    english = _date(quantity) if quantity.measure is Measure.DATE else _amount(quantity)
    qualifier = next((words for words, pattern in QUALIFIERS if re.search(pattern, fold(text))), "")
    return f"{qualifier} {english} ({text})".lstrip()


def _date(quantity: Quantity) -> str:
    value = int(quantity.value)
    year, month, day = value // 10000, value // 100 % 100, value % 100
    words = [quantity.part, str(day) if day else "", MONTHS[month - 1] if month else "", str(year) if year else ""]
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
        return f"{quantity.value:g}" + (" percentage points" if "点" in folded else "%")
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if quantity.value >= size:
            return f"{currency}{round(quantity.value / size, 4):g} {word}"
    if not re.search(r"\d", folded) and quantity.value in range(len(SMALL)):
        return SMALL[int(quantity.value)]
    return f"{currency}{quantity.value:,.10g}"

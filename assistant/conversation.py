"""A follow-up question made to stand alone, by rule: names and topic are carried over from the conversation."""

import re
from collections.abc import Sequence

from assistant.question import LATIN_NAME, names_in
from assistant.types import Turn
from corpus.fold import fold_with_offsets
from corpus.language import detect_language

BUDGET = 8  # turns of history that are looked at
PRONOUN = re.compile(
    r"(?:这|那|該|该|此|這)(?:两|兩|几|幾|三|些)?(?:家)?(?:公司|企业|企業|机构|機構|平台|模型|产品|產品|轮|輪|笔|筆|家|款|位|个人|人)|"
    r"它们|他们|她们|它們|他們|她們|它|他|她|其(?=[中在的])|"
    r"\b(?:they|them|their|theirs|it|its|he|him|his|she|her|hers|this company|that company|the company|these two|those two|"
    r"both of them|that round|this round|the firm|the deal|that deal)\b",
    re.I,
)
PLURAL = re.compile(r"们|們|两|兩|几|幾|些|\b(?:they|them|their|theirs|these|those|both)\b", re.I)
OPENING = re.compile(r"^\s*(?:那么|那麼|那|还有|還有|另外|and|what about|how about|so|then|but)(?![a-z])[\s,，]*", re.I)
ABOUT = re.compile(
    r"^\s*(?:那么|那麼|那|and)?[\s,，]*(?:what about|how about)?\s*(?P<name>[^?？,，]{1,40}?)\s*(?:呢|的呢)?\s*[?？]*\s*$",
    re.I,
)
QUESTION_WORDS = re.compile(r"[?？]+\s*$")
SHORT = {
    "zh-Hans": 9,
    "zh-Hant": 9,
    "en": 32,
}  # characters under which a question without a name leans on the one before


def rewrite(question: str, history: Sequence[Turn]) -> str:
    """The question as it can be searched for; itself where it stands alone already."""
    asked = [turn.text for turn in history[-BUDGET:] if turn.role == "user"]
    said = [turn.text for turn in history[-BUDGET:] if turn.role == "assistant"]
    if not asked:
        return question
    previous = asked[0]
    for i, text in enumerate(asked[1:], 1):
        previous = _stand_alone(text, previous, said[:i])
    return _stand_alone(question, previous, said)


def _stand_alone(question: str, previous: str, said: Sequence[str]) -> str:
    swapped = _same_about_another(question, previous)
    if swapped:
        return swapped
    found = PRONOUN.search(question)
    if found:
        named = _referents(previous, said, plural=bool(PLURAL.search(found.group())))
        if named:
            return f"{question} ({named})" if detect_language(question) == "en" else f"{question}（{named}）"
        return _joined(previous, question)
    own_names = names_in(question)
    leans = OPENING.match(question) is not None or len(question) <= SHORT[detect_language(question)]
    return _joined(previous, question) if leans and not own_names else question


def _same_about_another(question: str, previous: str) -> str | None:
    """`What about X?` after a question about Y: the question about Y, asked about X."""
    match = ABOUT.match(question)
    short = question.rstrip("?？ ").endswith("呢") or re.match(r"\s*(?:and |what about|how about)", question, re.I)
    if match is None or not short:
        return None
    name = re.sub(r"^(?:what about|how about|and|那么|那麼|那)\s*", "", match["name"].strip(), flags=re.I)
    old = _surface_names(previous)
    if not names_in(name) or not old:
        return None
    return previous.replace(old[0], name, 1)


def _referents(previous: str, said: Sequence[str], plural: bool) -> str:
    """The names that a pronoun may stand for: those of the question before, else of the last answer."""
    names = _surface_names(previous) or (_surface_names(said[-1]) if said else [])
    return "、".join(names if plural else names[:2]) if names else ""


def _surface_names(text: str) -> list[str]:
    """The names of a text as they are written in it, in its order."""
    folded, offsets = fold_with_offsets(text)
    found: list[tuple[int, str]] = []
    for name in names_in(text):
        at = folded.find(name)
        if at >= 0:
            start, end = offsets[at], offsets[at + len(name) - 1] + 1
            found.append((start, text[start:end]))
    merged: list[tuple[int, str]] = []
    for start, name in sorted(found, key=lambda f: (f[0], -len(f[1]))):
        if merged and start < merged[-1][0] + len(merged[-1][1]):
            continue
        if merged and LATIN_NAME.fullmatch(name) and text[merged[-1][0] + len(merged[-1][1]) : start] == " ":
            merged[-1] = (merged[-1][0], text[merged[-1][0] : start + len(name)])
            continue
        merged.append((start, name))
    return [name for _, name in merged]


def _joined(previous: str, question: str) -> str:
    return f"{QUESTION_WORDS.sub('', previous)} {question}"

"""Markers and what they point to: [n] in a text, numbered from 1 in the order of first use.

A bracket is a marker when it holds nothing but numbers of at most three digits, with a word such as `编号` or `source`
before them or a `^`: [1], 【1】, ［1］, [编号1], [1, 2], [1、2], [1-3], [^1]; an address behind it, [1](http://...), belongs to
it. [2024] is a year, [sic] and [路透] are words: those stay as they are.
"""

import re
from collections.abc import Sequence

from assistant.types import AnswerSentence, Citation
from corpus.article import Article

OPEN, CLOSE = r"\[【［〔", r"\]】］〕"
NUMBER = r"[0-9０-９]{1,3}"
JOIN = r"[,，、;；\-–~和及&]"
WORD = r"(?:编号|編號|来源|來源|证据|證據|sources?:?|sentences?|refs?\.?|nos?\.?|[#＃^])"
BARE = (
    rf"[{OPEN}]\s{{0,2}}(?:{WORD}\s{{0,2}})?"
    rf"{NUMBER}(?:\s{{0,2}}{JOIN}\s{{0,2}}(?:{WORD}\s{{0,2}})?{NUMBER})*\s{{0,2}}[{CLOSE}]"
)
MARKER = re.compile(rf"{BARE}(?:\([^()\s]{{0,300}}\))?", re.I)
BEGUN = re.compile(
    rf"[ \t]*(?:[{OPEN}](?:[\s0-9０-９#＃^:.&a-z]|{JOIN}|编号?|編號?|来源?|來源?|证据?|證據?)*|{BARE}\([^()\s]*)$", re.I
)
THINKING = re.compile(r"^\s*<think>.*?(?:</think>\s*|$)", re.S)  # what reasoning models say to themselves
HELD = 300  # characters; behind a bracket left open for longer the text goes on
# The end of a sentence that is not the end of the line.
INNER_END = re.compile(
    r"(?:[。！？]|(?<=[\u4e00-\u9fff])[!?]|(?<=[a-z0-9])[.!?](?=[”\"’]*\s+[A-Z]))[」』”’\"）)]*(?=.*\w)"
)


def cite(number: int, article: Article, start: int, end: int) -> Citation:
    """The citation of a span of an article."""
    quote, page = article.text[start:end], article.page(start)
    return Citation(number, article.id, article.title, article.published, start, end, quote, page)


def markers(text: str) -> list[int]:
    """The numbers that a text points to, in every usual form; [1-3] points to 1, 2 and 3."""
    found: list[int] = []
    for match in MARKER.finditer(text):
        for low, high in re.findall(rf"({NUMBER})(?:\s*[-–~]\s*({NUMBER}))?", match.group()):
            found.extend(range(int(low), max(int(low), int(high or low)) + 1))
    return found


def without_markers(text: str) -> str:
    """The text with its markers, and the blanks before them, cut out."""
    return re.sub(rf"[ \t]*{MARKER.pattern}", "", text, flags=re.I)


def held_back(text: str) -> str:
    """The text without a marker that has only begun, so that half of one is never shown."""
    tail = text[-HELD:]
    begun = BEGUN.search(tail)
    return text[: len(text) - len(tail) + begun.start()] if begun else text


def spoken(text: str) -> str:
    """A reply as far as it has come, without what a reasoning model says to itself first."""
    said = THINKING.sub("", text)
    return "" if "<think>".startswith(said.strip()) else said


def rendered(sentences: Sequence[AnswerSentence]) -> str:
    """The answer's text: a line a sentence, with its markers behind it and behind every sentence quoted within it."""
    return "\n".join(_marked(s.text, "".join(f"[{n}]" for n in s.citations)) for s in sentences)


def _marked(text: str, marks: str) -> str:
    def behind(match: re.Match[str]) -> str:
        return match.group() + marks

    return INNER_END.sub(behind, text) + marks

"""Markers and what they point to: [n] in a text, numbered from 1 in the order of first use."""

import re
from collections.abc import Sequence

from assistant.types import AnswerSentence, Citation
from corpus.article import Article

MARKER = re.compile(
    r"[\[【［]\s*(?:编号|編號|来源|來源|source|no\.?|#)?\s*(\d+(?:\s*[,，、;；]\s*\d+)*)\s*[\]】］]", re.I
)
PARTIAL = re.compile(r"[\[【［][^\]】］\n]{0,12}$")


def cite(number: int, article: Article, start: int, end: int) -> Citation:
    """The citation of a span of an article."""
    return Citation(number, article.id, article.title, article.published, start, end, article.text[start:end])


def markers(text: str) -> list[int]:
    """The numbers that a text points to, in every usual form: [1], 【1】, ［1］, [编号1], [1, 2]."""
    return [int(n) for group in MARKER.findall(text) for n in re.findall(r"\d+", group)]


def without_markers(text: str) -> str:
    """The text with its markers, and the blanks before them, cut out."""
    return re.sub(rf"[ \t]*(?:{MARKER.pattern})", "", text, flags=re.I)


def held_back(text: str) -> str:
    """The text without a marker that has only begun, so that half of one is never shown."""
    return PARTIAL.sub("", text)


def rendered(sentences: Sequence[AnswerSentence]) -> str:
    """The answer's text: a line a sentence, each with its markers behind it."""
    return "\n".join(s.text + "".join(f"[{n}]" for n in s.citations) for s in sentences)

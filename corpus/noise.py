"""Noise inside the lines of a scrape: invisible characters, injected tokens, markup that was never rendered."""

import re
from collections.abc import Iterator

from corpus.cuts import Cut

_HAN = r"[\u3400-\u9fff]"
# Zero-width and directional marks, controls, icon-font glyphs; a joiner between emoji stays, it makes one emoji of two.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    "\ufff9-\ufffb\ue000-\uf8ff]+|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001ffff])\u200d+"
)
# Letters and digits mixed between two equal marks; URL escapes (%E4%B8) have two characters, percentages have no letters.
_TOKEN = re.compile(r"([%$^~|&])(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{4,8}\1", re.I)
_ANY_TOKEN = re.compile(r"%[0-9A-Za-z]{4,8}%")
_WRAPPED = re.compile(r"@(?=[^@\n]{1,60}@)([^@\n]*)@")
_BBCODE = re.compile(
    r"\[/?(?:b|i|u|s|url|img|quote|code|color|size|font|align|attach|attachimg|list|table|tr|td|email|media|hide|free|indent|backcolor)"
    r"(?:=[^\]\n]{0,200})?\]",
    re.I,
)
_ATTACHMENT = re.compile(r"\[(attach|attachimg|img|media)(?:=[^\]\n]{0,40})?\][^\[\n]{0,300}\[/\1\]", re.I)
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy|#160|#8203|#xa0);", re.I)
_LEFT_TAG = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|em|u|a|img|font|h[1-6]|ul|ol|li|section|figure|iframe|script|style)\b[^<>\n]{0,300}/?>",
    re.I,
)
# What forum software hides at line ends against copying: runs of one- and two-character scraps of ASCII.
_JAMMER = re.compile(r"(?<=[^\x00-\x7f])[ \t]*(?:[!-~]{1,2} ){5,}[!-~]{1,3}[ \t]*$", re.M)
_GLUED = re.compile(r"(?:[A-Za-z0-9][^\w\s]|[^\w\s][A-Za-z0-9])")


def find_noise(text: str) -> Iterator[Cut]:
    """Yields the spans of injected characters and tokens in `text`; they may overlap."""
    for match in _INVISIBLE.finditer(text):
        yield Cut(match.start(), match.end(), "invisible characters")
    for pattern, reason in ((_ATTACHMENT, "markup"), (_BBCODE, "markup"), (_ENTITY, "markup"), (_LEFT_TAG, "markup")):
        for match in pattern.finditer(text):
            yield Cut(match.start(), match.end(), reason)
    for match in _JAMMER.finditer(text):
        if len(_GLUED.findall(match.group())) >= 2:
            yield Cut(match.start(), match.end(), "copy protection")
    yield from _tokens(text)


def _tokens(text: str) -> Iterator[Cut]:
    spans = [match.span() for match in _TOKEN.finditer(text) if _touches_han(text, *match.span())]
    if len(spans) > 1:
        # Where tokens abound, one that happens to be all letters or all digits is a token too.
        spans += [match.span() for match in _ANY_TOKEN.finditer(text) if _between_han(text, *match.span())]
    for start, end in spans:
        yield Cut(start, end, "noise token")
    for match in _WRAPPED.finditer(text):
        if any(match.start() < start < match.end() for start, _ in spans):
            yield Cut(match.start(), match.start() + 1, "noise token")
            yield Cut(match.end() - 1, match.end(), "noise token")


def _touches_han(text: str, start: int, end: int) -> bool:
    return any(re.fullmatch(_HAN, side) for side in (text[start - 1 : start], text[end : end + 1]))


def _between_han(text: str, start: int, end: int) -> bool:
    return all(re.fullmatch(_HAN, side) for side in (text[start - 1 : start], text[end : end + 1]))

"""Whose words a sentence gives: who says, thinks or writes it, in the sentence itself or in a neighbour of it.

By rule: a verb of saying with what stands before it (星槎投资合伙人祁慕白对此直言), a name before a colon and a quotation,
`据X介绍`, `in X's view`, `said X`, `according to X`. A pronoun is followed back to the person who was named last.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from assistant.attribution import Said, attribution, persons
from assistant.evidence import Evidence, evidence_at
from corpus.sentences import sentence_spans

OPENERS, CLOSERS = "“「『", "”」』"
QUOTED = 6  # characters between quotation marks from which on they are somebody's words and no term
LOOKED_BACK = 6  # sentences in which a pronoun's person is looked for
LOOKED_AHEAD = 8  # sentences in which a quotation has to end that names its speaker behind it
BEFORE_QUOTATION = 2  # sentences before a quotation in which its speaker is looked for


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: `evidence.article.text[start:end] == name`.

    Attributes:
        name: As the article writes it: a person, an organisation, or `two people familiar with the matter`.
        start: Its first character in the article's text.
        end: Behind its last.
        evidence: The sentence in which the name stands; another one than the words' own where a neighbour names it.
    """

    name: str
    start: int
    end: int
    evidence: Evidence


def speaker_of(evidence: Evidence) -> Speaker | None:
    """Who says what a sentence reports or quotes; None where the article says it itself or the speaker is not found."""
    text = evidence.article.text
    spans = _sentences(text)
    at = bisect_right(spans, evidence.start, key=lambda span: span[0]) - 1
    said = _said(text, spans[at])
    if said is None and _is_quotation(text, spans[at]):
        said = _said_nearby(text, spans, at)
    if said is not None and said.pronoun:
        said = _person_before(text, spans, said.start)
    if said is None or not _is_name(text, said):
        return None
    holder = evidence_at(evidence.article, said.start, evidence.passage_score)
    return Speaker(text[said.start : said.end], said.start, said.end, holder) if holder else None


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sentence_spans(text))


def _said(text: str, span: tuple[int, int]) -> Said | None:
    """The attribution in one sentence, at its place in the text."""
    said = attribution(text[span[0] : span[1]])
    return said and said.moved(span[0])


def _is_name(text: str, said: Said) -> bool:
    """Whether a capitalised word that begins a sentence is a name: then it has its capital elsewhere too."""
    name = text[said.start : said.end]
    inside = re.search(r"[\w,;:]\s?$", text[max(0, said.start - 2) : said.start])
    if inside or not re.fullmatch(r"[A-Z][a-z]+", name):
        return True
    return re.search(rf"[a-z,] {name}\b", text) is not None


def _is_quotation(text: str, span: tuple[int, int]) -> bool:
    """Whether a sentence stands within quotation marks or holds a quotation longer than a term."""
    if is_open(text, span[0]):
        return True
    sentence = text[span[0] : span[1]]
    for opener, closer in [*zip(OPENERS, CLOSERS, strict=True), ('"', '"')]:
        begin = sentence.find(opener)
        end = sentence.find(closer, begin + 1)
        if begin >= 0 and (end < 0 or end - begin > QUOTED):
            return True
    return False


def is_open(text: str, at: int) -> bool:
    """Whether a quotation of the same paragraph is open at a place."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    marks = sum(c in OPENERS for c in before) - sum(c in CLOSERS for c in before)
    return marks > 0 or before.count('"') % 2 == 1


def _said_nearby(text: str, spans: tuple[tuple[int, int], ...], at: int) -> Said | None:
    """Who says a quotation whose own sentence does not tell: where it ends, or in the sentences that lead to it."""
    behind = at + 1
    while behind < min(len(spans), at + LOOKED_AHEAD) and _same_paragraph(text, spans[at], spans[behind]):
        inside = is_open(text, spans[behind][0])
        said = _said(text, spans[behind])
        if said is not None and (inside or said.pronoun):
            return said
        if not inside:
            break
        behind += 1
    for before in range(at - 1, max(-1, at - 1 - BEFORE_QUOTATION), -1):
        said = _said(text, spans[before])
        if said is not None:
            return said
        if not _same_paragraph(text, spans[before], spans[at]):
            break
    return None


def _same_paragraph(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    return "\n" not in text[one[1] : other[0]]


def _person_before(text: str, spans: tuple[tuple[int, int], ...], at: int) -> Said | None:
    """The person whom a pronoun means: the speaker, else the first person, of the nearest sentence before that has one."""
    last = bisect_right(spans, at, key=lambda span: span[0])
    for start, end in reversed(spans[max(0, last - LOOKED_BACK) : last]):
        sentence = text[start : min(end, at)]
        said = attribution(sentence)
        if said is not None and not said.pronoun and persons(text[start + said.start : start + said.end]):
            return said.moved(start)
        named = [Said(start + first, start + behind, pronoun=False) for first, behind in persons(sentence)]
        known = [person for person in named if _is_name(text, person)]
        if known:
            return known[0]
    return None

"""Quoted lines of an answer that do not say whose words they are: the name is set before them and cited."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.attribution import attribution, persons
from assistant.citations import cite
from assistant.combining import Composed, numbered
from assistant.evidence import Evidence
from assistant.speech import OPENERS, Speaker, is_open, speaker_of
from assistant.types import AnswerSentence, Citation

QUOTED_CLAUSES = re.compile(r"[“「『][^”」』]{4,}[，,；][^”」』]{4,}[”」』][。.]?$")


def with_speakers(quoted: Composed, lines: Sequence[Evidence]) -> Composed:
    """An answer in which a quoted sentence whose speaker only a neighbour names begins with that name and cites it too.

    Args:
        quoted: The answer.
        lines: The sentences that it quotes.
    """
    sentences, citations = quoted
    cited = {c.number: c for c in citations}
    by_place = {(e.article.id, e.start, e.end): e for e in lines}
    parts: list[tuple[list[AnswerSentence], Sequence[Citation]]] = []
    for line in sentences:
        own = cited[line.citations[0]] if len(line.citations) == 1 else None
        evidence = by_place.get((own.article_id, own.start, own.end)) if own else None
        named = evidence is not None and line.text == " ".join(evidence.text.split())
        speaker = speaker_of(evidence) if evidence is not None and named and _lacks_speaker(evidence) else None
        if own is None or speaker is None or speaker.evidence == evidence or _told_before(speaker, parts):
            parts.append(([line], citations))
            continue
        where = speaker.evidence
        more = cite(own.number + 1, where.article, where.start, where.end)
        text = f"{speaker.name}{': ' if speaker.name.isascii() else '：'}{line.text}"
        parts.append(([replace(line, text=text, citations=(own.number, more.number))], [own, more]))
    return numbered(parts)


def _lacks_speaker(evidence: Evidence) -> bool:
    """Whether a sentence is somebody's words without saying whose; where that could be mistaken, it is left as it is.

    Such are `he said` with nobody named before it, what stands within or opens with quotation marks, and a sentence that
    names no person and ends with a quotation of at least two clauses.
    """
    text = evidence.text
    said = attribution(text)
    if said is not None:
        return said.pronoun and not persons(text[: said.start]) and (text[0].isascii() or _opens(text[: said.start]))
    if text[0].islower():
        return False
    begins = text[0] in OPENERS + '"' or is_open(evidence.article.text, evidence.start)
    return begins or (not persons(text) and QUOTED_CLAUSES.search(text) is not None)


def _opens(words: str) -> bool:
    """Whether what stands before a pronoun is nothing but a quotation."""
    return len(re.sub(r"[“「『][^”」』]*[”」』]?", "", words).strip()) <= 1


def _told_before(speaker: Speaker, parts: Sequence[tuple[Sequence[AnswerSentence], Sequence[Citation]]]) -> bool:
    """Whether the line before is the sentence that names the speaker."""
    if not parts:
        return False
    last = parts[-1][0][-1].citations
    where = speaker.evidence
    return any((c.article_id, c.start) == (where.article.id, where.start) for c in parts[-1][1] if c.number in last)

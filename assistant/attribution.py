"""Attributions within one sentence: a verb of saying and who stands before or behind it, by rule, in Chinese and English."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from assistant.attribution_patterns import (
    ACCORDING,
    ACCORDING_TO,
    BEHIND_TITLE,
    CAPITALS,
    CLAUSE,
    CROWD,
    HAN_CUT,
    HAN_LEAD,
    LONGEST,
    NAMED_VIEW,
    NO_NAME,
    NOBODY,
    OWN_VIEW,
    PRONOUN,
    QUOTATION,
    SAID_BEFORE,
    SAID_VERB,
    SAYS,
    SHE_OR_HE,
    SURNAMES,
    TITLE,
)
from assistant.mentions import mentions
from corpus.fold import fold_with_offsets
from corpus.language import detect_language


@dataclass(frozen=True, slots=True)
class Said:
    """Where the one who says something stands.

    Attributes:
        start: Of the name's first character.
        end: Behind its last.
        pronoun: Whether it is `he` or 她, so that the name stands elsewhere.
    """

    start: int
    end: int
    pronoun: bool

    def moved(self, by: int) -> "Said":
        """The same in a text in which the sentence begins at `by`."""
        return Said(self.start + by, self.end + by, self.pronoun)


def attribution(sentence: str) -> Said | None:
    """Who says what a sentence reports, as far as the sentence itself tells."""
    return _english(sentence) if detect_language(sentence) == "en" else _chinese(sentence)


def persons(sentence: str) -> list[tuple[int, int]]:
    """Spans of what looks like a person's name: behind a title, or by its form."""
    if detect_language(sentence) == "en":
        sentence = _unquoted(sentence)
        runs = _runs(sentence, 0, len(sentence))
        return [r for r in runs if " " in sentence[r[0] : r[1]]] or runs[:1]
    folded, offsets = fold_with_offsets(_unquoted(sentence))
    offsets.append(len(sentence))
    found = []
    for match in BEHIND_TITLE.finditer(folded):
        length = 3 if re.match(r"[一-龥]{3}(?!·)", match["name"]) else 2
        name = match["name"] if "·" in match["name"] else match["name"][:length]
        start = match.start("name")
        if "·" in name or name[0] in SURNAMES:
            found.append((offsets[start], offsets[start + len(name) - 1] + 1))
    for match in CLAUSE.finditer(folded):
        who = _who(folded, *match.span())
        if who is not None and who.end - who.start == 3 and _is_a_persons_name(folded[who.start : who.end]):
            found.append((offsets[who.start], offsets[who.end - 1] + 1))
    for m in mentions(sentence):
        if m.like_a_person and not m.name.isascii() and not any(m.start < b and m.end > a for a, b in found):
            found.append((m.start, m.end))
    return sorted(set(found))


def _is_a_persons_name(name: str) -> bool:
    """Whether three characters are a surname and two more, and no word that the dictionary knows as something else."""
    words = rjieba.tag(name)
    return name[0] in SURNAMES and (len(words) > 1 or words[0][1].startswith("nr"))


def _unquoted(sentence: str) -> str:
    """The sentence with each quotation overwritten: what stands in it is the speaker's and tells nothing about him."""
    return QUOTATION.sub(lambda m: '"' * len(m.group()), sentence)


def _chinese(sentence: str) -> Said | None:
    folded, offsets = fold_with_offsets(sentence)
    offsets.append(len(sentence))
    for start, end in _candidates(folded):
        who = _who(folded, start, end)
        if who is not None:
            return Said(offsets[who.start], offsets[who.end - 1] + 1, who.pronoun)
    return None


def _candidates(folded: str) -> Iterator[tuple[int, int]]:
    """What could name a speaker, best first."""
    outside = _unquoted(folded)
    for pattern in (ACCORDING, NAMED_VIEW):
        for match in pattern.finditer(outside):
            yield match.span("who" if match["who"] else "who2")
    for match in SAYS.finditer(outside):
        yield _clause_start(outside, match.start()), match.start()
    for match in OWN_VIEW.finditer(outside):
        yield match.span("who")
    for match in re.finditer(r":(?=\")", outside):
        yield _clause_start(outside, match.start()), match.start()


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in ',。;:!?"“”、') + 1


def _who(folded: str, start: int, end: int) -> Said | None:
    """The name in what stands before a verb of saying: adverbs off its end, conjunctions and titles off its beginning."""
    lead = HAN_LEAD.match(folded[start:end])
    start += lead.end() if lead else 0
    cut = HAN_CUT.search(folded, start, end)
    end = cut.start() if cut else end
    who = folded[start:end].rstrip()
    end = start + len(who)
    if SHE_OR_HE.match(who):
        return Said(start, end, pronoun=True)
    titled = TITLE.search(who)
    if titled:
        return Said(start + titled.start("name"), end, pronoun=False)
    for length in (3, 2):
        name = who[-length:]
        if len(who) > 4 and name[0] in SURNAMES and who[-length - 1] in "的家者员人师授长事o" and len(name) == length:
            return Said(end - length, end, pronoun=False)
    if not 2 <= len(who) <= LONGEST or NOBODY.search(who):
        return None
    return Said(start, end, pronoun=False)


def _english(sentence: str) -> Said | None:
    outside = _unquoted(sentence)
    for match in [*SAID_BEFORE.finditer(outside), *ACCORDING_TO.finditer(outside)]:
        runs = _runs(outside, *match.span("who"))
        if runs:
            return Said(*runs[0], pronoun=False)
        if match.re is ACCORDING_TO:
            return Said(*match.span("who"), pronoun=False)
    for match in SAID_VERB.finditer(outside):
        who = _before(outside, match.start())
        if who is not None:
            return who
    colon = re.search(r":\s*\"", outside)
    runs = _runs(outside, 0, colon.start()) if colon else []
    return Said(*runs[0], pronoun=False) if runs else None


def _before(text: str, at: int) -> Said | None:
    """The subject of an English verb at `at`."""
    clause = max(text.rfind(mark, 0, at) for mark in ',;:"') + 1
    part = text[clause:at].rstrip()
    pronoun = PRONOUN.search(part)
    if pronoun:
        return Said(clause + pronoun.start(), clause + pronoun.end(), pronoun=True)
    if not part.strip():  # `Ada Lund, who runs it, said`
        runs = _runs(text, text.rfind('"', 0, at) + 1, at)
        return Said(*runs[0], pronoun=False) if runs else None
    within = re.search(r" (?:of|at|from|for|in|on) ", part)
    runs = _runs(text, clause, clause + (within.start() if within else len(part)))
    if runs:
        return Said(*runs[-1], pronoun=False)
    crowd = CROWD.search(part)
    return Said(clause + crowd.start(), clause + len(part), pronoun=False) if crowd else None


def _runs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of capitalised words; a common word is none, at a sentence's start neither."""
    found = []
    for match in CAPITALS.finditer(text, start, end):
        begin = match.start()
        words = match.group().split(" ")
        while words and words[0] in NO_NAME:
            begin += len(words.pop(0)) + 1
        name = " ".join(words).rstrip(".,'’")
        if len(name) > 1:
            found.append((begin, begin + len(name)))
    return found

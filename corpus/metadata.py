"""Title, date, source, author and URL of an article, found in its own text or in its front matter."""

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from corpus.article import Language
from corpus.byline import parse_byline
from corpus.datelines import dateline
from corpus.labels import AUTHOR, MASTHEAD, NOBODY, SOURCE, TITLE, URL, first_label
from corpus.relative_dates import made_absolute
from corpus.sentences import sentence_spans

_HEAD_LINES, _BYLINE_LINES, _TAIL_LINES = 14, 8, 10
_LONGEST_LINE = 160
_TITLE_LENGTH = 60

FIELDS = ("title", "published", "source", "author", "url", "language", "fetched")
_Line = tuple[int, str]  # its number in the text, from 1, and what it says


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; None where nothing says it.

    Attributes:
        title: The headline.
        published: The day of publication; an event's date inside a sentence is none.
        source: The publication.
        author: Who wrote it.
        url: Where it was published.
        language: The language and script, where they are given.
        fetched: When the page was taken from the web (a date-time where the hour is known): what "yesterday" counts from.
        origins: Of each field where its value was found, e.g. ("published", "byline, line 2"); of a value that could not be
            understood, what it was.
    """

    title: str | None = None
    published: date | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    language: Language | None = None
    fetched: date | None = None
    origins: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def or_else(self, other: "Metadata") -> "Metadata":
        """Returns this with the gaps filled from `other`."""
        values: dict[str, Any] = {name: getattr(self, name) or getattr(other, name) for name in FIELDS}
        own, others = dict(self.origins), dict(other.origins)
        origins = {}
        for name in FIELDS:
            chosen = own if getattr(self, name) or (name in own and not getattr(other, name)) else others
            if name in chosen:
                origins[name] = chosen[name]
        return Metadata(**values, origins=tuple(origins.items()))

    def found_in(self, origin: str) -> "Metadata":
        """Returns this with an origin for each value that has none yet."""
        origins = {name: origin for name in FIELDS if getattr(self, name)} | dict(self.origins)
        return replace(self, origins=tuple((name, origins[name]) for name in FIELDS if name in origins))


def from_text(text: str, fetched: date | None = None) -> Metadata:
    """Reads the metadata that the first and last lines of an article print.

    The date needs a year and the form of a dateline: alone on its line, behind a label, with a time of day, or beside
    the name of the source. No title is made up here: see `title_from`.

    Args:
        text: The text before cleaning.
        fetched: When the page was taken from the web; without it "3 hours ago" is no date.
    """
    lines = [(n, unicodedata.normalize("NFKC", line).strip()) for n, line in enumerate(text.split("\n"), 1)]
    lines = [(n, line) for n, line in lines if line]
    head, tail = lines[:_HEAD_LINES], lines[max(_HEAD_LINES, len(lines) - _TAIL_LINES) :]
    openings = [(n, line[:_LONGEST_LINE]) for n, line in head + tail]
    bylines, first = _bylines(head[:_BYLINE_LINES], fetched)
    found = bylines.or_else(_labelled(head + tail, openings)).or_else(_masthead(head, first))
    found = found.or_else(_bylines(tail, None)[0])
    return replace(found, title=_as_printed(found.title, text)) if found.title else found


def _labelled(lines: list[_Line], openings: list[_Line]) -> Metadata:
    """What a dateline and lines such as `来源：…` say."""
    found = Metadata()
    if wire := dateline(openings[:3]):
        found = Metadata(published=wire[0]).found_in(f"dateline, line {wire[1]}")
    short = [(n, line) for n, line in lines if len(line) <= _LONGEST_LINE]
    searches = (("title", (TITLE,), short), ("source", SOURCE, openings), ("author", AUTHOR, openings))
    for name, patterns, where in (*searches, ("url", (URL,), lines)):
        if labelled := first_label(patterns, where):
            said: dict[str, Any] = {name: labelled[0]}
            found = found.or_else(Metadata(**said).found_in(f"label, line {labelled[1]}"))
    return found


def _as_printed(title: str, text: str) -> str:
    """The title with the punctuation that the article prints, found again by its NFKC form."""
    for line in text.split("\n"):
        folded = unicodedata.normalize("NFKC", line)
        at = folded.find(title)
        if at >= 0 and len(folded) == len(line):
            return line[at : at + len(title)]
    return title


def title_from(text: str) -> str:
    """Returns the headline a cleaned text opens with, or its first sentence cut to 60 characters."""
    opening = text.lstrip()
    line, _, rest = opening.partition("\n")
    line = line.strip()
    width = 2 * len(line) if any(c > "\u2e80" for c in line) else len(line)
    if rest.strip() and line and width <= 2 * _TITLE_LENGTH and not line.endswith(("。", ".", ",", "，", ":", "：")):
        return line
    for start, end in sentence_spans(opening[:2000]):
        sentence = opening[start:end]
        if not any(pattern.search(sentence) for pattern in (*SOURCE, *AUTHOR)):
            return sentence if len(sentence) <= _TITLE_LENGTH else sentence[:_TITLE_LENGTH].rstrip()
    return opening[:_TITLE_LENGTH].strip()


def _bylines(lines: list[_Line], fetched: date | None) -> tuple[Metadata, int | None]:
    """What the bylines among the lines say together, and the place of the first in the list."""
    found = Metadata()
    first: int | None = None
    for place, (number, line) in enumerate(lines):
        absolute = made_absolute(line, fetched) if fetched else line
        byline = parse_byline(absolute)
        if byline is None or (place == 0 and not byline.labelled):
            continue
        author = byline.author if byline.author and byline.author.lower() not in NOBODY else None
        source = byline.source if byline.source and byline.source.lower() not in NOBODY else None
        first = place if first is None else first
        said = Metadata(published=byline.published, source=source, author=author)
        if absolute != line and said.published:
            relative = f"byline, line {number}: {line!r}, fetched {fetched}"
            said = replace(said, origins=(("published", relative),))
        found = found.or_else(said.found_in(f"byline, line {number}"))
    return found, first


def _masthead(lines: list[_Line], byline: int | None) -> Metadata:
    """The name of the publication alone on the line above or below the byline."""
    if byline is None:
        return Metadata()
    beside = lines[max(1, byline - 1) : byline] + lines[byline + 1 : byline + 2]
    for number, line in beside:
        if MASTHEAD.fullmatch(line):
            return Metadata(source=line).found_in(f"masthead, line {number}")
    return Metadata()

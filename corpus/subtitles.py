"""Subtitles (.srt, .vtt), through pysubs2: cues become sentences again."""

import re
from collections.abc import Iterator, Sequence
from html import unescape

from corpus.article import UnreadableArticleError
from corpus.contents import Contents, Reader, refusing
from corpus.joining import is_terminated, joined
from corpus.plain import decoded

_PAUSE = 2_000  # milliseconds of silence behind which a new line begins
_PUNCTUATED = 0.1  # share of cues that end a sentence, from which on punctuation is relied on
_ROLLING = 500  # most characters of a cue that are looked for in the one before
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9.:]*(?:\s[^<>]{0,100})?>|\{\\[^{}]{0,100}\}")
_HEADER = re.compile(r"^WEBVTT\b", re.M)


def subtitles(kind: str) -> Reader:
    """The reader of a subtitle format, "srt" or "vtt"."""

    def read(data: bytes) -> Contents:
        from pysubs2 import SSAFile
        from pysubs2.exceptions import Pysubs2Error

        text = decoded(data)
        if kind == "vtt" and not _HEADER.match(text.lstrip("\ufeff")):
            raise UnreadableArticleError("the .vtt does not begin with WEBVTT: save it as .vtt or .srt again")
        with refusing(Pysubs2Error, ValueError, OverflowError, message=f"the .{kind} is damaged ({{}}): save it again"):
            events = SSAFile.from_string(_VOICE.sub(r"\1: ", text), format_=kind, keep_unknown_html_tags=True)
            cues = [(event.start, event.end, _words(event.text)) for event in events]
        lines = list(_sentences([cue for cue in cues if cue[2]]))
        if not lines:
            raise UnreadableArticleError(
                f"the .{kind} holds no cues: check that it has times such as 00:00:01,000 --> 00:00:02,000"
            )
        return Contents("\n".join(lines))

    return read


def _words(cue: str) -> str:
    line = ""
    for part in re.split(r"\\[Nn]|\n", cue):
        line = joined(line, " ".join(unescape(_TAG.sub("", part)).split()))
    return line


def _sentences(cues: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """Joins cues until a sentence ends or the speaker pauses; without punctuation every cue is a line.

    Cues that roll, as automatic captions do, repeat what the one before them said; it is said once.
    """
    punctuated = sum(is_terminated(words) for _, _, words in cues) >= _PUNCTUATED * len(cues)
    line, until, last = "", 0, ""
    for start, end, words in cues:
        fresh = _without(last, words)
        last = words
        if not fresh:
            until = end
            continue
        if line and (not punctuated or is_terminated(line) or start - until > _PAUSE):
            yield line
            line = ""
        line, until = joined(line, fresh), end
    if line:
        yield line


def _without(last: str, words: str) -> str:
    """What a cue adds to the one before it."""
    if words == last:
        return ""
    for length in range(min(len(last), len(words), _ROLLING), 7, -1):
        if last.endswith(words[:length]):
            return words[length:].strip()
    return words

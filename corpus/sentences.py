"""Where the sentences of a Chinese or English text begin and end."""

import re
from bisect import bisect_left

from corpus.full_stops import full_stop_ends

_TERMINATORS = "。！？!?…｡"
_CLOSERS = "」』”’）)】〕》〉]］\"'"
_PAIRS = {"「": "」", "『": "』", "“": "”", "‘": "’", "（": "）", "(": ")", "《": "》", "【": "】"}
_SHORT_QUOTATION = 60  # characters; a longer one is cut into its sentences
_LOOKED_AHEAD = 200  # characters behind an end that are looked at: one long line costs no more than many short ones
_URL = re.compile(r"(?:https?://|www\.)[!-~]+", re.I)
_SPEECH = re.compile(
    r"\s*(?:[，,、；;：:。]|[他她它其这這对對向则則也还還并並]{0,2}(?:如[是此])?(?:说|説|說|道|称|稱|问|問|答道|喊|写道|寫道|表示|指出|认为|認為|形容|解释|解釋|透露|坦言)|的|等|一[文书書词詞句]"
    r"|[\u4e00-\u9fff]{1,5}(?:说|說|道|称|稱|表示|指出)[，,。：:])"
)
_GOES_ON = re.compile(
    r"\s*(?:[，,、；;：:]|的|等|之|与|與|和|及|或|是|这[种个类]|這[種個類]|一[文书書词詞句]|成为|成為)"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Returns the spans of the sentences of `text`, in order.

    Spans hold no white space at their ends, do not overlap, and together cover every other character. A newline always
    ends a sentence, a semicolon never does; closing quotation marks and brackets stay with the sentence they close.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        last = 0
        for end in [*_ends(line), len(line)]:
            piece = line[last:end]
            if stripped := piece.strip():
                first = start + last + len(piece) - len(piece.lstrip())
                spans.append((first, first + len(stripped)))
            last = end
        start += len(line) + 1
    return spans


def clause_spans(text: str, start: int, end: int, limit: int = 180) -> list[tuple[int, int]]:
    """Splits a long sentence at clause boundaries: semicolons where they serve, else commas.

    Args:
        text: The text the sentence stands in.
        start: Offset of the sentence's first character.
        end: Offset behind its last.
        limit: Letters, digits and Han characters (punctuation does not count) that a piece should not exceed.

    Returns:
        Spans in `text` that cover the sentence; longer than `limit` only where it has no boundary to cut at.
    """
    spans: list[tuple[int, int]] = []
    while _weight(text, start, end) > limit:
        cut = _clause_cut(text, start, end, limit)
        if cut is None:
            break
        spans.append((start, cut))
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        spans.append((start, end))
    return spans


def _weight(text: str, start: int, end: int) -> int:
    return sum(character.isalnum() for character in text[start:end])


def _clause_cut(text: str, start: int, end: int, limit: int) -> int | None:
    """The last boundary before `limit`, a semicolon rather than a comma; the first one behind it if there is none."""
    weight = 0
    best: dict[bool, int] = {}
    for at in range(start, end - 1):
        weight += text[at].isalnum()
        if text[at] not in "；;，," or (text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1].isdigit()):
            continue
        cut = at + 1
        while cut < end and text[cut] in _CLOSERS:
            cut += 1
        if cut >= end or not text[cut:end].strip():
            break
        if weight > limit:
            return best.get(True, best.get(False, cut))
        if weight >= limit // 3:
            best[text[at] in "；;"] = cut
    return best.get(True, best.get(False))


def _ends(line: str) -> list[int]:
    """Offsets in `line` behind which a new sentence begins."""
    urls = [match.span() for match in _URL.finditer(line)]
    quotations = _short_quotations(line)
    ends: list[int] = []
    at = 0
    while at < len(line):
        if line[at] not in _TERMINATORS and line[at] != ".":
            at += 1
            continue
        if any(a <= at < b - 1 for a, b in urls):
            at += 1
            continue
        stop = at + 1
        while stop < len(line) and (line[stop] in _TERMINATORS or line[stop] == "."):
            stop += 1
        close = _behind_closers(line, stop)
        first, behind = (bisect_left(quotations, (start,)) for start in (at - _SHORT_QUOTATION - 1, at))
        inside = any(close < b for _, b in quotations[first:behind])
        if not inside and _is_end(line, ends[-1] if ends else 0, at, stop, close):
            ends.append(close)
        at = max(close, stop)
    return ends


def _short_quotations(line: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    open_at: list[tuple[str, int]] = []
    for at, character in enumerate(line):
        if character in _PAIRS:
            open_at.append((_PAIRS[character], at))
        elif open_at and character == open_at[-1][0]:
            _, begin = open_at.pop()
            if at - begin <= _SHORT_QUOTATION:
                found.append((begin, at + 1))
    return sorted(found)


def _behind_closers(line: str, at: int) -> int:
    while at < len(line) and line[at] in _CLOSERS:
        opens = line[at] == '"' and line.count('"', 0, at) % 2 == 0
        if opens or (line[at] == "'" and line[at + 1 : at + 2].isalpha()):
            break
        at += 1
    return at


def _is_end(line: str, start: int, at: int, stop: int, close: int) -> bool:
    rest = line[close : close + _LOOKED_AHEAD]
    if not rest.strip():
        return True
    following = rest.lstrip()
    mark = line[at:stop]
    if following[0] in _CLOSERS and not rest[0].isspace() and following[0] not in "\"'":
        return False
    if set(mark) == {"."}:
        return full_stop_ends(line, start, at, stop, rest)
    if mark[0] == "…":
        return following[0] not in "，,、；;：:的等" and not following[0].islower()
    if following[0].islower() and following[0].isascii():
        return False
    if mark[-1] in "!?" and line[at - 1 : at].isascii() and rest[0].isascii() and rest[0].isalnum():
        return False
    if close > stop:
        if "》" in line[stop:close] or "〉" in line[stop:close]:
            return False
        return not (_SPEECH if mark[-1] in "。｡" else _GOES_ON).match(rest) and not _SPEECH.match(rest)
    return following[0] not in "，,、；;"

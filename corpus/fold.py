"""Folding text to one form for retrieval and matching; what is stored, shown and quoted keeps its original script."""

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

FOLD_VERSION = "1"

# What NFKC may compose or reorder together: a character with the marks behind it (half-width kana sound marks too), or a
# run of Hangul letters and syllables.
_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uffa0-\uffdc"
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=4)
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def _convert(config: str, text: str) -> str:
    # OpenCC takes UTF-8, which has no lone surrogates; a question typed in a broken terminal may hold one.
    return str(_converter(config).convert(_LONE_SURROGATE.sub("\ufffd", text)))


def to_simplified(text: str) -> str:
    """Returns `text` with Traditional characters replaced by Simplified ones (OpenCC t2s)."""
    return _convert("t2s", text)


def to_traditional(text: str) -> str:
    """Returns `text` with Simplified characters replaced by Traditional ones (OpenCC s2t)."""
    return _convert("s2t", text)


def to_mainland(text: str) -> str:
    """Returns `text` in Simplified script with Taiwan's words replaced by the mainland's (OpenCC tw2sp)."""
    return _convert("tw2sp", text)


def fold(text: str) -> str:
    """Returns `text` in NFKC, in Simplified script and in lower case."""
    return to_simplified(unicodedata.normalize("NFKC", text)).lower()


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Folds `text` and says where each folded character came from.

    Returns:
        `fold(text)`, and for each of its characters the offset in `text` of the character it was made from; the
        offsets never decrease.
    """
    normalised, offsets = _normalise(text)
    simplified, offsets = _simplify(normalised, offsets)
    lowered = simplified.lower()
    if len(lowered) != len(simplified):
        offsets = [at for at, character in zip(offsets, simplified, strict=True) for _ in character.lower()]
    return lowered, offsets


def _normalise(text: str) -> tuple[str, list[int]]:
    if unicodedata.is_normalized("NFKC", text):
        return text, list(range(len(text)))
    pieces: list[str] = []
    offsets: list[int] = []
    for start, end in _segments(text):
        piece = unicodedata.normalize("NFKC", text[start:end])
        pieces.append(piece)
        # Inside a segment characters pair up in order; what NFKC adds belongs to the last, what it merges to the first.
        last = end - start - 1
        offsets.extend(start + min(n, last) for n in range(len(piece)))
    return "".join(pieces), offsets


def _segments(text: str) -> list[tuple[int, int]]:
    starts = [0]
    for at in range(1, len(text)):
        character = text[at]
        joins = unicodedata.category(character)[0] == "M" or character in "\uff9e\uff9f"
        if not joins and not (_is_hangul(character) and _is_hangul(text[at - 1])):
            starts.append(at)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _is_hangul(character: str) -> bool:
    return character >= "\u1100" and re.match(f"[{_HANGUL}]", character) is not None


def _simplify(text: str, offsets: list[int]) -> tuple[str, list[int]]:
    simplified = to_simplified(text)
    if len(simplified) == len(text):
        return simplified, offsets
    # Only if a dictionary maps a phrase to one of another length: keep the first and last offsets it covers.
    last = len(text) - 1
    return simplified, [offsets[min(n, last)] for n in range(len(simplified))]

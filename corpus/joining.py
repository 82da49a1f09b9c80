"""Joining the lines of a paragraph: Chinese without a space, English with one, a word cut by a hyphen whole again."""

import re

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_ENDS_HAN, _STARTS_HAN = re.compile(f"[{_HAN}]$"), re.compile(f"^[{_HAN}]")
_SOFT = "\xad"  # a hyphen that only the end of a line shows
_CUT_WORD = re.compile(r"([^\W\d_]+)-$")
_REST = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(
    r"[•·●■◆▪○*–—-]\s|\(?\d{1,2}[.)、]\s?\D|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
)
_TERMINATED = re.compile(r"[。！？!?.…：:；;][」』”’\"')）]*$")


def joined(before: str, after: str, known: frozenset[str] = frozenset()) -> str:
    """Returns two lines as one.

    Args:
        before: The upper line.
        after: The lower line.
        known: Lower-case words with hyphens that occur inside lines: such a hyphen stays.
    """
    before, after = before.rstrip(), after.lstrip()
    if not before or not after:
        return before + after
    if before.endswith(_SOFT):
        return before[:-1] + after
    cut, rest = _CUT_WORD.search(before), _REST.match(after)
    if cut and rest and after[0].islower():
        whole = f"{cut[1]}-{rest.group()}".lower()
        is_compound = whole in known or before[: cut.start()].endswith("-")  # "state-of-the-" goes on in "art"
        return (before if is_compound else before[:-1]) + after
    if before.endswith("-") and before[-2:-1].isalnum() and after[0].isalnum():
        return before + after
    # Chinese needs no space; between Chinese and a Latin word or a number the page has none to show.
    if _ENDS_HAN.search(before) or _STARTS_HAN.search(after):
        return before + after
    return f"{before} {after}"


def is_item(line: str) -> bool:
    """Whether a line opens an item of a list."""
    return _BULLET.match(line) is not None


def is_terminated(line: str) -> bool:
    """Whether a line ends as a sentence or an introduction ends."""
    return _TERMINATED.search(line) is not None

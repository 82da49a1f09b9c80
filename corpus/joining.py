"""Joining the lines of a paragraph: Chinese without a space, English with one, a word cut by a hyphen whole again."""

import re

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_ENDS_HAN, _STARTS_HAN = re.compile(f"[{_HAN}]$"), re.compile(f"^[{_HAN}]")
_SOFT = "\xad"  # a hyphen that only the end of a line shows
_TAIL = 80  # characters of a line in which its last word stands
_CUT_WORD = re.compile(r"([^\W\d_]+)-$")
_REST = re.compile(r"[^\W\d_]+")
_BULLET = re.compile(
    r"[•·●■◆▪○*–—-]\s|\(?\d{1,2}[.)、]\s?\D|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
)
_TERMINATED = re.compile(r"[。！？!?.…：:；;][」』”’\"')）]*$")


def joined(before: str, after: str, known: frozenset[str] = frozenset()) -> str:
    """Returns two lines as one, see `seam`."""
    before, after = before.rstrip(), after.lstrip()
    dropped, between = seam(before, after, known)
    return before[: len(before) - dropped] + between + after


def seam(before: str, after: str, known: frozenset[str] = frozenset()) -> tuple[int, str]:
    """How two lines are joined: how many characters fall off the end of the upper one, and what comes between.

    Args:
        before: The upper line, without white space at its end; its last words suffice.
        after: The lower line, without white space at its start.
        known: Lower-case words with hyphens that occur inside lines: such a hyphen stays.
    """
    if not before or not after:
        return 0, ""
    if before.endswith(_SOFT):
        return 1, ""
    before = before[-_TAIL:]
    cut, rest = _CUT_WORD.search(before), _REST.match(after)
    if cut and rest and after[0].islower():
        whole = f"{cut[1]}-{rest.group()}".lower()
        is_compound = whole in known or before[: cut.start()].endswith("-")  # "state-of-the-" goes on in "art"
        return (0 if is_compound else 1), ""
    if before.endswith("-") and before[-2:-1].isalnum() and after[0].isalnum():
        return 0, ""
    # Chinese needs no space; between Chinese and a Latin word or a number the page has none to show.
    return 0, "" if _ENDS_HAN.search(before) or _STARTS_HAN.search(after) else " "


def is_item(line: str) -> bool:
    """Whether a line opens an item of a list."""
    return _BULLET.match(line) is not None


def is_terminated(line: str) -> bool:
    """Whether a line ends as a sentence or an introduction ends."""
    return _TERMINATED.search(line[-_TAIL:]) is not None

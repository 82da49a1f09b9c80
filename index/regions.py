"""Words that Taiwan and the mainland say differently: 軟體 and 软件, 資訊 and 信息."""

import unicodedata

import rjieba

from corpus.fold import to_mainland, to_simplified

SHORTEST = 2  # a single character is too often part of another word


def mainland_words(text: str) -> list[str]:
    """What a text in Traditional script calls otherwise than the mainland does, as the mainland calls it, in lower case.

    A text in Simplified script gives nothing: its 程序 is a procedure in either place, or a program in one, and nobody can tell.
    """
    normal = unicodedata.normalize("NFKC", text)
    simplified = to_simplified(normal)
    if simplified == normal:
        return []
    mainland = to_mainland(normal)
    if mainland == simplified:
        return []
    own = set(rjieba.cut(simplified.lower()))
    return [w for w in dict.fromkeys(rjieba.cut(mainland.lower())) if w not in own and len(w) >= SHORTEST]

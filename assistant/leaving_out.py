"""What a sentence loses, in the reader's eyes, when a word is left out of it: what answers is what it cannot do without."""

import re
from collections.abc import Sequence

import numpy as np

from assistant.reading import LEAST, piece_of
from assistant.scoring import Scored
from index.reader import Piece, Reader

LEFT_OUT = "……"  # what stands in the place of a word
LATIN = r"[A-Za-z0-9]"


def read_without(question: str, told: Sequence[tuple[str, Scored]], reader: Reader) -> tuple[list[float], list[float]]:
    """The log odds that sentences answer, as they are and without a word; those under `LEAST` count as that.

    Args:
        question: What is asked, standing alone.
        told: The words, each with its sentence; it is taken from the headline, too.
        reader: The model.
    """
    whole = [piece_of(s) for _, s in told]
    less = [_without(word, piece) for (word, _), piece in zip(told, whole, strict=True)]
    different = list(dict.fromkeys([*whole, *less]))
    read = dict(zip(different, np.maximum(reader.log_odds(question, different), LEAST).tolist(), strict=True))
    return [read[piece] for piece in whole], [read[piece] for piece in less]


def _without(word: str, piece: Piece) -> Piece:
    """A piece without a word: 3人 is not in 13人, nor Meta in Metaphor."""
    before = f"(?<!{LATIN})(?<![0-9][.,])" if re.match(LATIN, word) else ""
    behind = f"(?!{LATIN})" if re.match(LATIN, word[-1]) else ""
    pattern = re.compile(before + re.escape(word) + behind)
    return Piece(*(pattern.sub(LEFT_OUT, text) for text in piece))

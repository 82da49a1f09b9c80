"""How much of a text a language model can be told: tokens, estimated without its tokenizer and rather too high."""

from collections.abc import Iterable

IDEOGRAPH, OTHER = 1.1, 0.4  # tokens a character; common tokenizers take 0.5 to 1.0 and 0.2 to 0.35
WIDE = 0x2E80  # the first code point of the scripts that take about a token a character


def tokens(text: str) -> int:
    """An upper estimate of the tokens of a text."""
    wide = sum(ord(c) >= WIDE for c in text)
    return int(IDEOGRAPH * wide + OTHER * (len(text) - wide)) + 1


def fitting(texts: Iterable[str], budget: int) -> list[str]:
    """The first of the texts, as many as take at most `budget` tokens together, a line break between two included."""
    chosen: list[str] = []
    for text in texts:
        budget -= tokens(text) + 1
        if budget < 0:
            break
        chosen.append(text)
    return chosen


def shortened(text: str, budget: int) -> str:
    """The beginning of a text that takes at most `budget` tokens, with `…` where something was left out."""
    if tokens(text) <= budget:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if tokens(text[:middle]) < budget else (low, middle - 1)
    return text[:low] + "…" if budget > 1 else ""

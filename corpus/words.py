"""How likely a run of Han characters is as a row of dictionary words: a unigram model over jieba's dictionary."""

import math
from functools import lru_cache

import rjieba

_TOTAL = 60_101_967  # the sum of all frequencies in jieba's dictionary
_LONGEST_WORD = 6
# What an article's text is made of besides grammar: jieba tags of nouns, verbs, adjectives, idioms and abbreviations.
_CONTENT_TAGS = frozenset("nvabijlzs")


@lru_cache(maxsize=200_000)
def _log_frequency(word: str) -> float:
    """Log probability of a word; minus infinity for what the dictionary does not hold and is no single character."""
    if rjieba.has_word(word):
        return math.log(max(rjieba.suggest_freq(word), 1) / _TOTAL)
    return math.log(1 / _TOTAL) if len(word) == 1 else -math.inf


@lru_cache(maxsize=100_000)
def log_probability(text: str) -> float:
    """Log probability of the best way to read `text` (Simplified, Han only) as a row of words; 0 for an empty text."""
    best = [0.0]
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - _LONGEST_WORD), end)
        best.append(max(best[start] + _log_frequency(text[start:end]) for start in starts))
    return best[-1]


def gain(left: str, right: str) -> float:
    """How much likelier two runs are joined than apart: 0 unless a word spans the seam."""
    return log_probability(left + right) - log_probability(left) - log_probability(right)


def tagged(text: str) -> list[tuple[str, str]]:
    """The words of a Simplified text with jieba's part-of-speech tags."""
    return list(rjieba.tag(text, False))


def is_content(tag: str) -> bool:
    """Whether a tag is that of a word with a meaning of its own, rather than of grammar, number or measure."""
    return tag[:1] in _CONTENT_TAGS and tag not in ("vshi", "vyou", "nrt", "ad", "zg")

"""Rewritten follow-ups held against reference rewritings: which reference does ours find among all of them?

A reference counts as found when BM25, with the terms of the search, ranks no other reference above it for our rewriting;
one with the same words is no other. Character F1 is that of the bags of characters, spaces and punctuation aside.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.follow_up import PERSON, PLURAL, POINTING, THING
from assistant.records import history_of
from assistant.types import Turn
from corpus.fold import fold
from eval.jsonl import DatasetError, read_objects, text_field
from eval.progress import progress
from eval.slices import Row
from index.lexical import LexicalIndex
from index.terms import terms

FIGURES = ("found", "exact", "F1")
FILE = "rewrite.jsonl"
Rewriter = Callable[[str, Sequence[Turn]], str]


@dataclass(frozen=True, slots=True)
class Example:
    """A message, the conversation before it, and the message as a person made it stand alone."""

    id: str
    history: tuple[Turn, ...]
    text: str
    reference: str

    @property
    def slices(self) -> tuple[str, ...]:
        """What making it stand alone takes: nothing, a name for a pronoun, or words that were left out."""
        if _plain(self.text) == _plain(self.reference):
            return ("stands alone",)
        points = any(words.search(self.text) for words in (THING, PERSON, PLURAL, POINTING))
        return ("pronoun",) if points else ("ellipsis",)


def read_examples(dataset: Path) -> list[Example]:
    """The examples of a folder: `rewrite.jsonl`, or the same packed, with {_id, history, text, rewrite} a line.

    Raises:
        DatasetError: The file is missing or empty, or a line lacks a field.
    """
    packed = dataset / f"{FILE}.gz"
    path = packed if packed.is_file() else dataset / FILE
    examples = [_example(row, place) for place, row in read_objects(path)]
    if not examples:
        raise DatasetError(f"{path} is empty: expected one {{history, text, rewrite}} a line")
    return examples


def score(examples: Sequence[Example], asked: Sequence[Example], rewriter: Rewriter) -> tuple[list[Row], list[str]]:
    """A row and our rewriting for each example that is asked.

    Args:
        examples: All of them: their references are what is searched.
        asked: Those that are rewritten.
        rewriter: Makes a message stand alone.
    """
    index = LexicalIndex.of([terms(example.reference) for example in examples])
    place = {example.id: n for n, example in enumerate(examples)}
    rows, rewritings = [], []
    for example in progress(asked, "rewriting", "message"):
        ours = rewriter(example.text, example.history)
        scores = index.scores(terms(ours))
        own = float(scores[place[example.id]])
        figures = {
            "found": (float(own > 0 and own >= float(scores.max())),),
            "exact": (float(_plain(ours) == _plain(example.reference)),),
            "F1": (character_f1(ours, example.reference),),
        }
        rows.append(Row(example.id, example.slices, figures))
        rewritings.append(ours)
    return rows, rewritings


def character_f1(ours: str, reference: str) -> float:
    """Harmonic mean of precision and recall over the characters of two texts, each as often as it occurs."""
    mine, theirs = Counter(_plain(ours)), Counter(_plain(reference))
    shared = (mine & theirs).total()
    return 2 * shared / (mine.total() + theirs.total()) if shared else 0.0


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text).lower())


def _example(row: dict[str, Any], place: str) -> Example:
    try:
        history = history_of(row.get("history") or [])
    except ValueError as error:
        raise DatasetError(f"{place}: {error}") from None
    text, reference = text_field(row, "text", place), text_field(row, "rewrite", place)
    return Example(str(row.get("_id") or place), history, text, reference)

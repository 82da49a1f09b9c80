"""What a search takes and gives."""

from dataclasses import dataclass
from datetime import date

from corpus.article import Chunk, Language


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on an article that hold before anything is ranked; None leaves a condition out.

    Attributes:
        after: Published on this day or later.
        before: Published on this day or earlier.
        source: The publication's name, compared after folding.
        language: The article's language and script.
    """

    after: date | None = None
    before: date | None = None
    source: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, and how well it fits: a higher score is always better."""

    chunk: Chunk
    score: float

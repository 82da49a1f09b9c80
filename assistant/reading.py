"""The best sentences read beside the question by a model that looks at both at once."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.asked_versions import core_of
from assistant.question import Question
from assistant.scoring import Scored
from index.aliases import Aliases
from index.reader import Piece, Reader
from index.reading import renamed

LOOKED_AT = 16  # sentences; some 3 ms each
LOOKED_AT_FOR_VERSIONS = 24  # the second version of a thing often lies far behind the first
WEIGHT = 0.3  # what the log odds count in the score of a sentence
LEAST = -5.0  # log odds below which a score falls no further: of garbled text the reader is surer than it can be


def read(question: Question, ranked: Sequence[Scored], reader: Reader, names: Aliases) -> list[Scored]:
    """The sentences with what the reader says of the best ones, in their new order; the others stay behind these.

    Args:
        question: What is asked, standing alone.
        ranked: The sentences, best first.
        reader: The model.
        names: Which names mean the same.
    """
    count = LOOKED_AT_FOR_VERSIONS if question.versions else LOOKED_AT
    first, rest = ranked[:count], ranked[count:]
    odds = reader.log_odds(asked_of(question), [renamed(piece_of(s), question.text, names) for s in first])
    told = [
        replace(s, reads=float(o), score=s.score + WEIGHT * max(float(o), LEAST))
        for s, o in zip(first, odds, strict=True)
    ]
    return [*sorted(told, key=lambda s: -s.score), *rest]


def asked_of(question: Question) -> str:
    """The question as it is read: without its words about versions, where it asks for several."""
    return core_of(question.text) if question.versions else question.text


def piece_of(s: Scored) -> Piece:
    """A sentence with its headline."""
    return Piece(s.evidence.article.title, s.evidence.text)

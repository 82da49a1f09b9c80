"""What the articles have on a question: passages, their sentences in order, different values, whether they answer."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from assistant.disagreements import dispute
from assistant.evidence import Evidence, gather
from assistant.found import Found
from assistant.parts import Part, answered_in_parts, parts_read
from assistant.question import Question, analyse
from assistant.reading import read
from assistant.refusal import Calibration, judge
from assistant.scoring import Scored, SentenceScorer
from assistant.taken_up import taken_up
from index.generation import Generation
from index.periods import year_before
from index.reader import Reader
from index.search import Index
from index.types import Filters

PASSAGES = 20


def find(
    standalone: str,
    index: Index,
    scorer: SentenceScorer,
    reader: Reader | None,
    calibration: Calibration,
    filters: Filters,
    *,
    asked: date | None = None,
    told: str = "",
) -> Found:
    """What there is on a question.

    Args:
        standalone: The question, standing alone, its dates resolved.
        index: What is searched, as of one moment.
        scorer: Orders the sentences.
        reader: Reads the best of them beside the question, where there is one.
        calibration: What speaks for an answer.
        filters: Conditions on the articles.
        asked: The day on which it is asked.
        told: What was said before, for the search.
    """
    generation = index.generation.hearing(standalone)
    question = analyse(standalone, generation.names.named(standalone))
    when = year_before(asked) if asked else None
    hits = tuple(index.search(standalone, PASSAGES, filters, per_article=PASSAGES, when=when, told=told))
    evidence = gather(hits, generation.articles)
    ranked = scorer.score(question, evidence, generation)
    parts: tuple[Part, ...] = ()
    if reader is not None:
        ranked = _read(question, ranked, reader, generation)
        parts = parts_read(question, ranked, partial(_part, evidence, generation, scorer, reader))
        question, ranked = answered_in_parts(question, ranked, parts)
    judgement = judge(question, ranked, hits, generation, index.embedder, calibration, parts)
    return Found(question, generation, hits, ranked, dispute(question, ranked, generation.names), judgement)


def _part(
    evidence: Sequence[Evidence], generation: Generation, scorer: SentenceScorer, reader: Reader, text: str
) -> Part:
    question = analyse(text, generation.names.named(text))
    return Part(question, _read(question, scorer.score(question, evidence, generation), reader, generation))


def _read(question: Question, ranked: Sequence[Scored], reader: Reader, generation: Generation) -> list[Scored]:
    """The sentences in the order that the reader gives them, those around the best one too."""
    return taken_up(question, read(question, ranked, reader, generation.names), reader, generation.names)

"""What the articles do not agree about, put into an answer: every version quoted and cited, the values in the lead."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.combining import Composed, numbered
from assistant.disagreements import Dispute
from assistant.figures import Figure
from assistant.quantities import quantities
from assistant.scoring import Scored
from assistant.types import AnswerSentence, Citation, Disagreement, Version
from assistant.wording import in_words
from corpus.article import Language

KEPT = 1  # sentences of a selection that are kept beside those of the versions


def with_claims(chosen: Sequence[Scored], ranked: Sequence[Scored], dispute: Dispute) -> list[Scored]:
    """A selection with the sentence of every version in it, and of its own ones the best, as many as `KEPT`."""
    said = [claim.evidence for claim in dispute.claims]
    versions = [s for s in ranked if s.evidence in said]
    best = [s for s in chosen[:KEPT] if s.evidence not in said]
    return sorted([*best, *versions], key=lambda s: -s.score)


def with_values(quoted: Composed, dispute: Dispute, language: Language) -> Composed:
    """An answer whose lead names every version's value; another lead than one of these values stays as it is."""
    sentences, citations = quoted
    numbers = {place: c.number for c in citations if (place := (c.article_id, c.start, c.end))}
    marks = [numbers[c.evidence.article.id, c.evidence.start, c.evidence.end] for c in dispute.claims]
    values = list(dict.fromkeys(_words(c.figure, language) for c in dispute.claims))
    lead = AnswerSentence(("; " if language == "en" else "；").join(values), tuple(dict.fromkeys(marks)))
    quotes = {" ".join(c.quote.split()) for c in citations}
    if sentences[0].text not in quotes:
        if not _is_one_of(sentences[0].text, dispute):
            return quoted
        sentences = sentences[1:]
    return numbered([((lead, *sentences), citations)])


def _words(figure: Figure, language: Language) -> str:
    return in_words(replace(figure.quantity, text=figure.text), language)


def _is_one_of(lead: str, dispute: Dispute) -> bool:
    values = {claim.figure.quantity.value for claim in dispute.claims}
    return any(q.value in values for q in quantities(lead))


def disagreement(dispute: Dispute, citations: Sequence[Citation]) -> Disagreement | None:
    """The versions as far as an answer cites their sentences; None where it cites fewer than two."""
    numbers = {(c.article_id, c.start, c.end): c.number for c in citations}
    versions = []
    for claim in dispute.claims:
        article, evidence = claim.evidence.article, claim.evidence
        number = numbers.get((article.id, evidence.start, evidence.end))
        if number is not None:
            value, day = claim.figure.text, article.published
            versions.append(Version(value, article.id, article.title, day, claim.status, number))
    return Disagreement(dispute.subject, tuple(versions)) if len(versions) > 1 else None

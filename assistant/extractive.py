"""An answer out of the articles' own sentences: the fewest that answer, each cited."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citations import cite
from assistant.lead import find_lead
from assistant.question import Kind, Question
from assistant.scoring import Scored
from assistant.types import AnswerSentence, Citation
from corpus.fold import fold


@dataclass(frozen=True, slots=True)
class Selection:
    """How many sentences an answer takes.

    Attributes:
        most: The largest number, for questions whose answer stands in one place.
        most_wide: The largest number where several articles or several parts have to be shown.
        margin: A further sentence is taken when its score is at most this much under the best one's.
        margin_wide: The same where several have to be shown.
        repeated: Two sentences that share this much of their characters' trigrams say the same.
        budget: Characters of all quotes together, from which on no further one is taken.
    """

    most: int = 3
    most_wide: int = 5
    margin: float = 1.2
    margin_wide: float = 2.0
    repeated: float = 0.7
    budget: int = 200


WIDE = {Kind.LIST, Kind.WHY, Kind.CONFLICT}


def select(question: Question, ranked: Sequence[Scored], rules: Selection) -> list[Scored]:
    """The sentences that make the answer, best first; further ones only as far as they are nearly as good and new."""
    if not ranked:
        return []
    best = ranked[0]
    chosen = [best]
    wide = question.kind in WIDE
    most, margin = (rules.most_wide, rules.margin_wide) if wide else (rules.most, rules.margin)
    for candidate in ranked[1:]:
        length = sum(len(c.evidence.text) for c in chosen)
        if len(chosen) == most or length >= rules.budget or best.score - candidate.score > margin:
            break
        if all(_alike(candidate.evidence.text, c.evidence.text) < rules.repeated for c in chosen):
            chosen.append(candidate)
    return chosen


def _alike(a: str, b: str) -> float:
    """Jaccard similarity of folded character trigrams."""
    one, two = ({t[i : i + 3] for i in range(max(1, len(t) - 2))} for t in (fold(a), fold(b)))
    return len(one & two) / len(one | two)


def compose(question: Question, chosen: Sequence[Scored]) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """The lead, where one can be lifted, then the sentences: by article in the order of the best, as in the text within."""
    rank = {c.evidence.article.id: i for i, c in reversed(list(enumerate(chosen)))}
    ordered = sorted((c.evidence for c in chosen), key=lambda e: (rank[e.article.id], e.start))
    citations = tuple(cite(n, e.article, e.start, e.end) for n, e in enumerate(ordered, 1))
    number_of = {(c.article_id, c.start): c.number for c in citations}
    sentences = [AnswerSentence(" ".join(e.text.split()), (number_of[e.article.id, e.start],)) for e in ordered]
    lead = find_lead(question, [c.evidence for c in chosen])
    if lead is not None:
        evidence = lead.evidence
        sentences.insert(0, AnswerSentence(lead.text, (number_of[evidence.article.id, evidence.start],)))
    return tuple(sentences), citations

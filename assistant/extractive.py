"""An answer out of the articles' own sentences: the fewest that answer, each cited."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.citations import cite
from assistant.kinds import Kind
from assistant.lead import Lead
from assistant.question import Question, alternatives_of
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
        budget_several: The same for a question that asks for several versions.
    """

    most: int = 3
    most_wide: int = 5
    margin: float = 1.7
    margin_wide: float = 2.6
    repeated: float = 0.7
    budget: int = 200
    budget_several: int = 400


WIDE = {Kind.LIST, Kind.WHY, Kind.CONFLICT}
CHOICES = 10  # sentences looked at for each of two names between which a question asks
ANSWERS = -1.5  # log odds, by the reader, from which on a sentence counts as one that may give a version
VOICES = 3  # articles that are heard once each before one is heard twice


def select(question: Question, ranked: Sequence[Scored], rules: Selection) -> list[Scored]:
    """The sentences that make the answer; further ones only as far as they are nearly as good as the best, and new."""
    if not ranked:
        return []
    several = question.kind is Kind.CONFLICT or question.versions
    wide = several or question.kind in WIDE or len(question.asks) > 1
    most, margin = (rules.most_wide, rules.margin_wide) if wide else (rules.most, rules.margin)
    good = [s for s in ranked if ranked[0].score - s.score <= margin]
    good, budget = (_voices_first(ranked, good), rules.budget_several) if several else (good, rules.budget)
    chosen = _best_of_each_part(ranked, rules.margin) or _best_of_each_choice(question, ranked)
    for candidate in good:
        if len(chosen) == most or sum(len(c.evidence.text) for c in chosen) >= budget:
            break
        if candidate not in chosen and all(
            _alike(candidate.evidence.text, c.evidence.text) < rules.repeated for c in chosen
        ):
            chosen.append(candidate)
    return chosen


def _best_of_each_part(ranked: Sequence[Scored], margin: float) -> list[Scored]:
    """For each part of a question that asks several things the sentence that fits it best.

    Where that one has been taken for another part, the next one too if it is nearly as good.
    """
    chosen: list[Scored] = []
    for part in range(len(ranked[0].asks)):
        best, *others = sorted(ranked, key=lambda s: -s.asks[part])
        if best in chosen and others and best.asks[part] - others[0].asks[part] <= margin:
            best = others[0]
        if best not in chosen:
            chosen.append(best)
    return chosen


def _best_of_each_choice(question: Question, ranked: Sequence[Scored]) -> list[Scored]:
    """Of a question for one of two names the best sentence, and for each name the best that speaks of it and not of the other.

    Such a sentence has to say whatever else the question names.
    """
    names, chosen = alternatives_of(question), list(ranked[:1])
    others = [name for name in question.names if name not in names]
    for name, other in zip(names, reversed(names), strict=True):
        for s in ranked[:CHOICES]:
            folded = fold(s.evidence.text)
            if name in folded and other not in folded and all(one in folded for one in others):
                chosen += [s] if s not in chosen else []
                break
    return chosen if names else []


def _voices_first(ranked: Sequence[Scored], good: Sequence[Scored]) -> list[Scored]:
    """The best sentence of each of the best articles, then the others that are good, each part best first.

    As far as sentences have been read, only those that may answer; where an article alone does, the good ones all the same.
    """
    best_of: dict[str, Scored] = {}
    for s in ranked:
        if s in good or _answers(s):
            best_of.setdefault(s.evidence.article.id, s)
    voices = list(best_of.values())[:VOICES]
    return [*voices, *(s for s in good if s not in voices and (len(voices) < 2 or s.reads is None or _answers(s)))]


def _answers(s: Scored) -> bool:
    return s.reads is not None and s.reads >= ANSWERS


def _alike(a: str, b: str) -> float:
    """Jaccard similarity of folded character trigrams."""
    one, two = ({t[i : i + 3] for i in range(max(1, len(t) - 2))} for t in (fold(a), fold(b)))
    return len(one & two) / len(one | two)


def compose(
    chosen: Sequence[Scored], lead: Lead | None = None
) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """The lead, where there is one, then the sentences: by article, the lead's first, then in the order of the best, as in the text within.

    Citations are numbered in the order of their first use.
    """
    rank = {c.evidence.article.id: i for i, c in reversed(list(enumerate(chosen)))}
    lifted = {e.article.id for e in lead.evidence} if lead else set()
    lines = sorted(
        (c.evidence for c in chosen), key=lambda e: (e.article.id not in lifted, rank[e.article.id], e.start)
    )
    used = list(dict.fromkeys([*lead.evidence, *lines] if lead else lines))
    citations = tuple(cite(n, e.article, e.start, e.end) for n, e in enumerate(used, 1))
    sentences = [AnswerSentence(" ".join(e.text.split()), (used.index(e) + 1,)) for e in lines]
    if lead is not None:
        sentences.insert(0, AnswerSentence(lead.text, tuple(range(1, len(lead.evidence) + 1))))
    return tuple(sentences), citations

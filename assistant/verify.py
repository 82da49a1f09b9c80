"""Whether evidence sentences support a sentence of an answer: by rule what can be compared, by likeness the rest.

The rules (docs/verification.md) ask whether figures, dates, names, negations and directions agree, and one that is broken
decides; the score of assistant/support.py asks whether the sources say it at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from assistant.agreement import missing_figures
from assistant.naming import missing_names
from assistant.polarity import Turn, turned_round
from assistant.support import Comparison
from index.aliases import Aliases, known_names
from index.types import Embedder

ENOUGH = 0.5  # probability of support
MOST = 3  # sources named together
TRIED = 6  # sources that may join the best one
WINDOW = 3  # sentences of a long citation that are compared together


class Rule(StrEnum):
    """What a sentence can get wrong by rule."""

    FIGURE = "figure"
    NAME = "name"
    NEGATION = "negation"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a sentence breaks, and the words that break it ("" where it is the whole sentence)."""

    rule: Rule
    words: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """How sources support a sentence.

    Attributes:
        sources: Positions of those that do so together, the best first; the likeliest ones where nothing does.
        score: Probability of support by likeness, 0 to 1.
        broken: The rules that the sentence breaks beside them.
    """

    sources: tuple[int, ...]
    score: float
    broken: tuple[Broken, ...]

    @property
    def enough(self) -> bool:
        """Whether the sentence is supported."""
        return self.score >= ENOUGH and not self.broken


NO_SUPPORT = Support((), 0.0, ())


def supporters(
    sentence: str,
    sources: Sequence[str],
    embedder: Embedder,
    published: Sequence[date | None] = (),
    names: Aliases | None = None,
    contexts: Sequence[str] = (),
) -> list[int]:
    """Which sources support a sentence: their positions, the best first, at most three; none where nothing does.

    Args:
        sentence: A sentence of an answer.
        sources: Evidence sentences, in any language.
        embedder: Compares what is said.
        published: The day on which each source appeared, where known.
        names: Which names mean the same; the table alone when left out.
        contexts: What stands around each source, its title and neighbours: a name may stand there.
    """
    found = support(sentence, sources, embedder, published, names, contexts)
    return list(found.sources) if found.enough else []


def support(
    sentence: str,
    sources: Sequence[str],
    embedder: Embedder,
    published: Sequence[date | None] = (),
    names: Aliases | None = None,
    contexts: Sequence[str] = (),
) -> Support:
    """The same with its reasons: the best source, with others joined to it as long as they are needed and help."""
    if not sources:
        return NO_SUPPORT
    comparison = Comparison(sentence, sources, embedder)
    scores = [comparison.features([i]).score for i in range(len(sources))]
    order = sorted(range(len(sources)), key=lambda i: -scores[i])

    def judged(chosen: tuple[int, ...]) -> Support:
        days = [published[i] for i in chosen] if published else []
        around = [contexts[i] for i in chosen] if contexts else []
        broken = rules_broken(sentence, [sources[i] for i in chosen], days, names, around)
        return Support(chosen, comparison.features(chosen).score, broken)

    best = judged((order[0],))
    for _ in range(MOST - 1):
        if best.enough:
            break
        joined = [judged((*best.sources, i)) for i in order[: TRIED + MOST] if i not in best.sources][:TRIED]
        better = max(joined, key=_merit, default=best)
        if _merit(better) <= _merit(best):
            break
        best = better
    if best.enough or len(order) == 1:
        return best
    return next((one for i in order[1:MOST] if (one := judged((i,))).enough), best)


def support_of_citation(sentence: str, parts: Sequence[Sequence[str]], embedder: Embedder) -> Support:
    """How a longer citation supports a sentence: by its best window of three sentences, the rules beside the whole of it.

    Args:
        sentence: A claim.
        parts: The sentences of each text that is cited; windows stay within one.
        embedder: Compares what is said.
    """
    sentences = [s for part in parts for s in part]
    if not sentences:
        return NO_SUPPORT
    comparison = Comparison(sentence, sentences, embedder)
    windows, at = [], 0
    for part in parts:
        windows += [tuple(range(at + i, at + min(i + WINDOW, len(part)))) for i in range(len(part))]
        at += len(part)
    score, window = max((comparison.features(w).score, w) for w in windows)
    return Support(window, score, rules_broken(sentence, sentences))


def rules_broken(
    sentence: str,
    sources: Sequence[str],
    published: Sequence[date | None] = (),
    names: Aliases | None = None,
    contexts: Sequence[str] = (),
) -> tuple[Broken, ...]:
    """What a sentence gets wrong beside the sources it rests on, all of them together; see `supporters` for the arguments."""
    figures = [Broken(Rule.FIGURE, words) for words in missing_figures(sentence, sources, published)]
    known = names if names is not None else _table()
    named = [Broken(Rule.NAME, name) for name in missing_names(sentence, sources, known, contexts)]
    turn = turned_round(sentence, sources)
    turned = [Broken(Rule.NEGATION if turn is Turn.NEGATION else Rule.DIRECTION)] if turn else []
    return (*figures, *named, *turned)


def _merit(one: Support) -> tuple[int, float]:
    return -len(one.broken), one.score


@lru_cache(maxsize=1)
def _table() -> Aliases:
    return known_names(())

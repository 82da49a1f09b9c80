"""Whether evidence sentences support a sentence of an answer: figures by value, words and meaning by likeness."""

from collections.abc import Sequence

from assistant.quantities import quantities
from corpus.fold import fold
from index.context import embeddable
from index.terms import terms
from index.types import Embedder

WORDS_ENOUGH = 0.5
MEANING_ENOUGH = 0.88
MOST = 3


def figures_stand_in(sentence: str, sources: Sequence[str]) -> bool:
    """Whether every figure of a sentence has its value in one of the sources; the year of a date may be left out there."""
    known = {q.value for source in sources for q in quantities(source)}
    days = {value % 10000 for value in known}
    return all(
        q.value in known or (q.value > 19_000_000 and q.value % 10000 in days and q.value % 10000 > 0)
        for q in quantities(sentence)
    )


def shared_words(sentence: str, source: str) -> float:
    """Share of a sentence's terms that stand in a source; 0 for a sentence without terms."""
    own = set(terms(sentence))
    return len(own & set(terms(source))) / len(own) if own else 0.0


def supporters(sentence: str, sources: Sequence[str], embedder: Embedder) -> list[int]:
    """Which sources support a sentence: their positions, the best first, at most three; none where nothing does.

    A source supports by its words, or, from another language, by its meaning. All figures of the sentence have to stand in
    the sources that are named together.
    """
    if not sources:
        return []
    vectors = embedder.embed_documents([embeddable(t) for t in [sentence, *sources]])
    meaning = vectors[1:] @ vectors[0]
    words = [shared_words(sentence, source) for source in sources]
    good = [i for i in range(len(sources)) if words[i] >= WORDS_ENOUGH or meaning[i] >= MEANING_ENOUGH]
    good.sort(key=lambda i: -(words[i] + float(meaning[i])))
    chosen: list[int] = []
    for i in good[:MOST]:
        chosen.append(i)
        if figures_stand_in(sentence, [sources[j] for j in chosen]) and _names_stand_in(sentence, sources, chosen):
            return chosen
    return []


def _names_stand_in(sentence: str, sources: Sequence[str], chosen: Sequence[int]) -> bool:
    """Whether quoted words of a sentence stand in the chosen sources to the letter, scripts aside."""
    together = fold(" ".join(sources[i] for i in chosen))
    quoted = [part for pair in (("“", "”"), ("「", "」"), ("《", "》")) for part in _between(sentence, *pair)]
    return all(fold(part) in together for part in quoted)


def _between(text: str, opening: str, closing: str) -> list[str]:
    return [part.split(closing)[0] for part in text.split(opening)[1:] if closing in part]

"""Whether evidence sentences support a sentence of an answer: figures by value, words and meaning by likeness."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.quantities import Measure, quantities
from corpus.fold import fold
from corpus.language import detect_language
from index.context import embeddable
from index.terms import terms
from index.types import Embedder

WORDS_ENOUGH = 0.5
# Cosines of multilingual-e5-small: unrelated Chinese sentences reach 0.92, so within one language meaning only helps words
# out; of 42 pairs across languages the unrelated ones stay under 0.84 and the translations start at 0.82.
SOME_WORDS, MEANING_ENOUGH = 0.3, 0.9
ACROSS, ACROSS_WITH_FIGURES = 0.84, 0.815
MOST = 3
QUOTED = re.compile(r"“([^”]+)”|「([^」]+)」|『([^』]+)』|《([^》]+)》|\"([^\"\n]+)\"")


def figures_stand_in(sentence: str, sources: Sequence[str], published: Sequence[date | None] = ()) -> bool:
    """Whether every figure of a sentence has its value in one of the sources.

    A range needs both its ends; a date has to agree with one of the sources or with the day on which one was published as
    far as both say year, month and day; a lone `1` is not looked for, as it is an article as often as a number.
    """
    known = [q for source in sources for q in quantities(source)]
    dates = [q for q in known if q.measure is Measure.DATE]
    days = [float(day.year * 10000 + day.month * 100 + day.day) for day in published if day is not None]
    numbers = {end for q in known if q.measure is not Measure.DATE for end in (q.value, q.upper)}
    for q in quantities(sentence):
        if q.measure is not Measure.DATE:
            if not {q.value, q.value if q.upper is None else q.upper} <= numbers | {1.0}:
                return False
        elif not any(_agree(q.value, d.value) and q.part in ("", d.part) for d in dates) and (
            q.part or not any(_agree(q.value, day) for day in days)
        ):
            return False
    return True


def _agree(one: float, other: float) -> bool:
    """Whether two dates (yyyymmdd, zeros for what is not said) can be the same, sharing at least one part."""
    pairs = [
        (int(one) // unit % size, int(other) // unit % size) for unit, size in ((10000, 10000), (100, 100), (1, 100))
    ]
    both = [(a, b) for a, b in pairs if a and b]
    return bool(both) and all(a == b for a, b in both)


def shared_words(sentence: str, source: str) -> float:
    """Share of a sentence's terms that stand in a source; 0 for a sentence without terms."""
    own = set(terms(sentence))
    return len(own & set(terms(source))) / len(own) if own else 0.0


def supporters(
    sentence: str, sources: Sequence[str], embedder: Embedder, published: Sequence[date | None] = ()
) -> list[int]:
    """Which sources support a sentence: their positions, the best first, at most three; none where nothing does.

    A source supports by its words, or, from another language, by its meaning. All figures of the sentence have to stand in
    the sources that are named together, or in the days on which they were `published` (one a source, where given).
    """
    if not sources:
        return []
    vectors = embedder.embed_documents([embeddable(t) for t in [sentence, *sources]])
    meaning = vectors[1:] @ vectors[0]
    words = [shared_words(sentence, source) for source in sources]
    english = detect_language(sentence) == "en"
    good = [
        i
        for i, source in enumerate(sources)
        if words[i] >= WORDS_ENOUGH
        or (meaning[i] >= MEANING_ENOUGH and words[i] >= SOME_WORDS)
        or ((detect_language(source) == "en") != english and meaning[i] >= _across(sentence, source))
    ]
    good.sort(key=lambda i: -(words[i] + float(meaning[i])))
    chosen: list[int] = []
    for i in good[:MOST]:
        chosen.append(i)
        days = [published[j] for j in chosen] if published else []
        if figures_stand_in(sentence, [sources[j] for j in chosen], days) and _names_stand_in(
            sentence, sources, chosen
        ):
            return chosen
    return []


def _across(sentence: str, source: str) -> float:
    """The cosine that is enough between languages: less where the two share a figure."""
    shared = {q.value for q in quantities(sentence)} & {q.value for q in quantities(source)}
    return ACROSS_WITH_FIGURES if shared else ACROSS


def _names_stand_in(sentence: str, sources: Sequence[str], chosen: Sequence[int]) -> bool:
    """Whether quoted words of a sentence stand in the chosen sources to the letter, scripts aside; translated ones need not."""
    together = " ".join(sources[i] for i in chosen)
    english, folded = detect_language(together) == "en", fold(together)
    quoted = [words for match in QUOTED.finditer(sentence) for words in match.groups() if words]
    return all(fold(words) in folded for words in quoted if (detect_language(words) == "en") == english)

"""What is read of a text in one step of the training: all of it, a few sentences in a row, or single ones.

The search and the answers read single sentences. Read together with their neighbours they teach more: of two that are alike, one answers.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from eval.reading.material import Asked
from index.reader import QUESTION, Encoding, Input

# Shares of the texts of which all is read, or a few sentences in a row; of the others single ones.
WHOLE, WINDOW = 0.45, 0.37
THINNED, LEFT_OUT = 0.25, 0.15  # share of whole texts of which some sentences are left out; chance of each
SHORTEST, LONGEST = 2, 6  # sentences in a row
ANSWERING = 0.5  # share of these that hold a sentence which answers, where there is one
SINGLE = 2  # of a text that is read by single sentences: that answer, and that do not
UNTITLED = 0.25  # share without the headline
NOISY, LOST = 0.2, 0.06  # share of texts that tokens are missing in, as in pages that were scraped; chance of each
STRANGE = 0.04  # chance that a question is asked beside a piece of any other text, too
MOST = 400  # tokens
# Loss of a question's worst sentence under which it is known; the chance that such a one is asked.
KNOWN, SELDOM = 0.15, 0.25


class Stretch(NamedTuple):
    """Sentences of one text that are read together.

    Attributes:
        asked: The question and the text.
        sentences: Their numbers.
        answers: Of each whether it answers.
        input: What the model reads.
        text: Whether it stands for its text as a whole, and not for one sentence of it.
    """

    asked: Asked
    sentences: tuple[int, ...]
    answers: tuple[bool, ...]
    input: Input
    text: bool


class Draws:
    """Draws what is read, and remembers which questions are known.

    Args:
        encoding: Makes the inputs.
        questions: For each question the texts that it is asked of.
        chance: Where the draws come from.
    """

    def __init__(self, encoding: Encoding, questions: Sequence[Sequence[Asked]], chance: random.Random) -> None:
        self.encoding, self.chance = encoding, chance
        self.texts = [asked for question in questions for asked in question]
        self._worst: dict[Asked, float] = {}

    def asks(self, question: Iterable[Asked]) -> bool:
        """Whether a question is worth its time: one that is known, in all its texts, seldom is."""
        worst = max(self._worst.get(asked, KNOWN) for asked in question)
        return worst >= KNOWN or self.chance.random() < SELDOM

    def note(self, stretches: Iterable[Stretch], losses: Iterable[float]) -> None:
        """Remember the loss of the worst sentence of each."""
        for stretch, loss in zip(stretches, losses, strict=True):
            self._worst[stretch.asked] = loss

    def of(self, question: Iterable[Asked]) -> Iterator[Stretch]:
        """What is read of a question's texts in one step."""
        for asked in question:
            titled = self.chance.random() >= UNTITLED
            numbers, together = self._numbers(asked)
            if not together:
                yield from (self._stretch(asked, [n], titled, text=False) for n in numbers)
            elif numbers:
                yield self._noisy(self._stretch(asked, numbers, titled, text=True))
            if self.chance.random() < STRANGE:
                yield from self._strange(asked, titled)

    def _numbers(self, asked: Asked) -> tuple[list[int], bool]:
        """Which sentences are read, and whether they are read together."""
        kind, numbers = self.chance.random(), list(range(len(asked.sentences)))
        if kind < WHOLE:
            if self.chance.random() < THINNED:
                numbers = [n for n in numbers if self.chance.random() >= LEFT_OUT]
            return numbers, True
        told, silent = ([n for n in numbers if asked.answering[n] is yes] for yes in (True, False))
        if kind < WHOLE + WINDOW:
            size = self.chance.randint(SHORTEST, LONGEST)
            begin = self.chance.randint(0, max(0, len(numbers) - size))
            if told and self.chance.random() < ANSWERING:
                begin = max(0, self.chance.choice(told) - self.chance.randrange(size))
            return numbers[begin : begin + size], True
        return told[:SINGLE] + self.chance.sample(silent, min(SINGLE, len(silent))), False

    def _stretch(self, asked: Asked, numbers: list[int], titled: bool, text: bool) -> Stretch:
        """The sentences as an input, without those at an end for which there is no room."""
        while True:
            title, sentences = asked.title if titled else "", [asked.sentences[n] for n in numbers]
            read = self.encoding.row(asked.question, title, sentences)
            if len(read[0]) <= MOST or len(numbers) == 1:
                return Stretch(asked, tuple(numbers), tuple(asked.answering[n] for n in numbers), read, text)
            numbers = numbers[:-1] if self.chance.random() < 0.5 else numbers[1:]

    def _noisy(self, stretch: Stretch) -> Stretch:
        if self.chance.random() >= NOISY:
            return stretch
        kept = [
            (token, part)
            for token, part in zip(*stretch.input, strict=True)
            if part == QUESTION or token == self.encoding.end or self.chance.random() >= LOST
        ]
        return stretch._replace(input=([token for token, _ in kept], [part for _, part in kept]))

    def _strange(self, asked: Asked, titled: bool) -> Iterator[Stretch]:
        other = self.chance.choice(self.texts)
        if other.sentences != asked.sentences:
            begin, count = self.chance.randrange(len(other.sentences)), self.chance.randrange(1, LONGEST)
            silent = replace(other, question=asked.question, key=asked.key, answering=(False,) * len(other.sentences))
            numbers = list(range(begin, min(len(other.sentences), begin + count)))
            yield self._stretch(silent, numbers, titled, text=True)

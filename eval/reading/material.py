"""Questions beside texts whose sentences are marked as answering or not: twin articles, groups and single texts, all invented.

A line of `training/*.jsonl` and `held_out/*.jsonl` has two reports `a` and `b` of one event with their sentences, and questions that name for
each report the sentences that answer; where one report is silent it speaks of the same things. Or it has one text, and the questions
name its sentences as `in`; texts of one `group` are asked the same questions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.jsonl import DatasetError, read_objects

TRAINING, HELD_OUT = Path(__file__).with_name("training"), Path(__file__).with_name("held_out")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question beside one text.

    Attributes:
        question: What is asked.
        title: The text's headline, possibly empty.
        sentences: The text.
        answering: For each sentence whether it answers.
        key: Names the question; the reports that it is asked of share it.
        kind: Names the file.
    """

    question: str
    title: str
    sentences: tuple[str, ...]
    answering: tuple[bool, ...]
    key: str
    kind: str

    @property
    def answerable(self) -> bool:
        """Whether the text answers."""
        return any(self.answering)


def read_material(folder: Path) -> list[Asked]:
    """Everything in a folder, in the order of its files.

    Raises:
        DatasetError: A line lacks what it must have, or names a sentence that is not there.
    """
    return [
        asked
        for file in sorted(folder.glob("*.jsonl"))
        for place, item in read_objects(file)
        for asked in _of_item(place, item, file.stem)
    ]


def _of_item(place: str, item: dict[str, Any], kind: str) -> Iterator[Asked]:
    try:
        for at, question in enumerate(item["questions"]):
            for side in ("a", "b") if "a" in item else ("in",):
                text = item if side == "in" else item[side]
                sentences, told = tuple(text["sentences"]), set(question[side])
                if not told <= set(range(len(sentences))):
                    raise DatasetError(f"{place}: question {at + 1} names a sentence that is not there")
                yield Asked(
                    question["q"],
                    text["title"],
                    sentences,
                    tuple(n in told for n in range(len(sentences))),
                    f"{item['group']}/{question['q']}" if "group" in item else f"{item['id']}/{at}",
                    kind,
                )
    except (KeyError, TypeError, IndexError) as error:
        raise DatasetError(f"{place}: expected an item with texts and questions ({error!r} is wrong)") from error

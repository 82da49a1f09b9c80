"""The project's own questions, put to the assistant and to the naive baseline.

This module knows nothing about how answers are made: it is given two ways to ask.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.types import Answer
from corpus.article import Article
from eval.answers import score
from eval.gates import Gate, missed
from eval.progress import progress
from eval.questions import Question, require_evidence
from eval.results import as_json
from eval.slices import Row, Table, means

Ask = Callable[[Question], Answer]
OURS, NAIVE = "assistant", "naive"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What asking every question of every system gave: system -> rows, and system -> question's id -> answer."""

    rows: Mapping[str, Sequence[Row]]
    answers: Mapping[str, Mapping[str, Answer]]
    missed: Sequence[str]

    @property
    def tables(self) -> dict[str, Table]:
        """System -> means per slice."""
        return {system: means(rows) for system, rows in self.rows.items()}

    def as_json(self) -> dict[str, Any]:
        """Everything, as plain JSON."""
        return {
            "tables": self.tables,
            "missed": list(self.missed),
            "rows": {system: as_json(rows) for system, rows in self.rows.items()},
            "answers": {
                system: {question: _answer_json(answer) for question, answer in answers.items()}
                for system, answers in self.answers.items()
            },
        }


def evaluate(
    questions: Sequence[Question], articles: Iterable[Article], systems: Mapping[str, Ask], gates: list[Gate]
) -> Evaluation:
    """Check the questions against the articles, ask every system everything, and hold the figures against the gates.

    Raises:
        QuestionError: A question names an article or evidence that is not there; nothing was asked then.
    """
    known = {article.id: article for article in articles}
    require_evidence(questions, known.values())
    rows: dict[str, list[Row]] = {}
    answers: dict[str, dict[str, Answer]] = {}
    for system, ask in systems.items():
        rows[system], answers[system] = [], {}
        for question in progress(questions, system, "question"):
            begun = time.perf_counter()
            answer = ask(question)
            seconds = time.perf_counter() - begun
            row = score(question, answer, known)
            rows[system].append(Row(row.id, row.slices, {**row.figures, "seconds": (seconds,)}))
            answers[system][question.id] = answer
    return Evaluation(rows, answers, missed(gates, {system: means(found) for system, found in rows.items()}))


def _answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "abstained": answer.abstained,
        "standalone_question": answer.standalone_question,
        "mode": answer.mode,
        "citations": [{"number": c.number, "article_id": c.article_id, "quote": c.quote} for c in answer.citations],
    }

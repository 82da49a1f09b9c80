"""Questions with gold evidence: what a line of eval/questions/*.jsonl holds, and whether it can be true.

This module knows nothing about answering; it only guards the yardstick.
"""

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.types import Role, Turn
from corpus.article import Article, Language

QuestionType = Literal[
    "number",
    "entity",
    "date",
    "list",
    "why",
    "attribution",
    "conflict",
    "multi_article",
    "unanswerable",
    "followup",
]


class QuestionError(ValueError):
    """Questions that cannot be used; one problem a line, each naming its file, line and field or its question."""


class Message(BaseModel):
    """One earlier message of the conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    role: Role
    content: str = Field(min_length=1)


class Question(BaseModel):
    """A question, what answers it and where that stands.

    Attributes:
        history: The messages before it, oldest first.
        articles: Ids of the articles that hold the answer; empty for an unanswerable question.
        evidence: Pairs of an article's id and a piece of its text that supports the answer.
        answers: Ways to put the answer, any of which will do.
        must_include: Elements the answer must hold instead, each any one of its ways to put it.
        must_cite: Elements of which the answer must cite one article each (lists, conflicts, several articles).
        date: The day the question is asked, where that matters.
        note: Why the question is there, for people.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str = Field(min_length=1)
    type: QuestionType
    lang: Language
    question: str = Field(min_length=1)
    articles: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    answers: tuple[str, ...]
    history: tuple[Message, ...] = ()
    must_include: tuple[tuple[str, ...], ...] = ()
    must_cite: tuple[tuple[str, ...], ...] = ()
    date: datetime.date | None = None
    note: str = ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The history as the assistant takes it."""
        return tuple(Turn(message.role, message.content) for message in self.history)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        gold = {"articles": self.articles, "evidence": self.evidence, "answers": self.answers or self.must_include}
        for field, value in gold.items():
            if self.type == "unanswerable" and value:
                raise ValueError(f"{field}: an unanswerable question has none, got {value!r}")
            if self.type != "unanswerable" and not value:
                raise ValueError(f"{field}: a question of type {self.type} needs at least one")
        if self.type == "followup" and not self.history:
            raise ValueError("history: a follow-up question needs the messages before it")
        named = [article for article, _ in self.evidence] + [article for any_of in self.must_cite for article in any_of]
        for article in named:
            if article not in self.articles:
                raise ValueError(f"articles: {article!r} is in evidence or must_cite but not among the articles")
        if any(not piece.strip() for _, piece in self.evidence):
            raise ValueError("evidence: a piece of text is empty")
        for field, elements in {"must_include": self.must_include, "must_cite": self.must_cite}.items():
            if not all(elements):
                raise ValueError(f"{field}: an element is empty")
        return self


def load_questions(folder: Path) -> list[Question]:
    """Read every *.jsonl of a folder, in the order of file names and lines.

    Raises:
        QuestionError: There are no questions, or some are wrong; every problem is a line of the message.
    """
    questions: list[Question] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            place = f"{path}:{number}"
            if not line.strip():
                continue
            try:
                question = Question.model_validate_json(line)
            except ValidationError as error:
                problems += [f"{place}: {_describe(problem['loc'], problem['msg'])}" for problem in error.errors()]
                continue
            if question.id in seen:
                problems.append(f"{place}: id: {question.id!r} was already used at {seen[question.id]}")
            seen[question.id] = place
            questions.append(question)
    if not questions and not problems:
        problems.append(f"no questions in {folder}: expected at least one line in a *.jsonl file there")
    if problems:
        raise QuestionError("\n".join(problems))
    return questions


def _describe(location: tuple[int | str, ...], message: str) -> str:
    field = ".".join(map(str, location))
    message = message.removeprefix("Value error, ")
    return f"{field}: {message}" if field else message


def check_evidence(questions: Iterable[Question], articles: Iterable[Article]) -> list[str]:
    """Problems of questions with the articles they were written about, one line each; an empty list when all is well.

    Every article named must exist, and every piece of evidence must stand in its article, white space aside.
    """
    texts = {article.id: _packed(article.text) for article in articles}
    problems = []
    for question in questions:
        missing = [article for article in question.articles if article not in texts]
        problems += [f"{question.id}: articles: there is no article {article!r}" for article in missing]
        problems += [
            f"{question.id}: evidence: {piece!r} does not stand in {article!r}"
            for article, piece in question.evidence
            if article in texts and _packed(piece) not in texts[article]
        ]
    return problems


def require_evidence(questions: Sequence[Question], articles: Iterable[Article]) -> None:
    """Stop before anything is measured against a wrong yardstick.

    Raises:
        QuestionError: Some evidence or article is not there; every problem is a line of the message.
    """
    problems = check_evidence(questions, articles)
    if problems:
        raise QuestionError("\n".join(problems))


def _packed(text: str) -> str:
    return "".join(text.split())

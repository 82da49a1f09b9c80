"""Questions from JSON, answers to JSON: the shapes that scripts rely on."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from assistant.question import accepted
from assistant.types import Answer, Turn
from corpus.article import Article, Language
from corpus.language import detect_language
from index.types import Filters


@dataclass(frozen=True, slots=True)
class Request:
    """One line of a batch.

    Attributes:
        id: Given back with the answer.
        question: What is asked.
        history: The conversation so far, oldest first.
        asked: The day on which it is asked.
        filters: Conditions on the articles.
        passages: When given, these alone are the collection.
    """

    id: str
    question: str
    history: tuple[Turn, ...] = ()
    asked: date | None = None
    filters: Filters = Filters()
    passages: tuple[Article, ...] | None = None


def request_of(record: dict[str, Any]) -> Request:
    """A request out of a JSON object.

    Raises:
        ValueError: A field is missing or of the wrong kind; the message names it.
    """
    for name in ("id", "question"):
        if not isinstance(record.get(name), str) or not record[name].strip():
            raise ValueError(f"{name!r} is {record.get(name)!r}, expected a text that is not empty")
    passages = record.get("passages")
    if not isinstance(passages, list | None):
        raise ValueError(f"'passages' is a {type(passages).__name__}, expected a list of {{title, text}}")
    return Request(
        id=record["id"],
        question=accepted(record["question"]),
        history=history_of(record.get("history") or []),
        asked=_day(record.get("date"), "date"),
        filters=filters_of(record.get("filters") or {}),
        passages=None if passages is None else tuple(_passage(n, p) for n, p in enumerate(passages, 1)),
    )


def history_of(turns: Any) -> tuple[Turn, ...]:  # noqa: ANN401 - whatever the JSON holds
    """The turns of a conversation out of a list of {role, content} (or {role, text}).

    Raises:
        ValueError: A turn is of another shape.
    """
    if not isinstance(turns, list):
        raise ValueError(f"'history' is a {type(turns).__name__}, expected a list of {{role, content}}")
    found = []
    for turn in turns:
        text = turn.get("content", turn.get("text")) if isinstance(turn, dict) else None
        if not isinstance(text, str) or turn.get("role") not in ("user", "assistant"):
            raise ValueError(
                f"a turn of 'history' is {turn!r}, expected {{'role': 'user' or 'assistant', 'content': text}}"
            )
        found.append(Turn(turn["role"], text))
    return tuple(found)


def filters_of(record: Any) -> Filters:  # noqa: ANN401 - whatever the JSON holds
    """Filters out of a JSON object with any of after, before, source, language.

    Raises:
        ValueError: A name or a value is not known.
    """
    if not isinstance(record, dict):
        raise ValueError(f"'filters' is {record!r}, expected an object with after, before, source, language")
    unknown = sorted(set(record) - {"after", "before", "source", "language"})
    if unknown:
        raise ValueError(f"'filters' has {', '.join(map(repr, unknown))}, expected after, before, source, language")
    source, language = record.get("source"), record.get("language")
    if not isinstance(source, str | None):
        raise ValueError(f"'source' is {source!r}, expected the name of a publication")
    if language not in (None, *get_args(Language)):
        raise ValueError(f"'language' is {language!r}, expected one of {', '.join(get_args(Language))}")
    return Filters(_day(record.get("after"), "after"), _day(record.get("before"), "before"), source, language)


def _day(value: Any, name: str) -> date | None:  # noqa: ANN401
    if value is None:
        return None
    try:
        return datetime.fromisoformat(value).date()
    except (TypeError, ValueError) as error:
        raise ValueError(f"{name!r} is {value!r}, expected YYYY-MM-DD") from error


def _passage(number: int, record: Any) -> Article:  # noqa: ANN401
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError(f"passage {number} is {record!r}, expected {{'title', 'text'}}")
    return Article(
        f"passage-{number:04d}", str(record.get("title") or ""), record["text"], detect_language(record["text"])
    )


def answer_record(answer: Answer, request_id: str, seconds: float) -> dict[str, Any]:
    """An answer as a JSON object."""
    return {
        "id": request_id,
        "answer": answer.text,
        "abstained": answer.abstained,
        "standalone_question": answer.standalone_question,
        "mode": answer.mode,
        "notices": list(answer.notices),
        "citations": [
            {
                "number": c.number,
                "article_id": c.article_id,
                "title": c.title,
                "published": _iso(c.published),
                "start": c.start,
                "end": c.end,
                "quote": c.quote,
                "page": c.page,
            }
            for c in answer.citations
        ],
        "disagreements": [
            {
                "subject": d.subject,
                "versions": [
                    {
                        "value": v.value,
                        "article_id": v.article_id,
                        "title": v.title,
                        "published": _iso(v.published),
                        "status": v.status,
                        "citation": v.citation,
                    }
                    for v in d.versions
                ],
            }
            for d in answer.disagreements
        ],
        "hits": [
            {
                "article_id": h.chunk.article_id,
                "chunk_id": h.chunk.id,
                "start": h.chunk.start,
                "end": h.chunk.end,
                "score": h.score,
                "text": h.chunk.text,
                "also": list(h.also),
            }
            for h in answer.hits
        ],
        "seconds": round(seconds, 3),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

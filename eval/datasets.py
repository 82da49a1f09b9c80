"""A retrieval set in the BEIR layout: corpus.jsonl, queries.jsonl (either may be .gz) and qrels/test.tsv."""

import hashlib
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.types import Turn
from corpus.article import Article
from corpus.language import detect_language
from corpus.metadata import title_from
from eval.jsonl import DatasetError, open_bytes, packed_or_not, read_objects, text_field


@dataclass(frozen=True, slots=True)
class Query:
    """A query, the conversation before it and the day it is asked.

    Attributes:
        asked: The last day of the stated date: 31 December for a year alone.
    """

    id: str
    text: str
    history: tuple[Turn, ...] = ()
    asked: date | None = None
    type: str | None = None
    lang: str | None = None

    @property
    def slices(self) -> tuple[str, ...]:
        """The slices it counts in."""
        named = (("type", self.type), ("lang", self.lang))
        return tuple(f"{name}:{value}" for name, value in named if value)


def corpus_fingerprint(dataset: Path) -> str:
    """A hash of the documents, the same for sets that share them and however they are packed."""
    digest = hashlib.sha256()
    with open_bytes(packed_or_not(dataset, "corpus.jsonl")) as lines:
        for line in lines:
            digest.update(line)
    return digest.hexdigest()[:16]


def read_articles(dataset: Path) -> Iterator[Article]:
    """One article a document, under the document's id.

    Raises:
        DatasetError: The file is missing, or a line lacks an id or a text.
    """
    for place, row in read_objects(packed_or_not(dataset, "corpus.jsonl")):
        title = str(row.get("title") or "")
        text = text_field(row, "text", place) or title
        yield Article(
            id=text_field(row, "_id", place),
            title=title or title_from(text),
            text=text,
            language=detect_language(text),
            published=_full_date(row.get("date")),
            url=row.get("url"),
        )


def read_queries(path: Path) -> list[Query]:
    """The queries of a file.

    Raises:
        DatasetError: A line lacks an id or a text, or its history or date cannot be read.
    """
    return [_query(row, place) for place, row in read_objects(path)]


def queries_file(dataset: Path) -> Path:
    """Where the queries of a dataset are."""
    return packed_or_not(dataset, "queries.jsonl")


def read_qrels(dataset: Path) -> dict[str, dict[str, int]]:
    """The judgements: query -> document -> grade.

    Raises:
        DatasetError: The file is missing or a line is not three columns with a whole number last.
    """
    path = dataset / "qrels" / "test.tsv"
    if not path.is_file():
        raise DatasetError(f"{path} does not exist: expected query, document and grade separated by tabs")
    judgements: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        columns = line.split("\t")
        if not line.strip() or (number == 1 and columns[-1].strip() == "score"):
            continue
        try:
            query, document, grade = columns
            judgements[query][document] = int(grade)
        except ValueError:
            raise DatasetError(f"{path}:{number}: expected query, document and whole grade, got {line!r}") from None
    return dict(judgements)


def _query(row: dict[str, Any], place: str) -> Query:
    turns = []
    for turn in row.get("history") or ():
        text = turn.get("content") or turn.get("text")
        if not text or turn.get("role") not in ("user", "assistant"):
            raise DatasetError(f"{place}: history: a turn needs a role (user, assistant) and content or text: {turn!r}")
        turns.append(Turn(turn["role"], text))
    stated = row.get("date")
    asked = _last_day(str(stated)) if stated else None
    if stated and asked is None:
        raise DatasetError(f"{place}: date: expected YYYY, YYYY-MM or YYYY-MM-DD, got {stated!r}")
    history = tuple(turns)
    return Query(
        text_field(row, "_id", place), text_field(row, "text", place), history, asked, row.get("type"), row.get("lang")
    )


def _last_day(stated: str) -> date | None:
    try:
        parts = [int(part) for part in stated.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12
        return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])
    except ValueError:
        return None


def _full_date(stated: object) -> date | None:
    try:
        return date.fromisoformat(str(stated))
    except ValueError:
        return None


def is_set(folder: Path) -> bool:
    """Whether a folder holds the three files of a set."""
    packed = all(
        (folder / name).is_file() or (folder / f"{name}.gz").is_file() for name in ("corpus.jsonl", "queries.jsonl")
    )
    return packed and (folder / "qrels" / "test.tsv").is_file()

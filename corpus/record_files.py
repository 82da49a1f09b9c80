"""Files that hold several articles, one a record: .jsonl, .json, .csv, .tsv; read record by record."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, UnreadableArticleError
from corpus.assemble import NOTHING_GIVEN, assemble
from corpus.contents import Contents
from corpus.delimited import table_rows
from corpus.fields import NO_NAMES, FieldNames, id_of, metadata_of, text_of
from corpus.json_records import Row, json_rows, jsonl_rows
from corpus.metadata import FIELDS, Metadata

_ROWS = {
    ".jsonl": (jsonl_rows, "json field"),
    ".ndjson": (jsonl_rows, "json field"),
    ".json": (json_rows, "json field"),
    ".csv": (table_rows, "column"),
    ".tsv": (table_rows, "column"),
}
_NO_TEXT = (
    "no text: expected one of the fields text, content, body, 正文, ...; name another by ASSISTANT_FIELDS=text=FIELD"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file.

    Attributes:
        number: Its number in the file, from 1; 0 where the file is one record, and so one article as any other file.
        place: Where it stands, for messages, e.g. "line 7".
        text: Its text before cleaning, "" if there is a problem.
        given: What its fields say about it.
        own_id: The id that it gives itself, "" where it gives none.
        problem: Why it is no article, "" if it is one.
    """

    number: int
    place: str
    text: str
    given: Metadata
    own_id: str
    problem: str

    def digest(self) -> str:
        """The SHA-256 of everything that the article is made of."""
        given = [getattr(self.given, name) for name in FIELDS]
        content = json.dumps([self.text, self.problem, given, self.given.origins], ensure_ascii=False, default=str)
        return hashlib.sha256(content.encode()).hexdigest()

    def article(self, article_id: str, sidecar: Metadata = NOTHING_GIVEN) -> Article:
        """The record as an article; what `sidecar` says goes before what the record says.

        Raises:
            UnreadableArticleError: It is none; the message names the place and what is wrong.
        """
        try:
            if self.problem:
                raise UnreadableArticleError(self.problem)
            return assemble(article_id, Contents(self.text, published_as=self.given), sidecar)
        except UnreadableArticleError as error:
            raise UnreadableArticleError(f"{self.place}: {error}") from error


def read_records(path: Path, names: FieldNames = NO_NAMES) -> Iterator[Record]:
    """Yields the records of a file in order, each either with a text or with a problem; one at a time is in memory.

    Args:
        path: The file. A .json file is in memory as a whole.
        names: What its own field names mean, see `corpus.fields.parse_fields`.

    Raises:
        UnreadableArticleError: The file is broken as a whole; the message says how and what to do.
        OSError: It cannot be read.
    """
    rows, kind = _ROWS[path.suffix.lower()]
    for row in rows(path, names):
        yield _record(row, kind, names)


def _record(row: Row, kind: str, names: FieldNames) -> Record:
    text = "" if row.problem else text_of(row.values, names)
    problem = row.problem or ("" if text else _NO_TEXT)
    if problem:
        return Record(row.number, row.place, "", NOTHING_GIVEN, "", problem)
    return Record(row.number, row.place, text, metadata_of(row.values, kind, names), id_of(row.values, names), "")

"""Records as JSON: one a line, or a list in a file."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from corpus.article import UnreadableArticleError
from corpus.decode import decode, encoding_of
from corpus.fields import FieldNames, text_of

# Bytes that are not of the file's encoding come through as these, so that one bad line does not cost the others.
BAD_BYTES = re.compile("[\udc80-\udcff]")
_DEEPEST_LIST = 3  # {"response": {"docs": [...]}}


@dataclass(frozen=True, slots=True)
class Row:
    """The values of a record as they stand in a file, or why they cannot be had.

    Attributes:
        number: Of the record, from 1; 0 where a file holds one object that is an article.
        place: E.g. "line 7".
        values: By the names of their fields.
        problem: Why there are none, else "".
    """

    number: int
    place: str
    values: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""


def open_text(path: Path) -> TextIO:
    """Opens a text file of any encoding that `decode` knows; bad bytes come as `BAD_BYTES`, newlines as they are.

    Raises:
        UnreadableArticleError: The file is empty, binary or of an unknown encoding.
    """
    with path.open("rb") as file:
        try:
            encoding = encoding_of(file)
        except ValueError as error:
            raise UnreadableArticleError(str(error)) from error
    return path.open(encoding=encoding, errors="surrogateescape", newline="")


def jsonl_rows(path: Path, _names: FieldNames) -> Iterator[Row]:
    """Yields a row for each line that is not blank."""
    number = 0
    with open_text(path) as file:
        try:
            for line_number, line in enumerate(file, 1):
                if line := line.strip():
                    number += 1
                    yield _row(number, f"line {line_number}", line)
        except UnicodeDecodeError as error:  # of an encoding in which bad bytes cannot be skipped
            raise UnreadableArticleError(f"it is not all {error.encoding.upper()}: save it as UTF-8") from error


def _row(number: int, place: str, line: str) -> Row:
    if BAD_BYTES.search(line):
        return Row(number, place, problem="it holds bytes of another encoding than the file: save it as UTF-8")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(number, place, problem=f"not valid JSON ({error}): correct or delete it")
    if not isinstance(value, dict):
        return Row(number, place, problem=f"expected an object {{...}}, found {_kind(value)}")
    return Row(number, place, value)


def json_rows(path: Path, names: FieldNames) -> Iterator[Row]:
    """Yields a row for each object of a list; a file of one object that has a text is one row with the number 0."""
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableArticleError("the file is empty: put articles in it or delete it")
    try:
        value = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise UnreadableArticleError(f"not valid JSON ({error}): correct it") from error
    if isinstance(value, dict) and text_of(value, names):
        yield Row(0, "the object", value)
        return
    found = value if isinstance(value, list) else _list_in(value)
    if not found:
        raise UnreadableArticleError(
            "neither an object with a text nor a list of such objects: expected fields such as title, text and date, "
            "or others named by ASSISTANT_FIELDS"
        )
    for number, item in enumerate(found, 1):
        if isinstance(item, dict):
            yield Row(number, f"record {number}", item)
        else:
            yield Row(number, f"record {number}", problem=f"expected an object {{...}}, found {_kind(item)}")


def _list_in(value: object) -> list[object] | None:
    """The longest list that holds objects, nearest to the top."""
    level = [value]
    for _ in range(_DEEPEST_LIST):
        inside = [held for outer in level if isinstance(outer, dict) for held in outer.values()]
        lists = [held for held in inside if isinstance(held, list) and any(isinstance(i, dict) for i in held)]
        if lists:
            return max(lists, key=len)
        level = inside
    return None


def _kind(value: object) -> str:
    kinds = {list: "a list", str: "a text", type(None): "null", bool: "true or false"}
    return kinds.get(type(value), "a number")

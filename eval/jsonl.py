"""Files of a retrieval set, read with the place of every line: one JSON object a line, packed with gzip or not."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


class DatasetError(ValueError):
    """A folder that is not a usable retrieval set; the message names the file, the line and what was expected."""


def packed_or_not(dataset: Path, name: str) -> Path:
    """Where a file of a set is, under its name or its name with .gz.

    Raises:
        DatasetError: It is under neither.
    """
    for path in (dataset / name, dataset / f"{name}.gz"):
        if path.is_file():
            return path
    raise DatasetError(f"{dataset} holds neither {name} nor {name}.gz: expected a folder in the BEIR layout")


def open_bytes(path: Path) -> Any:  # noqa: ANN401  (the two readers share no exported type)
    """The file's bytes, unpacked where its name ends in .gz."""
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def read_objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The object of every line that is not empty, behind its place as "file:line".

    Raises:
        DatasetError: The file is missing or a line is no JSON object.
    """
    if not path.is_file():
        raise DatasetError(f"{path} does not exist: expected one JSON object a line")
    with open_bytes(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise DatasetError(f"{path}:{number}: not JSON: {error}") from None
            if not isinstance(row, dict):
                raise DatasetError(f"{path}:{number}: expected a JSON object, got {row!r}")
            yield f"{path}:{number}", row


def text_field(row: dict[str, Any], name: str, place: str) -> str:
    """A field as text.

    Raises:
        DatasetError: It is missing, or it is an id and empty.
    """
    value = row.get(name)
    if value is None or (name == "_id" and not str(value)):
        raise DatasetError(f"{place}: {name}: expected a text, got {value!r}")
    return str(value)

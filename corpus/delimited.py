"""Records as rows of a table of delimited values (.csv, .tsv), whatever its dialect."""

import csv
import re
from _csv import Reader
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from corpus.article import UnreadableArticleError
from corpus.fields import USUAL, FieldNames, look_up
from corpus.json_records import BAD_BYTES, Row, open_text

_SAMPLE = 65_536  # characters that the dialect is told by
_LONGEST_VALUE = 2**24  # characters; the library's own limit is shorter than many an article
# As a file gives them: `str.splitlines` would also cut at U+2028 inside a text.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class _Dialect:
    delimiter: str
    quotechar: str | None = '"'
    escapechar: str | None = None

    def rows(self, lines: Iterator[str]) -> Reader:
        """A reader that raises `csv.Error` for what breaks the rules."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quotechar,
            doublequote=self.escapechar is None,
            escapechar=self.escapechar,
            quoting=csv.QUOTE_NONE if self.quotechar is None else csv.QUOTE_MINIMAL,
            strict=True,
        )


def table_rows(path: Path, names: FieldNames) -> Iterator[Row]:
    """Yields a row for each row below the heading that is not blank.

    Raises:
        UnreadableArticleError: No heading names a column of text, or a quoted value never ends.
    """
    csv.field_size_limit(_LONGEST_VALUE)
    with open_text(path) as file:
        try:
            sample = file.read(_SAMPLE)
            while sample.endswith("\r") and (more := file.read(1)):
                sample += more
            first = sample.partition("\n")[0]
            skipped = 1 if first.strip().lower().startswith("sep=") and len(first.strip()) == 5 else 0  # Excel's
            dialect = _dialect(sample.partition("\n")[2] if skipped else sample, names)
            lines = _lines(sample, file)
            for _ in range(skipped):
                next(lines)
            yield from _rows(dialect.rows(lines), skipped, names)
        except UnicodeDecodeError as error:
            raise UnreadableArticleError(f"it is not all {error.encoding.upper()}: save it as UTF-8") from error


def _lines(sample: str, rest: Iterator[str]) -> Iterator[str]:
    """The lines of a file of which `sample` has been read already, newlines kept."""
    start = _LINE.findall(sample)
    if start and not start[-1].endswith(("\n", "\r")):
        start[-1] += next(rest, "")
    return chain(start, rest)


def _dialect(sample: str, names: FieldNames) -> _Dialect:
    """The dialect under which the heading names most known fields and most rows are as wide as the heading."""
    whole = len(sample) < _SAMPLE
    candidates = [
        _Dialect(delimiter, quote, escape) for quote, escape in _quotings(sample) for delimiter in _DELIMITERS
    ]
    candidates.append(_Dialect("\t", None))
    return max(candidates, key=lambda dialect: _fit(dialect, sample, whole, names))


def _quotings(sample: str) -> list[tuple[str, str | None]]:
    """How values may be quoted, the likeliest first. Apostrophes quote only where more values stand between them."""
    double, single = (
        len(re.findall(pattern, sample, re.M))
        for pattern in (r'(?:^|[,;\t|])"', r"(?:^|[,;\t|])'.{1,2000}?'(?=[,;\t|]|$)")
    )
    if single > double:
        return [("'", None)]
    return [('"', None), *([('"', "\\")] if '\\"' in sample else [])]


def _fit(dialect: _Dialect, sample: str, whole: bool, names: FieldNames) -> tuple[int, float]:
    reader = dialect.rows(iter(_LINE.findall(sample)))
    rows: list[list[str]] = []
    wrong = 0
    while True:
        try:
            rows.append(next(reader))
        except StopIteration:
            break
        except csv.Error as error:
            wrong += whole or "unexpected end" not in str(error)
    rows = [row for row in (rows if whole else rows[:-1]) or rows if row]
    if not rows:
        return 0, 0.0
    known = len(_meanings(rows[0], names))
    right = sum(len(row) == len(rows[0]) for row in rows)
    return known, right / (len(rows) + wrong) - (0.2 if dialect.quotechar is None else 0)


def _meanings(heading: Sequence[str], names: FieldNames) -> list[str]:
    values = {name.strip(): "filled" for name in heading}
    return [meaning for meaning in USUAL if look_up(values, meaning, names)[0]]


def _rows(reader: Reader, skipped: int, names: FieldNames) -> Iterator[Row]:
    heading: list[str] | None = None
    number = 0
    while True:
        line = reader.line_num + skipped + 1
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise UnreadableArticleError(
                    f"line {line}: a quoted value that begins here never ends: close it by a quotation mark"
                ) from error
            number += 1
            yield Row(number, f"line {line}", problem=f"not a row of the table ({error}): correct or delete it")
            continue
        if not any(value.strip() for value in values):
            continue
        if heading is None:
            heading = _heading(values, names)
            continue
        number += 1
        yield _row(number, line, heading, values)
    if heading is None:
        raise UnreadableArticleError("the file is empty: put articles in it or delete it")


def _heading(values: list[str], names: FieldNames) -> list[str]:
    if "text" not in _meanings(values, names):
        found = ", ".join(value.strip()[:30] for value in values[:20])
        raise UnreadableArticleError(
            f"its first row names no column of text (it says: {found}): expected text, content, body, 正文, ... there, "
            "or another name given by ASSISTANT_FIELDS=text=COLUMN"
        )
    return [value.strip() for value in values]


def _row(number: int, line: int, heading: list[str], values: list[str]) -> Row:
    place = f"line {line}"
    if any(value.strip() for value in values[len(heading) :]):
        return Row(
            number,
            place,
            problem=f"{len(values)} values for {len(heading)} columns: quote the value that holds the delimiter",
        )
    if any(BAD_BYTES.search(value) for value in values):
        return Row(number, place, problem="it holds bytes of another encoding than the file: save it as UTF-8")
    return Row(number, place, dict(zip(heading, values, strict=False)))

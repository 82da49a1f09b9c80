"""Spreadsheets (.xlsx), opened by openpyxl; a row becomes a line that says the name of each column."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from corpus.article import NOT_READ, Removal, UnreadableArticleError
from corpus.contents import Contents, refusing
from corpus.file_properties import properties
from corpus.xml_parts import DAMAGED, opened_zip, part_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

MAX_CELLS = 2_000_000
_UNIT = re.compile(r"(.*\S)\s*[（(](?:单位[:：]|單位[:：])?([\u3400-\u9fff%‰℃]{1,6}|[A-Za-z][A-Za-z ]{0,14})[)）]")
_NO_VALUE = re.compile(rb"</f>(?:<v>)?(?:</v>|<v ?/>)?</c>|<f [^<>]*/>(?:<v ?/>|<v></v>)?</c>")
_LOST = re.compile(r"removed|invalid dependency|will be lost")
_HAN = re.compile(r"[\u3400-\u9fff]")


def read_xlsx(data: bytes) -> Contents:
    """The values of all sheets, each under its name; formulas give the value that was last worked out.

    Raises:
        UnreadableArticleError: It is damaged, encrypted, a bomb, empty, or has more than `MAX_CELLS` cells.
    """
    import openpyxl
    from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException

    with opened_zip(data, ".xlsx") as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        open_formulas = sum(len(_NO_VALUE.findall(part_of(archive, name, ".xlsx"))) for name in parts)
    errors = (*DAMAGED, InvalidFileException, CellCoordinatesException, ParseError)
    damaged = "the .xlsx is damaged ({}): open it in a spreadsheet program and save it anew"
    # The library warns of what it passes over, most of it colours and rules.
    with refusing(*errors, message=damaged), warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = list(_sheets(book))
        title, author = book.properties.title, book.properties.creator
    if not sheets:
        raise UnreadableArticleError(
            "the .xlsx holds no values: open it in a spreadsheet program, so that its formulas are worked out, and save it"
        )
    lost = dict.fromkeys(str(warning.message) for warning in told if _LOST.search(str(warning.message)))
    if open_formulas:
        lost[f"{open_formulas} formulas were never worked out: open it in a spreadsheet program and save it"] = None
    text = "\n\n".join(sheets)
    return Contents(text, made_as=properties(title, author, text), removed=tuple(Removal(NOT_READ, x) for x in lost))


def _sheets(book: Workbook) -> Iterator[str]:
    """The sheets that hold something, each with its name above its rows."""
    left = MAX_CELLS
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file states of its size may be wrong
        rows: list[list[str]] = []
        for row in sheet.iter_rows():
            left -= len(row)
            if left < 0:
                raise UnreadableArticleError(f"the .xlsx has more than {MAX_CELLS:,} cells: split it into parts")
            if any(cells := [_value(cell) for cell in row]):
                rows.append(cells)
        if lines := list(_lines(rows)):
            yield "\n".join([sheet.title, *lines])


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows as lines: behind a row of names, every value has its name before it."""
    names: Sequence[str] = ()
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if not names and _is_head(row, rows[number + 1 : number + 2]):
            names = row
            yield " | ".join(filled)
        elif names and len(filled) > 1:
            chinese = any(_HAN.search(cell) for cell in [*names, *row])
            colon, semicolon = ("：", "；") if chinese else (": ", "; ")
            yield semicolon.join(
                _named(name, cell, colon) for name, cell in zip(_padded(names, row), row, strict=False) if cell
            )
        else:
            yield " | ".join(filled)


def _named(name: str, value: str, colon: str) -> str:
    """A value behind its column's name; the unit that a name has in brackets goes behind the figure."""
    unit = _UNIT.fullmatch(name)
    if unit and value[-1:].isdigit():
        name, value = unit[1], f"{value}{unit[2]}" if _HAN.match(unit[2]) else f"{value} {unit[2]}"
    return f"{name}{colon}{value}" if name else value


def _is_head(row: Sequence[str], following: Sequence[Sequence[str]]) -> bool:
    """Whether a row names columns: several different words without figures, over a row that fills as many."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or len(set(filled)) < len(filled) or not following:
        return False
    words = all(len(cell) <= 40 and any(map(str.isalpha, cell)) for cell in filled)
    return words and sum(bool(cell) for cell in following[0]) > 1


def _padded(names: Sequence[str], row: Sequence[str]) -> list[str]:
    return [*names, *[""] * max(0, len(row) - len(names))]


def _value(cell: Cell) -> str:
    """A cell's value as a person would write it; the format tells percentages."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return f"{value * 100:.10g}%"
        return f"{value:.15g}" if isinstance(value, float) and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return " ".join(str(value).split())

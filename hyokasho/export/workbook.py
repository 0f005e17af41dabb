"""A spreadsheet (.xlsx): a sheet per table, made to be read by people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from extract.errors import ExtraMissing
from hyokasho.export.selection import Extract
from hyokasho.schema import Column, Table, tables

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

__all__ = ["CELL_LIMIT", "CUT", "SHEET_ROWS", "write_xlsx"]

CELL_LIMIT = 32_767
"""Characters of a cell, Excel's own limit."""
CUT = " … [cut: the whole text is in Parquet and CSV]"
"""What a longer text ends with."""
SHEET_ROWS = 1_048_575
"""Rows of a sheet below its header, Excel's own limit; a longer table goes on in `items_2`, `items_3` …"""
WIDTHS = {"string": 32, "list<string>": 32, "timestamp[us, UTC]": 20, "timestamp[s]": 18, "date32": 12}
WIDTH = 10
"""Characters a column is wide, by its type; text wraps."""
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - spreadsheets know no zones
"""Creation date of every workbook: the same rows give the same bytes."""


def write_xlsx(part: Extract, path: Path) -> dict[str, int]:
    """Write a workbook with a sheet per table: header frozen and filterable, text wrapped, descriptions in a first sheet.

    Text is stored as text whatever it begins with, so no cell is ever a formula. Lists are JSON; times with a zone are
    in UTC. Raises ExtraMissing where xlsxwriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = "xlsx: xlsxwriter is not installed"
        raise ExtraMissing(message) from error
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"title": "hyokasho", "created": EPOCH})
        sheets = _Sheets(workbook)
        sheets.describe([tables()[name] for name in part.names])
        return {name: sheets.fill(tables()[name], _rows(part, name)) for name in part.names}


def _rows(part: Extract, name: str) -> Iterator[tuple[object, ...]]:
    for batch in part.batches(name):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


class _Sheets:
    """The sheets of a workbook, with the formats that they share."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._head: Format = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text: Format = workbook.add_format({**wrapped, "quote_prefix": True})
        self._plain: Format = workbook.add_format({"valign": "top"})
        self._date: Format = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self._time: Format = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm:ss"})

    def describe(self, described: list[Table]) -> None:
        """Write the dictionary of the tables."""
        sheet = self._sheet("dictionary", ("table", "column", "type", "description", "説明"), (16, 20, 16, 60, 60))
        lines = ((table.name, *line) for table in described for line in _lines(table))
        for row, line in enumerate(lines, 1):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text, self._text)

    def fill(self, table: Table, rows: Iterator[tuple[object, ...]]) -> int:
        """Write the rows of a table, over as many sheets as they need, and return how many they were."""
        written = 0
        for number in count(1):
            sheet = self._sheet_of(table, table.name if number == 1 else f"{table.name}_{number}")
            last = 0
            for last, values in zip(range(1, SHEET_ROWS + 1), rows, strict=False):
                for column, value in enumerate(values):
                    self._cell(sheet, last, column, value)
            sheet.autofilter(0, 0, last, len(table.columns) - 1)
            written += last
            if last < SHEET_ROWS:
                break
        return written

    def _sheet_of(self, table: Table, name: str) -> Worksheet:
        widths = tuple(WIDTHS.get(column.logical, WIDTH) for column in table.columns)
        return self._sheet(name, tuple(column.name for column in table.columns), widths)

    def _sheet(self, name: str, head: tuple[str, ...], widths: tuple[int, ...]) -> Worksheet:
        sheet = self._workbook.add_worksheet(name)
        for column, (title, width) in enumerate(zip(head, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, self._head)
        sheet.freeze_panes(1, 0)
        return sheet

    def _cell(self, sheet: Worksheet, row: int, column: int, value: object) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self._plain)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._plain)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, _zoneless(value), self._time)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._date)
        else:
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            sheet.write_string(row, column, _fitting(text), self._text)


def _lines(table: Table) -> Iterator[tuple[str, str, str, str]]:
    yield "", "", table.about, table.about_ja
    yield from (_line(column) for column in table.columns)


def _line(column: Column) -> tuple[str, str, str, str]:
    return column.name, column.logical, column.description, column.description_ja


def _zoneless(time: datetime) -> datetime:
    return time if time.tzinfo is None else time.astimezone(UTC).replace(tzinfo=None)


def _fitting(text: str) -> str:
    """Return a text that fits into a cell. Excel counts UTF-16 units, so a rare kanji counts twice."""
    if len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text
    room = (CELL_LIMIT - len(CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT

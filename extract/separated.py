"""Comma-separated values: a worksheet, or the tables of a PDF, saved as RFC 4180 has it, with line breaks in quoted fields.

A comma is a mark of running text, too. So a text is such a file only as a whole: where every record has as many fields as
the others, or where quoted fields that hold line breaks are closed as they should be. Tab-separated values are read as
any text dump is (extract/dump.py); their quoted fields are told here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extract.lines import LineWriter
from extract.markup import Text
from extract.sheet import Cell, Line, Place, Row

__all__ = ["quoted_fields", "separated_rows", "unquoted"]

FIELD = regex.compile(r'"(?P<quoted>(?:[^"]|"")*+)"(?=[,\r\n]|\Z)|(?P<bare>[^",\r\n][^,\r\n]*+)?+(?=[,\r\n]|\Z)')
RECORD_END = regex.compile(r"\r\n|\r|\n|\Z")
PART = regex.compile(r'(?P<break>\r\n|\r|\n)|(?P<quote>"")|[^"\r\n]+')
QUOTED = r'"(?:[^"\t]|"")*+"'
TAB_QUOTED = regex.compile(rf"(?<=\t){QUOTED}(?=[\t\r\n\f]|\Z)|(?<![^\r\n\f]){QUOTED}(?=\t)")
"""A quoted field of tab-separated values; the first of a record has another one behind it."""
WHOLE_QUOTED = regex.compile(QUOTED)
NEEDS_QUOTES = regex.compile(r'[",\r\n]')
FEWEST_RECORDS = 3
"""Fewer lines with as many commas may be running text."""
FEWEST_QUOTED = 3
"""Quoted fields with line breaks that make records of any length a file of this kind: those who write tables one after the other."""


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: its text without quotes begins at offset `start`; `end` is behind its quotes."""

    text: str
    start: int
    end: int
    quoted: bool


def quoted_fields(text: str) -> list[tuple[int, int]]:
    """Return where quoted fields stand in a text in which tabs part fields, in order; a worksheet is copied and saved so.

    Fields are quoted that hold a quote, a comma or a line break; other quotes are printed. Time is linear.
    """
    if "\t" not in text or '"' not in text:
        return []
    return [match.span() for match in TAB_QUOTED.finditer(text) if _needs_quotes(match[0])]


def _needs_quotes(field: str) -> bool:
    return NEEDS_QUOTES.search(field, 1, len(field) - 1) is not None


def unquoted(field: str, start: int) -> tuple[Line, ...] | None:
    """Return the lines of a quoted field that begins at offset `start`, without its quotes; None for any other field."""
    if not WHOLE_QUOTED.fullmatch(field) or not _needs_quotes(field):
        return None
    return _lines(_Field(field[1:-1], start + 1, start + len(field), quoted=True))


def separated_rows(text: str) -> list[Row] | None:
    """Return the rows of a file of comma-separated values; None for any other text.

    A record of several fields is a row of cells, one of a single field a line of prose; a record without text is a gap.
    Offsets are code points of `text`. Time is linear in the length of the text.
    """
    if "," not in text or "\t" in text:
        return None
    records = _records(text)
    if records is None or not _is_separated(records):
        return None
    return list(_rows(records))


def _records(text: str) -> list[list[_Field]] | None:
    """Return the fields of all records; None where a quote is out of place."""
    records: list[list[_Field]] = [[]]
    at = 0
    while True:
        field = FIELD.match(text, at)
        if field is None:
            return None
        quoted = field["quoted"] is not None
        start = at + 1 if quoted else at
        records[-1].append(_Field(field["quoted"] if quoted else field["bare"] or "", start, field.end(), quoted))
        at = field.end()
        if text[at : at + 1] == ",":
            at += 1
            continue
        end = RECORD_END.match(text, at)
        at = end.end() if end is not None else len(text)
        if at >= len(text):
            return records
        records.append([])


def _is_separated(records: Sequence[Sequence[_Field]]) -> bool:
    filled = [record for record in records if len(record) > 1 or record[0].text.strip()]
    lengths = Counter(map(len, filled))
    even = len(lengths) == 1 and 1 not in lengths and len(filled) >= FEWEST_RECORDS
    broken = sum(field.quoted and ("\n" in field.text or "\r" in field.text) for record in filled for field in record)
    return even or broken >= FEWEST_QUOTED


def _rows(records: Sequence[Sequence[_Field]]) -> Iterator[Row]:
    table, gap, width = 0, False, 0
    for record in records:
        cells = tuple(_cell(field, column) for column, field in enumerate(record))
        if not any(cell.lines for cell in cells):
            gap = True
            continue
        if len(record) > 1 and len(record) != width:
            table += 1
        width = len(record)
        place = Place(start=record[0].start - record[0].quoted, end=record[-1].end)
        if len(record) > 1:
            yield Row(cells, place, table=table, gap=gap)
        else:
            yield from (
                Row((Cell((line,), line.place),), line.place, gap=gap and not number)
                for number, line in enumerate(cells[0].lines)
            )
        gap = False


def _cell(field: _Field, column: int) -> Cell:
    return Cell(_lines(field), Place(start=field.start - field.quoted, end=field.end), column)


def _lines(field: _Field) -> tuple[Line, ...]:
    writer = LineWriter()
    for part in PART.finditer(field.text):
        start, end = field.start + part.start(), field.start + part.end()
        if part["break"] and field.quoted:
            writer.end_line()
        else:
            writer.write(Text('"' if part["quote"] and field.quoted else part[0], start, end))
    writer.end_line()
    return tuple(writer.lines)

"""The print of a form in pieces: each cell of a table, each line of prose is a fragment that may be a label or a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extract.sheet import Cell, Row
from parsers.paragraphs import Paragraph
from parsers.passage import Passage, join
from parsers.wrapping import right_of

__all__ = ["Fragment", "fragments"]

MARKER = regex.compile(r"\s*+(?:[①-⑳㉑-㊿⑴-⒇Ⅰ-Ⅻ]|[(（][0-9０-９]{1,2}[)）]|[0-9０-９]{1,2}[.．)）])\s*+")
"""A number that stands before a label. A bare number is a value."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One piece: `row` numbers the rows of the document from 0, `cell` the filled cells of its row, `cells` of them.

    `passage` holds its lines as printed, one per line of text. `is_cell` tells a cell of a table from a line of prose,
    `column` its place in the table's grid. `runs_on` says that it carries on the paragraph of the row before, `lacks`
    that its row holds fewer cells than others of its table: one is lost, and which one it does not say. `gap` says that
    the row below is such a row and holds nothing at all.
    """

    passage: Passage
    row: int
    cell: int
    cells: int
    column: int
    is_cell: bool
    runs_on: bool = False
    lacks: bool = False
    gap: bool = False

    @property
    def text(self) -> str:
        """The text with its line breaks."""
        return self.passage.text


def fragments(paragraphs: Sequence[Paragraph]) -> list[Fragment]:
    """Return the filled cells of all rows in reading order; empty cells hold nothing to match."""
    return list(_fragments(paragraphs))


def _fragments(paragraphs: Sequence[Paragraph]) -> Iterator[Fragment]:
    rows = [(row, within > 0) for paragraph in paragraphs for within, row in enumerate(paragraph.rows)]
    lacking = _lacking([row for row, _ in rows])
    gaps = {number - 1 for number in lacking if not any(cell.lines for cell in rows[number][0].cells)}
    for number, (row, runs_on) in enumerate(rows):
        filled = list(_with_markers(_filled(row)))
        for at, (cell, passage) in enumerate(filled):
            is_cell = row.table is not None
            lacks, gap = number in lacking, number in gaps and rows[number + 1][0].table == row.table
            yield Fragment(passage, number, at, len(filled), cell.column, is_cell, runs_on, lacks, gap)


def _filled(row: Row) -> Iterator[Cell]:
    """Yield the cells that hold text; of neighbours that say the same the first: converters print what spans columns in each."""
    before: list[str] = []
    for cell in row.cells:
        said = [line.text for line in cell.lines]
        if said and said != before:
            yield cell
        before = said


def _with_markers(cells: Iterable[Cell]) -> Iterator[tuple[Cell, Passage]]:
    """Yield cells with their print; a marker in a cell of its own (① | 部署名) belongs to the cell behind it."""
    marked: Cell | None = None
    for cell in cells:
        before = marked
        marked = cell if before is None and len(cell.lines) == 1 and MARKER.fullmatch(cell.lines[0].text) else None
        if marked is None:
            lines = (*before.lines, *cell.lines) if before is not None else cell.lines
            glues = ["\n"] * (len(lines) - 1)
            if before is not None:
                glues[len(before.lines) - 1] = ""
            yield before or cell, join(lines, glues, right_of(cell))
    if marked is not None:
        yield marked, join(marked.lines, ["\n"] * (len(marked.lines) - 1), right_of(marked))


def _lacking(rows: Sequence[Row]) -> frozenset[int]:
    """Return the rows that end before others of their table do, cells that reach down from above counted in."""
    ends: list[int] = []
    widths: dict[int, int] = {}
    below: dict[int, int] = {}  # column → rows that a cell above still covers there
    table: int | None = None
    for row in rows:
        if row.table != table:
            table, below = row.table, {}
        covered = [column + 1 for column, left in below.items() if left]
        below = {column: left - 1 for column, left in below.items() if left > 1}
        below |= {
            column: cell.row_span - 1
            for cell in row.cells
            for column in range(cell.column, cell.column + cell.col_span)
            if cell.row_span > 1
        }
        ends.append(max([*covered, *(cell.column + cell.col_span for cell in row.cells)], default=0))
        if table is not None:
            widths[table] = max(widths.get(table, 0), ends[-1])
    return frozenset(
        number
        for number, (row, end) in enumerate(zip(rows, ends, strict=True))
        if row.table is not None and end < widths[row.table]
    )

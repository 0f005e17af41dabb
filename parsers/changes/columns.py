"""The columns of a table of changes, told by their titles, and the rows that stand in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from extract.sheet import Cell, Row
from normalize.text import squash
from parsers.changes.cells import cell_text
from parsers.changes.words import LONGEST_TITLE, Role, day_of, furniture, title_roles, words_for

__all__ = ["LEAST_TITLES", "Grid", "TableRow", "row_end", "rows_of_tables"]

MOST_FURNITURE = 3
"""Lines between two pieces of a table that are none of it: page number, running title and heading of the next page."""
DAY_WITHIN = 8
"""Rows. A cell of a day spans fewer, and so many hold no other table's first."""
LEAST_TITLES = 3
"""Titles that make a header: 変更前 and 変更後 alone stand in other tables, too."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table: the role of each that has one, those without a title, how many there are.

    `options` are the columns in which a mark says what their title does: ○ below 事前.
    """

    table: int | None
    roles: Mapping[int, Role]
    untitled: frozenset[int]
    width: int
    options: Mapping[int, str]

    def has(self, role: Role) -> bool:
        """Tell whether a column has this role."""
        return role in self.roles.values()

    def column(self, role: Role) -> int:
        """Return the first column with this role; it must have one."""
        return next(column for column, one in self.roles.items() if one == role)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table of changes; `begins` a table or a part of one, `heads` it: a row of titles."""

    at: int
    row: Row
    grid: Grid
    begins: bool
    heads: bool


def rows_of_tables(rows: Sequence[Row]) -> Iterator[TableRow]:
    """Yield the rows of all tables of changes, rows of titles included."""
    grid: Grid | None = None
    strange = below = 0
    for at, row in enumerate(rows):
        if row.table is None or (len(row.cells) < 2 and at >= below):
            strange += furniture().fullmatch(squash(row.text)) is None
            continue
        if grid is not None and at < below:
            yield TableRow(at, row, grid, begins=False, heads=True)
            continue
        header, height = _titles(rows, at)
        below = at + height
        begins = header is not None or (grid is not None and (row.table != grid.table or _turns_page(rows, at)))
        if header is not None:
            grid = header
        elif grid is not None and row.table != grid.table:
            grid = _carried_on(rows, at, grid, strange)
        if grid is not None:
            strange = 0
            yield TableRow(at, row, grid, begins, heads=header is not None)
            if header is not None and any(_is_more_than_title(cell) for cell in row.cells):
                yield TableRow(at, _below_titles(row), grid, begins=False, heads=False)


def _turns_page(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a row begins on another page than the last row of its table ended on."""
    above = (rows[number] for number in range(at - 1, -1, -1))
    before = next((row for row in above if row.table == rows[at].table), None)
    return before is not None and before.last_page != rows[at].place.page


def _titles(rows: Sequence[Row], at: int) -> tuple[Grid | None, int]:
    """Return the columns that the titles in a row name, and how many rows they take: 変更前 and 変更後 may stand below a
    title of both."""
    row = rows[at]
    tall = [cell for cell in row.cells if cell.row_span > 1]
    if tall and at + 1 < len(rows) and rows[at + 1].table == row.table:
        beside = {column for cell in tall for column in _columns(cell)}
        lower = rows[at + 1].cells
        if lower and beside.isdisjoint(column for cell in lower for column in _columns(cell)):
            both = replace(row, cells=tuple(sorted((*tall, *lower), key=lambda cell: cell.column)))
            grid = _header(both, [cell for cell in row.cells if cell.row_span == 1])
            if grid is not None:
                return grid, 2
    return _header(row, ()), 1


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.col_span)


def _header(row: Row, above: Sequence[Cell]) -> Grid | None:
    """Return the columns that a row of titles names; None for any other row. `above` are the titles of several of them.

    A column without a title belongs to the titled one left of it; one with an unknown title (No.) has no role.
    """
    roles: dict[int, Role] = {}
    options: dict[int, str] = {}
    untitled: set[int] = set()
    named: list[Role] = []
    current: Role | None = None
    upper = {column: title_roles().get(_title(cell)) for cell in above for column in _columns(cell)}
    for cell in row.cells:
        columns = _columns(cell)
        title = _title(cell)
        if title in words_for("submissions") and upper.get(cell.column) == "submission":
            current = "submission"
            options |= dict.fromkeys(columns, title)
        elif title:
            current = title_roles().get(title)
            named += [current] if current else []
        else:
            untitled.update(columns)
        roles |= dict.fromkeys(columns, current) if current else {}
    if len(named) < LEAST_TITLES or not {"before", "after"} <= set(named) or len(set(named)) < len(named):
        return None
    return Grid(row.table, roles, frozenset(untitled), row_end(row), options)


def _title(cell: Cell) -> str:
    """Return the title in a cell, squashed: all of it, or its first line where the rest of a row was put below it."""
    title = squash(cell.text[: LONGEST_TITLE + 1])
    first = squash(cell.lines[0].text[: LONGEST_TITLE + 1]) if cell.lines else ""
    return title if title in title_roles() or first not in title_roles() else first


def _is_more_than_title(cell: Cell) -> bool:
    return bool(cell.lines) and squash(cell.text) not in title_roles() and _title(cell) in title_roles()


def _below_titles(row: Row) -> Row:
    """Return what a row of titles holds beside them: the rest of the row that the page break above it cut."""
    cells = (replace(cell, lines=cell.lines[1:] if _is_more_than_title(cell) else ()) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _carried_on(rows: Sequence[Row], at: int, grid: Grid, strange: int) -> Grid | None:
    """Return the columns for a table without a header that carries on the one before; None where it is another table.

    `at` is its first row. That may be the rest of one which the page break cut; then the first day below it tells.
    """
    if not grid.has("date") or row_end(rows[at]) != grid.width:
        return None
    own = takewhile(lambda row: row.table in (rows[at].table, None), rows[at : at + DAY_WITHIN])
    days = [_dated(row, grid) for row in own if row.table is not None]
    told = next((text for text in days if text), None)
    dated = told is not None and day_of(told) is not None and strange <= MOST_FURNITURE
    return replace(grid, table=rows[at].table) if dated or (strange == 0 and days[0] == "") else None


def _dated(row: Row, grid: Grid) -> str | None:
    """Return what a row holds in the column of days; None where it has no cell there."""
    cells = [cell for cell in row.cells if grid.roles.get(cell.column) == "date"]
    return "".join(cell_text(cell) for cell in cells) if cells else None


def row_end(row: Row) -> int:
    """Return the column behind the last one of a row."""
    return max(cell.column + cell.col_span for cell in row.cells)

"""The filled rows of a table of changes as printed, pieces of rows included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from extract.sheet import Cell, Place, Row
from normalize.marks import read_mark
from normalize.text import squash
from parsers.changes.cells import cell_text
from parsers.changes.columns import Grid, row_end, rows_of_tables
from parsers.changes.shifted import Values, realigned
from parsers.changes.words import day_of, pattern_for, words_for

__all__ = ["Entry", "entries"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the table. `dated`: its table has 変更日. `opens`: it is the first behind a header or a page break.

    `scrap`: it does not stand in the columns and nothing in it can be trusted. `joined`: the reader joined its pieces.
    `carried`: its 変更日 stands on the page before, in a merged cell that the page break closed.
    """

    values: Values
    place: Place
    dated: bool
    opens: bool
    shifted: bool = False
    scrap: bool = False
    joined: bool = False
    carried: bool = False

    @property
    def day(self) -> date | None:
        """The day in 変更日."""
        return day_of(self.values.date) if self.values.date else None


def entries(rows: Sequence[Row]) -> Iterator[Entry]:
    """Yield the filled rows of all tables of changes."""
    spans: dict[int, tuple[Cell, int]] = {}
    table: int | None = None
    opens = False
    above: Cell | None = None
    for one in rows_of_tables(rows):
        if one.heads or one.row.table != table:
            spans, above = {}, None  # behind a page break alone, the cells of a PDF reach on
        opens, table = opens or one.begins, one.row.table
        if one.heads:
            continue
        row = _with_day_above(one.row, one.grid, above) if one.begins and above is not None else one.row
        entry = _entry(_spread(row, one.grid, spans), row, one.grid, opens)
        own = _day_cell(row, one.grid)
        above = above if own is None else own if own.lines else None
        if entry is not None:
            yield entry if row is one.row else replace(entry, carried=True)
            opens = False


def _day_cell(row: Row, grid: Grid) -> Cell | None:
    """Return the cell of a row in the column of 変更日; None where one reaches down into it."""
    return next((cell for cell in row.cells if grid.roles.get(cell.column) == "date"), None)


def _with_day_above(row: Row, grid: Grid, above: Cell) -> Row:
    """Return the first row behind a page break with the day of the merged cell that ends the page before.

    Some programs close a merged cell there and leave its rest blank. Where no days are merged, a blank stays one.
    """
    own = _day_cell(row, grid)
    if own is None or own.lines or max(own.row_span, above.row_span) == 1:
        return row
    return replace(row, cells=tuple(replace(cell, lines=above.lines) if cell is own else cell for cell in row.cells))


def _spread(row: Row, grid: Grid, spans: dict[int, tuple[Cell, int]]) -> list[Cell]:
    """Return the cells of a row and those that reach down into it; `spans` keeps what reaches further, by column.

    Where the 項目 itself reaches down, the row is a part of the change above and has its own cells only.
    """
    own = {cell.column for cell in row.cells}
    down = {column: reach for column, reach in spans.items() if column not in own}
    spans.clear()
    spans |= {column: (cell, rows - 1) for column, (cell, rows) in down.items() if rows > 1}
    spans |= {cell.column: (cell, cell.row_span - 1) for cell in row.cells if cell.row_span > 1}
    if any(grid.roles.get(column) == "item" for column in down):
        return list(row.cells)
    return sorted([*row.cells, *(cell for cell, _ in down.values())], key=lambda cell: cell.column)


def _entry(cells: Sequence[Cell], row: Row, grid: Grid, opens: bool) -> Entry | None:
    """Return what a row holds; None for an empty one and for a line of text that only stands in the table's frame.

    Behind a page break such a line may be the rest of a day.
    """
    texts: dict[str, list[str]] = {}
    for cell in cells:
        beyond = cell.column >= grid.width or cell.column in grid.untitled
        role = "stray" if beyond else grid.roles.get(cell.column)
        text = cell_text(cell)
        if cell.column in grid.options:
            text = {"checked": grid.options[cell.column], "unchecked": ""}.get(read_mark(text).state, text)
        if role and text:
            texts.setdefault(role, []).append(text)
    filled = texts.keys() - {"page"}
    if not filled:
        return None
    alone = filled == {"date"} and day_of(texts["date"][0]) is None
    if alone and not (opens and any(map(str.isdecimal, texts["date"][0]))):
        return None
    values, shifted = realigned(Values(**{role: "\n".join(found) for role, found in texts.items()}), grid)
    whole = row_end(row) > max(grid.column("before"), grid.column("after"))
    scrap = alone or (grid.has("date") and not _in_columns(values, whole and not shifted))
    return Entry(values, row.place, grid.has("date"), opens, shifted, scrap, joined=bool(row.continued))


def _in_columns(values: Values, aligned: bool) -> bool:
    """Tell whether a row stands in its columns, going by what 変更日 holds: nothing, a day, or what looks like one."""
    if values.date is None or day_of(values.date) is not None:
        return True
    squashed = squash(values.date)
    if any(squashed in words_for(kind) for kind in ("continued", "blanks", "undated", "same", "same_day")):
        return True
    return aligned and pattern_for("date_like").search(squashed) is not None

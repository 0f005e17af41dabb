"""Pages to the rows of a Sheet: the pieces of a table on following pages become one table, cut rows one row.

Where a page break cuts a row, browsers and spreadsheets leave it open: the walls beside it run on and no border closes
it. Word processors close it: then the next page begins with a row whose first cell is empty, and all that goes on there
had no more room on the page before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extract.pdf.grid import GridCell
from extract.pdf.page import Page, Piece
from extract.pdf.rulings import SNAP
from extract.sheet import Box, Cell, Fault, Line, Place, Row

__all__ = ["Assembled", "assembled"]

_ALIGNED = 3.0
"""Points. Edges of one column on two pages differ by less: margins are the same, programs round to whole pixels."""

_MOST_TITLES = 3
"""Rows. Tables have no more rows of titles that are printed anew on each page."""

_ROOM = 1.5
"""Heights of a line. A cell has no room for one more line where less is left below its last one, its padding counted."""

_CIRCLED = frozenset(map(chr, range(0x2460, 0x2474)))
"""① to ⑳, which number the items of a form: no text goes on with one that began with one."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The rows of all pages in reading order, and what is doubtful about the way they were joined."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Draft:
    """A cell in the making: its piece on the page that was read last, its lines and places so far."""

    grid: GridCell
    lines: tuple[Line, ...]
    places: list[Place]
    row_span: int

    @property
    def text(self) -> str:
        return "".join("".join(line.text for line in self.lines).split())


@dataclass(slots=True)
class _DraftRow:
    """A row in the making. `open` says that it holds pieces of cells which began on the page before."""

    cells: list[_Draft]
    places: list[Place]
    gap: bool = False
    furniture: bool = False


@dataclass(slots=True)
class _Table:
    """A table in the making: its rows, piece by piece; `bottom` holds the cells that reach the end of the last piece."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[_DraftRow]] = field(default_factory=list)
    bottom: list[_Draft] = field(default_factory=list)


def assembled(pages: Sequence[Page]) -> Assembled:
    """Return the rows of all pages; the tables numbered from 1, in reading order.

    A table goes on where the last block of a page and the first of the next, furniture left aside, are pieces with the
    same outer edges, and a row is cut, the titles are printed anew, or the columns are the same.
    """
    tables: list[_Table] = []
    order: list[tuple[_Table, int] | Row] = []
    faults: list[Fault] = []
    tail: _Table | None = None
    for page in pages:
        blocks = [block for block in page.blocks if isinstance(block, Piece) or not block.furniture]
        goes_on = tail
        for block in page.blocks:
            if isinstance(block, Row):
                order.append(block)
                continue
            table = goes_on if goes_on is not None and block is blocks[0] and _add(goes_on, block, faults) else None
            if table is None:
                table = _Table(len(tables) + 1)
                tables.append(table)
                _begin(table, block)
            order.append((table, len(table.rows) - 1))
        tail = _table_of(blocks, order)
    return Assembled(tuple(_in_order(order)), tuple(faults))


def _table_of(blocks: Sequence[Piece | Row], order: Sequence[tuple[_Table, int] | Row]) -> _Table | None:
    """Return the table that is the last block of a page."""
    if not blocks or isinstance(blocks[-1], Row):
        return None
    return next((entry[0] for entry in reversed(order) if not isinstance(entry, Row)), None)


# ── pieces to rows ──


def _drafts(piece: Piece) -> list[_DraftRow]:
    """Return the rows of a piece; only lines at which a cell begins count as rows."""
    number = piece.page
    starts = sorted({cell.row for cell, _ in piece.cells})
    rows: dict[int, list[_Draft]] = {start: [] for start in starts}
    for cell, lines in piece.cells:
        span = cell.row_span
        if span > 1:
            span = bisect_left(starts, cell.row + span) - bisect_left(starts, cell.row)
        rows[cell.row].append(_Draft(cell, lines, [Place(number, cell.box)], span))
    found = [_DraftRow(cells, [_hull(cells)]) for cells in rows.values()]
    if found:
        found[0].gap = piece.gap
    return found


def _hull(cells: Sequence[_Draft]) -> Place:
    """Return what cells span that begin side by side at one line, from left to right."""
    first, last = cells[0].grid.box, cells[-1].grid.box
    bottom = max([cell.grid.box.y1 for cell in cells])
    return Place(cells[0].places[-1].page, Box(first.x0, first.y0, last.x1, bottom))


def _begin(table: _Table, piece: Piece) -> None:
    rows = _drafts(piece)
    table.pieces.append(piece)
    table.rows.append(rows)
    table.bottom = _reaching(piece, rows)


def _reaching(piece: Piece, rows: Iterable[_DraftRow]) -> list[_Draft]:
    """Return the cells that reach the end of a piece."""
    last = len(piece.grid.ys) - 1
    return [cell for row in rows for cell in row.cells if cell.grid.row + cell.grid.row_span == last]


def _add(table: _Table, piece: Piece, faults: list[Fault]) -> bool:
    """Let a table go on with the first piece of the next page; False if they don't belong together."""
    before = table.pieces[-1]
    if not (_same(before.box.x0, piece.box.x0) and _same(before.box.x1, piece.box.x1)):
        return False
    rows = _drafts(piece)
    titles = _titles_again(table.rows[0], rows)
    top = rows[titles:]
    cut = _cut(table, before, piece, top[0], bool(titles)) if top else []
    rejoined = not cut and bool(top) and _is_rejoined(table.rows[-1], top[0])
    if rejoined:
        cut = list(zip(table.rows[-1][-1].cells, top[0].cells, strict=True))
        faults.append(_doubt(top[0]))
    if not (titles or cut or (top and table.rows[-1] and _same_columns(_last_cells(table), top[0].cells))):
        return False
    for row in rows[:titles]:
        row.furniture = True
    bottom = _reaching(piece, rows)
    gone = _join(table.rows[-1][-1], top[0], cut) if cut else {}
    table.bottom = [gone.get(id(cell), cell) for cell in bottom]
    table.pieces.append(piece)
    table.rows.append([row for row in rows if row.cells])
    if all(row.furniture for row in table.rows[-1]):
        table.rows[-1].append(table.rows[-2][-1])  # nothing but the rest of a row, below titles that are printed anew
    return True


def _same(first: float, second: float) -> bool:
    return abs(first - second) <= _ALIGNED


def _last_cells(table: _Table) -> list[_Draft]:
    """Return the cells that reach the end of a table, from left to right; some may begin in a row further up."""
    return sorted(table.bottom, key=lambda cell: cell.grid.box.x0)


def _same_columns(first: Sequence[_Draft], second: Sequence[_Draft]) -> bool:
    """Tell whether two rows of several cells have the same columns."""
    return len(first) == len(second) > 1 and all(
        _in_column(above, below) for above, below in zip(first, second, strict=True)
    )


def _in_column(above: _Draft, below: _Draft) -> bool:
    return _same(above.grid.box.x0, below.grid.box.x0) and _same(above.grid.box.x1, below.grid.box.x1)


def _titles_again(first: Sequence[_DraftRow], rows: Sequence[_DraftRow]) -> int:
    """Return how many rows at the top of a piece are those at the top of the table once more, its captions left aside."""
    captions = next((at for at, row in enumerate(first[:_MOST_TITLES]) if len(row.cells) > 1), 0)
    count = 0
    for title, row in zip(first[captions:][:_MOST_TITLES], rows, strict=False):
        texts = [cell.text for cell in title.cells]
        again = texts == [cell.text for cell in row.cells] and sum(map(bool, texts)) > 1
        if not again or not _same_columns(title.cells, row.cells):
            break
        count += 1
    return count


# ── cut rows ──


def _cut(table: _Table, before: Piece, piece: Piece, top: _DraftRow, titled: bool) -> list[tuple[_Draft, _Draft]]:
    """Return the cells that no border closes at the page break, each with the piece that goes on with it."""
    if not (before.grid.framed and piece.grid.framed):
        return []  # a table without outer borders is open everywhere
    return [
        (above, below)
        for below in top.cells
        for above in table.bottom
        if above.grid.cut_below and (below.grid.cut_above or titled) and _in_column(above, below)
    ]


def _is_rejoined(rows: Sequence[_DraftRow], top: _DraftRow) -> bool:
    """Tell whether the first row of a page goes on with the row before, although borders close both."""
    last = rows[-1]
    begun = next((at for at, cell in enumerate(last.cells) if cell.text), None)
    if begun is None or not _same_columns(last.cells, top.cells) or any(cell.text for cell in top.cells[: begun + 1]):
        return False
    going_on = [(above, below) for above, below in zip(last.cells, top.cells, strict=True) if below.text]
    if any(above.text[:1] in _CIRCLED and below.text[0] in _CIRCLED for above, below in going_on):
        return False  # the cell at the side of several items is cut, none of them is
    return bool(going_on) and all(_is_full(above) for above, _ in going_on)


def _is_full(cell: _Draft) -> bool:
    """Tell whether the lines of a cell reach down to its lower side."""
    if not cell.lines or cell.lines[-1].place.box is None:
        return False
    last = cell.lines[-1].place.box
    return cell.grid.box.y1 - last.y1 < _ROOM * (last.y1 - last.y0)


def _doubt(row: _DraftRow) -> Fault:
    return Fault(
        "row_rejoined",
        "its first cell is empty, and what goes on here had no more room on the page before",
        row.places[0],
    )


def _join(last: _DraftRow, top: _DraftRow, cut: Sequence[tuple[_Draft, _Draft]]) -> dict[int, _Draft]:
    """Join the pieces of cut cells; return what became of each by its id. A row of which all cells were pieces is gone."""
    gone = {id(below): above for above, below in cut}
    whole = len(gone) == len(top.cells)
    for above, below in cut:
        above.lines += below.lines
        above.places += below.places
        above.row_span += below.row_span - whole
        above.grid = below.grid
    if whole:
        last.places += top.places
    top.cells = [cell for cell in top.cells if id(cell) not in gone]
    return gone


# ── rows in order ──


def _in_order(order: Iterable[tuple[_Table, int] | Row]) -> Iterator[Row]:
    columns: dict[int, list[float]] = {}
    for entry in order:
        if isinstance(entry, Row):
            yield entry
            continue
        table, piece = entry
        if table.number not in columns:
            columns[table.number] = _columns(table)
        before = table.rows[piece - 1] if piece else []
        for row in table.rows[piece]:
            if not (before and row is before[-1]):
                yield _row(row, table.number, columns[table.number])


def _columns(table: _Table) -> list[float]:
    """Return where the columns of a table begin: only lines at which a cell begins count, whatever the page."""
    found: list[float] = []
    for x in sorted({cell.box.x0 for piece in table.pieces for cell, _ in piece.cells}):
        if not found or x - found[-1] > SNAP:
            found.append(x)
    return found


def _row(row: _DraftRow, table: int, columns: Sequence[float]) -> Row:
    return Row(
        tuple([_cell(cell, columns) for cell in row.cells]),
        row.places[0],
        table,
        None,
        row.gap,
        row.furniture,
        tuple(row.places[1:]),
    )


def _cell(cell: _Draft, columns: Sequence[float]) -> Cell:
    column = bisect_left(columns, cell.grid.box.x0 - SNAP)
    end = bisect_left(columns, cell.grid.box.x1 - SNAP)
    return Cell(cell.lines, cell.places[0], column, cell.row_span, end - column, tuple(cell.places[1:]))

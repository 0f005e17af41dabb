"""A page's ink to rows: its tables and the lines of text around them, in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from extract.pdf.grid import SLIVER, Grid, GridCell, grids, too_fine
from extract.pdf.ink import Corners, Ink, Run
from extract.pdf.rulings import Rulings, rulings
from extract.pdf.text import lines, overlapping, struck_once
from extract.sheet import Box, Cell, Fault, Line, Place, Row

__all__ = ["PageRows", "read_page"]

_MARK = 20.0
"""Points. A single box of which no side is longer is a mark in a line (a tick box, a figure in a square), no table."""

_BLANK = 1.0
"""Heights of a line. Where as much stands empty above it, a line was left empty: double spacing stays below."""

_TYPE = 10.5
"""Points. The usual size of type in Japanese offices, for the blank above a table, which has no line height."""


_Filled: TypeAlias = tuple[GridCell, tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class PageRows:
    """What a page gives to the Sheet; `tables` counts its tables."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    tables: int


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that stay together: a table, or a line of prose."""

    box: Box
    rows: tuple[Row, ...]


def read_page(ink: Ink, number: int, first_table: int) -> PageRows:
    """Return the rows of page `number` (from 1), its tables numbered from `first_table`, top to bottom, then by x."""
    faults = list(ink.faults)
    walls = rulings(ink)
    if too_fine(walls):
        faults.append(Fault("page_too_complex", "too many ruling lines; the text is read as prose", Place(page=number)))
        walls = Rulings((), ())
    found = _tables(grids(walls))
    contents, loose = _sorted(struck_once(ink.runs), found)
    blocks = []
    for index, grid in enumerate(found):
        cells = _cells(grid, contents[index], number)
        faults += _doubts(grid, cells, number)
        blocks.append(_Block(grid.box, tuple(_table_rows(cells, first_table + index, number))))
    blocks += _prose(loose, found, number)
    blocks.sort(key=lambda block: (block.box.y0, block.box.x0, block.box.y1, block.box.x1))
    return PageRows(tuple(_with_gaps(blocks)), tuple(faults), len(found))


# ── which grids are tables ──


def _tables(found: Sequence[Grid]) -> list[Grid]:
    """Return the grids that are tables of their own, in the order given.

    A grid within a cell of a table belongs to that cell's text, and so does a box within a box. A table within a
    frame (a grid of one cell) stays a table.
    """
    sizeable = [grid for grid in found if _sizeable(grid)]
    return [grid for grid in sizeable if not any(_swallows(other, grid) for other in sizeable if other is not grid)]


def _sizeable(grid: Grid) -> bool:
    if len(grid.cells) == 1 and max(_sides(grid.box)) <= _MARK:
        return False
    return any(not _is_sliver(cell) for cell in grid.cells)


def _swallows(outer: Grid, inner: Grid) -> bool:
    """Tell whether the inner grid dissolves in a cell of the outer one."""
    if len(outer.cells) == 1 and len(inner.cells) > 1:
        return False
    box = inner.box
    corner = outer.cell_at(box.x0, box.y0)
    return corner is not None and corner == outer.cell_at(box.x1, box.y1)


def _sides(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.y1 - box.y0


def _is_sliver(cell: GridCell) -> bool:
    return min(_sides(cell.box)) < SLIVER


# ── which text stands in which cell ──


def _sorted(runs: Iterable[Run], tables: Sequence[Grid]) -> tuple[list[dict[int, list[Run]]], list[Run]]:
    """Return the runs by table and cell, and those outside of all tables."""
    contents: list[dict[int, list[Run]]] = [{} for _ in tables]
    loose: list[Run] = []
    for run in runs:
        for spot, part in _parts(run, tables):
            if spot is None:
                loose.append(part)
            else:
                table, cell = spot
                contents[table].setdefault(cell, []).append(part)
    return contents, loose


def _parts(run: Run, tables: Sequence[Grid]) -> Iterator[tuple[tuple[int, int] | None, Run]]:
    """Yield the run with its table and cell, cut where it crosses a border."""
    near = [index for index, grid in enumerate(tables) if _meet(run.box, grid.box)]
    if len(near) > 1:
        near.sort(key=lambda index: _area(tables[index].box))  # a table within a frame comes before the frame
    if not near:
        yield None, run
        return
    first = _spot(run.boxes[0], tables, near)
    if first is not None and first[0] == near[0] and first == _spot(run.boxes[-1], tables, near):
        yield first, run
        return
    end = 0
    for spot, group in groupby(run.boxes, key=lambda corners: _spot(corners, tables, near)):
        start, end = end, end + len(list(group))
        yield spot, run.part(start, end)


def _spot(corners: Corners, tables: Sequence[Grid], near: Sequence[int]) -> tuple[int, int] | None:
    """Return table and cell in which the middle of a character stands."""
    x0, y0, x1, y1 = corners
    for index in near:
        cell = tables[index].cell_at((x0 + x1) / 2, (y0 + y1) / 2)
        if cell is not None:
            return index, cell
    return None


def _meet(first: Box, second: Box) -> bool:
    return first.x0 < second.x1 and second.x0 < first.x1 and first.y0 < second.y1 and second.y0 < first.y1


def _area(box: Box) -> float:
    width, height = _sides(box)
    return width * height


# ── tables ──


def _cells(grid: Grid, contents: dict[int, list[Run]], page: int) -> list[_Filled]:
    """Return the cells with their lines, without empty slivers."""
    found = [(cell, lines(contents.get(index, ()), page)) for index, cell in enumerate(grid.cells)]
    return [(cell, text) for cell, text in found if text or not _is_sliver(cell)]


def _table_rows(cells: Sequence[_Filled], table: int, page: int) -> Iterator[Row]:
    """Yield the rows of a table; only lines at which a cell begins count as rows and columns."""
    rows = sorted({cell.row for cell, _ in cells})
    columns = sorted({cell.column for cell, _ in cells})
    for _, group in groupby(cells, key=lambda found: found[0].row):
        made = []
        for cell, text in group:
            column, col_span = _rank(columns, cell.column, cell.col_span)
            _, row_span = _rank(rows, cell.row, cell.row_span)
            made.append(Cell(text, Place(page=page, box=cell.box), column, row_span, col_span))
        yield Row(tuple(made), Place.hull(cell.place for cell in made), table)


def _rank(starts: Sequence[int], first: int, span: int) -> tuple[int, int]:
    """Return first and span counted in the lines at which some cell begins."""
    rank = bisect_left(starts, first)
    return rank, bisect_left(starts, first + span) - rank


def _doubts(grid: Grid, cells: Iterable[_Filled], page: int) -> Iterator[Fault]:
    """Yield what is doubtful about a table."""
    for box in grid.irregular:
        yield Fault("irregular_cell", "a piece of border is missing; the cell is cut into rectangles", Place(page, box))
    for _, text in cells:
        for line in overlapping(text):
            yield Fault("overlapping_lines", f"printed over the line before it: {line.text}", line.place)


# ── prose ──


def _prose(loose: Iterable[Run], tables: Sequence[Grid], page: int) -> Iterator[_Block]:
    """Yield the lines outside of tables. Text on both sides of a table is no line; turned lines stay together."""
    lanes: dict[tuple[bool, tuple[int, ...]], list[Run]] = {}
    for run in loose:
        lanes.setdefault((run.turn != 0, _left_of(run, tables)), []).append(run)
    for (turned, _), runs in lanes.items():
        rows = [Row((Cell((line,), line.place),), line.place) for line in lines(runs, page)]
        for part in [rows] if turned else [[row] for row in rows]:
            box = Place.hull(row.place for row in part).box if part else None
            if box is not None:
                yield _Block(box, tuple(part))


def _left_of(run: Run, tables: Sequence[Grid]) -> tuple[int, ...]:
    """Return the tables that stand to the left of the run, on its height."""
    middle = (run.box.y0 + run.box.y1) / 2
    return tuple(
        index
        for index, grid in enumerate(tables)
        if grid.ys[0] <= middle <= grid.ys[-1] and grid.xs[-1] <= (run.box.x0 + run.box.x1) / 2
    )


def _with_gaps(blocks: Sequence[_Block]) -> Iterator[Row]:
    """Yield the rows of all blocks, marking those that blank space sets off from the block before."""
    bottom: float | None = None
    for block in blocks:
        first, *rest = block.rows
        height = _TYPE if first.table else block.box.y1 - block.box.y0
        blank = bottom is not None and block.box.y0 - bottom >= _BLANK * height
        yield replace(first, gap=blank)
        yield from rest
        bottom = block.box.y1

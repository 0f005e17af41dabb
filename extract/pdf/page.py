"""A page's ink to its tables and the lines of text around them, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from extract.pdf.grid import OUTSIDE, SLIVER, Grid, GridCell, grids, too_fine
from extract.pdf.ink import Corners, Ink, Point, Run, lies_in
from extract.pdf.marks import drawn_marks
from extract.pdf.radicals import as_drawn
from extract.pdf.rulings import Rulings, rulings
from extract.pdf.struck import without_struck
from extract.pdf.text import lines, overlapping
from extract.sheet import Box, Cell, Fault, Line, Place, Row

__all__ = ["Filled", "Page", "Piece", "read_page"]

_MARK = 20.0
"""Points. A single box of which no side is longer is a mark in a line (a tick box, a figure in a square), no table."""

_BLANK = 1.0
"""Heights of a line. Where as much stands empty above it, a line was left empty: double spacing stays below."""

_NARROW = 0.25
"""Em. Half the width of a narrow character: the middle of a run's first one is no nearer to its start."""

_HANGING = frozenset("、。，．")
"""What may hang over the end of a line, and so over the border of its cell, in Japanese type."""

_HUNG = 0.6
"""Em of such a mark's square that are blank: its ink stands in the first third."""

_TYPE = 10.5
"""Points. The usual size of type in Japanese offices, for the blank above a table, which has no line height."""


_NO_WALLS = Rulings((), ())

Filled: TypeAlias = tuple[GridCell, tuple[Line, ...]]
"""A cell and the lines in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands of a table on one page: its cells by row, then column. `gap` says that blank space is before it."""

    page: int
    grid: Grid
    cells: tuple[Filled, ...]
    gap: bool = False

    @property
    def box(self) -> Box:
        """The box that the lines of the grid span."""
        return self.grid.box


@dataclass(frozen=True, slots=True)
class Page:
    """Tables and rows of prose in reading order, what is doubtful about them, and the size of the page in points."""

    number: int
    width: float
    height: float
    blocks: tuple[Piece | Row, ...]
    faults: tuple[Fault, ...] = ()
    walls: Rulings = _NO_WALLS

    @property
    def has_text(self) -> bool:
        """Whether any line stands on it."""
        return any(isinstance(block, Row) or any(text for _, text in block.cells) for block in self.blocks)


def read_page(ink: Ink, number: int) -> Page:
    """Return what stands on page `number` (from 1), from top to bottom, then by x."""
    kept = without_struck(as_drawn(ink.runs), rulings(ink), number)
    ink, walls, faults = replace(ink, runs=kept.runs), kept.walls, [*ink.faults, *kept.faults]
    if too_fine(walls):
        faults.append(Fault("page_too_complex", "too many ruling lines; the text is read as prose", Place(page=number)))
        walls = _NO_WALLS
    drawn = grids(walls)
    found = _tables(drawn)
    contents, loose = _sorted((*ink.runs, *_marks(ink, drawn)), found)
    blocks: list[_Block] = []
    for index, grid in enumerate(found):
        piece = Piece(number, grid, tuple(_cells(grid, contents[index], number)))
        faults += _doubts(piece)
        blocks.append((grid.box, (piece,)))
    blocks += _prose(loose, found, number)
    blocks.sort(key=lambda block: (block[0].y0, block[0].x0, block[0].y1, block[0].x1))
    return Page(number, ink.width, ink.height, tuple(_with_gaps(blocks)), tuple(faults), walls)


_Block: TypeAlias = tuple[Box, Sequence[Piece | Row]]
"""What stays together: a table, a line of prose or several that are read in an order of their own."""


def _marks(ink: Ink, drawn: Sequence[Grid]) -> list[Run]:
    """Return the drawn marks that stand in a line of text or in a cell; on a page without text they are pictures."""
    squares = [(box.x0, box.y0, box.x1, box.y1) for grid in drawn if _is_mark(grid) for box in [grid.box]]
    if not ink.runs or not (squares or ink.outlines):
        return []
    beside = [run.box for run in ink.runs]
    frames = [grid.box for grid in drawn if not _is_mark(grid)]
    return [mark for mark in drawn_marks(ink.outlines, squares, ink.runs) if _is_placed(mark.box, beside, frames)]


def _is_placed(mark: Corners, beside: Iterable[Corners], frames: Iterable[Box]) -> bool:
    middle = (mark[1] + mark[3]) / 2
    return any(lies_in(mark, (box.x0, box.y0, box.x1, box.y1)) for box in frames) or any(
        top <= middle <= bottom for _, top, _, bottom in beside
    )


# ── which grids are tables ──


def _tables(found: Sequence[Grid]) -> list[Grid]:
    """Return the grids that are tables of their own, in the order given.

    A grid within a cell of a table belongs to that cell's text, and so does a box within a box. A table within a
    frame (a grid of one cell) stays a table.
    """
    sizeable = [grid for grid in found if _sizeable(grid)]
    return [grid for grid in sizeable if not any(_swallows(other, grid) for other in sizeable if other is not grid)]


def _sizeable(grid: Grid) -> bool:
    return not _is_mark(grid) and any(not _is_sliver(cell) for cell in grid.cells)


def _is_mark(grid: Grid) -> bool:
    return len(grid.cells) == 1 and max(_sides(grid.box)) <= _MARK


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
    """Return the runs by table and cell, and those outside of all tables; cut where they cross a border."""
    contents: list[dict[int, list[Run]]] = [{} for _ in tables]
    loose: list[Run] = []
    if not tables:
        return contents, list(runs)
    inward = sorted(enumerate(tables), key=lambda entry: _area(entry[1].box))  # a table within a frame before the frame
    for run in runs:
        table, cell = _whole(run, inward)
        if cell >= 0:
            contents[table].setdefault(cell, []).append(run)
        elif cell == OUTSIDE:
            loose.append(run)
        else:
            for spot, part in _parts(run, inward):
                (loose if spot is None else contents[spot[0]].setdefault(spot[1], [])).append(part)
    return contents, loose


def _whole(run: Run, tables: Iterable[tuple[int, Grid]]) -> tuple[int, int]:
    """Return the table and cell that hold a run, CROSSED where more than one do, or OUTSIDE."""
    x0, y0, x1, y1 = run.box
    inset = min(_NARROW * run.size, (y1 - y0 if run.turn & 1 else x1 - x0) / 2)
    if run.turn & 1:
        x0 = x1 = (x0 + x1) / 2
        y0, y1 = y0 + inset, y1 - inset
    else:
        y0 = y1 = (y0 + y1) / 2
        if run.turn == 0 and run.text[-1] in _HANGING:
            x1 = max(x0, x1 - _HUNG * run.size)
            inset = min(inset, (x1 - x0) / 2)
        x0, x1 = x0 + inset, x1 - inset
    for index, grid in tables:
        cell = grid.holder(x0, y0, x1, y1)
        if cell != OUTSIDE:
            return index, cell
    return -1, OUTSIDE


def _parts(run: Run, tables: Sequence[tuple[int, Grid]]) -> Iterator[tuple[tuple[int, int] | None, Run]]:
    """Yield the pieces of a run that crosses borders, each with its table and cell."""
    end = 0
    middles = [((x0 + x1) / 2, (y0 + y1) / 2) for x0, y0, x1, y1 in run.boxes()]
    if run.turn == 0 and not _HANGING.isdisjoint(run.text):
        hung = _HUNG * run.size / 2
        middles = [
            (x - hung, y) if char in _HANGING else (x, y) for char, (x, y) in zip(run.text, middles, strict=True)
        ]
    for spot, group in groupby(middles, key=lambda middle: _spot(middle, tables)):
        start, end = end, end + len(list(group))
        yield spot, run.part(start, end)


def _spot(point: Point, tables: Iterable[tuple[int, Grid]]) -> tuple[int, int] | None:
    """Return table and cell in which a point lies."""
    for index, grid in tables:
        cell = grid.cell_at(*point)
        if cell is not None:
            return index, cell
    return None


def _area(box: Box) -> float:
    width, height = _sides(box)
    return width * height


# ── tables ──


def _cells(grid: Grid, contents: dict[int, list[Run]], page: int) -> list[Filled]:
    """Return the cells with their lines, without empty slivers."""
    found: list[Filled] = []
    for index, cell in enumerate(grid.cells):
        runs = contents.get(index)
        text = lines(runs, page) if runs else ()
        if text or not _is_sliver(cell):
            found.append((cell, text))
    return found


def _doubts(piece: Piece) -> Iterator[Fault]:
    """Yield what is doubtful about a table."""
    for box in piece.grid.irregular:
        place = Place(piece.page, box)
        yield Fault("irregular_cell", "a piece of border is missing; the cell is cut into rectangles", place)
    for _, text in piece.cells:
        for line in overlapping(text) if len(text) > 1 else ():
            yield Fault("overlapping_lines", f"printed over the line before it: {line.text}", line.place)


# ── prose ──


def _prose(loose: Iterable[Run], tables: Sequence[Grid], page: int) -> Iterator[_Block]:
    """Yield the lines outside of tables. Text on both sides of a table is no line; turned lines stay together."""
    lanes: dict[tuple[bool, tuple[int, ...]], list[Run]] = {}
    for run in loose:
        lanes.setdefault((run.turn != 0, _left_of(run, tables)), []).append(run)
    for (turned, _), runs in lanes.items():
        rows = [Row((Cell((line,), line.place),), line.place) for line in lines(runs, page)]
        for part in [rows] if turned else _together(rows):
            box = Place.hull(row.place for row in part).box if part else None
            if box is not None:
                yield box, part


def _together(rows: Iterable[Row]) -> list[list[Row]]:
    """Return lines of prose one by one, but those together that are not in order of height: a box behind its heading."""
    found: list[list[Row]] = []
    for row in rows:
        part = [row]
        if found and _top(found[-1][-1]) > _top(row):
            while found and _top(found[-1][0]) > _top(row) - SLIVER:
                part[:0] = found.pop()
        found.append(part)
    return found


def _top(row: Row) -> float:
    return row.place.box.y0 if row.place.box is not None else 0.0


def _left_of(run: Run, tables: Sequence[Grid]) -> tuple[int, ...]:
    """Return the tables that stand to the left of the run, on its height."""
    x0, y0, x1, y1 = run.box
    middle = (y0 + y1) / 2
    return tuple(
        [
            index
            for index, grid in enumerate(tables)
            if grid.ys[0] <= middle <= grid.ys[-1] and grid.xs[-1] <= (x0 + x1) / 2
        ]
    )


def _with_gaps(blocks: Sequence[_Block]) -> Iterator[Piece | Row]:
    """Yield tables and rows of all blocks, marking those that blank space sets off from the block before."""
    bottom: float | None = None
    for box, (first, *rest) in blocks:
        height = _TYPE if isinstance(first, Piece) else box.y1 - box.y0
        blank = bottom is not None and box.y0 - bottom >= _BLANK * height
        yield replace(first, gap=True) if blank else first
        yield from rest
        bottom = box.y1

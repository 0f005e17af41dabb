"""Walls to tables: what walls enclose is a cell, with its span of rows and columns.

The walls that touch each other make one grid. Its lines cut the plane into elementary boxes; boxes with no wall
between them are one cell; boxes that are open to the outside are none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from extract.pdf.rulings import GAP, SNAP, Ruling, Rulings
from extract.sheet import Box

__all__ = ["MAX_BOXES", "SLIVER", "Grid", "GridCell", "grids", "too_fine"]

SLIVER = 4.0
"""Points. A cell narrower or lower than this holds no readable type: it is the space between two lines of a border."""

_STUB = 8.0
"""Points. Walls that run on by less beyond the last wall across stick out; by more, they leave a line of text open."""

MAX_BOXES = 300_000
"""Elementary boxes that the lines of a page may cut it into. An A3 page can't reach it, as lines stand more than SNAP
apart; a made page of several metres could, and would take minutes."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: first row and column among the lines of its grid, how many it spans, and its box up to the walls."""

    row: int
    column: int
    row_span: int
    col_span: int
    box: Box


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the positions of its lines in ascending order, the box they span, its cells by row, then column.

    `owners` holds for each elementary box, row by row, the index of its cell, or -1 outside of the cells. `irregular`
    holds the boxes of the cells that were no rectangles (a piece of border is missing) and had to be cut.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    box: Box
    cells: tuple[GridCell, ...]
    owners: tuple[int, ...]
    irregular: tuple[Box, ...] = ()

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point, or None where there is none."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, y) - 1
        width = len(self.xs) - 1
        if not (0 <= column < width and 0 <= row < len(self.ys) - 1):
            return None
        owner = self.owners[row * width + column]
        return None if owner < 0 else owner


def too_fine(walls: Rulings) -> bool:
    """Tell whether the walls of a page are too many (MAX_BOXES) to look for grids."""
    return len({wall.position for wall in walls.level}) * len({wall.position for wall in walls.upright}) > MAX_BOXES


def grids(walls: Rulings) -> tuple[Grid, ...]:
    """Return the grids that hold at least one cell, from top to bottom, then left to right, then small to large."""
    found = (_grid(_closed(part)) for part in _connected(walls))
    return tuple(sorted((grid for grid in found if grid.cells), key=_position))


def _position(grid: Grid) -> tuple[float, float, float, float]:
    box = grid.box
    return box.y0, box.x0, box.y1, box.x1


# ── which walls belong together ──


def _connected(walls: Rulings) -> Iterator[Rulings]:
    """Yield the walls that touch or cross each other, group by group; walls that touch no other are left out."""
    count = len(walls.level)
    parents = list(range(count + len(walls.upright)))
    for first, second in _touching(walls):
        _unite(parents, first, count + second)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, wall in enumerate((*walls.level, *walls.upright)):
        groups.setdefault(_root(parents, index), ([], []))[index >= count].append(wall)
    for level, upright in groups.values():
        if level and upright:
            yield Rulings(tuple(level), tuple(upright))


def _touching(walls: Rulings) -> Iterator[tuple[int, int]]:
    """Yield the indices of each level wall and each upright wall that meet, give or take GAP."""
    xs = [wall.position for wall in walls.upright]
    for index, (y, start, end) in enumerate(walls.level):
        for other in range(bisect_left(xs, start - GAP), bisect_right(xs, end + GAP)):
            upright = walls.upright[other]
            if upright.start - GAP <= y <= upright.end + GAP:
                yield index, other


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = index = parents[parents[index]]
    return index


def _unite(parents: list[int], first: int, second: int) -> None:
    """Join two groups; the smaller index stays the root, so that roots don't depend on the order of joining."""
    low, high = sorted((_root(parents, first), _root(parents, second)))
    parents[high] = low


# ── sides left open ──


def _closed(walls: Rulings) -> Rulings:
    """Close a table that its walls leave open on a side: cut by a page break, or drawn without outer borders."""
    level = list(_lids(walls.upright, walls.level))
    upright = list(_lids(walls.level, walls.upright))
    level, upright = [_to(lid, upright) for lid in level], [_to(lid, level) for lid in upright]
    return Rulings(tuple(sorted((*walls.level, *level))), tuple(sorted((*walls.upright, *upright))))


def _lids(walls: tuple[Ruling, ...], across: tuple[Ruling, ...]) -> Iterator[Ruling]:
    """Yield the missing first and last wall across, where at least two walls run on to one and the same end."""
    first, last = min(wall.start for wall in walls), max(wall.end for wall in walls)
    if first < across[0].position - _STUB:
        yield from _lid(first, [wall.position for wall in walls if wall.start - first <= SNAP])
    if last > across[-1].position + _STUB:
        yield from _lid(last, [wall.position for wall in walls if last - wall.end <= SNAP])


def _lid(position: float, reaching: list[float]) -> Iterator[Ruling]:
    if len(reaching) > 1:
        yield Ruling(position, min(reaching), max(reaching))


def _to(lid: Ruling, corners: Iterable[Ruling]) -> Ruling:
    """Lengthen a lid up to the lids that close the sides beside it."""
    ends = [corner.position for corner in corners]
    return Ruling(lid.position, min(lid.start, *ends, lid.start), max(lid.end, *ends, lid.end))


# ── cells ──


def _grid(walls: Rulings) -> Grid:
    """Return the grid of walls that belong together; it may hold no cell."""
    xs = tuple(sorted({wall.position for wall in walls.upright}))
    ys = tuple(sorted({wall.position for wall in walls.level}))
    width, height = len(xs) - 1, len(ys) - 1
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    if width < 1 or height < 1:
        return Grid(xs, ys, box, (), ())
    cells: list[GridCell] = []
    irregular: list[Box] = []
    for boxes in _enclosed(xs, ys, walls):
        parts = [_cell(part, xs, ys) for part in _rectangles(boxes, width)]
        cells += parts
        if len(parts) > 1:
            irregular.append(_hull(parts))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(xs, ys, box, tuple(cells), _owners(cells, width, height), tuple(irregular))


def _enclosed(xs: tuple[float, ...], ys: tuple[float, ...], walls: Rulings) -> Iterator[list[int]]:
    """Yield the elementary boxes of each region that walls enclose: ascending indices, counted row by row."""
    width, height = len(xs) - 1, len(ys) - 1
    outside = width * height
    parents = list(range(outside + 1))
    for first, second in _openings(_walled(ys, xs, walls.level), height, width):
        _unite(parents, first, second)
    # The same once more with rows and columns exchanged: index row + column * height → row * width + column.
    for first, second in _openings(_walled(xs, ys, walls.upright), width, height):
        _unite(parents, *(box if box == outside else box % height * width + box // height for box in (first, second)))
    regions: dict[int, list[int]] = {}
    for box in range(outside):
        regions.setdefault(_root(parents, box), []).append(box)
    regions.pop(_root(parents, outside), None)
    yield from regions.values()


def _walled(lines: tuple[float, ...], across: tuple[float, ...], walls: tuple[Ruling, ...]) -> bytearray:
    """Return, line by line, 1 for every stretch between two lines across that a wall covers in its middle."""
    middles = [(first + second) / 2 for first, second in pairwise(across)]
    index = {position: number * len(middles) for number, position in enumerate(lines)}
    walled = bytearray(len(lines) * len(middles))
    for position, start, end in walls:
        first, last = bisect_left(middles, start), bisect_right(middles, end)
        walled[index[position] + first : index[position] + last] = b"\1" * (last - first)
    return walled


def _openings(walled: bytearray, rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of boxes, above and below a line, with no wall between; the index rows * columns is outside."""
    outside = rows * columns
    place = walled.find(0)
    while place >= 0:
        yield (place - columns if place >= columns else outside, min(place, outside))
        place = walled.find(0, place + 1)


def _rectangles(boxes: list[int], width: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield a region as rectangles (first row, first column, end row, end column): itself, or cut from top to bottom."""
    columns = [box % width for box in boxes]
    top, bottom, left, right = boxes[0] // width, boxes[-1] // width + 1, min(columns), max(columns) + 1
    if (bottom - top) * (right - left) == len(boxes):
        yield top, left, bottom, right
        return
    open_since: dict[tuple[int, int], int] = {}
    rows = {row: [box % width for box in part] for row, part in groupby(boxes, key=lambda box: box // width)}
    for row in range(top, bottom + 1):
        strips = set(_strips(rows.get(row, [])))
        for strip in sorted(set(open_since) - strips):
            yield open_since.pop(strip), strip[0], row, strip[1]
        for strip in strips:
            open_since.setdefault(strip, row)


def _strips(columns: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the unbroken stretches of ascending columns, half-open."""
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index] != columns[index - 1] + 1:
            yield columns[start], columns[index - 1] + 1
            start = index


def _cell(part: tuple[int, int, int, int], xs: tuple[float, ...], ys: tuple[float, ...]) -> GridCell:
    top, left, bottom, right = part
    return GridCell(top, left, bottom - top, right - left, Box(xs[left], ys[top], xs[right], ys[bottom]))


def _hull(cells: list[GridCell]) -> Box:
    box = cells[0].box
    for cell in cells[1:]:
        box = box.hull(cell.box)
    return box


def _owners(cells: list[GridCell], width: int, height: int) -> tuple[int, ...]:
    owners = [-1] * (width * height)
    for index, cell in enumerate(cells):
        for row in range(cell.row, cell.row + cell.row_span):
            first = row * width + cell.column
            owners[first : first + cell.col_span] = [index] * cell.col_span
    return tuple(owners)

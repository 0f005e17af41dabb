"""Walls to tables: what walls enclose is a cell, with its span of rows and columns.

The walls that touch each other make one grid. Its lines cut the plane into elementary boxes; boxes with no wall
between them are one cell; boxes that are open to the outside are none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extract.pdf.network import Network, networks
from extract.pdf.patches import Area, patches
from extract.pdf.rulings import Ruling, Rulings
from extract.sheet import Box

__all__ = ["CROSSED", "MAX_BOXES", "OUTSIDE", "SLIVER", "Grid", "GridCell", "grids", "too_fine"]

SLIVER = 4.0
"""Points. A cell narrower or lower than this holds no readable type: it is the space between two lines of a border."""

MAX_BOXES = 300_000
"""Elementary boxes that the lines of a page may cut it into. An A3 page can't reach it, as lines stand more than SNAP
apart; a made page of several metres could, and would take minutes."""


OUTSIDE, CROSSED = -1, -2
"""What is said of a place instead of the index of a cell."""


class GridCell(NamedTuple):
    """A cell: first row and column among the lines of its grid, how many it spans, and its box up to the walls.

    `cut_above` and `cut_below` say that no border is drawn there: the walls beside it run on to the end of the table.
    """

    row: int
    column: int
    row_span: int
    col_span: int
    box: Box
    cut_above: bool = False
    cut_below: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the positions of its lines in ascending order, the box they span, its cells by row, then column.

    `owners` holds for each elementary box, row by row, the index of its cell, or -1 outside of the cells. `irregular`
    holds the boxes of the cells that were no rectangles (a piece of border is missing) and had to be cut. `framed` says
    that borders are drawn on its left and right side.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    box: Box
    cells: tuple[GridCell, ...]
    owners: Sequence[int]
    irregular: tuple[Box, ...] = ()
    framed: bool = True

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point, or None where there is none."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, y) - 1
        width = len(self.xs) - 1
        if not (0 <= column < width and 0 <= row < len(self.ys) - 1):
            return None
        owner = self.owners[row * width + column]
        return None if owner < 0 else owner

    def holder(self, x0: float, y0: float, x1: float, y1: float) -> int:
        """Return the index of the cell that holds a level or upright line, CROSSED if no one does, or OUTSIDE."""
        xs, ys = self.xs, self.ys
        if x1 < xs[0] or x0 >= xs[-1] or y1 < ys[0] or y0 >= ys[-1]:
            return OUTSIDE
        left, top = bisect_right(xs, x0) - 1, bisect_right(ys, y0) - 1
        right = left if left >= 0 and x1 < xs[left + 1] else bisect_right(xs, x1) - 1
        bottom = top if y1 == y0 else bisect_right(ys, y1) - 1
        width = len(xs) - 1
        if left < 0 or top < 0 or right >= width or bottom >= len(ys) - 1:
            return CROSSED
        owner = self.owners[top * width + left]
        return owner if owner >= 0 and owner == self.owners[bottom * width + right] else CROSSED


def too_fine(walls: Rulings) -> bool:
    """Tell whether the walls of a page are too many (MAX_BOXES) to look for grids."""
    return len({wall.position for wall in walls.level}) * len({wall.position for wall in walls.upright}) > MAX_BOXES


def grids(walls: Rulings) -> tuple[Grid, ...]:
    """Return the grids that hold at least one cell, from top to bottom, then left to right, then small to large."""
    found = (_grid(part) for part in networks(walls))
    return tuple(sorted((grid for grid in found if grid.cells), key=_position))


def _position(grid: Grid) -> tuple[float, float, float, float]:
    box = grid.box
    return box.y0, box.x0, box.y1, box.x1


def _grid(part: Network) -> Grid:
    """Return the grid of walls that belong together; it may hold no cell."""
    xs = tuple(sorted({wall.position for wall in part.upright}))
    ys = tuple(sorted({wall.position for wall in part.level}))
    if len(xs) < 2 or len(ys) < 2:
        return Grid(xs, ys, Box(xs[0], ys[0], xs[-1], ys[-1]), (), ())
    above, beside = _covered(ys, xs, part.level), _covered(xs, ys, part.upright)
    areas = _scanned(above, beside)
    irregular: list[Box] = []
    if areas is None:
        areas = []
        for parts in patches(above, beside):
            areas += parts
            if len(parts) > 1:
                top, left, bottom, right = zip(*parts, strict=True)
                irregular.append(Box(xs[min(left)], ys[min(top)], xs[max(right)], ys[max(bottom)]))
    areas.sort()
    cells = tuple(_cell(area, xs, ys, part.lids) for area in areas)
    owners = _owners(areas, len(xs) - 1, len(ys) - 1)
    return Grid(xs, ys, Box(xs[0], ys[0], xs[-1], ys[-1]), cells, owners, tuple(irregular), part.framed)


def _covered(lines: Sequence[float], across: Sequence[float], walls: Sequence[Ruling]) -> list[int]:
    """Return for each line a bit for every stretch between two lines across that a wall covers in its middle."""
    middles = [(first + second) / 2 for first, second in pairwise(across)]
    index = {position: number for number, position in enumerate(lines)}
    bits = [0] * len(lines)
    for position, start, end in walls:
        first, last = bisect_left(middles, start), bisect_right(middles, end)
        bits[index[position]] |= (1 << last) - (1 << first)
    return bits


def _scanned(above: Sequence[int], beside: Sequence[int]) -> list[Area] | None:
    """Return the cells row by row as far as they are rectangles; None if some region is not.

    Every row of elementary boxes falls into strips between two upright walls. A strip with walls all along its top
    begins a cell; one without goes on with the strip above, which has to be as wide.
    """
    found: list[Area] = []
    strips: dict[tuple[int, int], int] = {}  # of the row above, each with the row its cell begins in; -1 outside
    lines = _lines_by_row(beside, len(above) - 1)
    for row, top in enumerate(above):
        now: dict[tuple[int, int], int] = {}
        for left, right in pairwise(lines[row]):
            span = (1 << right) - (1 << left)
            if top & span == span:
                now[left, right] = row
            elif top & span or ((left, right) not in strips and _is_met(left, right, strips)):
                return None
            else:
                now[left, right] = strips.get((left, right), -1)
        for (left, right), start in strips.items():
            span = (1 << right) - (1 << left)
            if top & span == span:
                if start >= 0:
                    found.append((start, left, row, right))
            elif start >= 0 and row < len(above) - 1 and (top & span or now.get((left, right)) != start):
                return None
        strips = now
    return found


def _lines_by_row(beside: Sequence[int], rows: int) -> list[list[int]]:
    """Return for each row of elementary boxes the lines that have a wall there, in order; below the last, none."""
    found: list[list[int]] = [[] for _ in range(rows + 1)]
    for line, bits in enumerate(beside):
        for row in range(rows):
            if bits >> row & 1:
                found[row].append(line)
    return found


def _is_met(left: int, right: int, strips: dict[tuple[int, int], int]) -> bool:
    """Tell whether a cell of the row above stands over some of the columns."""
    return any(start >= 0 and first < right and last > left for (first, last), start in strips.items())


def _cell(area: Area, xs: Sequence[float], ys: Sequence[float], lids: Sequence[Ruling]) -> GridCell:
    top, left, bottom, right = area
    box = Box(xs[left], ys[top], xs[right], ys[bottom])
    return GridCell(top, left, bottom - top, right - left, box, *_cuts(box, lids))


def _cuts(box: Box, lids: Sequence[Ruling]) -> tuple[bool, bool]:
    """Tell whether the upper and the lower side of a cell are lids."""
    if not lids:
        return False, False
    middle = (box.x0 + box.x1) / 2
    over = [lid.position for lid in lids if lid.start <= middle <= lid.end]
    return box.y0 in over, box.y1 in over


def _owners(areas: Sequence[Area], width: int, height: int) -> list[int]:
    owners = [-1] * (width * height)
    for index, (top, left, bottom, right) in enumerate(areas):
        for row in range(top, bottom):
            owners[row * width + left : row * width + right] = [index] * (right - left)
    return owners

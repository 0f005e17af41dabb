"""Regions that walls enclose, of whatever shape, cut into rectangles: for tables in which pieces of border are missing.

Slower than following the rows from top to bottom, which is enough where every cell is a rectangle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

__all__ = ["Area", "patches"]

Area: TypeAlias = tuple[int, int, int, int]
"""First row, first column, end row, end column among the lines of a grid; the ends are not in it."""


def patches(above: Sequence[int], beside: Sequence[int]) -> Iterator[list[Area]]:
    """Yield each enclosed region as the rectangles it is cut into, from top to bottom.

    Bit c of `above[r]` tells whether line r has a wall over column c; bit r of `beside[c]` whether line c has one
    left of row r. What is open to the outside is no region.
    """
    width, height = len(beside) - 1, len(above) - 1
    outside = width * height
    parents = list(range(outside + 1))
    for row in range(height + 1):
        for column in range(width):
            if not above[row] >> column & 1:
                below = row * width + column
                _unite(parents, below - width if row else outside, below if row < height else outside)
    for column in range(width + 1):
        for row in range(height):
            if not beside[column] >> row & 1:
                right = row * width + column
                _unite(parents, right - 1 if column else outside, right if column < width else outside)
    regions: dict[int, list[int]] = {}
    for box in range(outside):
        regions.setdefault(_root(parents, box), []).append(box)
    regions.pop(_root(parents, outside), None)
    for boxes in regions.values():
        yield list(_rectangles(boxes, width))


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        parents[index] = index = parents[parents[index]]
    return index


def _unite(parents: list[int], first: int, second: int) -> None:
    """Join two regions; the smaller index stays the root, so that roots don't depend on the order of joining."""
    low, high = sorted((_root(parents, first), _root(parents, second)))
    parents[high] = low


def _rectangles(boxes: list[int], width: int) -> Iterator[Area]:
    """Yield a region as itself, if it is a rectangle, or cut from top to bottom."""
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

"""Ruling lines of a picture: dark runs longer than a stroke of any character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extract.pdf.grid import Grid, grids, too_fine
from extract.pdf.ink import Corners, Ink
from extract.pdf.rulings import SNAP, rulings
from extract.scan.raster import Mask, Raster

__all__ = ["Ruled", "ruled"]


class _Kind(NamedTuple):
    """How a ruling looks, in points: the `gap`s it is closed over, how long it is at least, how thick at most.

    `alone` says that there is hardly any ink on either side of it.
    """

    gap: float
    level: float
    upright: float
    thickest: float
    alone: bool


_KINDS = (
    # Solid: scanning leaves holes of a pixel or two. Level strokes of an 18 pt title stay below 24 pt; its letters, 1.5 pt
    # apart, must not be joined. Rows of a form are at least 13 pt high, the upright strokes of its type are not; those
    # of larger type touch no border, so no grid takes them up.
    _Kind(gap=0.75, level=24.0, upright=13.0, thickest=4.5, alone=False),
    # Dashed and dotted: gaps up to 3 pt. Over such gaps the strokes of a line of text run together, too, but to something
    # thick or amid other ink.
    _Kind(gap=3.0, level=60.0, upright=36.0, thickest=2.0, alone=True),
)

_LEAST_CELL = 9.5
"""Points. Half of the cells of a table are at least as wide and high: a line of 8 pt type needs that."""

_BESIDE = (2, 5)
"""Pixels from a ruling between which its sides are looked at: beyond its fringe, nearer than text."""

_CLEAR = 0.1
"""Share of ink beside a ruling that stands alone; strokes of text have 0.2 and more on one side at least."""

_DRIFT = 1
"""Pixels that a ruling may wander to either side within a run: paper bends, and no angle is measured exactly."""

_FRINGE = 1
"""Pixels of grey on both sides of a ruling."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The rulings of a picture: strokes and grids in points of the level page, and the ink that is none of them."""

    lines: tuple[Corners, ...]
    grids: tuple[Grid, ...]
    text: Mask


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A long run: the middle line in points, and what it covers in pixels (rows × columns from the corner x, y)."""

    line: Corners
    x: int
    y: int
    covered: Mask


def ruled(raster: Raster) -> Ruled:
    """Return the rulings of a picture and what is left of its ink. Runs that enclose no cell count as text."""
    strokes: list[_Stroke] = []
    for kind in _KINDS:
        level = _runs(raster.ink, kind, kind.level, raster.scale)
        upright = _runs(raster.ink.T, kind, kind.upright, raster.scale)
        strokes += [_stroke(raster, *run) for run in level]
        strokes += [_stroke(raster, y, x, covered.T) for x, y, covered in upright]
    height, width = raster.ink.shape
    walls = rulings(Ink(width / raster.scale, height / raster.scale, (), tuple(stroke.line for stroke in strokes)))
    found = () if too_fine(walls) else tuple(grid for grid in grids(walls) if _holds_type(grid))
    kept = [stroke for stroke in strokes if any(_bounds(stroke.line, grid) for grid in found)]
    return Ruled(tuple(stroke.line for stroke in kept), found, _without(raster.ink, kept))


def _runs(ink: Mask, kind: _Kind, shortest: float, scale: float) -> Iterator[tuple[int, int, Mask]]:
    """Yield the long level runs: left, top, and the pixels they cover."""
    pixels = ink.astype(np.uint8)
    closed = cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((1, round(kind.gap * scale) + 1), np.uint8))
    wide = cv2.dilate(closed, np.ones((1 + 2 * _DRIFT, 1), np.uint8))
    runs = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones((1, round(shortest * scale)), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    for label in range(1, count):
        x, y, width, height, _ = (int(number) for number in stats[label])
        if height - 2 * _DRIFT > kind.thickest * scale:
            continue
        if not kind.alone or _is_alone(ink, x, y + _DRIFT, x + width, y + height - _DRIFT):
            yield x, y, labels[y : y + height, x : x + width] == label


def _is_alone(ink: Mask, x0: int, y0: int, x1: int, y1: int) -> bool:
    near, far = _BESIDE
    sides = ink[max(0, y0 - far) : max(0, y0 - near), x0:x1], ink[y1 + near : y1 + far, x0:x1]
    return all(side.mean() < _CLEAR for side in sides if side.size)


def _stroke(raster: Raster, x: int, y: int, covered: npt.NDArray[Any]) -> _Stroke:
    height, width = covered.shape
    x0, y0, x1, y1 = raster.points(x, y, x + width, y + height)
    if width >= height:
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return _Stroke((x0, y0, x1, y1), x, y, covered)


def _holds_type(grid: Grid) -> bool:
    """Tell whether the cells of a grid are large enough for text: those between the strokes of a large title are not."""
    sides = [min(cell.box.x1 - cell.box.x0, cell.box.y1 - cell.box.y0) for cell in grid.cells]
    return median(sides) >= _LEAST_CELL


def _bounds(line: Corners, grid: Grid) -> bool:
    """Tell whether a stroke is one of the lines of a grid."""
    x0, y0, x1, y1 = line
    box = grid.box
    if not (x0 <= box.x1 + SNAP and box.x0 - SNAP <= x1 and y0 <= box.y1 + SNAP and box.y0 - SNAP <= y1):
        return False
    return _near(y0, grid.ys) if y0 == y1 else _near(x0, grid.xs)


def _near(position: float, lines: Sequence[float]) -> bool:
    return any(abs(position - line) <= SNAP for line in lines)


def _without(ink: Mask, strokes: Sequence[_Stroke]) -> Mask:
    """Return the ink without the strokes and the fringe of grey beside them."""
    covered = np.zeros(ink.shape, np.uint8)
    for stroke in strokes:
        height, width = stroke.covered.shape
        covered[stroke.y : stroke.y + height, stroke.x : stroke.x + width] |= stroke.covered
    fringed = cv2.dilate(covered, np.ones((1 + 2 * _FRINGE, 1 + 2 * _FRINGE), np.uint8))
    return ink & ~fringed.astype(np.bool_)

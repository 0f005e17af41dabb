"""What stands on one page, whichever engine read it: runs of characters, strokes, filled rectangles.

All coordinates are those of the page as displayed (after rotation and cropping): points, origin top left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from extract.sheet import Box, Fault

__all__ = ["Corners", "Ink", "Run", "hull"]

Corners: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1. A plain tuple, not a `Box`: a page holds thousands."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font that follow each other on one line; at least one.

    `boxes` holds the box of every character's glyph (advance × font height), `box` their hull. `turn` counts the
    clockwise quarter turns of the reading direction: 0 left to right, 1 downwards (vertical writing too), 2 right to
    left upside down, 3 upwards. `depth` is where the baseline stands across that direction; it grows from each line
    to the next in every turn. `size` is the font size in points.
    """

    text: str
    boxes: tuple[Corners, ...]
    box: Box
    depth: float
    size: float
    turn: int = 0

    @property
    def start(self) -> float:
        """Where the run begins along its reading direction."""
        x0, y0, x1, y1 = self.boxes[0]
        return (x0, y0, -x1, -y1)[self.turn]

    def edges(self) -> tuple[Sequence[float], Sequence[float]]:
        """Return where each character begins and where it ends along the reading direction."""
        x0, y0, x1, y1 = zip(*self.boxes, strict=True)
        if self.turn == 0:
            return x0, x1
        if self.turn == 1:
            return y0, y1
        low, high = (x0, x1) if self.turn == 2 else (y0, y1)
        return [-place for place in high], [-place for place in low]

    def part(self, start: int, end: int) -> Run:
        """Return the run of the characters `start` to `end`, half-open and not empty."""
        boxes = self.boxes[start:end]
        return Run(self.text[start:end], boxes, hull(boxes), self.depth, self.size, self.turn)


@dataclass(frozen=True, slots=True)
class Ink:
    """One page: its size, its visible text in the order of the page's contents, and what may be a ruling.

    `lines` are straight strokes from corner to corner (x1 < x0 is allowed), `fills` filled rectangles. `pictured`
    says that the page shows images or curves: they may be text that was never stored as text.
    """

    width: float
    height: float
    runs: tuple[Run, ...]
    lines: tuple[Corners, ...] = ()
    fills: tuple[Corners, ...] = ()
    pictured: bool = False
    faults: tuple[Fault, ...] = ()


def hull(boxes: Sequence[Corners]) -> Box:
    """Return the smallest box that holds all of at least one."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))

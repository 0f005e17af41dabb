"""What stands on one page, whichever engine read it: runs of characters and whatever may be a ruling.

All coordinates are those of the page as displayed (after rotation and cropping): points, origin top left.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from extract.sheet import Fault

__all__ = [
    "EVEN",
    "INTO",
    "RAISED",
    "STRUCK",
    "THIN",
    "UNMAPPED",
    "Advances",
    "Corners",
    "Ink",
    "Outline",
    "Point",
    "Run",
    "Stretch",
    "hull",
    "lies_in",
    "start_of",
]

THIN = 4.5
"""Points. A stroke or fill whose shorter side is longer is a coloured bar, a background or a picture, not a ruling:
office programs rule tables with 0.25 to 4.5 pt (Word's 6 pt is decoration)."""

STRUCK = 0.1
"""Em. The same characters once more, shifted by about as little, are one text struck twice to look bold."""

EVEN = 0.12
"""Em. Characters as long as their advances to within this much have no gap that could be a space: the narrowest has
0.15."""

RAISED = 0.4
"""Em of the larger type. Baselines this near are one line: raised and lowered figures shift by a third of an em at
most, and no two lines that can be read stand as close."""

INTO = 0.5
"""Em. A run that begins so far before another one ends stands in a hole of it; less is kerning, half a square bracket."""

_LEARNT = 0.02
"""Em. Advances of one character that differ by more are those of two fonts."""

_FIGURES = frozenset("0123456789")

UNMAPPED = re.compile("[\N{REPLACEMENT CHARACTER}\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Glyphs without a public meaning: unknown to the font's own table, or private use (gaiji, symbol fonts)."""

Corners: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1. A plain tuple, not a `Box`: a page holds thousands."""

Point: TypeAlias = tuple[float, float]
"""x, y."""


class Advances(dict[str, float]):
    """How far each character of a font moves the pen, in em: as learnt, else as fonts of fixed pitch have it."""

    def __init__(self) -> None:
        super().__init__()
        self._learnt: set[str] = set()

    def __missing__(self, char: str) -> float:
        """Return 1 for a character set in a full square, else ½."""
        self[char] = advance = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
        return advance

    def learn(self, text: str, lengths: Iterable[float]) -> None:
        """Remember how long each character is. Two fonts of one name may differ in it: then nothing fits any more."""
        for char, length in zip(text, lengths, strict=True):
            if char not in self._learnt:
                self._begin(char, length)
            elif abs(self[char] - length) > _LEARNT:
                self[char] = math.nan

    def _begin(self, char: str, length: float) -> None:
        self._learnt.add(char)
        self[char] = length
        if char in _FIGURES:  # all of them are as wide, so that numbers stand in columns
            self.update(dict.fromkeys(_FIGURES - self._learnt, length))

    def fill(self, text: str, length: float) -> bool:
        """Tell whether characters that stand one right after the other are so long (in em)."""
        return abs(sum(map(self.__getitem__, text)) - length) <= EVEN


class Stretch(NamedTuple):
    """Characters that stand one right after the other, as the advances of their font say, and their hull."""

    text: str
    box: Corners
    advances: Advances


class Run(NamedTuple):
    """Characters that follow each other on one line; at least one. A plain tuple: a page holds hundreds.

    `turn` counts the clockwise quarter turns of the reading direction: 0 left to right, 1 downwards (vertical writing
    too), 2 right to left upside down, 3 upwards. `depth` is where the baseline stands across that direction; it grows
    from each line to the next in every turn. `start` is where the run begins along it. `box` is the hull of the
    characters (advance × font height), `size` the font size in points. Where there is no gap between the characters,
    they stand as `advances` say, or as `stretches` do, if the run is made of several; else `glyphs` holds the box of each.
    """

    turn: int
    depth: float
    start: float
    text: str
    box: Corners
    size: float
    advances: Advances | None = None
    stretches: tuple[Stretch, ...] = ()
    glyphs: tuple[Corners, ...] | None = None

    @property
    def end(self) -> float:
        """Where the run ends along its reading direction."""
        x0, y0, x1, y1 = self.box
        return (x1, y1, -x0, -y0)[self.turn]

    def boxes(self) -> tuple[Corners, ...]:
        """Return the box of every character."""
        if self.glyphs is not None:
            return self.glyphs
        stretches = self.stretches or (Stretch(self.text, self.box, self.advances or Advances()),)
        return tuple([box for stretch in stretches for box in _divided(stretch, self.turn)])

    def edges(self) -> tuple[Sequence[float], Sequence[float]]:
        """Return where each character begins and where it ends along the reading direction."""
        x0, y0, x1, y1 = zip(*self.boxes(), strict=True)
        if self.turn == 0:
            return x0, x1
        if self.turn == 1:
            return y0, y1
        low, high = (x0, x1) if self.turn == 2 else (y0, y1)
        return [-place for place in high], [-place for place in low]

    def part(self, start: int, end: int) -> Run:
        """Return the run of the characters `start` to `end`, half-open and not empty."""
        return self.of(self.text[start:end], self.boxes()[start:end])

    def of(self, text: str, glyphs: tuple[Corners, ...]) -> Run:
        """Return a run on the same line with other characters, each with its box."""
        box = hull(glyphs)
        return Run(self.turn, self.depth, start_of(box, self.turn), text, box, self.size, None, (), glyphs)


def start_of(box: Corners, turn: int) -> float:
    """Return where a box begins along a reading direction."""
    return box[turn] if turn < 2 else -box[turn]


def _divided(stretch: Stretch, turn: int) -> list[Corners]:
    """Return the box of each character of a stretch."""
    x0, y0, x1, y1 = stretch.box
    steps = [0.0, *accumulate(map(stretch.advances.__getitem__, stretch.text))]
    length = steps[-1] or 1.0
    if turn & 1:
        first, last = (y0, y1) if turn == 1 else (y1, y0)
        at = [first + (last - first) * step / length for step in steps]
        return [(x0, min(pair), x1, max(pair)) for pair in pairwise(at)]
    first, last = (x0, x1) if turn == 0 else (x1, x0)
    at = [first + (last - first) * step / length for step in steps]
    return [(min(pair), y0, max(pair), y1) for pair in pairwise(at)]


@dataclass(frozen=True, slots=True)
class Outline:
    """A small painted shape other than a rectangle: its hull, the ends of its pieces in order, whether all of them are
    curved or all straight, and whether it is filled."""

    box: Corners
    points: tuple[Point, ...]
    round: bool
    straight: bool
    filled: bool


@dataclass(frozen=True, slots=True)
class Ink:
    """One page: its size, its visible text in the order of the page's contents, and what may be a ruling.

    `rules` are the boxes of thin strokes and fills, outlines of rectangles side by side; `outlines` may be marks that are
    drawn. `pictured` says that the page
    shows images or curves: they may be text that was never stored as text.
    """

    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Corners, ...] = ()
    outlines: tuple[Outline, ...] = ()
    pictured: bool = False
    faults: tuple[Fault, ...] = ()


def lies_in(inner: Corners, outer: Corners) -> bool:
    """Tell whether the middle of a box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def hull(boxes: Sequence[Corners]) -> Corners:
    """Return the smallest box that holds all of at least one."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)

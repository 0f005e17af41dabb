"""Whether a page was read well, told from what was read: rulings that close, text in cells, characters that mean one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.pdf.ink import UNMAPPED, Ink
from extract.pdf.page import Page, Piece
from extract.pdf.rulings import Ruling, Rulings
from extract.sheet import Row

__all__ = ["Health", "health"]

_LEAST_WALLS = 3
"""Walls of each kind from which on a page should hold a table; fewer are underlines, frames of signatures, margins."""

_MOST_OPEN = 0.5
"""Share of the length of all walls that may bound no cell: underlines and arrows beside a table are shorter."""

_MOST_LOOSE = 0.1
"""Share of the characters within a table that may stand in no cell of it."""

_MOST_UNMAPPED = 0.05
"""Share of the characters that may have no meaning. A few gaiji are usual, a font without a map gives only such."""


@dataclass(frozen=True, slots=True)
class Health:
    """Shares from 0 (well) to 1: of the walls that close no cell, of the text within tables that is in no cell, of the
    characters without meaning."""

    open: float
    loose: float
    unmapped: float

    @property
    def complaint(self) -> str | None:
        """What is wrong with the page; None where nothing is."""
        if self.unmapped > _MOST_UNMAPPED:
            return f"{self.unmapped:.0%} of its characters have no known meaning"
        if self.open > _MOST_OPEN:
            return f"{self.open:.0%} of its rulings close no cell"
        if self.loose > _MOST_LOOSE:
            return f"{self.loose:.0%} of the text within its tables stands in no cell"
        return None

    @property
    def total(self) -> float:
        """The sum of all, to compare two readings of one page."""
        return self.open + self.loose + self.unmapped


def health(ink: Ink, page: Page) -> Health:
    """Return how well a page was read."""
    pieces = [block for block in page.blocks if isinstance(block, Piece)]
    text = "".join([run.text for run in ink.runs])
    return Health(_open(page.walls, pieces), _loose(page, pieces), len(UNMAPPED.findall(text)) / max(1, len(text)))


def _open(walls: Rulings, pieces: Iterable[Piece]) -> float:
    if min(len(walls.level), len(walls.upright)) < _LEAST_WALLS:
        return 0.0
    level = {y for piece in pieces for y in piece.grid.ys}
    upright = {x for piece in pieces for x in piece.grid.xs}
    outside = [wall for wall in walls.level if wall.position not in level]
    outside += [wall for wall in walls.upright if wall.position not in upright]
    return _length(outside) / max(1.0, _length((*walls.level, *walls.upright))) if outside else 0.0


def _length(walls: Iterable[Ruling]) -> float:
    return sum(wall.end - wall.start for wall in walls)


def _loose(page: Page, pieces: Sequence[Piece]) -> float:
    loose = 0
    for row in page.blocks:
        if isinstance(row, Row) and (box := row.place.box) is not None:
            x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
            within = any(one.box.x0 < x < one.box.x1 and one.box.y0 < y < one.box.y1 for one in pieces)
            loose += len(row.text) if within else 0
    if not loose:
        return 0.0
    inside = sum(len(line.text) for piece in pieces for _, lines in piece.cells for line in lines)
    return loose / (loose + inside)

"""Strokes and thin rectangles to straight walls.

Programs draw one and the same border in many ways: one stroke, a stroke per cell, a thin filled rectangle per cell
edge, dashes or dots one by one, two lines beside each other. Pieces on one line are joined, near lines are snapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extract.pdf.ink import Corners, Ink

__all__ = ["GAP", "SNAP", "Ruling", "Rulings", "joined", "rulings"]

SNAP = 2.2
"""Points. Lines this near are one border: double lines stand up to 2 pt apart, no row or column is as narrow.
With this value a prototype read 99.7 to 99.9 % of the cells of one form exactly, in prints of three programs."""

GAP = 3.0
"""Points. Pieces of one line with no more between them are one piece: dashes, dots, corners that don't quite meet."""

_SLANT = 1.0
"""Points. A line that rises less is level: some drivers slant long lines by 0.3 pt. Diagonals are no rulings."""

_COLLINEAR = 0.75
"""Points. Pieces this near across are one line before snapping, so that dots standing side by side across a border
are not taken for lines of their own: the dots of a border stand 1 pt apart and more."""

_THIN = 4.5
"""Points. A filled rectangle whose shorter side is longer is a background, not a border."""

_SHORTEST = 4.0
"""Points. Anything shorter bounds no cell: dots, ticks, the short ends of a thin rectangle's outline."""

_EDGE = 5.0
"""Points. What runs along the edge of the page this near is a background or a crop frame: no office printer prints
there."""


class Ruling(NamedTuple):
    """A wall: its y and its first and last x if it lies level, its x and its first and last y if it stands upright."""

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rulings:
    """The walls of a page, each kind in order of position, then start. Walls at one position don't touch."""

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]


def rulings(ink: Ink) -> Rulings:
    """Return the walls that the ink of a page draws. White ink, curves and diagonals are none."""
    level: list[Ruling] = []
    upright: list[Ruling] = []
    for x0, y0, x1, y1 in _candidates(ink):
        if y1 - y0 <= _THIN:
            level.append(Ruling((y0 + y1) / 2, x0, x1))
        if x1 - x0 <= _THIN:
            upright.append(Ruling((x0 + x1) / 2, y0, y1))
    return Rulings(_walls(level, ink.height), _walls(upright, ink.width))


def _candidates(ink: Ink) -> Iterator[Corners]:
    """Yield the boxes of all that is thin. A dot may belong to a dotted line either way."""
    for x0, y0, x1, y1 in ink.lines:
        if abs(x1 - x0) <= _SLANT or abs(y1 - y0) <= _SLANT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    for fill in ink.fills:
        if min(fill[2] - fill[0], fill[3] - fill[1]) <= _THIN:
            yield fill


def _walls(pieces: list[Ruling], extent: float) -> tuple[Ruling, ...]:
    """Join what lies on one line, leave out what is too short, snap near lines to each other and join again."""
    inside = (piece for piece in pieces if _EDGE <= piece.position <= extent - _EDGE)
    lines = [line for line in joined(inside, _COLLINEAR) if line.end - line.start >= _SHORTEST]
    return tuple(joined(lines, SNAP))


def joined(pieces: Iterable[Ruling], tolerance: float) -> Iterator[Ruling]:
    """Yield the pieces in order, those within `tolerance` of the first of them moved to one line and joined there."""
    for cluster in _clusters(sorted(pieces), tolerance):
        position = _middle(cluster)
        spans = sorted((piece.start, piece.end) for piece in cluster)
        start, end = spans[0]
        for low, high in spans:
            if low > end + GAP:
                yield Ruling(position, start, end)
                start, end = low, high
            end = max(end, high)
        yield Ruling(position, start, end)


def _middle(cluster: list[Ruling]) -> float:
    """Return the mean position, by length: long pieces say best where the line is."""
    length = sum(piece.end - piece.start for piece in cluster)
    if length == 0:
        return cluster[0].position
    return sum(piece.position * (piece.end - piece.start) for piece in cluster) / length


def _clusters(pieces: list[Ruling], tolerance: float) -> Iterator[list[Ruling]]:
    cluster: list[Ruling] = []
    for piece in pieces:
        if cluster and piece.position - cluster[0].position > tolerance:
            yield cluster
            cluster = []
        cluster.append(piece)
    if cluster:
        yield cluster

"""Thin strokes and fills to straight walls.

Programs draw one and the same border in many ways: one stroke, a stroke per cell, a thin filled rectangle per cell
edge, dashes or dots one by one, two lines beside each other. Pieces on one line are joined, near lines are snapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from extract.pdf.ink import THIN, Ink

__all__ = ["GAP", "SNAP", "Ruling", "Rulings", "rulings"]

SNAP = 2.2
"""Points. Lines this near are one border: double lines stand up to 2 pt apart, no row or column is as narrow.
With this value a prototype read 99.7 to 99.9 % of the cells of one form exactly, in prints of three programs."""

GAP = 3.0
"""Points. Pieces of one line with no more between them are one piece: dashes, dots, corners that don't quite meet."""

_COLLINEAR = 0.75
"""Points. Pieces this near across are one line before snapping, so that dots standing side by side across a border
are not taken for lines of their own: the dots of a border stand 1 pt apart and more."""

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


_Piece: TypeAlias = tuple[float, float, float]
"""Like a Ruling, before pieces are joined."""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The walls of a page, each kind in order of position, then start. Walls at one position don't touch."""

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]


def rulings(ink: Ink) -> Rulings:
    """Return the walls that the rules of a page draw. A dot may belong to a dotted line either way."""
    level: list[_Piece] = []
    upright: list[_Piece] = []
    right, bottom = ink.width - _EDGE, ink.height - _EDGE
    for x0, y0, x1, y1 in set(ink.rules):  # borders of neighbours are often drawn twice
        if y1 - y0 <= THIN and _EDGE <= (y := (y0 + y1) / 2) <= bottom:
            level.append((y, x0, x1))
        if x1 - x0 <= THIN and _EDGE <= (x := (x0 + x1) / 2) <= right:
            upright.append((x, y0, y1))
    return Rulings(_walls(level), _walls(upright))


def _walls(pieces: list[_Piece]) -> tuple[Ruling, ...]:
    """Join what lies on one line, leave out what is too short, snap near lines to each other and join again."""
    lines = [line for line in _joined(pieces, _COLLINEAR) if line[2] - line[1] >= _SHORTEST]
    return tuple([Ruling(*line) for line in _joined(lines, SNAP)])


def _joined(pieces: Iterable[_Piece], tolerance: float) -> list[_Piece]:
    """Return the pieces in order, those within `tolerance` of the first of them moved to one line and joined there."""
    found: list[_Piece] = []
    for cluster in _clusters(sorted(pieces), tolerance):
        if len(cluster) == 1:
            found += cluster
            continue
        position = _middle(cluster)
        spans = sorted([(start, end) for _, start, end in cluster])
        start, end = spans[0]
        for low, high in spans:
            if low > end + GAP:
                found.append((position, start, end))
                start, end = low, high
            elif high > end:
                end = high
        found.append((position, start, end))
    return found


def _middle(cluster: Sequence[_Piece]) -> float:
    """Return the mean position, by length: long pieces say best where the line is."""
    length = weighted = 0.0
    for position, start, end in cluster:
        length += end - start
        weighted += position * (end - start)
    return weighted / length if length else cluster[0][0]


def _clusters(pieces: Sequence[_Piece], tolerance: float) -> Iterator[Sequence[_Piece]]:
    first = 0
    limit = pieces[0][0] + tolerance if pieces else 0.0
    for index, piece in enumerate(pieces):
        if piece[0] > limit:
            yield pieces[first:index]
            first, limit = index, piece[0] + tolerance
    if pieces:
        yield pieces[first:]

"""Ink to lines of text and their segments: what is recognised in one go.

Pieces of ink go into the cell they stand in, or outside of all; there into lines by height, and a line is cut at wide
blanks and at square brackets, which are read by their shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from extract.pdf.grid import Grid
from extract.scan.raster import Mask, Raster
from extract.scan.shapes import RING, TICK, Bracket, bracket, is_ring, is_tick

__all__ = ["Segment", "TextLine", "text_lines"]

_BLANK = 1.0
"""Em. A blank this wide cuts a line: beside a Japanese full stop 0.6 em are blank anyway."""

_ONE_LINE = 1.25
"""Em. Ink no higher is one line of text."""

_CORES = (0.2, 0.3, 0.4)
"""Shares cut off above and below a piece of ink to tell lines apart, in the order tried: brackets and low strokes of
tightly set lines reach between each other."""

_TWO_LINES = 1.7
"""Em. What is higher must be several lines."""

_FLAT = 0.6
"""Em. A line lower than this is nothing but dashes, dots or kana (ー … へ), which don't show the size of its type."""

_REACH = 0.4
"""Em. Lines reach no further into each other; the strokes of one character do."""

_FIGURE = 4.0
"""Em. A connected piece of ink that is larger either way is a drawing, a seal or a photo, no character."""

_CRUMB = 0.9
"""Points. Ink no larger either way is what is left of a ruling beside which it stood, or dust."""

_TYPE = 10.5
"""Points. The usual size of type in Japanese offices, where a page shows too little to measure it."""

_SMALL, _LARGE = 5.0, 30.0
"""Points. The smallest and largest type of a page's text."""

_IN_BRACKETS = 1.5
"""Em. What stands between brackets and is wider than this is text (a selected option), no mark."""


class _Piece(NamedTuple):
    """A connected piece of ink: its box in pixels and its label."""

    x0: int
    y0: int
    x1: int
    y1: int
    label: int

    @property
    def height(self) -> int:
        return self.y1 - self.y0

    @property
    def width(self) -> int:
        return self.x1 - self.x0


_Where: TypeAlias = tuple[int, int]
"""Table and cell; -1, -1 outside of all tables."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line: its box in pixels, and its text where its shape tells it (else it has to be recognised).

    `stretches` are where its ink begins and ends along the line, blank by blank.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    mark: str | None
    stretches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text within one cell (or outside of all): its segments from left to right, height and em in pixels."""

    where: _Where
    y0: int
    y1: int
    em: float
    segments: tuple[Segment, ...]


def text_lines(raster: Raster, text: Mask, grids: Sequence[Grid]) -> list[TextLine]:
    """Return the lines of text of a page, cell by cell, each from top to bottom."""
    labels, pieces = _pieces(text)
    type_size = _type_size(pieces, raster.scale)
    smallest, largest = _CRUMB * raster.scale, _FIGURE * type_size
    pieces = [piece for piece in pieces if smallest < max(piece.width, piece.height) <= largest]
    found: list[TextLine] = []
    placed = sorted((_where(piece, raster, grids), piece) for piece in pieces)
    for where, group in groupby(placed, key=lambda one: one[0]):
        inside = [piece for _, piece in group]
        em = _em(inside, type_size)
        found += [_text_line(line, where, em, labels) for line in _lines(inside, em)]
    return found


def _pieces(text: Mask) -> tuple[npt.NDArray[np.int32], list[_Piece]]:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(text.astype(np.uint8), connectivity=8)
    found = []
    for label in range(1, count):
        x, y, width, height, _ = (int(number) for number in stats[label])
        found.append(_Piece(x, y, x + width, y + height, label))
    return np.asarray(labels, dtype=np.int32), found


def _type_size(pieces: Sequence[_Piece], scale: float) -> float:
    """Return the size of the page's type in pixels: characters in one piece are nearly as high as the type."""
    sizes = [
        max(piece.height, piece.width)
        for piece in pieces
        if _SMALL * scale <= max(piece.height, piece.width) <= _LARGE * scale
    ]
    return 1.1 * median(sizes) if sizes else _TYPE * scale


def _em(pieces: Sequence[_Piece], type_size: float) -> float:
    """Return the em of the text in one cell."""
    sizes = sorted(max(piece.height, piece.width) for piece in pieces if piece.height > 0.4 * type_size)
    if not sizes:
        return type_size
    return max(0.7 * type_size, 1.05 * sizes[int(0.9 * (len(sizes) - 1))])


def _where(piece: _Piece, raster: Raster, grids: Sequence[Grid]) -> _Where:
    x = (piece.x0 + piece.x1) / 2 / raster.scale
    y = (piece.y0 + piece.y1) / 2 / raster.scale
    for table, grid in enumerate(grids):
        cell = grid.cell_at(x, y)
        if cell is not None:
            return table, cell
    return -1, -1


# ── lines ──


def _lines(pieces: Sequence[_Piece], em: float) -> list[list[_Piece]]:
    """Return the pieces line by line, each from left to right."""
    return [sorted(line) for band in _merged(_bands(pieces, _CORES[0]), em) for line in _parted(band, em, _CORES[1:])]


def _parted(band: list[_Piece], em: float, cores: Sequence[float]) -> Iterator[list[_Piece]]:
    """Yield the lines of a band: itself, unless it is high enough for several and its ink falls apart into them."""
    if cores and _height(band) > _TWO_LINES * em:
        parts = _merged(_bands(band, cores[0]), em)
        if all(_bottom(above) - _top(below) <= _REACH * em for above, below in pairwise(parts)):
            for part in parts:
                yield from _parted(part, em, cores[1:])
        else:
            yield from _parted(band, em, cores[1:])
    else:
        yield band


def _bands(pieces: Sequence[_Piece], core: float) -> list[list[_Piece]]:
    """Return the pieces whose cores overlap in height, from top to bottom."""
    bands: list[list[_Piece]] = []
    bottom = 0.0
    for piece in sorted(pieces, key=lambda piece: (piece.y0 + core * piece.height, piece)):
        if not bands or piece.y0 + core * piece.height > bottom:
            bands.append([])
            bottom = 0.0
        bands[-1].append(piece)
        bottom = max(bottom, piece.y1 - core * piece.height)
    return bands


def _merged(bands: Sequence[list[_Piece]], em: float) -> list[list[_Piece]]:
    """Join bands that are no higher than a line together: the strokes of 三, the dots over ザ."""
    lines: list[list[_Piece]] = []
    for band in bands:
        if lines and _height([*lines[-1], *band]) <= _ONE_LINE * em:
            lines[-1] = [*lines[-1], *band]
        else:
            lines.append(band)
    return lines


def _height(pieces: Sequence[_Piece]) -> int:
    return _bottom(pieces) - _top(pieces)


def _top(pieces: Sequence[_Piece]) -> int:
    return min(piece.y0 for piece in pieces)


def _bottom(pieces: Sequence[_Piece]) -> int:
    return max(piece.y1 for piece in pieces)


# ── segments ──


def _text_line(line: Sequence[_Piece], where: _Where, em: float, labels: npt.NDArray[np.int32]) -> TextLine:
    y0, y1 = _top(line), _bottom(line)
    if y1 - y0 > _FLAT * em:
        em = float(y1 - y0)  # a title is set larger than the text around it, a note smaller
    segments = [
        Segment(group[0].x0, _top(group), _right(group), _bottom(group), mark, tuple(_stretches(group)))
        for group, mark in _groups(line, em, labels)
    ]
    return TextLine(where, y0, y1, em, tuple(segments))


def _right(pieces: Sequence[_Piece]) -> int:
    return max(piece.x1 for piece in pieces)


def _stretches(group: Sequence[_Piece]) -> Iterator[tuple[int, int]]:
    """Yield begin and end of the ink of pieces that stand above or beside each other without a blank between."""
    start, end = group[0].x0, group[0].x1
    for piece in group[1:]:
        if piece.x0 > end:
            yield start, end
            start = piece.x0
        end = max(end, piece.x1)
    yield start, end


def _groups(
    line: Sequence[_Piece], em: float, labels: npt.NDArray[np.int32]
) -> Iterator[tuple[list[_Piece], str | None]]:
    """Yield the pieces of each segment of a line, with its text where their shape tells it."""
    brackets = _brackets(line, em, labels)
    inside = False
    for group in _split(line, em, brackets):
        shape: str | None = brackets.get(group[0].label)
        if shape is None:
            shape = _mark(group, em, labels) if inside or len(line) == len(group) else None
        inside = shape == "["
        yield group, shape


def _brackets(line: Sequence[_Piece], em: float, labels: npt.NDArray[np.int32]) -> dict[int, Bracket]:
    """Return the square brackets of a line by label: pairs that follow each other, so that no other shape is one."""
    found = [(piece.label, shape) for piece in line if (shape := _bracket(piece, em, labels)) is not None]
    pairs: dict[int, Bracket] = {}
    for (first, opening), (second, closing) in pairwise(found):
        if (opening, closing) == ("[", "]"):
            pairs |= {first: opening, second: closing}
    return pairs


def _bracket(piece: _Piece, em: float, labels: npt.NDArray[np.int32]) -> Bracket | None:
    if piece.height < 0.7 * em:
        return None
    return bracket(_cut(piece, labels), em)


def _cut(piece: _Piece, labels: npt.NDArray[np.int32]) -> Mask:
    found: Mask = labels[piece.y0 : piece.y1, piece.x0 : piece.x1] == piece.label
    return found


def _split(line: Sequence[_Piece], em: float, brackets: dict[int, Bracket]) -> Iterator[list[_Piece]]:
    group: list[_Piece] = []
    end = 0
    for piece in line:
        alone = piece.label in brackets or (group and group[-1].label in brackets)
        if group and (alone or piece.x0 - end >= _BLANK * em):
            yield group
            group, end = [], 0
        group.append(piece)
        end = max(end, piece.x1)
    if group:
        yield group


def _mark(group: Sequence[_Piece], em: float, labels: npt.NDArray[np.int32]) -> str | None:
    """Return the mark that the pieces between two brackets, or alone on a line, are by their shape."""
    if len(group) > 1 or group[0].width > _IN_BRACKETS * em or group[0].height < 0.4 * em:
        return None
    ink = _cut(group[0], labels)
    if is_ring(ink):
        return RING
    return TICK if is_tick(ink) else None

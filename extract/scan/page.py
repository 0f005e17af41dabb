"""A picture of a page to `Ink`, the same that a page with text gives: strokes, and characters with their boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

import numpy as np

from extract.pdf.ink import Corners, Ink, Run, hull
from extract.scan.characters import UNCLEAR, told_apart
from extract.scan.raster import Grey, Mask, Raster, level
from extract.scan.recogniser import Glyph, Recogniser
from extract.scan.segments import Segment, TextLine, text_lines
from extract.scan.shapes import is_slash
from extract.scan.strokes import ruled

__all__ = ["Picture", "Scan", "read_scan"]

_AROUND = 0.12
"""Em of paper that the recogniser sees around a line; it was trained on pictures cut like this."""

_CERTAIN = 0.65
"""Least certainty of a character that is taken as read; a less certain one becomes U+FFFD. Of 26,607 characters on 13
pages scanned in three wears each, 79 were wrong: at 0.6 it gives up 31 right ones and keeps 38 wrong ones, at 0.7 55 and
22. Most of those are twins (り リ, 一 ー), which context tells apart."""

_LOST = 0.7
"""Em. Ink this wide, in one stretch with no character over it, is a character that the recogniser passed over."""


_LIKE_SLASH = frozenset("1lI|")

_SHORT = 4.0
"""Em. Where the segments of lines are shorter on average, the page may lie on its side, and each segment be a character
or two (the recogniser reads many of those). Of 24 pages scanned in two wears, those on their side had 1.0 to 3.1 em,
upright ones 4.0 to 18."""

_TOLD = 0.5
"""Share of the characters that are told on an upright page, however bad; upside down it was 0.03 to 0.12."""

_SAMPLE = 8
"""Lines, the longest ones, by which it is decided which way up a page lies."""

_CLEARLY = 2.0
"""How many times more characters a sample must tell for the page to be turned. The right way up told three times as many
as any other, and more."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as recognised: its ink in points of the level page, and the angle it lay at (see `Raster`).

    `angle` counts from the page that is read from left to right: 90 and more where it lay on its side or upside down.
    """

    ink: Ink
    angle: float


@dataclass(frozen=True, slots=True)
class _Lying:
    """A page turned back by `quarters` (clockwise quarter turns that it lay at) and made level: its lines and tables."""

    quarters: int
    raster: Raster
    text: Mask
    rules: tuple[Corners, ...]
    lines: list[TextLine]


class Picture(Protocol):
    """A page in grey: one byte a pixel, 0 black, row by row from the top left; `scale` is pixels per point."""

    @property
    def samples(self) -> bytes: ...  # noqa: D102

    @property
    def width(self) -> int: ...  # noqa: D102

    @property
    def height(self) -> int: ...  # noqa: D102

    @property
    def scale(self) -> float: ...  # noqa: D102


def read_scan(picture: Picture, model: Recogniser) -> Scan:
    """Return what a picture of a page shows, whichever way up. Characters that can't be told stand as U+FFFD."""
    grey = np.frombuffer(picture.samples, np.uint8).reshape(picture.height, picture.width)
    lying = _lying(grey, picture.scale, 0)
    if _is_short(lying.lines):
        lying = _turned(lying, grey, (1, 3), model)
    runs = _read(lying, lying.lines, model)
    if _told(runs) < _TOLD * sum(len(run.text) for run in runs):
        turned = _turned(lying, grey, (lying.quarters + 2,), model)
        runs = runs if turned is lying else _read(turned, turned.lines, model)
        lying = turned
    height, width = lying.raster.ink.shape
    ink = Ink(width / picture.scale, height / picture.scale, runs, lying.rules)
    return Scan(ink, 90 * (lying.quarters % 4) + lying.raster.angle)


def _lying(grey: Grey, scale: float, quarters: int) -> _Lying:
    raster = level(np.ascontiguousarray(np.rot90(grey, quarters)), scale)
    found = ruled(raster)
    return _Lying(quarters, raster, found.text, found.lines, text_lines(raster, found.text, found.grids))


def _read(lying: _Lying, lines: Iterable[TextLine], model: Recogniser) -> tuple[Run, ...]:
    return tuple(run for line in lines for run in _runs(line, lying.raster, lying.text, model))


# ── which way up ──


def _is_short(lines: Iterable[TextLine]) -> bool:
    """Tell whether the text of a page stands in segments so short that it may lie on its side."""
    widths = [(one.x1 - one.x0) / line.em for line in lines for one in line.segments if one.mark is None]
    return sum(widths) < _SHORT * len(widths)


def _turned(lying: _Lying, grey: Grey, others: Iterable[int], model: Recogniser) -> _Lying:
    """Return the page at those other quarter turns at which its longest lines tell much more; else as it is."""
    ways = [lying, *(_lying(grey, lying.raster.scale, quarters) for quarters in others)]
    told = [_told(_read(way, sorted(way.lines, key=_width)[-_SAMPLE:], model)) for way in ways]
    best = max(range(len(ways)), key=lambda way: (told[way], -way))
    return ways[best] if told[best] >= _CLEARLY * max(1, told[0]) else lying


def _told(runs: Iterable[Run]) -> int:
    return sum(len(run.text) - run.text.count(UNCLEAR) for run in runs)


def _width(line: TextLine) -> int:
    return sum(segment.x1 - segment.x0 for segment in line.segments)


# ── lines to runs ──


def _runs(line: TextLine, raster: Raster, text: Mask, model: Recogniser) -> Iterator[Run]:
    """Yield the runs of a line: one per segment of which anything could be read."""
    for segment in line.segments:
        if segment.mark is not None:
            letters = [Glyph(segment.mark, (segment.x0 + segment.x1) / 2, 1.0)]
        else:
            letters = [_looked_at(one, segment, text) for one in _recognised(segment, line, raster, model)]
        if letters:
            yield _run(letters, segment, line, raster)


def _recognised(segment: Segment, line: TextLine, raster: Raster, model: Recogniser) -> list[Glyph]:
    """Return the characters of a segment from left to right, their middles in pixels of the page."""
    around = max(2, round(_AROUND * line.em))
    left = max(0, segment.x0 - around)
    picture = raster.grey[max(0, line.y0 - around) : line.y1 + around, left : segment.x1 + around]
    width = picture.shape[1]
    found = [Glyph(one.text, left + one.middle * width, one.certainty) for one in model.glyphs(picture)]
    lost = [
        Glyph(UNCLEAR, (start + end) / 2, 0.0)
        for start, end in segment.stretches
        if end - start >= _LOST * line.em and not any(start <= one.middle <= end for one in found)
    ]
    return sorted([*found, *lost], key=lambda one: one.middle)


def _looked_at(letter: Glyph, segment: Segment, text: Mask) -> Glyph:
    """Return a character, a slash instead of what the model often takes one for: 3/7 is no 317."""
    if letter.text not in _LIKE_SLASH:
        return letter
    ink = [text[segment.y0 : segment.y1, x0:x1] for x0, x1 in segment.stretches if x0 <= letter.middle <= x1]
    return replace(letter, text="/", certainty=1.0) if any(map(is_slash, map(_cut_out, ink))) else letter


def _cut_out(ink: Mask) -> Mask:
    """Return the part of some rows of pixels that holds ink."""
    rows = np.nonzero(ink.any(axis=1))[0]
    return ink[rows.min() : rows.max() + 1] if len(rows) else ink


def _run(letters: Sequence[Glyph], segment: Segment, line: TextLine, raster: Raster) -> Run:
    """Return the run of some characters: each reaches halfway to its neighbours, so that no gap is left to be a space."""
    middles = [min(max(letter.middle, segment.x0), segment.x1) for letter in letters]
    cuts = [float(segment.x0), *((first + second) / 2 for first, second in pairwise(middles)), float(segment.x1)]
    boxes = tuple(raster.points(x0, segment.y0, x1, segment.y1) for x0, x1 in pairwise(cuts))
    read = [letter.text if letter.text == " " or letter.certainty >= _CERTAIN else UNCLEAR for letter in letters]
    box = hull(boxes)
    size = line.em / raster.scale
    return Run(0, line.y1 / raster.scale, box[0], told_apart("".join(read)), box, size, glyphs=boxes)

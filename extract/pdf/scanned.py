"""Pages that are pictures, recognised: read level, as their tables are, and turned to where they are displayed."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from extract.pdf.engine import FAILURES, Document, Picture, picture_of
from extract.pdf.ink import Point
from extract.pdf.page import Page, read_page
from extract.scan import RESOLUTION
from extract.sheet import Box, Cell, Fault, Line, Place, Row

__all__ = ["Scanned", "Turn", "displayed", "displayed_faults", "read_scanned"]

_MOST_PIXELS = 40_000_000
"""A0 at 150 dpi has 35 million. Larger pages are taken at a lower resolution."""

_COARSEST = 100
"""Dots per inch. Below this a line of 10 pt type is 14 pixels high, and kanji run together."""

_UNCLEAR = "\N{REPLACEMENT CHARACTER}"
"""What recognition leaves for a character that it can't tell."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The turn from a level page to the page as displayed, by degrees clockwise, about the middle of each (points)."""

    level: Point
    shown: Point
    angle: float

    @classmethod
    def of(cls, width: float, height: float, angle: float) -> Turn:
        """Return the turn of a level page of this size, shown on its side where the angle says so."""
        level = width / 2, height / 2
        return cls(level, level[::-1] if round(angle / 90) % 2 else level, angle)

    def place(self, place: Place) -> Place:
        """Return where something stands on the page as displayed: the smallest upright box around the turned one."""
        if place.box is None:
            return place
        box = place.box
        xs, ys = zip(*(self._point(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)), strict=True)
        return replace(place, box=Box(min(xs), min(ys), max(xs), max(ys)))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        sine, cosine = math.sin(math.radians(self.angle)), math.cos(math.radians(self.angle))
        across, down = x - self.level[0], y - self.level[1]
        return self.shown[0] + across * cosine - down * sine, self.shown[1] + across * sine + down * cosine


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page as recognised, level, and its turn to the page as displayed."""

    page: Page
    turn: Turn


def read_scanned(document: Document, number: int) -> Scanned:
    """Return page `number` (from 1) as recognised from its picture, level; without text where it shows none.

    Faults: those of a page with text, `text_recognised` for the page, `text_unclear` for every line with characters that
    could not be told (U+FFFD), `page_too_complex` where the page is too large, `page_unreadable`. Needs the packages of
    the extra `ocr`.
    """
    from extract.scan.page import read_scan  # noqa: PLC0415 - loads OpenCV, ONNX Runtime and the model
    from extract.scan.recogniser import recogniser  # noqa: PLC0415

    picture = _picture(document, number)
    if isinstance(picture, Fault):
        return Scanned(Page(number, 0.0, 0.0, (), (picture,)), Turn.of(0.0, 0.0, 0.0))
    scan = read_scan(picture, recogniser())
    page = read_page(scan.ink, number)
    turn = Turn.of(page.width, page.height, scan.angle)
    return Scanned(replace(page, faults=(*_doubts(page), *page.faults)), turn)


def displayed(rows: Iterable[Row], turns: Mapping[int, Turn], others: Collection[int]) -> tuple[Row, ...]:
    """Return rows with their places on the pages as displayed, and what was recognised marked as such.

    `turns` are those of the pages that were recognised here, `others` the pages whose text another program recognised.
    """
    if not turns and not others:
        return tuple(rows)
    return tuple(_row(row, turns, others) for row in rows)


def displayed_faults(faults: Iterable[Fault], turns: Mapping[int, Turn]) -> tuple[Fault, ...]:
    """Return faults with their places on the pages as displayed."""
    return tuple(
        replace(fault, place=_place(fault.place, turns)) if fault.place is not None else fault for fault in faults
    )


def _row(row: Row, turns: Mapping[int, Turn], others: Collection[int]) -> Row:
    cells = tuple(_cell(cell, turns, others) for cell in row.cells)
    continued = tuple(_place(place, turns) for place in row.continued)
    return replace(row, cells=cells, place=_place(row.place, turns), continued=continued)


def _cell(cell: Cell, turns: Mapping[int, Turn], others: Collection[int]) -> Cell:
    lines = tuple(
        replace(line, place=_place(line.place, turns), recognised=line.place.page in turns or line.place.page in others)
        for line in cell.lines
    )
    continued = tuple(_place(place, turns) for place in cell.continued)
    return replace(cell, lines=lines, place=_place(cell.place, turns), continued=continued)


def _place(place: Place, turns: Mapping[int, Turn]) -> Place:
    turn = turns.get(place.page or 0)
    return place if turn is None else turn.place(place)


def _picture(document: Document, number: int) -> Picture | Fault:
    place = Place(page=number)
    try:
        page = document.load_page(number - 1)
        dots = min(RESOLUTION, 72 * math.sqrt(_MOST_PIXELS / (page.rect.width * page.rect.height)))
        if dots < _COARSEST:
            return Fault("page_too_complex", "the page is too large to be recognised", place)
        return picture_of(page, dots / 72)
    except FAILURES as error:
        return Fault("page_unreadable", f"the engine gives up on the page: {error}", place)


def _doubts(page: Page) -> Iterator[Fault]:
    """Yield that the page was recognised, and every line of which a character could not be told."""
    lines = list(_lines(page))
    if lines:
        letters = sum(len(line.text) for line in lines)
        unclear = sum(line.text.count(_UNCLEAR) for line in lines)
        message = f"the text is recognised from a picture: {letters} characters, {unclear} of them could not be told"
        yield Fault("text_recognised", message, Place(page=page.number))
    yield from (Fault("text_unclear", line.text, line.place) for line in lines if _UNCLEAR in line.text)


def _lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        if isinstance(block, Row):
            yield from block.lines()
        else:
            yield from (line for _, lines in block.cells for line in lines)

"""Where the shown records stand in their source: boxes on the pages of a PDF, pieces of the lines of a text dump."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.sheet import Box, Place
from hyokasho.review.sources import LINE_END, PageSize, TextPart
from parsers.records import Placed

__all__ = ["Boxed", "Line", "Mark", "Piece", "Sheet", "mark_of", "on_lines", "on_pages", "place_of"]

THINNEST = 4.0
"""Points. A box is drawn at least this wide and high, so that it can be seen and pointed at."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A shown record (`key` names its element) and its place; `look` says how it was read."""

    key: str
    look: str
    page: int | None
    box: Box | None
    start: int | None
    end: int | None

    @property
    def placed(self) -> bool:
        """Say whether it can be shown on the source."""
        return self.box is not None or (self.start is not None and self.end is not None)


@dataclass(frozen=True, slots=True)
class Boxed:
    """A mark on a page: its box there, in points."""

    mark: Mark
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page with the marks on it, the large ones first: the small ones lie on top and can be pointed at."""

    size: PageSize
    boxes: tuple[Boxed, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that the same marks cover, the longest first."""

    text: str
    marks: tuple[Mark, ...]

    @property
    def keys(self) -> str:
        """The keys of its marks, a space between them."""
        return " ".join(mark.key for mark in self.marks)

    @property
    def looks(self) -> str:
        """Classes that say how its marks were read, each once."""
        return " ".join(dict.fromkeys(f"is-{mark.look}" for mark in self.marks))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text dump: its number in the file, from 1."""

    number: int
    pieces: tuple[Piece, ...]


def mark_of(key: str, record: Placed, look: str) -> Mark:
    """Return the mark of a record."""
    place = place_of(record)
    return Mark(key, look, place.page, place.box, place.start, place.end)


def place_of(record: Placed) -> Place:
    """Return where a record stands."""
    x0, y0, x1, y1 = record.x0, record.y0, record.x1, record.y1
    box = None if x0 is None or y0 is None or x1 is None or y1 is None else Box(x0, y0, x1, y1)
    return Place(record.page, box, record.char_start, record.char_end)


def on_pages(sizes: Sequence[PageSize], marks: Iterable[Mark]) -> tuple[Sheet, ...]:
    """Return the pages with the marks on them."""
    by_page: dict[int, list[Boxed]] = {size.number: [] for size in sizes}
    for mark in marks:
        if mark.page in by_page and mark.box is not None:
            by_page[mark.page].append(_boxed(mark, mark.box))
    return tuple(
        Sheet(size, tuple(sorted(by_page[size.number], key=lambda one: -one.width * one.height))) for size in sizes
    )


def _boxed(mark: Mark, box: Box) -> Boxed:
    width, height = max(THINNEST, box.x1 - box.x0), max(THINNEST, box.y1 - box.y0)
    return Boxed(mark, round(box.x0, 1), round(box.y0, 1), round(width, 1), round(height, 1))


def on_lines(part: TextPart, marks: Iterable[Mark]) -> tuple[Line, ...]:
    """Return the lines of a text with the marks on them; its time grows with the text and the marks, not their product."""
    pieces = _pieces(part, _spans(part, marks))
    return tuple(_lines(pieces, part.first_line))


def _spans(part: TextPart, marks: Iterable[Mark]) -> list[tuple[int, int, Mark]]:
    """Return the marks that lie in the text, with their offsets in it."""
    last = len(part.text)
    found = []
    for mark in marks:
        if mark.start is not None and mark.end is not None:
            start, end = max(0, mark.start - part.start), min(last, mark.end - part.start)
            if start < end:
                found.append((start, end, mark))
    return found


def _pieces(part: TextPart, spans: Sequence[tuple[int, int, Mark]]) -> Iterator[Piece]:
    """Cut the text where a mark begins or ends."""
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, (start, end, _) in enumerate(spans):
        begins.setdefault(start, []).append(number)
        ends.setdefault(end, []).append(number)
    active: dict[int, Mark] = {}
    at = 0
    for cut in sorted({*begins, *ends, len(part.text)}):
        if cut > at:
            order = sorted(active, key=lambda number: (spans[number][0] - spans[number][1], number))
            yield Piece(part.text[at:cut], tuple(spans[number][2] for number in order))
        for number in ends.get(cut, ()):
            active.pop(number)
        active.update((number, spans[number][2]) for number in begins.get(cut, ()))
        at = cut


def _lines(pieces: Iterable[Piece], number: int) -> Iterator[Line]:
    """Cut the pieces at the ends of lines."""
    held: list[Piece] = []
    for piece in pieces:
        first, *others = LINE_END.split(piece.text)
        held += [Piece(first, piece.marks)] if first else []
        for text in others:
            yield Line(number, tuple(held))
            number += 1
            held = [Piece(text, piece.marks)] if text else []
    if held:
        yield Line(number, tuple(held))

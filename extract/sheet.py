"""The shape that every source gets: an ordered list of rows of cells, each with its place.

A ruled PDF table, a Markdown or HTML table, tab-separated lines: rows of several cells. A line of prose: a row of one
cell. Nested tables and HTML inside a cell become the cell's lines. So one parser serves every input.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["CONTROLS", "Box", "Cell", "Fault", "Line", "Place", "Row", "Sheet"]

CONTROLS = {
    ("checkbox", True): "\N{BALLOT BOX WITH CHECK}",
    ("checkbox", False): "\N{BALLOT BOX}",
    ("radio", True): "\N{CIRCLED BULLET}",
    ("radio", False): "\N{MEDIUM WHITE CIRCLE}",
}
"""The one character that stands in a line's text for a form control of the source: (type, checked) → ☑ ☐ ⦿ ⚪.

What the control means is for `normalize` to say: in damaged dumps a radio button is often a misread printed circle."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as displayed (after rotation and cropping): points, origin top left, x0 ≤ x1, y0 ≤ y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    def hull(self, other: Box) -> Box:
        """Return the smallest box that holds both."""
        return Box(min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1))


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in its source.

    In a PDF: `page` (from 1) and `box`. In a text dump: `start` and `end`, half-open, in code points of the decoded
    text before any normalization. The other pair is None.
    """

    page: int | None = None
    box: Box | None = None
    start: int | None = None
    end: int | None = None

    @staticmethod
    def hull(places: Iterable[Place]) -> Place:
        """Return the one place that holds all the given ones; over several pages, the part on the first of them.

        Raises ValueError when nothing is given.
        """
        found = list(places)
        if not found:
            message = "no place to join"
            raise ValueError(message)
        starts = [place.start for place in found if place.start is not None]
        ends = [place.end for place in found if place.end is not None]
        pages = [place.page for place in found if place.page is not None]
        page = min(pages, default=None)
        box: Box | None = None
        for place in found:
            if place.page == page and place.box is not None:
                box = place.box if box is None else box.hull(place.box)
        return Place(page, box, min(starts, default=None), max(ends, default=None))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as a reader sees it: markup removed, entities replaced, otherwise as printed.

    `offsets` holds the source offset of every character of `text`. It is None where the text is a verbatim slice of
    the source beginning at `place.start`, and in PDF, where `place` is the box of the line. `recognised` says that the
    text was recognised from a picture, whoever did it: no value in it is more than inferred.
    """

    text: str
    place: Place
    offsets: tuple[int, ...] | None = None
    recognised: bool = False

    def part(self, start: int, end: int) -> Line:
        """Return the line made of characters `start` to `end` (half-open, within the text) with its own place."""
        text = self.text[start:end]
        if self.place.start is None:
            return Line(text, self.place, recognised=self.recognised)
        if self.offsets is None:
            return Line(text, Place(start=self.place.start + start, end=self.place.start + start + len(text)))
        offsets = self.offsets[start:end]
        if not offsets:
            edge = self.offsets[start] if start < len(self.offsets) else self.place.end
            return Line("", Place(start=edge, end=edge))
        last = self.place.end if end >= len(self.text) else self.offsets[end]
        return Line(text, Place(start=offsets[0], end=last), offsets)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines in reading order, where it stands, and what it spans.

    `column` is the cell's first column in the grid of its table, from 0. A position that another cell's span covers
    holds no `Cell` at all; a cell that is printed and empty is a `Cell` without lines. `continued` holds the places of
    the pieces that page breaks cut off, in order; `place` is the first piece, and each line keeps its own place.
    """

    lines: tuple[Line, ...]
    place: Place
    column: int = 0
    row_span: int = 1
    col_span: int = 1
    continued: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        """The lines, joined by line breaks."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, from left to right; one cell alone for a line of prose.

    `table` numbers the tables of the Sheet from 1 (None for prose). `heading` is the level (1–6) that the source's own
    markup gives the line (Markdown #, HTML h1–h6), None elsewhere: a hint only, dumps get levels wrong. `gap` says
    that blank space (an empty line, an HTML block's edge, a wide vertical gap) stands before the row. `furniture` says
    that the row belongs to the pages, not to the text: a page number, a running header or footer, the titles of a table
    printed anew, the navigation of a web site; it never is a value. `continued` holds the places of the row's pieces
    behind page breaks, in order. `page_head` says that a line of a dump begins its page as most others begin: a running
    title, or the label of an entry.
    """

    cells: tuple[Cell, ...]
    place: Place
    table: int | None = None
    heading: int | None = None
    gap: bool = False
    furniture: bool = False
    continued: tuple[Place, ...] = ()
    page_head: bool = False

    @property
    def text(self) -> str:
        """The texts of the cells, joined by tabs."""
        return "\t".join(cell.text for cell in self.cells)

    @property
    def last_page(self) -> int | None:
        """The page on which the row ends; None in a text dump."""
        return (self.continued or (self.place,))[-1].page

    def lines(self) -> Iterator[Line]:
        """Yield the lines of all cells, cell by cell."""
        for cell in self.cells:
            yield from cell.lines


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a reader could not read or had to guess; becomes a row of `issues`. `place` is None for the whole."""

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One source as rows of cells, in reading order.

    `media_type` is what the bytes are (text/plain, text/html, text/csv, application/pdf), `reader` the engine and its version,
    `pages` the number of pages (None where there are none), `encoding` and `length` (code points of the decoded text)
    are None for PDF.
    """

    rows: tuple[Row, ...]
    media_type: str
    reader: str
    pages: int | None = None
    encoding: str | None = None
    length: int | None = None
    faults: tuple[Fault, ...] = ()

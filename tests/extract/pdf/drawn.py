"""PDFs drawn on the spot, so that every expected value can be read off the drawing commands."""

from __future__ import annotations

import pymupdf

from extract.pdf import read_pdf
from extract.sheet import Sheet

__all__ = ["Drawing"]

A4 = (595.0, 842.0)


class Drawing:
    """A PDF in the making: pages, text at a baseline, strokes, filled bars. Points, origin top left."""

    def __init__(self, width: float = A4[0], height: float = A4[1]) -> None:
        self.document = pymupdf.open()
        self.size = (width, height)
        self.page = self.turn_page()

    def turn_page(self) -> pymupdf.Page:
        width, height = self.size
        self.page = self.document.new_page(width=width, height=height)
        return self.page

    def text(self, x: float, y: float, text: str, size: float = 10, **options: object) -> None:
        """Write text whose baseline begins at (x, y)."""
        self.page.insert_text((x, y), text, fontname="japan", fontsize=size, **options)

    def line(self, x0: float, y0: float, x1: float, y1: float, **options: object) -> None:
        self.page.draw_line((x0, y0), (x1, y1), width=0.5, **options)

    def bar(self, x0: float, y0: float, x1: float, y1: float, fill: tuple[float, ...] = (0, 0, 0)) -> None:
        self.page.draw_rect((x0, y0, x1, y1), color=None, fill=fill)

    def box(self, x0: float, y0: float, x1: float, y1: float, **options: object) -> None:
        self.page.draw_rect((x0, y0, x1, y1), width=0.5, **options)

    def grid(self, xs: list[float], ys: list[float]) -> None:
        """Stroke all lines of a grid without merged cells."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    def bytes(self) -> bytes:
        return self.document.tobytes(deflate=True)

    def read(self) -> Sheet:
        return read_pdf(self.bytes())

    def tables(self) -> dict[int, list[list[tuple[str, int, int, int]]]]:
        """Text, column, row span and column span of each cell, row by row, by the number of the table."""
        found: dict[int, list[list[tuple[str, int, int, int]]]] = {}
        for row in self.read().rows:
            if row.table is not None:
                cells = [(cell.text, cell.column, cell.row_span, cell.col_span) for cell in row.cells]
                found.setdefault(row.table, []).append(cells)
        return found

"""A page with what was found on it drawn over it, to be looked at: cells, lines of text, furniture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from extract.errors import UsageError
from extract.pdf.document import read_pdf
from extract.pdf.engine import open_pdf
from extract.pdf.pages import EngineName
from extract.sheet import Box, Row, Sheet

__all__ = ["draw_page"]

_ZOOM = 2.0
"""Pixels a point: at 144 dpi the small type of forms can be read."""

_CELL, _LINE, _FURNITURE, _CONTINUED = (0.85, 0.1, 0.1), (0.1, 0.4, 0.9), (0.5, 0.5, 0.5), (0.9, 0.5, 0.0)


def draw_page(data: bytes, number: int, engine: EngineName = "pymupdf") -> bytes:
    """Return page `number` (from 1) as PNG: cells framed in red, their rest from the page before in orange, lines of
    text underlaid in blue, furniture in grey.

    Raises what `read_pdf` raises, and UsageError where there is no such page.
    """
    sheet = read_pdf(data, engine)
    if not 1 <= number <= (sheet.pages or 0):
        message = f"page {number}: the file has {sheet.pages} pages"
        raise UsageError(message)
    with closing(open_pdf(data)) as document:
        page: Any = document.load_page(number - 1)
        shape = page.new_shape()
        for box, color, filled in _boxes(sheet, number):
            shape.draw_rect(tuple(_unturned(page, box)))
            shape.finish(color=color, fill=color if filled else None, fill_opacity=0.15, width=0 if filled else 0.8)
        shape.commit()
        png: bytes = page.get_pixmap(dpi=round(72 * _ZOOM)).tobytes("png")
    return png


def _unturned(page: Any, box: Box) -> tuple[float, float, float, float]:  # noqa: ANN401 - a page of the engine
    """Return a box in the coordinates in which the engine draws: before rotation."""
    a, b, c, d, e, f = page.derotation_matrix
    xs = (a * box.x0 + c * box.y0 + e, a * box.x1 + c * box.y1 + e)
    ys = (b * box.x0 + d * box.y0 + f, b * box.x1 + d * box.y1 + f)
    return min(xs), min(ys), max(xs), max(ys)


def _boxes(sheet: Sheet, page: int) -> Iterator[tuple[Box, tuple[float, ...], bool]]:
    """Yield what stands on a page: box, colour, and whether it is filled."""
    for row in sheet.rows:
        for cell in row.cells:
            for number, place in enumerate((cell.place, *cell.continued)):
                if place.page == page and place.box is not None and row.table is not None:
                    yield place.box, _color(row, continued=number > 0), False
            for line in cell.lines:
                if line.place.page == page and line.place.box is not None:
                    yield line.place.box, _FURNITURE if row.furniture else _LINE, True


def _color(row: Row, *, continued: bool) -> tuple[float, ...]:
    return _FURNITURE if row.furniture else _CONTINUED if continued else _CELL

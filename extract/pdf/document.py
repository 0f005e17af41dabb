"""A whole PDF: opened, checked, read page by page, and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from extract.errors import DamagedPdf, Empty, NeedsOcr, NotAPdf, TooLarge
from extract.pdf.engine import open_pdf
from extract.pdf.furniture import marked
from extract.pdf.halves import without_halves
from extract.pdf.ink import Ink
from extract.pdf.page import Page
from extract.pdf.pages import EngineName, Pages
from extract.pdf.tables import assembled
from extract.sheet import Fault, Place, Sheet

__all__ = ["page_count", "read_pdf"]

_HEADER = b"%PDF-"

_HEADER_WITHIN = 1024
"""Bytes. Where viewers look for the header (Adobe PDF Reference 1.7, appendix H, implementation note 13)."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One page as read. A page of pictures shows something, but no text; a blank one nothing but rulings."""

    kind: Literal["text", "pictures", "blank", "unread"]
    page: Page


def page_count(data: bytes) -> int:
    """Return the number of pages without reading any. Raises as `read_pdf` does where the file does not open."""
    with closing(open_pdf(data)) as document:
        return document.page_count


def read_pdf(data: bytes, engine: EngineName = "pymupdf") -> Sheet:
    """Read a PDF into rows of cells: ruled tables cell by cell, all other text line by line.

    `engine` reads its pages; what it does not do well on a page the other one reads, and a Fault says so.

    Every Cell, Line and Row has page (from 1) and box; a cell of a table has the box between its walls. Tables and cells
    that go on behind a page break are joined. Running headers, footers, page numbers and titles of tables printed anew
    are rows marked as furniture. The pages are read one after the other and only their text is kept. Faults:
    `repaired_file`, `page_without_text`, `page_unreadable`, `page_too_complex`, `page_damaged`, `invisible_text`,
    `hidden_text`, `unmapped_characters`, `irregular_cell`, `overlapping_lines`, `row_rejoined`, `second_engine`.

    Raises Empty (no bytes, or pages that show nothing), NotAPdf, Encrypted, DamagedPdf (no page can be read),
    NeedsOcr (no page has text, some show pictures), TooLarge (too many pages, or none but over-complex ones).
    """
    _check_header(data)
    with closing(open_pdf(data)) as document, closing(Pages(document, data, engine)) as pages:
        repaired = document.is_repaired
        readings = [_reading(*pages.read(number)) for number in range(1, document.page_count + 1)]
        reader = pages.reader
    _check_readable(readings, repaired)
    sheet = assembled(without_halves(marked([reading.page for reading in readings])))
    return Sheet(
        rows=sheet.rows,
        media_type="application/pdf",
        reader=reader,
        pages=len(readings),
        faults=(*_faults(readings, repaired), *sheet.faults),
    )


def _check_header(data: bytes) -> None:
    if not data or data.isspace():
        message = "the file holds nothing"
        raise Empty(message)
    if _HEADER not in data[:_HEADER_WITHIN]:
        message = f"no {_HEADER.decode()} within the first {_HEADER_WITHIN} bytes"
        raise NotAPdf(message)


def _reading(ink: Ink | None, page: Page) -> _Reading:
    if ink is None:
        return _Reading("unread", page)
    return _Reading("text" if page.has_text else "pictures" if ink.pictured else "blank", page)


def _check_readable(readings: Sequence[_Reading], repaired: bool) -> None:
    """Raise what is wrong with a file of which no page has text."""
    kinds = {reading.kind for reading in readings}
    codes = {fault.code for reading in readings for fault in reading.page.faults}
    if "text" in kinds:
        return
    if "pictures" in kinds:
        message = "its pages show pictures, but hold no text"
        raise NeedsOcr(message)
    if "page_too_complex" in codes and not codes - {"page_too_complex"}:
        message = "its pages are too complex to read"
        raise TooLarge(message)
    if "unread" in kinds or "page_damaged" in codes or repaired:
        message = "no text is left on its pages"
        raise DamagedPdf(message)
    message = "its pages are blank"
    raise Empty(message)


def _faults(readings: Sequence[_Reading], repaired: bool) -> Iterator[Fault]:
    if repaired:
        yield Fault("repaired_file", "the file is damaged: pages, or parts of pages, may be missing")
    for number, reading in enumerate(readings, start=1):
        if reading.kind == "pictures":
            yield Fault("page_without_text", "the page shows pictures, but holds no text", Place(page=number))
        yield from reading.page.faults

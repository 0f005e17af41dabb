"""A whole PDF: opened, checked, read page by page, and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

from extract.errors import DamagedPdf, Empty, NeedsOcr, NotAPdf, TooLarge
from extract.pdf.engine import READER, Document, open_pdf
from extract.pdf.furniture import PageSide, marked
from extract.pdf.mupdf import read_ink
from extract.pdf.page import read_page
from extract.sheet import Fault, Place, Row, Sheet

__all__ = ["page_count", "read_pdf"]

_HEADER = b"%PDF-"

_HEADER_WITHIN = 1024
"""Bytes. Where viewers look for the header (Adobe PDF Reference 1.7, appendix H, implementation note 13)."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One page as read. A page of pictures shows something, but no text; a blank one nothing but rulings."""

    kind: Literal["text", "pictures", "blank", "unread"]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    height: float = 0.0


def page_count(data: bytes) -> int:
    """Return the number of pages without reading any. Raises as `read_pdf` does where the file does not open."""
    with closing(open_pdf(data)) as document:
        return document.page_count


def read_pdf(data: bytes) -> Sheet:
    """Read a PDF into rows of cells: ruled tables cell by cell, all other text line by line.

    Every Cell, Line and Row has page (from 1) and box; a cell of a table has the box between its walls. Running headers,
    footers and page numbers are rows marked as furniture. The pages are read one after the other and only their rows
    are kept. Faults: `repaired_file`, `page_without_text`,
    `page_unreadable`, `page_too_complex`, `page_damaged`, `invisible_text`, `hidden_text`, `unmapped_characters`,
    `irregular_cell`, `overlapping_lines`.

    Raises Empty (no bytes, or pages that show nothing), NotAPdf, Encrypted, DamagedPdf (no page can be read),
    NeedsOcr (no page has text, some show pictures), TooLarge (too many pages, or none but over-complex ones).
    """
    _check_header(data)
    with closing(open_pdf(data)) as document:
        repaired = document.is_repaired
        readings = list(_readings(document))
    _check_readable(readings, repaired)
    pages = marked([PageSide(reading.rows, reading.height) for reading in readings])
    return Sheet(
        rows=tuple(row for page in pages for row in page),
        media_type="application/pdf",
        reader=READER,
        pages=len(readings),
        faults=tuple(_faults(readings, repaired)),
    )


def _check_header(data: bytes) -> None:
    if not data or data.isspace():
        message = "the file holds nothing"
        raise Empty(message)
    if _HEADER not in data[:_HEADER_WITHIN]:
        message = f"no {_HEADER.decode()} within the first {_HEADER_WITHIN} bytes"
        raise NotAPdf(message)


def _readings(document: Document) -> Iterator[_Reading]:
    """Yield the pages in order, each with the tables numbered on from the page before."""
    tables = 0
    for number in range(1, document.page_count + 1):
        ink = read_ink(document, number)
        if isinstance(ink, Fault):
            yield _Reading("unread", (), (ink,))
            continue
        page = read_page(ink, number, tables + 1)
        tables += page.tables
        if any(row.text.strip() for row in page.rows):
            yield _Reading("text", page.rows, page.faults, ink.height)
        else:
            yield _Reading("pictures" if ink.pictured else "blank", page.rows, page.faults, ink.height)


def _check_readable(readings: Sequence[_Reading], repaired: bool) -> None:
    """Raise what is wrong with a file of which no page has text."""
    kinds = {reading.kind for reading in readings}
    codes = {fault.code for reading in readings for fault in reading.faults}
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
        yield from reading.faults

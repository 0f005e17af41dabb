"""A whole PDF: opened, checked, read page by page, and judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal

from extract.errors import DamagedPdf, Empty, NeedsOcr, NotAPdf, NoText, TooLarge
from extract.pdf.engine import Document, open_pdf
from extract.pdf.furniture import marked
from extract.pdf.halves import without_halves
from extract.pdf.ink import Ink
from extract.pdf.page import Page
from extract.pdf.pages import EngineName, Pages
from extract.pdf.scanned import Scanned, displayed, displayed_faults, read_scanned
from extract.pdf.tables import assembled
from extract.scan import MAX_SCANNED, available, engine_version
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


def read_pdf(data: bytes, engine: EngineName = "pymupdf", *, recognise: bool = True) -> Sheet:
    """Read a PDF into rows of cells: ruled tables cell by cell, all other text line by line.

    `engine` reads its pages; what it does not do well on a page the other one reads, and a Fault says so.

    Every Cell, Line and Row has page (from 1) and box; a cell of a table has the box between its walls. Tables and cells
    that go on behind a page break are joined. Running headers, footers, page numbers and titles of tables printed anew
    are rows marked as furniture. The pages are read one after the other and only their text is kept. Pages that show
    pictures and hold no text are recognised (`extract.scan`) where the packages for it are installed, up to MAX_SCANNED of
    them, unless `recognise` is false. Faults:
    `repaired_file`, `page_without_text`, `page_unreadable`, `page_too_complex`, `page_damaged`, `invisible_text`,
    `hidden_text`, `unmapped_characters`, `irregular_cell`, `overlapping_lines`, `row_rejoined`, `second_engine`,
    `text_struck_out`, `text_recognised`, `text_unclear`.

    Raises Empty (no bytes, or pages that show nothing), NotAPdf, Encrypted, DamagedPdf (no page can be read),
    NeedsOcr (no page has text, some show pictures), NoText (recognised, and still no text), TooLarge (too many pages,
    or none but over-complex ones).
    """
    _check_header(data)
    with closing(open_pdf(data)) as document, closing(Pages(document, data, engine)) as pages:
        repaired = document.is_repaired
        readings = [_reading(*pages.read(number)) for number in range(1, document.page_count + 1)]
        reader = pages.reader
        recognise = recognise and available()
        scans = _scans(document, readings) if recognise else {}
    readings = [_recognised(reading, scans) for reading in readings]
    _check_readable(readings, repaired, recognise)
    sheet = assembled(without_halves(marked([reading.page for reading in readings])))
    turns = {scan.page.number: scan.turn for scan in scans.values() if scan.page.has_text}
    return Sheet(
        rows=displayed(sheet.rows, turns, _recognised_by_others(readings)),
        media_type="application/pdf",
        reader=f"{reader}; {engine_version()}" if turns else reader,
        pages=len(readings),
        faults=displayed_faults((*_faults(readings, repaired), *sheet.faults), turns),
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


def _scans(document: Document, readings: Sequence[_Reading]) -> dict[int, Scanned]:
    """Return the first pages that are pictures as recognised, by number."""
    pictures = [reading.page.number for reading in readings if reading.kind == "pictures"]
    return {number: read_scanned(document, number) for number in pictures[:MAX_SCANNED]}


def _recognised(reading: _Reading, scans: Mapping[int, Scanned]) -> _Reading:
    """Return a page as it was recognised; as it was, where no text was told in its picture."""
    scan = scans.get(reading.page.number)
    if scan is None:
        return reading
    if scan.page.has_text:
        return _Reading("text", scan.page)
    return replace(reading, page=replace(reading.page, faults=(*reading.page.faults, *scan.page.faults)))


def _recognised_by_others(readings: Sequence[_Reading]) -> frozenset[int]:
    """Return the pages whose text is the invisible layer that a program of the scanner has left."""
    return frozenset(
        reading.page.number
        for reading in readings
        if any(fault.code == "invisible_text" for fault in reading.page.faults)
    )


def _check_readable(readings: Sequence[_Reading], repaired: bool, recognised: bool) -> None:
    """Raise what is wrong with a file of which no page has text."""
    kinds = {reading.kind for reading in readings}
    codes = {fault.code for reading in readings for fault in reading.page.faults}
    if "text" in kinds:
        return
    if "pictures" in kinds and recognised:
        message = "its pages show pictures; no text could be told in them"
        raise NoText(message)
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

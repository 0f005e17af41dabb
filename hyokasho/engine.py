"""One source from bytes to records: the two stages before the tables, in one call."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from extract.errors import SourceError
from extract.read import PDF_MAGIC_WITHIN, read
from extract.scan import available, engine_version
from hyokasho.fingerprint import PAGES, SCAN
from hyokasho.reading import Engine, Reading

if TYPE_CHECKING:
    from extract.pdf import EngineName

__all__ = ["ENGINE", "count_pages", "engine_of", "read_source"]


def read_source(
    data: bytes, name: str, source_id: str, engine: EngineName = "pymupdf", *, recognise: bool = True
) -> Reading:
    """Read a source with the readers and parsers of this project, the pages of a PDF by `engine`.

    With `recognise`, pages that are pictures are recognised where the packages of the extra `ocr` are installed. Raises
    SourceError where it can't be opened.
    """
    from parsers.parse import parse  # noqa: PLC0415 - what drives a run reads nothing itself

    sheet = read(data, name, engine, recognise=recognise)
    return Reading(parse(sheet, source_id), sheet.media_type, sheet.reader, sheet.pages, sheet.encoding)


def count_pages(data: bytes) -> int | None:
    """Return the number of pages of a PDF; None for anything else and for what can't be opened."""
    if b"%PDF-" not in data[:PDF_MAGIC_WITHIN]:
        return None
    from extract.pdf import page_count  # noqa: PLC0415 - loads the PDF engine, which text dumps can do without

    try:
        return page_count(data)
    except SourceError:
        return None


def _choices(name: EngineName) -> dict[str, str]:
    """Return what beside code and data decides what is read: the engine of PDFs, the release that recognises scans."""
    scan = {SCAN: engine_version()} if available() else {}
    return {PAGES: name, **scan}


ENGINE = Engine(read_source, count_pages, _choices("pymupdf"))
"""The readers and parsers of this project."""


def engine_of(name: EngineName, *, recognise: bool = True) -> Engine:
    """Return the readers and parsers of this project with an engine of choice for the pages of PDFs."""
    if name == "pymupdf" and recognise:
        return ENGINE
    return Engine(partial(read_source, engine=name, recognise=recognise), count_pages, _choices(name))

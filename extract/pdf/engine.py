"""The MuPDF engine and its limits: opening a file, telling what is wrong with it, refusing what would stop a run.

JavaScript is never run: nothing in PyMuPDF switches it on. MuPDF's own messages go nowhere; what matters in them
becomes a Fault.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, Protocol, TypedDict

import pymupdf

from extract.errors import DamagedPdf, Encrypted, NotAPdf, TooLarge
from extract.pdf.ink import Corners

__all__ = [
    "FAILURES",
    "MAX_CHARACTERS",
    "MAX_CONTENT",
    "MAX_PAGES",
    "READER",
    "Character",
    "Document",
    "Page",
    "Path",
    "Rectangle",
    "Span",
    "TextPage",
    "content_length",
    "open_pdf",
    "warnings_since",
]

READER = f"pymupdf {pymupdf.VersionBind}"

MAX_PAGES = 5_000
"""Pages of one file. Printed papers of a council stay below 1,000; a made file can claim a million pages in 1 KB."""

MAX_CONTENT = 4 << 20
"""Bytes of one page's drawing instructions, unpacked. A busy form has 0.1 MB; a million rectangles (30 MB) cost the
engine 15 s and 1.2 GiB."""

MAX_CHARACTERS = 100_000
"""Characters of one page. A page full of 8 pt type holds 7,000; each costs about 600 bytes while the page is read."""

FAILURES = (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase)
"""What PyMuPDF raises on a broken file. To be caught around the engine's calls only, never around our own code."""

_engine: Any = pymupdf  # the package marks itself as typed, but its functions carry no hints
_engine.TOOLS.mupdf_display_errors(False)
_engine.TOOLS.mupdf_display_warnings(False)


class Character(TypedDict):
    """One character of a text page."""

    c: str
    bbox: Corners


class Span(TypedDict):
    """Characters of one font, size and colour on one line of a text page."""

    size: float
    char_flags: int
    alpha: int
    origin: tuple[float, float]
    bbox: Corners
    chars: list[Character]


class Path(TypedDict):
    """One painted path; the keys of strokes are there when `type` holds an s, those of fills when it holds an f."""

    type: str
    items: list[tuple[Any, ...]]
    rect: Corners
    color: tuple[float, ...]
    fill: tuple[float, ...]
    stroke_opacity: float
    fill_opacity: float
    width: float


class TextPage(Protocol):
    """The text of a page as the engine found it."""

    def extractText(self) -> str:  # noqa: N802 - the engine's name
        """Return the plain text."""

    def extractRAWDICT(self) -> dict[str, Any]:  # noqa: N802 - the engine's name
        """Return blocks of lines of spans of characters."""


class Rectangle(Protocol):
    """The page as displayed: width and height in points."""

    width: float
    height: float


class Page(Protocol):
    """One page of the engine."""

    rect: Rectangle
    rotation: int
    rotation_matrix: Sequence[float]

    def get_contents(self) -> list[int]:
        """Return the numbers of the streams that draw the page."""

    def get_textpage(self, *, clip: Rectangle, flags: int, matrix: Sequence[float]) -> TextPage:
        """Run the page for its text."""

    def get_cdrawings(self) -> list[Path]:
        """Run the page for its paths, in coordinates before rotation."""

    def get_image_info(self) -> list[Any]:
        """Run the page for its images."""


class Document(Protocol):
    """An open PDF of the engine."""

    page_count: int
    is_pdf: bool
    is_repaired: bool
    needs_pass: int

    def load_page(self, page_id: int) -> Page:
        """Return a page by its index from 0."""

    def xref_get_key(self, xref: int, key: str) -> tuple[str, str]:
        """Return type and value of a key of an object."""

    def xref_stream(self, xref: int) -> bytes | None:
        """Return the unpacked stream of an object."""

    def xref_stream_raw(self, xref: int) -> bytes | None:
        """Return the stream of an object as stored."""

    def close(self) -> None:
        """Free the engine's memory."""


def open_pdf(data: bytes) -> Document:
    """Open a PDF from its bytes; the caller closes it.

    Raises DamagedPdf (it doesn't open or holds no page), NotAPdf, Encrypted, TooLarge (more than MAX_PAGES).
    """
    warnings_since()
    try:
        document: Document = _engine.open(stream=data, filetype="pdf")
        pages = document.page_count
    except FAILURES as error:
        message = f"it does not open: {error}"
        raise DamagedPdf(message) from error
    try:
        _check(document, pages)
    except (DamagedPdf, NotAPdf, Encrypted, TooLarge):
        document.close()
        raise
    return document


def _check(document: Document, pages: int) -> None:
    if not document.is_pdf:
        message = "the bytes are another kind of document"
        raise NotAPdf(message)
    if document.needs_pass:
        message = "a password is needed"
        raise Encrypted(message)
    if pages == 0:
        message = "it opens, but no page is left in it"
        raise DamagedPdf(message)
    if pages > MAX_PAGES:
        message = f"{pages:,} pages, at most {MAX_PAGES:,} are read"
        raise TooLarge(message)


def content_length(document: Document, page: Page) -> int:
    """Return the unpacked length of a page's drawing instructions; beyond MAX_CONTENT it stops counting."""
    length = 0
    for xref in page.get_contents():
        length += _stream_length(document, xref)
        if length > MAX_CONTENT:
            break
    return length


def _stream_length(document: Document, xref: int) -> int:
    stored = document.xref_stream_raw(xref) or b""
    if len(stored) > MAX_CONTENT:
        return len(stored)
    if document.xref_get_key(xref, "Filter")[1].strip("[] ") != "/FlateDecode":
        return len(document.xref_stream(xref) or b"")
    try:
        return len(zlib.decompressobj().decompress(stored, MAX_CONTENT + 1))
    except zlib.error:
        return len(stored)  # damaged: the engine reads it as far as it goes


def warnings_since() -> str:
    """Return what the engine complained about since the last call, one message a line."""
    return str(_engine.TOOLS.mupdf_warnings(reset=True))

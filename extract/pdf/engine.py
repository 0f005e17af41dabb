"""The MuPDF engine and its limits: opening a file, telling what is wrong with it, refusing what would stop a run.

JavaScript is never run: nothing in PyMuPDF switches it on. MuPDF's own messages go nowhere; what matters in them
becomes a Fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol, TypedDict

import pymupdf

from extract.errors import DamagedPdf, Encrypted, NotAPdf, TooLarge
from extract.pdf.ink import Corners

__all__ = [
    "FAILURES",
    "MAX_CHARACTERS",
    "MAX_CONTENT",
    "MAX_PAGES",
    "READER",
    "UNTURNED",
    "Block",
    "Character",
    "Document",
    "Page",
    "Path",
    "Picture",
    "Pixmap",
    "Rectangle",
    "Span",
    "TextLine",
    "TextPage",
    "Widget",
    "draw_instead",
    "has_type3_font",
    "open_pdf",
    "picture_of",
    "warnings_since",
    "without_glyphs",
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

UNTURNED: Any = pymupdf.Identity
"""The matrix of a page without rotation, which takes the engine a while to make."""

_engine: Any = pymupdf  # the package marks itself as typed, but its functions carry no hints
_mupdf: Any = pymupdf.mupdf
_engine.TOOLS.mupdf_display_errors(False)
_engine.TOOLS.mupdf_display_warnings(False)


class Character(TypedDict):
    """One character of a text page."""

    c: str
    bbox: Corners


class Span(TypedDict):
    """Characters of one font, size and colour on one line of a text page: as `text`, or one by one in `chars`."""

    text: str
    size: float
    font: str
    color: int
    alpha: int
    char_flags: int
    origin: tuple[float, float]
    bbox: Corners
    chars: list[Character]


class TextLine(TypedDict):
    """Spans on one line of a text page, which runs in direction `dir`."""

    bbox: Corners
    dir: tuple[float, float]
    spans: list[Span]


class Block(TypedDict):
    """A block of a text page: lines of text (type 0), or one drawn shape (type 3), as its `bbox` with half its stroke
    around it. `isrect` tells a rectangle or level line from any other shape."""

    type: int
    lines: list[TextLine]
    bbox: Corners
    stroked: bool
    isrect: bool
    color: int
    alpha: int


class Path(TypedDict):
    """One painted path; the keys of strokes are there when `type` holds an s, those of fills (`even_odd`: what
    lies in two of its rectangles is not filled) when it holds an f."""

    type: str
    items: list[tuple[Any, ...]]
    rect: Corners
    color: tuple[float, ...]
    fill: tuple[float, ...]
    stroke_opacity: float
    fill_opacity: float
    even_odd: bool
    width: float


class Picture(NamedTuple):
    """A page drawn in grey: one byte a pixel, 0 black, row by row; `scale` is pixels per point."""

    samples: bytes
    width: int
    height: int
    scale: float


class TextPage(Protocol):
    """The text of a page as the engine found it; `this` is MuPDF's own record of it."""

    this: Any

    def extractDICT(self) -> dict[str, list[Block]]:  # noqa: N802 - the engine's name
        """Return blocks of lines of spans, and shapes."""

    def extractRAWDICT(self) -> dict[str, list[Block]]:  # noqa: N802 - the engine's name
        """Return the same with the characters of each span one by one."""


class Rectangle(Protocol):
    """The page as displayed: width and height in points."""

    width: float
    height: float


class Widget(Protocol):
    """A field of a form where it stands on a page; `rect` is in coordinates before rotation."""

    xref: int
    field_type: int
    field_value: object
    rect: Corners


class Pixmap(Protocol):
    """A page drawn: `samples` byte by byte, row by row without padding."""

    samples: bytes
    width: int
    height: int


class Page(Protocol):
    """One page of the engine."""

    rect: Rectangle
    rotation: int
    rotation_matrix: Sequence[float]

    def get_contents(self) -> list[int]:
        """Return the numbers of the streams that draw the page."""

    def set_contents(self, xref: int) -> None:
        """Let the page be drawn by one stream, in memory."""

    def get_xobjects(self) -> list[tuple[int, str, int, Any]]:
        """Return the forms that the page and its forms use: number, name, number of the form that uses it (0: the page)."""

    def get_textpage(self, *, clip: Rectangle, flags: int, matrix: Sequence[float]) -> TextPage:
        """Run the page for its text."""

    def get_cdrawings(self, *, callback: Callable[[Path], None]) -> None:
        """Run the page for its paths, in coordinates before rotation."""

    def widgets(self) -> Iterator[Widget]:
        """Yield the fields on the page."""

    def get_pixmap(self, *, matrix: object, colorspace: object, alpha: bool) -> Pixmap:
        """Draw the page as displayed."""

    def get_image_info(self) -> list[Any]:
        """Run the page for its images."""


class Document(Protocol):
    """An open PDF of the engine."""

    page_count: int
    is_pdf: bool
    is_repaired: bool
    needs_pass: int
    is_form_pdf: int | bool

    def load_page(self, page_id: int) -> Page:
        """Return a page by its index from 0."""

    def xref_get_key(self, xref: int, key: str) -> tuple[str, str]:
        """Return type and value of a key of an object."""

    def get_new_xref(self) -> int:
        """Return the number of a new object."""

    def update_object(self, xref: int, text: str) -> None:
        """Give an object a value, in memory."""

    def update_stream(self, xref: int, stream: bytes, *, new: bool, compress: bool) -> None:
        """Give an object a stream, in memory."""

    def xref_stream(self, xref: int) -> bytes | None:
        """Return the stream of an object, unpacked."""

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


def draw_instead(document: Document, page: Page, contents: bytes) -> None:
    """Let a page of the open document be drawn by other instructions."""
    xref = document.get_new_xref()
    document.update_object(xref, "<<>>")
    document.update_stream(xref, contents, new=True, compress=False)
    page.set_contents(xref)


def has_type3_font(document: Document) -> bool:
    """Tell whether the first page with fonts has one whose glyphs are drawing instructions."""
    for number in range(1, document.page_count + 1):
        fonts = _fonts(document, number)
        if fonts:
            return any(_is_type3(font) for font in fonts.values())
    return False


def without_glyphs(document: Document, number: int, emptied: set[int]) -> None:
    """Take the drawings from the glyphs of the Type 3 fonts of page `number` (from 1) of the open document.

    `emptied` has the numbers of fonts that are done, and gets those of this page.
    """
    for xref, font in _fonts(document, number).items():
        if xref not in emptied and _is_type3(font):
            _mupdf.pdf_dict_puts_dict(font, "CharProcs", 0)
        emptied.add(xref)


def _fonts(document: Document, number: int) -> dict[int, Any]:
    """Return the fonts that page `number` (from 1) names, by the number of the object."""
    page = _mupdf.pdf_lookup_page_obj(_engine._as_pdf_document(document), number - 1)
    named = _mupdf.pdf_dict_getp_inheritable(page, "Resources/Font")
    fonts = (_mupdf.pdf_dict_get_val(named, index) for index in range(_mupdf.pdf_dict_len(named)))
    return {_mupdf.pdf_to_num(font): font for font in fonts}


def _is_type3(font: Any) -> bool:  # noqa: ANN401 - an object of the engine
    return bool(_mupdf.pdf_to_name(_mupdf.pdf_dict_gets(font, "Subtype")) == "Type3")


def picture_of(page: Page, scale: float) -> Picture:
    """Return the page as displayed, drawn at `scale` pixels per point."""
    drawn = page.get_pixmap(matrix=_engine.Matrix(scale, scale), colorspace=_engine.csGRAY, alpha=False)
    return Picture(drawn.samples, drawn.width, drawn.height, scale)


def warnings_since() -> str:
    """Return what the engine complained about since the last call, one message a line."""
    return str(_engine.TOOLS.mupdf_warnings(reset=True))

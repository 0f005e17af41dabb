"""The pages of a PDF by one engine, and by the other where the first did not do well."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from extract.pdf.check import health
from extract.pdf.engine import READER, Document
from extract.pdf.ink import Ink
from extract.pdf.light import Light
from extract.pdf.mupdf import read_ink, too_complex
from extract.pdf.page import Page, read_page
from extract.pdf.runs import Fonts
from extract.sheet import Fault, Place

if TYPE_CHECKING:
    from extract.pdf.plumber import Plumber

__all__ = ["EngineName", "Pages"]

EngineName: TypeAlias = Literal["pymupdf", "pdfplumber"]
"""The engines, by the name of their library."""


class Pages:
    """The pages of an open document. `reader` names the engine that was asked for, and its version.

    Both engines give the same `Ink`; everything behind it is shared.
    """

    def __init__(self, document: Document, data: bytes, engine: EngineName) -> None:
        self._document = document
        self._data = data
        self._engine = engine
        self._light = Light.of(document, data) if engine == "pymupdf" else None
        self._fonts = Fonts()
        self._plumber: Plumber | None = None

    @property
    def reader(self) -> str:
        """The engine and its version."""
        return READER if self._engine == "pymupdf" else self._second().reader

    def close(self) -> None:
        """Free what the engines hold."""
        if self._light is not None:
            self._light.close()
        if self._plumber is not None:
            self._plumber.close()

    def read(self, number: int) -> tuple[Ink | None, Page]:
        """Return what stands on page `number` (from 1); without its ink where no engine can read it."""
        if self._engine == "pdfplumber":
            complex_page = too_complex(self._document, number)
            return _page(complex_page or self._second().read_ink(number), number)
        ink, page = _page(read_ink(self._document, number, self._fonts, self._light), number)
        complaint = _complaint(ink, page)
        if complaint is None:
            return ink, page
        other_ink, other = _page(self._second().read_ink(number), number)
        if other_ink is None or not _is_better(other_ink, other, ink, page):
            return ink, page
        said = Fault("second_engine", f"read by {self._second().reader}: {complaint}", Place(page=number))
        return other_ink, replace(other, faults=(*other.faults, said))

    def _second(self) -> Plumber:
        """Return the second engine; it takes time to load, and most files never need it."""
        if self._plumber is None:
            from extract.pdf.plumber import Plumber  # noqa: PLC0415

            self._plumber = Plumber(self._data)
        return self._plumber


def _page(ink: Ink | Fault, number: int) -> tuple[Ink | None, Page]:
    if isinstance(ink, Fault):
        return None, Page(number, 0.0, 0.0, (), (ink,))
    return ink, read_page(ink, number)


def _complaint(ink: Ink | None, page: Page) -> str | None:
    """Return why another engine should read a page."""
    if ink is not None:
        return health(ink, page).complaint
    return next((fault.message for fault in page.faults if fault.code == "page_unreadable"), None)


def _is_better(ink: Ink, page: Page, other_ink: Ink | None, other: Page) -> bool:
    """Tell whether a page was read better than by the other engine, and no less of it."""
    if not page.has_text:
        return False
    if other_ink is None:
        return True
    first, second = (sum(len(run.text) for run in one.runs) for one in (ink, other_ink))
    return first >= _AS_MUCH * second and health(ink, page).total < health(other_ink, other).total


_AS_MUCH = 0.9
"""Share of the first engine's characters that the second must find: one that finds few has few in wrong places."""

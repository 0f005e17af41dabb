"""One document as its page shows it: the record beside its source, or beside a notice where the source can't be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from extract.errors import CorrectionsWrong, SourceError, Unopened
from hyokasho.review.correcting import Standing, standings
from hyokasho.review.corrections_page import corrections_of
from hyokasho.review.marks import Line, Sheet, on_lines, on_pages
from hyokasho.review.pages import MOST_TEXT, Pages
from hyokasho.review.record import Origin, Review, review
from hyokasho.review.serving import Server
from hyokasho.review.sources import SourceFile

__all__ = ["Notice", "Shown", "document_page", "shown", "shown_to", "source_of"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Why the source is not, or not wholly, shown: the key of the words, and what was found in detail."""

    words: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document and its source: pages of a PDF or lines of a text, neither where a notice says why.

    `anchors` gives for the key of a record the place on the source that a link to it leads to; `standings` how the last
    correction of an item stands; `unusable` says what is wrong with the file of corrections, null when nothing is.
    `pictures` leads to the picture of a page by its number.
    """

    review: Review
    sheets: tuple[Sheet, ...]
    lines: tuple[Line, ...]
    notice: Notice | None
    anchors: Mapping[str, str]
    standings: Mapping[str, Standing] = field(default_factory=dict)
    unusable: str | None = None
    pictures: Mapping[int, str] = field(default_factory=dict)


def source_of(origin: Origin, root: Path) -> SourceFile | None:
    """Return the file of a document; null where the dataset does not say which bytes it had."""
    return None if origin.sha256 is None else SourceFile(origin.uris, origin.sha256, root)


def document_page(server: Server, request: Request) -> Response:
    """Answer with one document beside its source."""
    one = shown_to(server, request.path_params["document_id"])
    return server.page(request, "document.html", one=one, edit=f"/documents/{one.review.document.document_id}")


def shown_to(server: Server, document_id: str) -> Shown:
    """Return a document with its source and its corrections. Raises UnknownDocument."""
    one = shown(review(server.store, document_id), server.pages, server.settings.root)
    pictures = {sheet.size.number: f"/documents/{document_id}/pages/{sheet.size.number}.png" for sheet in one.sheets}
    try:
        made = corrections_of(server.settings.dataset)
    except CorrectionsWrong as error:
        return replace(one, pictures=pictures, unusable=str(error))
    own = [correction for correction in made if correction.item.document_id == document_id]
    return replace(one, pictures=pictures, standings=standings(one.review.items(), own))


def shown(one: Review, pages: Pages, root: Path) -> Shown:
    """Return a document with its source. What keeps the source from being shown becomes a notice."""
    source = source_of(one.origin, root)
    if source is None:
        return _without(one, Notice("source_unknown"))
    try:
        return _on_pages(one, pages, source) if one.origin.is_pdf else _on_lines(one, pages, source)
    except Unopened as error:
        return _without(one, Notice("source_missing", str(error)))
    except SourceError as error:
        return _without(one, Notice("source_broken", f"{error.code}: {error}"))


def _on_pages(one: Review, pages: Pages, source: SourceFile) -> Shown:
    first = one.document.page_first or 1
    last = one.document.page_last or one.origin.pages or first
    sizes = pages.sizes(source, first, last)
    sheets = on_pages(sizes, one.marks)
    notice = Notice("source_cut_pages", str(len(sizes))) if len(sizes) < last - first + 1 else None
    anchors = {boxed.mark.key: f"page-{sheet.size.number}" for sheet in sheets for boxed in sheet.boxes}
    return Shown(one, sheets, (), notice, anchors)


def _on_lines(one: Review, pages: Pages, source: SourceFile) -> Shown:
    start, end = one.document.char_start or 0, one.document.char_end
    part = pages.text(source, start, start + MOST_TEXT if end is None else end)
    lines = on_lines(part, one.marks)
    anchors: dict[str, str] = {}
    for line in lines:
        for piece in line.pieces:
            for mark in piece.marks:
                anchors.setdefault(mark.key, f"line-{line.number}")
    return Shown(one, (), lines, Notice("source_cut_text") if part.cut else None, anchors)


def _without(one: Review, notice: Notice) -> Shown:
    return Shown(one, (), (), notice, {})

"""One document as its page shows it: the record beside its source, or beside a notice where the source can't be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from extract.errors import SourceError, Unopened
from hyokasho.review.marks import Line, Sheet, on_lines, on_pages
from hyokasho.review.pages import MOST_TEXT, Pages
from hyokasho.review.record import Origin, Review
from hyokasho.review.sources import SourceFile

__all__ = ["Notice", "Shown", "shown", "source_of"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Why the source is not, or not wholly, shown: the key of the words, and what was found in detail."""

    words: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A document and its source: pages of a PDF or lines of a text, neither where a notice says why.

    `anchors` gives for the key of a record the place on the source that a link to it leads to.
    """

    review: Review
    sheets: tuple[Sheet, ...]
    lines: tuple[Line, ...]
    notice: Notice | None
    anchors: Mapping[str, str]


def source_of(origin: Origin, root: Path) -> SourceFile | None:
    """Return the file of a document; null where the dataset does not say which bytes it had."""
    return None if origin.sha256 is None else SourceFile(origin.uris, origin.sha256, root)


def shown(review: Review, pages: Pages, root: Path) -> Shown:
    """Return a document with its source. What keeps the source from being shown becomes a notice."""
    source = source_of(review.origin, root)
    if source is None:
        return _without(review, Notice("source_unknown"))
    try:
        return _on_pages(review, pages, source) if review.origin.is_pdf else _on_lines(review, pages, source)
    except Unopened as error:
        return _without(review, Notice("source_missing", str(error)))
    except SourceError as error:
        return _without(review, Notice("source_broken", f"{error.code}: {error}"))


def _on_pages(review: Review, pages: Pages, source: SourceFile) -> Shown:
    first = review.document.page_first or 1
    last = review.document.page_last or review.origin.pages or first
    sizes = pages.sizes(source, first, last)
    sheets = on_pages(sizes, review.marks)
    notice = Notice("source_cut_pages", str(len(sizes))) if len(sizes) < last - first + 1 else None
    anchors = {boxed.mark.key: f"page-{sheet.size.number}" for sheet in sheets for boxed in sheet.boxes}
    return Shown(review, sheets, (), notice, anchors)


def _on_lines(review: Review, pages: Pages, source: SourceFile) -> Shown:
    start, end = review.document.char_start or 0, review.document.char_end
    part = pages.text(source, start, start + MOST_TEXT if end is None else end)
    lines = on_lines(part, review.marks)
    anchors: dict[str, str] = {}
    for line in lines:
        for piece in line.pieces:
            for mark in piece.marks:
                anchors.setdefault(mark.key, f"line-{line.number}")
    return Shown(review, (), lines, Notice("source_cut_text") if part.cut else None, anchors)


def _without(review: Review, notice: Notice) -> Shown:
    return Shown(review, (), (), notice, {})

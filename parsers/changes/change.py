"""One change, and all of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from extract.sheet import Place

__all__ = ["ChangeRow", "Changes"]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One logical row.

    Text as printed (（省略）, —), line breaks between the cell's paragraphs, null where the cell is empty or can't be
    trusted; `changed_on` only where a day is printed. `submission` is 事前, 事後 or null. A date that a row shifted out
    of its columns holds as a spreadsheet's number is given as 2016-07-01. `page_printed` is the page that a column of the
    table names. `place` covers all pieces on the first page.
    """

    changed_on: date | None
    changed_on_printed: str | None
    item: str | None
    before: str | None
    after: str | None
    submission: str | None
    reason: str | None
    place: Place
    notes: tuple[str, ...] = ()
    page_printed: str | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a document, and where rows stand of which nothing is certain."""

    rows: tuple[ChangeRow, ...] = ()
    left_out: tuple[Place, ...] = ()

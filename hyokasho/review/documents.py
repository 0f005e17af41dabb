"""The list of documents: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, cast
from urllib.parse import urlencode

from extract.errors import UsageError
from hyokasho.review.store import Store, folded

__all__ = ["PAGE", "SORTS", "Choices", "Filter", "Found", "Listed", "choices", "filter_of", "found"]

PAGE = 50
"""Documents on a page of the list: three screens."""

SORTS: Mapping[str, str] = MappingProxyType(
    {
        "date": "document_date",
        "title": "title",
        "organisation": "organisation",
        "type": "document_type",
        "coverage": "coverage",
        "issues": "issues",
        "size": "chars",
    }
)
"""What the list can be sorted by, and the column behind it."""

BY_ITEMS = ("unreadable", "inferred", "corrected")
"""Readings of items that documents can be filtered by."""

BY_SOURCE = ("ok", "partial")
"""Readings of files that documents can be filtered by: all that a document can stand in."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of the list; each part is empty where nothing is asked.

    `text` is searched in title, organisation, municipality and name of the office; `first` and `last` are the days of
    the period, inclusive; `code` is an issue that the document has; `status` a reading of BY_ITEMS or BY_SOURCE;
    `coverage` the share, in percent, below which a document's is. `sort` begins with - for downwards. `page` counts
    from 1.
    """

    text: str = ""
    type: str = ""
    organisation: str = ""
    first: str = ""
    last: str = ""
    code: str = ""
    status: str = ""
    coverage: str = ""
    sort: str = "-date"
    page: str = "1"

    @property
    def column(self) -> str:
        """The name in SORTS that it is sorted by."""
        return self.sort.removeprefix("-")

    @property
    def narrowed(self) -> bool:
        """Say whether it leaves documents out."""
        return replace(self, sort=_STANDARD.sort, page=_STANDARD.page) != _STANDARD

    def address(self, **changed: str) -> str:
        """Return the query of a URL that asks for this with some parts changed; empty for the whole list."""
        asked = replace(self, **changed)
        told = {one.name: getattr(asked, one.name) for one in fields(asked)}
        return urlencode({name: value for name, value in told.items() if value != getattr(_STANDARD, name)})

    def sorted_by(self, name: str) -> str:
        """Return the query that sorts by a name: upwards, or downwards where it is sorted upwards already."""
        return self.address(sort=f"-{name}" if self.sort == name else name, page="1")


_STANDARD = Filter()


class Listed(NamedTuple):
    """A line of the list."""

    document_id: str
    document_type: str
    title: str | None
    organisation: str | None
    prefecture: str | None
    document_date: date | None
    chars: int
    pages: int | None
    coverage: float
    issues: int
    office: str | None
    source_status: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the list: `total` documents in all on `pages` pages, at least one; `first` is the number of its first."""

    documents: tuple[Listed, ...]
    total: int
    page: int
    pages: int

    @property
    def first(self) -> int:
        """The number of the first document shown, from 1."""
        return (self.page - 1) * PAGE + 1


class Choices(NamedTuple):
    """What the filters offer: the types and the codes that the dataset has."""

    types: tuple[str, ...]
    codes: tuple[str, ...]


def filter_of(asked: Mapping[str, str]) -> Filter:
    """Return the filter that a URL asks for; names it does not know are ignored. Raises UsageError for a wrong value."""
    known = {one.name: asked[one.name].strip() for one in fields(Filter) if asked.get(one.name, "").strip()}
    wanted = Filter(**known)
    for value in (wanted.first, wanted.last):
        _day(value)
    _share(wanted.coverage)
    if wanted.column not in SORTS:
        message = f"sort: {wanted.column} is no column of the list"
        raise UsageError(message)
    if wanted.status not in {"", *BY_ITEMS, *BY_SOURCE}:
        message = f"status: {wanted.status} is none of {', '.join((*BY_ITEMS, *BY_SOURCE))}"
        raise UsageError(message)
    if not (wanted.page.isascii() and wanted.page.isdecimal() and len(wanted.page) <= len("1000000")):
        message = f"page: {wanted.page} is no number"
        raise UsageError(message)
    return wanted


def found(store: Store, wanted: Filter) -> Found:
    """Return a page of the documents that a filter leaves; the last one where there are fewer pages."""
    conditions, values = [], []
    for condition, value in _conditions(wanted):
        conditions.append(condition)
        values.append(value)
    where = " WHERE " + " AND ".join(conditions) if conditions else ""
    total = cast("int", store.rows(f"SELECT count(*) FROM listing l{where}", values)[0][0])
    pages = max(1, -(-total // PAGE))
    page = min(max(1, int(wanted.page)), pages)
    down = "DESC" if wanted.sort.startswith("-") else "ASC"
    rows = store.rows(
        f"SELECT {', '.join(Listed._fields)} FROM listing l{where} "
        f"ORDER BY {SORTS[wanted.column]} {down} NULLS LAST, document_id LIMIT {PAGE} OFFSET {(page - 1) * PAGE}",
        values,
    )
    return Found(tuple(Listed(*row) for row in rows), total, page, pages)  # type: ignore[arg-type]  # as the columns are


def choices(store: Store) -> Choices:
    """Return what the filters can offer."""
    types = store.rows("SELECT DISTINCT document_type FROM listing ORDER BY 1")
    codes = store.rows("SELECT DISTINCT code FROM issues ORDER BY 1")
    return Choices(tuple(str(row[0]) for row in types), tuple(str(row[0]) for row in codes))


def _conditions(wanted: Filter) -> Iterator[tuple[str, object]]:
    """Yield conditions on `listing l`, each with the one value that it asks for."""
    for word in wanted.text.split():
        yield "contains(searched, ?)", folded(word)
    if wanted.type:
        yield "document_type = ?", wanted.type
    if wanted.organisation:
        yield "contains(organised, ?)", folded(wanted.organisation)
    if (first := _day(wanted.first)) is not None:
        yield "document_date >= ?", first
    if (last := _day(wanted.last)) is not None:
        yield "document_date <= ?", last
    if wanted.code:
        yield "EXISTS (SELECT 1 FROM issues i WHERE i.document_id = l.document_id AND i.code = ?)", wanted.code
    if wanted.status in BY_ITEMS:
        yield "EXISTS (SELECT 1 FROM items i WHERE i.document_id = l.document_id AND i.status = ?)", wanted.status
    elif wanted.status:
        yield "source_status = ?", wanted.status
    if (share := _share(wanted.coverage)) is not None:
        yield "coverage < ?", share


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text} is no day of the form 2025-03-31"
        raise UsageError(message) from error


def _share(text: str) -> float | None:
    """Return a percentage as a share."""
    if not text:
        return None
    try:
        share = float(text) / 100
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        message = f"coverage: {text} is no percentage"
        raise UsageError(message)
    return share

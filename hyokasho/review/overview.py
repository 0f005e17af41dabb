"""What a dataset holds and how well it was read, as bars: forms and their items, issues, months, prefectures."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import cast
from urllib.parse import urlencode

from hyokasho.review.store import Identity, Row, Store

__all__ = ["STATUSES", "Bar", "FormBars", "Overview", "Overviews", "Stack", "overview"]

STATUSES = ("read", "corrected", "blank", "absent", "inferred", "unreadable")
"""Readings of items in the order in which bars show them: what needs a look stands last."""

FAILED_SHOWN = 200
"""Files that could not be read, as far as the page lists them; `hyokasho status` has all."""

MOST_MONTHS = 480
"""Months that stand side by side: forty years; a misprinted year must not make a bar of centuries."""

COUNTS = ", ".join(f"count(*) FILTER (i.status = '{status}')" for status in STATUSES)

ITEMS = f"""
    SELECT a.kind, i.key, any_value(i.label), min(i.no), {COUNTS}
    FROM items i JOIN assessments a USING (document_id) GROUP BY a.kind, i.key ORDER BY a.kind, min(i.no), i.key
"""
FORMS = f"""
    SELECT a.kind, a.form_version, count(DISTINCT document_id), {COUNTS}
    FROM items i JOIN assessments a USING (document_id) GROUP BY ALL ORDER BY a.kind, a.form_version NULLS LAST
"""
ISSUES = """
    SELECT severity, code, count(*), count(DISTINCT document_id) FROM issues GROUP BY ALL ORDER BY count(*) DESC, code
"""
TYPES = "SELECT document_type, count(*) FROM listing GROUP BY ALL ORDER BY count(*) DESC, document_type"
MONTHS = "SELECT date_trunc('month', document_date)::DATE, count(*) FROM listing GROUP BY ALL ORDER BY 1 NULLS LAST"
PREFECTURES = "SELECT prefecture, count(*) FROM listing GROUP BY ALL ORDER BY count(*) DESC, prefecture"
FILES = "SELECT status, count(*) FROM sources GROUP BY ALL ORDER BY status"
FAILED = (
    f"SELECT uri, error_code, error FROM sources WHERE status = 'failed' ORDER BY error_code, uri LIMIT {FAILED_SHOWN}"
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts, how many, its length from 0 to 1, and the query of the list that shows them.

    `name` is null where the documents do not say; `beside` is a second count, null where there is none.
    """

    name: str | None
    count: int
    length: float
    asked: str | None = None
    severity: str = ""
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """How one item, or all items of a form, were read: counts in the order of STATUSES."""

    name: str | None
    about: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The number of items."""
        return sum(self.counts)

    @property
    def parts(self) -> tuple[tuple[str, int, float, float], ...]:
        """Return status, count, start and length (0 to 1) of each part that is there."""
        found = []
        at = 0
        for status, count in zip(STATUSES, self.counts, strict=True):
            if count:
                found.append((status, count, at / self.total, count / self.total))
            at += count
        return tuple(found)

    @property
    def known(self) -> float:
        """Return the share of items that need no look: neither inferred nor unreadable."""
        doubtful = sum(self.counts[STATUSES.index(status)] for status in ("inferred", "unreadable"))
        return 1 - doubtful / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class FormBars:
    """One kind of assessment: its versions, and its items in the order of the form."""

    kind: str
    versions: tuple[Stack, ...]
    items: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All of the page. `failed` has uri, code and message of files that could not be read."""

    files: tuple[tuple[str, int], ...]
    types: tuple[Bar, ...]
    forms: tuple[FormBars, ...]
    issues: tuple[Bar, ...]
    months: tuple[Bar, ...]
    prefectures: tuple[Bar, ...]
    failed: tuple[tuple[str, str, str], ...]


class Overviews:
    """The overview of the tables as they are: counted once, and again when they are published anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._held: tuple[Identity, Overview] | None = None

    def now(self) -> Overview:
        """Return the overview. Raises as the store does."""
        with self._lock:
            identity = self._store.identity
            if self._held is None or self._held[0] != identity:
                self._held = (identity, overview(self._store))
            return self._held[1]


def overview(store: Store) -> Overview:
    """Count. Raises NoDataset, or QueryFailed."""
    return Overview(
        files=tuple((str(status), _int(count)) for status, count in store.rows(FILES)),
        types=tuple(_bars(store.rows(TYPES), "type")),
        forms=tuple(_forms(store.rows(FORMS), store.rows(ITEMS))),
        issues=tuple(_issues(store.rows(ISSUES))),
        months=tuple(_months(store.rows(MONTHS))),
        prefectures=tuple(_bars(store.rows(PREFECTURES), "organisation")),
        failed=tuple((str(uri), str(code), str(error)) for uri, code, error in store.rows(FAILED)),
    )


def _bars(rows: Sequence[Row], asked: str) -> Iterator[Bar]:
    most = max((_int(row[1]) for row in rows), default=1)
    for name, count in rows:
        query = None if name is None else urlencode({asked: str(name)})
        yield Bar(None if name is None else str(name), _int(count), _int(count) / most, query)


def _issues(rows: Sequence[Row]) -> Iterator[Bar]:
    most = max((_int(row[2]) for row in rows), default=1)
    for severity, code, count, documents in rows:
        query = urlencode({"code": str(code)})
        yield Bar(str(code), _int(count), _int(count) / most, query, str(severity), _int(documents))


def _months(rows: Sequence[Row]) -> Iterator[Bar]:
    """Yield the months from the first to the last, those without documents too; as there are, where they are too many."""
    counts = {cast("date", first): _int(count) for first, count in rows if first is not None}
    most = max(counts.values(), default=1)
    every = list(_between(min(counts), max(counts))) if counts else []
    for first in every if len(every) <= MOST_MONTHS else counts:
        count = counts.get(first, 0)
        query = urlencode({"first": first.isoformat(), "last": (_next(first) - timedelta(days=1)).isoformat()})
        yield Bar(f"{first:%Y-%m}", count, count / most, query)


def _between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = _next(first)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _forms(versions: Sequence[Row], items: Sequence[Row]) -> Iterator[FormBars]:
    by_kind = {kind: tuple(map(_item, rows)) for kind, rows in groupby(items, key=lambda row: row[0])}
    for kind, rows in groupby(versions, key=lambda row: row[0]):
        yield FormBars(str(kind), tuple(map(_version, rows)), by_kind[kind])


def _version(row: Row) -> Stack:
    return Stack(None if row[1] is None else str(row[1]), str(row[2]), tuple(map(_int, row[3:])))


def _item(row: Row) -> Stack:
    return Stack(str(row[2]), str(row[1]), tuple(map(_int, row[4:])))


def _int(value: object) -> int:
    return cast("int", value)

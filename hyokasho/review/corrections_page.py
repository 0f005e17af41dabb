"""The corrections of a dataset in one list: what waits, what is applied, what is stale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from hyokasho import corrections
from hyokasho.dataset import Dataset
from hyokasho.review.correcting import STATES, State, state_of
from hyokasho.review.serving import Server
from hyokasho.review.store import Store
from parsers.corrections import REVIEWED, Correction, ItemName, latest

__all__ = ["Entry", "corrections_of", "corrections_page", "entries"]

SHOWN = 1_000
"""Corrections on the page, the newest first; the file has all."""

ITEMS = """
    SELECT i.document_id, i.key, i."group", i.group_no, i.file_no, i.no, i.label, i.status, i.value, l.title,
           EXISTS (SELECT 1 FROM issues s WHERE s.document_id = i.document_id AND s.item_no = i.no
                   AND list_contains(?, s.code))
    FROM items i JOIN listing l USING (document_id) WHERE list_contains(?, i.document_id)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction and its item as it is now: number, label, title of its document; null where there is none any more."""

    correction: Correction
    state: State
    no: int | None = None
    label: str | None = None
    title: str | None = None


def corrections_page(server: Server, request: Request) -> Response:
    """Answer with the last correction of each item."""
    found = list(entries(server.store, corrections_of(server.settings.dataset)))
    state = request.query_params.get("state", "")
    shown = [one for one in found if state in {"", one.state}][:SHOWN]
    counts = Counter(one.state for one in found)
    return server.page(request, "corrections.html", shown=shown, counts=counts, states=STATES, state=state)


def entries(store: Store, made: Iterable[Correction]) -> Iterator[Entry]:
    """Yield the last correction of each item, the newest first, and how it stands. Raises as the store does."""
    last = sorted(latest(made).values(), key=lambda one: one.when)[::-1]
    items = _items(store, {one.item.document_id for one in last})
    for one in last:
        yield items[one.item].entry(one) if one.item in items else Entry(one, "stale")


def corrections_of(dataset: Dataset) -> tuple[Correction, ...]:
    """Return the corrections of a dataset. Raises CorrectionsWrong."""
    try:
        status = corrections.path_of(dataset).stat()
    except FileNotFoundError:
        return ()
    return _read(dataset, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _read(dataset: Dataset, changed: int, size: int) -> tuple[Correction, ...]:  # noqa: ARG001 - the file's version
    """Return them as they were read last, while the file is the same: thousands of lines take a tenth of a second."""
    return corrections.load(dataset)


@dataclass(frozen=True, slots=True)
class _Now:
    """An item as the tables have it."""

    no: int
    label: str
    status: str
    value: str | None
    title: str | None
    is_reviewed: bool

    def entry(self, one: Correction) -> Entry:
        state = state_of(one, self.status, self.value, is_reviewed=self.is_reviewed)
        return Entry(one, state, self.no, self.label, self.title)


def _items(store: Store, document_ids: Iterable[str]) -> Mapping[ItemName, _Now]:
    rows = store.rows(ITEMS, [sorted(REVIEWED), sorted(document_ids)])
    return {ItemName(*row[:5]): _Now(*row[5:]) for row in rows}  # type: ignore[arg-type]  # as the columns are

"""Rows of any table of the dataset as text, for tables that no page knows by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from hyokasho.review.marks import Mark, mark_of
from hyokasho.schema import Column, tables
from parsers.records import InDocument, Placed

__all__ = ["RowView", "TableView", "table_view"]

NARROW = 6
"""Columns that stand side by side; a row of more is a list of its own."""

UNSAID = frozenset({"document_id", "no", "item_no", *Placed.__dataclass_fields__})
"""Columns that tell a reader nothing: the row's number and place are shown by other means."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table: its cells as text, empty where there is nothing. `key` names its element, `no` counts."""

    key: str
    no: int
    placed: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of the dataset: those of its columns that hold something."""

    name: str
    about: str
    about_ja: str
    columns: tuple[Column, ...]
    rows: tuple[RowView, ...]
    folded: bool

    @property
    def narrow(self) -> bool:
        """Say whether its columns fit side by side."""
        return len(self.columns) <= NARROW


def table_view(
    kind: type[InDocument], records: Sequence[InDocument], *, folded: bool
) -> tuple[TableView | None, list[Mark]]:
    """Return the rows of a table as text, and the marks of those that have a place."""
    if not records:
        return None, []
    table = tables()[kind.TABLE]
    shown = [
        column
        for column in table.columns
        if column.name not in UNSAID and any(getattr(one, column.name) not in {None, ()} for one in records)
    ]
    keys = [f"{table.name}-{number}" for number, _ in enumerate(records, 1)]
    values = attrgetter("document_id", *(column.name for column in shown))
    marks = [mark_of(key, one, "plain") for key, one in zip(keys, records, strict=True) if isinstance(one, Placed)]
    placed = {mark.key for mark in marks if mark.placed}
    rows = tuple(
        RowView(key, getattr(one, "no", number), key in placed, tuple(_text(value) for value in values(one)[1:]))
        for number, (key, one) in enumerate(zip(keys, records, strict=True), 1)
    )
    return TableView(table.name, table.about, table.about_ja, tuple(shown), rows, folded), marks


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "、".join(str(one) for one in value)
    if isinstance(value, bool):
        return "✓" if value else "–"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"
    return str(value)

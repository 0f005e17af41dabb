"""Rows of any table of the dataset as text, for tables that no page knows by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hyokasho.review.marks import Mark, mark_of
from hyokasho.schema import Column, Table, tables
from parsers.records import InDocument, Placed

__all__ = ["RowView", "TableView", "table_view"]

NARROW = 6
"""Columns that stand side by side; a row of more is a list of its own."""

PRINTED = "_printed"
"""How the name of a column ends that keeps as printed what another one, named without it, holds as a value."""

UNSAID = frozenset({"document_id", "no", "item_no", *Placed.__dataclass_fields__})
"""Columns that tell a reader nothing: the row's number and place are shown by other means."""


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a table: its cells as text, empty where there is nothing. `key` names its element, `no` counts."""

    key: str
    no: int
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
    shown = _columns(table, records)
    keys = [f"{table.name}-{number}" for number, _ in enumerate(records, 1)]
    marks = [mark_of(key, one, "plain") for key, one in zip(keys, records, strict=True) if isinstance(one, Placed)]
    rows = tuple(
        RowView(key, getattr(one, "no", number), tuple(_cell(one, column.name) for column in shown))
        for number, (key, one) in enumerate(zip(keys, records, strict=True), 1)
    )
    return TableView(table.name, table.about, table.about_ja, shown, rows, folded), marks


def _columns(table: Table, records: Sequence[InDocument]) -> tuple[Column, ...]:
    """Return the columns that hold something; what is kept as printed goes along with what was made of it."""
    beside = {column.name + PRINTED for column in table.columns} | UNSAID
    return tuple(
        column
        for column in table.columns
        if column.name not in beside and any(_cell(one, column.name) for one in records)
    )


def _cell(one: InDocument, name: str) -> str:
    printed = getattr(one, name + PRINTED, None)
    return "\n".join(text for text in (_text(printed), _text(getattr(one, name))) if text)


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

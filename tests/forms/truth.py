"""The exact truth beside a printed form: what was filled in, as whoever filled it in would say it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

Status = Literal["read", "blank"]


class Box(msgspec.Struct, frozen=True, omit_defaults=True):
    """A check box; `detail` is the text in its parentheses, None where there is none."""

    label: str
    checked: bool
    detail: str | None = None


class Item(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An item of the form. `value` is the text, the selected label, the checked labels joined by 、, the printed date."""

    key: str
    label: str
    kind: str
    status: Status
    value: str | None = None
    file_no: int | None = None
    group: str | None = None
    group_no: int | None = None
    options: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    start: date | None = None
    end: date | None = None
    number: int | None = None


class Change(msgspec.Struct, frozen=True):
    """A row of 変更箇所."""

    changed_on: date
    changed_on_printed: str
    item: str
    before: str
    after: str
    submission: str
    reason: str


class RecordItem(msgspec.Struct, frozen=True):
    """An entry of 特定個人情報ファイル記録項目."""

    file_no: int
    name: str


class Assessment(msgspec.Struct, frozen=True):
    """Everything that a print says. `tables` holds the rows of systems, outsourcing and recipients as columns → value."""

    form: str
    version: str
    stamp: str
    way: str
    items: tuple[Item, ...]
    changes: tuple[Change, ...]
    record_items: tuple[RecordItem, ...]
    tables: dict[str, list[dict[str, Any]]]


def write(path: Path, truth: Assessment) -> None:
    """Write the truth as JSON, one item or row per line, so that differences can be read."""
    whole = msgspec.to_builtins(truth)
    parts = []
    for name, value in whole.items():
        if isinstance(value, (list, tuple)):
            rows = ",\n".join(f"  {msgspec.json.encode(row).decode()}" for row in value)
            parts.append(f'"{name}": [\n{rows}\n]' if rows else f'"{name}": []')
        else:
            parts.append(f'"{name}": {msgspec.json.encode(value).decode()}')
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


def read(path: Path) -> Assessment:
    """Read the truth beside a print."""
    return msgspec.json.decode(path.read_bytes(), type=Assessment)

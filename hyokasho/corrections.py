"""Corrections of reviewers: a CSV file beside the tables, which publishing applies.

`DATASET/corrections.csv`, UTF-8 (with or without a byte order mark), a line per correction in the order in which they
were made. People may edit it in a spreadsheet: columns may stand in any order, others beside them are left alone, and
an empty field is null.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import get_args

from extract.errors import CorrectionsWrong
from hyokasho import locks, shards
from hyokasho.atomic import replacing
from hyokasho.dataset import Dataset
from parsers.corrections import Correction, ItemName, Stale, corrected
from parsers.review import Action

__all__ = ["append", "by_source", "check", "load", "path_of"]

COLUMNS = (
    *("document_id", "key", "group", "group_no", "file_no"),
    *("action", "old_value", "new_value", "who", "when", "why"),
)
REQUIRED = ("document_id", "key", "action", "old_value", "new_value", "who", "when")
PATIENCE = 10.0
"""Seconds to wait for another who writes the file: each write takes a few milliseconds."""


def path_of(dataset: Dataset) -> Path:
    """Return where the corrections of a dataset stand."""
    return dataset.folder / "corrections.csv"


def load(dataset: Dataset) -> tuple[Correction, ...]:
    """Return all corrections of a dataset, in the order of the file; none where there is no file.

    Raises CorrectionsWrong, which names the line.
    """
    path = path_of(dataset)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as error:
        message = f"{path}: not in UTF-8 (byte {error.start})"
        raise CorrectionsWrong(message) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        message = f"{path}: line 1 names no column {', '.join(missing)}"
        raise CorrectionsWrong(message)
    found: list[Correction] = []
    try:
        found.extend(_correction(row) for row in reader)
    except csv.Error as error:
        message = f"{path}, behind line {reader.line_num}: {error}"
        raise CorrectionsWrong(message) from error
    except ValueError as error:
        message = f"{path}, line {reader.line_num}: {error}"
        raise CorrectionsWrong(message) from error
    return tuple(found)


def append(dataset: Dataset, correction: Correction) -> None:
    """Add a correction at the end of the file. Raises DatasetNotWritable, and DatasetBusy where another keeps writing."""
    path = path_of(dataset)
    with dataset.writable(), locks.exclusive(dataset.folder / ".corrections", PATIENCE):
        held = path.read_bytes() if path.is_file() else b""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        columns = _header(held)
        if not held:
            writer.writerow(columns)
        fields = dict(zip(COLUMNS, _fields(correction), strict=True))
        writer.writerow([fields.get(name, "") for name in columns])
        start = b"" if held else "\ufeff".encode()  # spreadsheets tell UTF-8 by it
        gap = b"\n" if held and not held.endswith(b"\n") else b""
        with replacing(path) as temporary:
            temporary.write_bytes(start + held + gap + out.getvalue().encode())


def by_source(corrections: Sequence[Correction]) -> Mapping[str, tuple[Correction, ...]]:
    """Return corrections by the source_id of their document."""
    found = defaultdict[str, list[Correction]](list)
    for one in corrections:
        found[one.item.document_id.rsplit("-", 1)[0]].append(one)
    return {source_id: tuple(ones) for source_id, ones in found.items()}


def check(dataset: Dataset) -> tuple[Stale, ...]:
    """Return the corrections that can't be applied to what the dataset holds now, by document.

    Raises CorrectionsWrong, and NoDataset where nothing was ever read into it.
    """
    stale: list[Stale] = []
    for source_id, ones in sorted(by_source(load(dataset.begun())).items()):
        shard = shards.load(shards.path_of(dataset.shards, source_id))
        stale += corrected(shard.records() if shard is not None else (), ones).stale
    return tuple(stale)


def _correction(row: Mapping[str, str | None]) -> Correction:
    """Return one line. Raises ValueError with what is wrong in it."""
    action = next((known for known in get_args(Action) if known == row["action"]), None)
    if action is None:
        message = f"action is {row['action']!r}, allowed are {', '.join(get_args(Action))}"
        raise ValueError(message)
    name = ItemName(
        row["document_id"] or "",
        row["key"] or "",
        row.get("group") or None,
        _number(row, "group_no"),
        _number(row, "file_no"),
    )
    new = row["new_value"] or None
    why = row.get("why") or None
    return Correction(name, action, row["old_value"] or None, new, row["who"] or "", _when(row["when"] or ""), why)


def _when(text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        message = f"when is {text!r}, not a time with its zone (2026-04-01T09:30:00+09:00)"
        raise ValueError(message)
    return when


def _number(row: Mapping[str, str | None], name: str) -> int | None:
    text = row.get(name)
    if text and not text.isdecimal():
        message = f"{name} is {text!r}, not a number"
        raise ValueError(message)
    return int(text) if text else None


def _header(held: bytes) -> list[str]:
    """Return the columns of a file in its own order; those of a new one where it holds nothing."""
    first = next(csv.reader(io.StringIO(held.decode("utf-8-sig"), newline="")), None)
    return first or list(COLUMNS)


def _fields(one: Correction) -> tuple[object, ...]:
    named = astuple(one.item)
    return (*named, one.action, one.old_value, one.new_value, one.who, one.when.isoformat(), one.why)

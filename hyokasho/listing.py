"""Rows of values: for a terminal, as Markdown, CSV, JSON, Parquet. Nothing is cut off."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from hyokasho.query import Result

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_text", "records", "write_csv", "write_json", "write_markdown", "write_parquet", "write_table"]

NARROW = 8
"""Characters a column needs at least to be read; where the terminal gives less, each row becomes a list of its own."""


def write_table(result: Result, out: IO[str], width: int | None = None) -> None:
    """Write a ruled table, long text folded; where the columns don't fit side by side, each row below the other.

    `width` is in characters, by default that of the terminal.
    """
    from rich import box  # noqa: PLC0415 - the other formats do without
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=out, width=width, highlight=False)
    if len(result.columns) * (NARROW + 3) > console.width:
        _write_records(result, out)
        return
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False)
    for name in result.columns:
        shown.add_column(Text(name), overflow="fold")
    for row in result.rows:
        shown.add_row(*(Text(as_text(value)) for value in row))
    console.print(shown)


def write_markdown(result: Result, out: IO[str]) -> None:
    """Write a Markdown table; line breaks and bars inside values are escaped."""
    lines = [result.columns, tuple("---" for _ in result.columns)]
    lines += [tuple(as_text(value).replace("|", "\\|").replace("\n", "<br>") for value in row) for row in result.rows]
    out.writelines(f"| {' | '.join(line)} |\n" for line in lines)


def write_csv(result: Result, out: IO[str]) -> None:
    """Write RFC 4180 but for bare line feeds: null is an empty field, lists are JSON."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([as_text(value) for value in row] for row in result.rows)


def write_json(result: Result, out: IO[str]) -> None:
    """Write a list of objects, one per row; dates and times in ISO 8601."""
    json.dump(records(result), out, ensure_ascii=False, indent=1, default=as_text)
    out.write("\n")


def records(result: Result) -> list[dict[str, object]]:
    """Return each row as an object with the names of the columns."""
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def write_parquet(table: pa.Table, out: Path | IO[bytes]) -> None:
    """Write an Arrow table as one Parquet file, with the settings of the dataset's own."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - the other formats do without

    from hyokasho.parquet import SETTINGS  # noqa: PLC0415

    pq.write_table(table, out, **SETTINGS)


def as_text(value: object) -> str:
    """Return a value as text: null as nothing, dates and times in ISO 8601, lists and structs as JSON."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=as_text)
    return str(value)


def _write_records(result: Result, out: IO[str]) -> None:
    widest = max(map(len, result.columns), default=0)
    for number, row in enumerate(result.rows, 1):
        out.write(f"── {number} ──\n")
        for name, value in zip(result.columns, row, strict=True):
            first, *others = as_text(value).split("\n")
            out.write(f"{name:<{widest}}  {first}".rstrip() + "\n")
            out.writelines(f"{'':<{widest}}  {line}\n" for line in others)

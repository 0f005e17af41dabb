"""hyokasho sql: questions to the dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hyokasho.options import dataset_option

__all__ = ["command"]


@click.command("sql")
@click.argument("query")
@dataset_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def command(query: str, folder: Path, form: str) -> None:
    """Ask the dataset in SQL.

    Each table is a view of its name; the language is DuckDB's.
    """
    from hyokasho import listing  # noqa: PLC0415
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.query import query as ask  # noqa: PLC0415

    writers = {"table": listing.write_table, "csv": listing.write_csv, "json": listing.write_json}
    writers[form](ask(Dataset(folder), query), sys.stdout)

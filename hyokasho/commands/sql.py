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
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "parquet"]), default="table", show_default=True
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def command(query: str, folder: Path, form: str, output: Path | None) -> None:
    """Ask the dataset in SQL.

    Each table is a view of its name, and so are the documented views (`hyokasho schema` lists both); the language is
    DuckDB's. Parquet goes to a file or a pipe, not to a terminal.
    """
    from hyokasho import listing  # noqa: PLC0415
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.query import arrow  # noqa: PLC0415
    from hyokasho.query import query as ask  # noqa: PLC0415

    dataset = Dataset(folder)
    if form == "parquet":
        if output is None and sys.stdout.isatty():
            message = "Parquet is no text: name a file with --output, or send it through a pipe."
            raise click.UsageError(message)
        listing.write_parquet(arrow(dataset, query), output or sys.stdout.buffer)
        return
    writers = {"table": listing.write_table, "csv": listing.write_csv, "json": listing.write_json}
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as out:
        writers[form](ask(dataset, query), out)

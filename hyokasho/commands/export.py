"""hyokasho export: a dataset, or a part of it, for another program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hyokasho.options import dataset_option

__all__ = ["command"]


class _Day(click.ParamType[date]):
    """A date in ISO 8601, 2025-03-31."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date like 2025-03-31", param, ctx)


@click.command("export")
@click.argument("target", metavar="DEST", type=click.Path(path_type=Path))
@dataset_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "csv", "duckdb", "xlsx", "delta"]),
    default="parquet",
    show_default=True,
    help="parquet, csv and delta make a folder, duckdb and xlsx a file.",
)
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Only documents of this type; may be repeated.")
@click.option(
    "--organisation",
    "organisations",
    multiple=True,
    metavar="NAME",
    help="Only documents of this organisation: part of its name, municipality or prefecture, or its code of six digits.",
)
@click.option("--from", "first", type=_Day(), help="Only documents dated this day or later.")
@click.option("--to", "last", type=_Day(), help="Only documents dated this day or earlier.")
@click.option("--table", "tables", multiple=True, metavar="TABLE", help="Only this table, sources and documents.")
@click.option(
    "--partition-by",
    "partitions",
    multiple=True,
    type=click.Choice(["document_type", "prefecture", "year"]),
    help="Parquet in folders such as year=2025; may be repeated.",
)
@click.option("--overwrite", is_flag=True, help="Replace what stands at DEST.")
def command(
    target: Path,
    folder: Path,
    form: str,
    types: tuple[str, ...],
    organisations: tuple[str, ...],
    first: date | None,
    last: date | None,
    tables: tuple[str, ...],
    partitions: tuple[str, ...],
    overwrite: bool,
) -> None:
    """Write the dataset, or a part of it, in the form that another program reads.

    Several values of one option widen the selection, several options narrow it. `sources` and `documents` always go
    along, so that every value leads back to its file. xlsx and delta need extras: `pip install 'hyokasho[xlsx]'`.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.export import Selection, export  # noqa: PLC0415

    if partitions and form != "parquet":
        message = "--partition-by goes with --format parquet"
        raise click.UsageError(message)
    selection = Selection(types, organisations, first, last, tables)
    counts = export(Dataset(folder), target, form, selection, partitions=partitions, overwrite=overwrite)  # type: ignore[arg-type]
    click.echo(f"{target}: {counts['documents']:,} documents, {sum(counts.values()):,} rows in {len(counts)} tables")

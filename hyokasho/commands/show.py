"""hyokasho show: one file or document."""

from __future__ import annotations

from pathlib import Path

import click

from hyokasho.options import dataset_option

__all__ = ["command"]


@click.command("show")
@click.argument("target", metavar="FILE|DOCUMENT_ID")
@dataset_option
@click.option("--json", "everything", is_flag=True, help="All records, table by table, as JSON.")
def command(target: str, folder: Path, everything: bool) -> None:
    """Show what a file or a document says.

    For each document its type and title, its dates, the items of its form (? unreadable, ~ inferred), the transcript of
    its meeting or its outline, and what could not be read.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.show import as_json, as_outline, find, terminal_width  # noqa: PLC0415

    records = find(target, Dataset(folder))
    click.echo(as_json(records) if everything else as_outline(records, terminal_width()))

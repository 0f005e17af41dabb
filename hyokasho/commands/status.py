"""hyokasho status: what the dataset holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hyokasho.options import dataset_option

if TYPE_CHECKING:
    from hyokasho.query import Result

__all__ = ["command"]


@click.command("status")
@dataset_option
def command(folder: Path) -> None:
    """Show what the dataset holds.

    Documents by type, files that failed and why, issues by code, and what was read by other code or forms than today's.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.listing import write_table  # noqa: PLC0415
    from hyokasho.status import status  # noqa: PLC0415

    found = status(Dataset(folder))
    parts: list[tuple[str, Result]] = [
        ("Files", found.sources),
        ("Documents", found.documents),
        ("Failed", found.failed),
        ("Issues", found.issues),
        ("Stale: ingest these files again", found.stale),
    ]
    for title, result in parts:
        if result.rows:
            click.echo(f"\n{title}")
            write_table(result, sys.stdout)

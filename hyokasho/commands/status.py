"""hyokasho status: what the dataset holds and how well it was read."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from hyokasho.options import dataset_option

__all__ = ["command"]

HARDEST = 20
"""Items that are shown on a terminal, the hardest to read first; the other formats have all."""


@click.command("status")
@dataset_option
@click.option("--format", "form", type=click.Choice(["table", "markdown", "json"]), default="table", show_default=True)
def command(folder: Path, form: str) -> None:
    """Show what the dataset holds and how well it was read.

    Documents by type, files that failed and why, items of each form by how they were read, issues by code, the documents
    that need a look first, and what was read by other code or forms than today's.
    """
    from hyokasho import listing  # noqa: PLC0415
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.query import Result  # noqa: PLC0415
    from hyokasho.status import ITEMS, status  # noqa: PLC0415

    found = {title: result for title, result in status(Dataset(folder)).items() if result.rows}
    if form == "json":
        parts = {title: listing.records(result) for title, result in found.items()}
        click.echo(json.dumps(parts, ensure_ascii=False, indent=1, default=listing.as_text))
        return
    for title, result in found.items():
        if form == "markdown":
            click.echo(f"\n## {title}\n")
            listing.write_markdown(result, sys.stdout)
        else:
            click.echo(f"\n{title}")
            shown = result.rows[:HARDEST] if title == ITEMS else result.rows
            listing.write_table(Result(result.columns, shown), sys.stdout)
            if len(shown) < len(result.rows):
                click.echo(f"… and {len(result.rows) - len(shown):,} more: --format markdown or json")

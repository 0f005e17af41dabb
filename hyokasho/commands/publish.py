"""hyokasho publish: tables from what the runs have read."""

from __future__ import annotations

from pathlib import Path

import click

from hyokasho.options import dataset_option

__all__ = ["command"]


@click.command("publish")
@dataset_option
def command(folder: Path) -> None:
    """Write the tables anew from all that was read.

    `ingest` does so itself at its end, unless it took a share of the files (--shard i/n) or was stopped. Corrections of
    reviewers are applied to what was read.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.publish import publish  # noqa: PLC0415
    from hyokasho.stopping import stoppable  # noqa: PLC0415

    with stoppable():
        manifest = publish(Dataset(folder).begun())
    rows = sum(file.rows for file in manifest.files.values())
    click.echo(f"{folder}: {manifest.files['documents.parquet'].rows:,} documents, {rows:,} rows")
    if manifest.reviews.applied or manifest.reviews.stale:
        stale = f", {manifest.reviews.stale:,} stale: `hyokasho corrections check`" if manifest.reviews.stale else ""
        click.echo(f"corrections: {manifest.reviews.applied:,} applied{stale}")

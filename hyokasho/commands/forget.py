"""hyokasho forget: sources out of the dataset."""

from __future__ import annotations

from pathlib import Path

import click

from hyokasho.options import dataset_option

__all__ = ["command"]


@click.command("forget")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@dataset_option
def command(sources: tuple[str, ...], folder: Path) -> None:
    """Take sources out of the dataset.

    SOURCE is a uri as in the table `sources`, a source_id, a folder or archive (all that was read from it), or a pattern
    of uris. The files themselves are not touched: while they lie where they are ingested from, they come back.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.forget import forget  # noqa: PLC0415
    from hyokasho.stopping import stoppable  # noqa: PLC0415

    with stoppable():
        gone, manifest = forget(sources, Dataset(folder).begun())
    for uri in gone:
        click.echo(f"forgotten: {uri}")
    click.echo(f"{folder}: {manifest.files['documents.parquet'].rows:,} documents")

"""hyokasho ingest: files into the dataset."""

from __future__ import annotations

from pathlib import Path

import click

from hyokasho.options import SOME_FAILED, dataset_option

__all__ = ["command"]


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@dataset_option
@click.option("--jobs", type=click.IntRange(min=1), help="Processes at a time.  [default: one per core]")
@click.option("--force", is_flag=True, help="Read again what the dataset holds already.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], folder: Path, jobs: int | None, force: bool) -> None:
    """Read files, folders and .zip archives into the dataset.

    What the dataset holds already, read by this version, is skipped.

    Exit code 0: all could be read. 3: some could not; the table `sources` says why. 2: the arguments can't work.
    """
    from hyokasho import ingest as run  # noqa: PLC0415
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.engine import read_source  # noqa: PLC0415
    from hyokasho.runner import Limits, cores  # noqa: PLC0415
    from hyokasho.stopping import stoppable  # noqa: PLC0415
    from hyokasho.summary import lines  # noqa: PLC0415

    options = run.Options(Limits(jobs or cores()), read_source, force)
    with stoppable():
        report = run.ingest(paths, Dataset(folder), options)
    for line in lines(report, str(folder)):
        click.echo(line)
    if report.failures:
        ctx.exit(SOME_FAILED)

"""hyokasho ingest: files into the dataset."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.errors import ExtraMissing
from extract.scan import INSTALL, PAGE_SECONDS, available
from hyokasho.options import SOME_FAILED, dataset_option, engine_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.pdf import EngineName
    from hyokasho.ingest import Drive, Share
    from hyokasho.runner import Limits

__all__ = ["command"]

GIGABYTE = 2**30


def _recognises(ocr: bool | None) -> bool:
    """Tell whether pages that are pictures are recognised. Raises ExtraMissing where they should be and can't."""
    if ocr and not available():
        message = f"what recognises pages is not installed: {INSTALL}"
        raise ExtraMissing(message)
    return ocr is not False and available()


def _share(ctx: click.Context, param: click.Parameter, value: str | None) -> Share | None:
    """Return the share that i/n names: the i-th of n, from 1."""
    from hyokasho.ingest import Share  # noqa: PLC0415

    if value is None:
        return None
    number, _, of = value.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        message = f"{value} is not of the form i/n with i from 1 to n"
        raise click.BadParameter(message, ctx, param)
    return Share(int(number), int(of))


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@dataset_option
@click.option("--jobs", type=click.IntRange(min=1), help="Processes at a time.  [default: one per core]")
@click.option("--force", is_flag=True, help="Read again what the dataset holds already.")
@engine_option
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), help="Seconds for a document, and one for each page.  [default: 60]"
)
@click.option("--memory", type=click.FloatRange(min=1), help="GB of address space for each process.  [default: 3]")
@click.option("--cluster", metavar="ADDRESS", help="Spread the work with Dask, e.g. tcp://host:8786.")
@click.option(
    "--shard", "share", metavar="I/N", callback=_share, help="Take a share of the files; `publish` when all are in."
)
@click.option(
    "--ocr/--no-ocr",
    default=None,
    help='Recognise pages that are pictures; needs `pip install "hyokasho[ocr]"`.  [default: where it is installed]',
)
@click.option("--log-json", type=click.Path(path_type=Path, dir_okay=False), help="Add a line for each document.")
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False), help="Write what the run did, as JSON.")
@click.option("-v", "--verbose", is_flag=True, help="Say what becomes of each document.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    folder: Path,
    jobs: int | None,
    force: bool,
    engine: EngineName,
    timeout: float | None,
    memory: float | None,
    cluster: str | None,
    share: Share | None,
    ocr: bool | None,
    log_json: Path | None,
    report: Path | None,
    verbose: bool,
) -> None:
    """Read documents into the dataset.

    PATH is a file, a folder, a pattern, an archive (.zip, .tar.gz …), a URL, or - for a list of paths on standard input.
    What the dataset holds already, read by this version, is skipped.

    Exit code 0: all could be read. 3: some could not; the table `sources` says why. 2: the arguments can't work.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.engine import engine_of  # noqa: PLC0415
    from hyokasho.ingest import Options, ingest  # noqa: PLC0415
    from hyokasho.run_log import RunLog, as_json, writable  # noqa: PLC0415
    from hyokasho.stopping import stoppable  # noqa: PLC0415
    from hyokasho.summary import lines  # noqa: PLC0415

    began = datetime.now(UTC)
    limits = _limits(jobs, timeout, memory, cluster)
    reader = engine_of(engine, recognise=ocr is not False)
    if _recognises(ocr):
        limits = replace(limits, seconds_per_page=PAGE_SECONDS)
    with stoppable(), writable(log_json, "a") as log, writable(report, "w") as told:
        options = Options(limits, reader, force, share, watch=RunLog(log, verbose), drive=_drive(cluster))
        done = ingest(_paths(paths), Dataset(folder), options)
        if told is not None:
            told.write(as_json(done, began))
    for line in lines(done, str(folder)):
        click.echo(line)
    if done.failures:
        ctx.exit(SOME_FAILED)


def _limits(jobs: int | None, timeout: float | None, memory: float | None, cluster: str | None) -> Limits:
    """Return the limits of a run. On a cluster each slot of a worker runs one process: Dask counts the cores."""
    from hyokasho.runner import MEMORY, SECONDS, Limits, cores  # noqa: PLC0415

    most = MEMORY if memory is None else int(memory * GIGABYTE)
    return Limits(jobs or (1 if cluster else cores()), timeout or SECONDS, memory=most)


def _drive(cluster: str | None) -> Drive:
    """Return what brings documents to their outcomes: this machine or a cluster."""
    if cluster is None:
        from hyokasho.runner import run  # noqa: PLC0415

        return run
    from hyokasho.cluster import run_on  # noqa: PLC0415

    return partial(run_on, cluster)


def _paths(given: Iterable[str]) -> Iterator[str]:
    """Yield the paths, those of standard input in the place of a -."""
    from hyokasho.inputs import paths_in  # noqa: PLC0415

    for path in given:
        if path == "-":
            yield from paths_in(sys.stdin.buffer.read())
        else:
            yield path

"""The command line. Heavy modules are imported by the command that needs them: `--help` must not wait for them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from extract.errors import HyokashoError, SourceError
from hyokasho import __version__

if TYPE_CHECKING:
    from hyokasho.dataset import Dataset
    from hyokasho.query import Result

__all__ = ["cli", "main"]

SOME_FAILED = 3
"""Exit code of a run in which some of the given files could not be read."""


class _Commands(click.Group):
    """Commands that end on an error of the tree with what went wrong, what to do about it, and its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except HyokashoError as error:
            what = f"{error.code}: {error}" if isinstance(error, SourceError) else str(error)
            click.echo(f"error: {what}\n{error.remedy}", err=True)
            ctx.exit(error.exit_code)


dataset_option = click.option(
    "--dataset",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("data/dataset"),
    envvar="HYOKASHO_DATASET",
    show_default=True,
    show_envvar=True,
    help="Folder of the dataset.",
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hyokasho")
def cli() -> None:
    """Read 特定個人情報保護評価書 and the papers of their councils into Parquet tables."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@dataset_option
@click.option("--jobs", type=click.IntRange(min=1), help="Processes at a time.  [default: one per core]")
@click.option("--force", is_flag=True, help="Read again what the dataset holds already.")
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[str, ...], folder: Path, jobs: int | None, force: bool) -> None:
    """Read files, folders and .zip archives into the dataset.

    What the dataset holds already, read by this version, is skipped.

    Exit code 0: all could be read. 3: some could not; the table `sources` says why. 2: the arguments can't work.
    """
    from hyokasho import ingest as run  # noqa: PLC0415
    from hyokasho.engine import read_source  # noqa: PLC0415
    from hyokasho.runner import Limits, cores  # noqa: PLC0415
    from hyokasho.summary import lines  # noqa: PLC0415

    options = run.Options(Limits(jobs or cores()), read_source, force)
    with _stoppable():
        report = run.ingest(paths, _dataset(folder), options)
    for line in lines(report, str(folder)):
        click.echo(line)
    if report.failures:
        ctx.exit(SOME_FAILED)


@cli.command()
@click.argument("target", metavar="FILE|DOCUMENT_ID")
@dataset_option
@click.option("--json", "everything", is_flag=True, help="All records, table by table, as JSON.")
def show(target: str, folder: Path, everything: bool) -> None:
    """Show what a file or a document says.

    For each document its type and title, its dates, the items of its form (? unreadable, ~ inferred) or its outline, and
    what could not be read.
    """
    from hyokasho.show import as_json, as_outline, find  # noqa: PLC0415

    records = find(target, _dataset(folder))
    click.echo(as_json(records) if everything else as_outline(records))


@cli.command()
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
def schema(form: str) -> None:
    """Print the data dictionary.

    Every table and column, in English and Japanese.
    """
    from hyokasho.dictionary import as_json, as_markdown  # noqa: PLC0415

    click.echo(as_json() if form == "json" else as_markdown(), nl=False)


@cli.command()
@dataset_option
def status(folder: Path) -> None:
    """Show what the dataset holds.

    Documents by type, files that failed and why, issues by code.
    """
    from hyokasho.listing import write_table  # noqa: PLC0415
    from hyokasho.status import status as state  # noqa: PLC0415

    found = state(_dataset(folder))
    parts: list[tuple[str, Result]] = [
        ("Files", found.sources),
        ("Documents", found.documents),
        ("Failed", found.failed),
        ("Issues", found.issues),
    ]
    for title, result in parts:
        if result.rows:
            click.echo(f"\n{title}")
            write_table(result, sys.stdout)
    if found.outdated:
        click.echo(f"\n{found.outdated:,} files were read by other code than today's: ingest them again.")


@cli.command()
@click.argument("query")
@dataset_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def sql(query: str, folder: Path, form: str) -> None:
    """Ask the dataset in SQL.

    Each table is a view of its name; the language is DuckDB's.
    """
    from hyokasho import listing  # noqa: PLC0415
    from hyokasho.query import query as ask  # noqa: PLC0415

    writers = {"table": listing.write_table, "csv": listing.write_csv, "json": listing.write_json}
    writers[form](ask(_dataset(folder), query), sys.stdout)


def main() -> NoReturn:
    """Run the command line; entry point of the script `hyokasho`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal of another encoding must not end a run
    cli()
    sys.exit(0)


def _dataset(folder: Path) -> Dataset:
    from hyokasho.dataset import Dataset  # noqa: PLC0415

    return Dataset(folder)


@contextmanager
def _stoppable() -> Iterator[None]:
    """End a run cleanly on Ctrl-C and on SIGTERM: what was read is kept, and the exit code names the signal."""
    received = [signal.SIGINT]

    def stop(number: int, _frame: object) -> NoReturn:
        received[0] = signal.Signals(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        click.echo("stopped: what was read is kept; run the same command again to go on", err=True)
        sys.exit(128 + received[0])
    finally:
        signal.signal(signal.SIGTERM, before)

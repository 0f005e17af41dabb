"""The command line: finds the commands, and ends on an error with what went wrong and what to do about it."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from io import TextIOWrapper
from typing import NoReturn

import click

from extract.errors import HyokashoError, SourceError
from hyokasho import __version__, commands

__all__ = ["cli", "main"]


class _Commands(click.Group):
    """The commands of `hyokasho.commands`: a module each, imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - given by click
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = importlib.import_module(f"{commands.__name__}.{cmd_name}").command
        return found

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except HyokashoError as error:
            what = f"{error.code}: {error}" if isinstance(error, SourceError) else str(error)
            click.echo(f"error: {what}\n{error.remedy}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hyokasho")
def cli() -> None:
    """Read 特定個人情報保護評価書 and the papers of their councils into Parquet tables."""


def main() -> NoReturn:
    """Run the command line; entry point of the script `hyokasho`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal of another encoding must not end a run
    cli()
    sys.exit(0)

"""hyokasho schema: the data dictionary."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("schema")
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
def command(form: str) -> None:
    """Print the data dictionary.

    Every table and column, in English and Japanese.
    """
    from hyokasho.dictionary import as_json, as_markdown  # noqa: PLC0415

    click.echo(as_json() if form == "json" else as_markdown(), nl=False)

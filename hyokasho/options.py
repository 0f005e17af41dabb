"""What several commands share: options and exit codes."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["SOME_FAILED", "dataset_option", "engine_option"]

SOME_FAILED = 3
"""Exit code of a run in which some of the given files could not be read."""

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
"""Gives the command a `folder`."""

engine_option = click.option(
    "--engine",
    type=click.Choice(["pymupdf", "pdfplumber"]),
    default="pymupdf",
    show_default=True,
    help="What reads the pages of PDFs.",
)
"""Gives the command an `engine`. The other engine reads the pages on which pymupdf does not do well, whatever is chosen."""

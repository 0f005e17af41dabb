"""hyokasho review: the pages on which people check what was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hyokasho.options import dataset_option

if TYPE_CHECKING:
    from hyokasho.review.words import Language

__all__ = ["command"]


@click.command("review")
@dataset_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; any other needs --token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any free one.")
@click.option("--token", help="Secret that a browser has to bring along once, as ?token=… in the address.")
@click.option("--language", type=click.Choice(["en", "ja"]), help="Language of the pages.  [default: the browser's]")
def command(*, folder: Path, host: str, port: int, token: str | None, language: Language | None) -> None:
    """Look at documents beside their sources, in a browser.

    Serves on this machine alone, until Ctrl-C: the list of documents, and each document with its source on the left and
    what was read on the right. Relative paths of sources begin where this is run. Needs `pip install 'hyokasho[review]'`.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.review.server import serve  # noqa: PLC0415

    serve(Dataset(folder), host, port, token, language)

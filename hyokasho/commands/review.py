"""hyokasho review: the pages on which people check what was read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from extract.errors import ExtraMissing
from hyokasho.options import dataset_option

if TYPE_CHECKING:
    from hyokasho.review.words import Language

__all__ = ["command"]


@click.command("review")
@click.argument("document_ids", nargs=-1, metavar="[DOCUMENT_ID]...")
@dataset_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; any other needs --token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any free one.")
@click.option("--token", help="Secret that a browser has to bring along once, as ?token=… in the address.")
@click.option("--language", type=click.Choice(["en", "ja"]), help="Language of the pages.  [default: the browser's]")
@click.option(
    "--static",
    "target",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write the documents as HTML files that stand alone: OUT.html, or a folder.",
)
def command(
    *,
    document_ids: tuple[str, ...],
    folder: Path,
    host: str,
    port: int,
    token: str | None,
    language: Language | None,
    target: Path | None,
) -> None:
    """Look at documents beside their sources, in a browser.

    Serves on this machine alone, until Ctrl-C: the list of documents, and each document with its source on the left and
    what was read on the right, where it can be corrected. Relative paths of sources begin where this is run. With
    --static nothing is served. Needs `pip install 'hyokasho[review]'`.
    """
    try:
        from hyokasho.review.safety import Access  # noqa: PLC0415 - an optional extra
        from hyokasho.review.server import serve, write_files  # noqa: PLC0415
        from hyokasho.review.serving import Settings  # noqa: PLC0415
    except ImportError as error:
        message = f"the review pages need {error.name}: pip install 'hyokasho[review]'"
        raise ExtraMissing(message) from error
    from hyokasho.dataset import Dataset  # noqa: PLC0415

    settings = Settings(Dataset(folder), Access(host, token), Path.cwd(), language)
    if target is None:
        serve(settings, port, document_ids)
        return
    for path in write_files(settings, document_ids, target):
        click.echo(path)

"""hyokasho show: one file or document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hyokasho.options import dataset_option, engine_option

if TYPE_CHECKING:
    from extract.pdf import EngineName

__all__ = ["command"]


@click.command("show")
@click.argument("target", metavar="FILE|DOCUMENT_ID")
@dataset_option
@click.option("--json", "everything", is_flag=True, help="All records, table by table, as JSON.")
@engine_option
@click.option("--page", type=click.IntRange(min=1), help="Page of the PDF to draw.")
@click.option("--image", type=click.Path(path_type=Path, dir_okay=False), help="Draw what was found on --page, as PNG.")
def command(
    *, target: str, folder: Path, everything: bool, engine: EngineName, page: int | None, image: Path | None
) -> None:
    """Show what a file or a document says.

    For each document its type and title, its dates, the items of its form (? unreadable, ~ inferred), the transcript of
    its meeting or its outline, and what could not be read. With --image, the cells found on a page of a PDF are drawn
    over it instead.
    """
    if image is not None:
        _draw(target, page or 1, image, engine)
        return
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.show import as_json, as_outline, find, terminal_width  # noqa: PLC0415

    records = find(target, Dataset(folder), engine)
    click.echo(as_json(records) if everything else as_outline(records, terminal_width()))


def _draw(target: str, page: int, image: Path, engine: EngineName) -> None:
    from extract.pdf import draw_page  # noqa: PLC0415

    if not Path(target).is_file():
        message = f"{target}: --image draws a page of a PDF file"
        raise click.UsageError(message)
    image.write_bytes(draw_page(Path(target).read_bytes(), page, engine))

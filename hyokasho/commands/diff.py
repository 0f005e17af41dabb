"""hyokasho diff: two versions of an assessment."""

from __future__ import annotations

from pathlib import Path

import click

from hyokasho.options import dataset_option

__all__ = ["command"]


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@dataset_option
@click.option("--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
def command(old: str, new: str, folder: Path, form: str, output: Path | None) -> None:
    """Compare two versions of an assessment.

    OLD and NEW are files, or ids of documents in the dataset. Shown are items that changed (*), came (+) or went (-),
    boxes that flipped, systems, recipients and contractors that came and went, and beside them what the newer form
    itself declares in 変更箇所: declared but not found, found but not declared. ? is what one side could not read.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.diff import as_html, as_json, as_text, compare, only_assessment  # noqa: PLC0415
    from hyokasho.show import find  # noqa: PLC0415

    before, after = (only_assessment(find(target, Dataset(folder)), target) for target in (old, new))
    text = {"text": as_text, "json": as_json, "html": as_html}[form](compare(before, after))
    with click.open_file(str(output or "-"), "w", encoding="utf-8") as out:
        out.write(text if text.endswith("\n") else text + "\n")

"""hyokasho corrections: what reviewers wrote beside the dataset."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hyokasho.options import SOME_FAILED, dataset_option

__all__ = ["command"]

REASONS = {
    "no_document": "the dataset holds no such document: its source changed, or was forgotten",
    "no_item": "the document has no such item",
    "value_changed": "another value is read now than the reviewer saw",
    "no_value_of_the_item": "the item can't have this value",
}


@click.group("corrections")
def command() -> None:
    """Look after the corrections of reviewers (DATASET/corrections.csv).

    `hyokasho review` writes them, `hyokasho publish` applies them.
    """


@command.command("check")
@dataset_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def check(folder: Path, form: str) -> None:
    """List the corrections that are stale, and why.

    They are not applied: look at each anew, then correct again or take its line out. Exit code 3 where there are any.
    """
    from hyokasho import listing  # noqa: PLC0415
    from hyokasho.corrections import check as stale_ones  # noqa: PLC0415
    from hyokasho.dataset import Dataset  # noqa: PLC0415
    from hyokasho.query import Result  # noqa: PLC0415

    stale = stale_ones(Dataset(folder))
    if not stale and form == "table":
        click.echo("no correction is stale")
        return
    rows = tuple(
        (
            *(one.correction.item.document_id, one.correction.item.key),
            *(one.correction.item.group, one.correction.item.group_no, one.correction.item.file_no),
            *(one.correction.action, one.correction.old_value, one.correction.new_value, one.value),
            *(one.correction.who, one.correction.when.isoformat(), REASONS[one.reason]),
        )
        for one in stale
    )
    names = ("document_id", "key", "group", "group_no", "file_no", "action", "old_value", "new_value", "value_now")
    writers = {"table": listing.write_table, "csv": listing.write_csv, "json": listing.write_json}
    writers[form](Result((*names, "who", "when", "reason"), rows), sys.stdout)
    if stale:
        raise click.exceptions.Exit(SOME_FAILED)

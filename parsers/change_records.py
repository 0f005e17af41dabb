"""Rows of tables of changes as records of `changes`, with what was noticed in reading them."""

from __future__ import annotations

from parsers.changes import ChangeRow, Changes
from parsers.issues import Finding
from parsers.provenance import provenance
from parsers.records import Change

__all__ = ["change_records"]


def change_records(changes: Changes, document_id: str) -> tuple[list[Change], list[Finding]]:
    """Return the records of changes, and what was noticed in reading them."""
    records = [_record(change, no, document_id) for no, change in enumerate(changes.rows, 1)]
    findings = [
        Finding(note, change.item or change.changed_on_printed or "", change.place)
        for change in changes.rows
        for note in change.notes
    ]
    return records, [*findings, *(Finding("change_row_left_out", "", place) for place in changes.left_out)]


def _record(change: ChangeRow, no: int, document_id: str) -> Change:
    return Change(
        document_id=document_id,
        no=no,
        changed_on=change.changed_on,
        changed_on_printed=change.changed_on_printed,
        item=change.item,
        before=change.before,
        after=change.after,
        submission=change.submission,
        reason=change.reason,
        page_printed=change.page_printed,
        **provenance(change.place),
    )

"""The papers of a council on the terminal: a sheet's fields, opinions with their responses, counts, corrections, references."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby

from hyokasho.listing import as_text
from parsers.records import (
    Change,
    Comment,
    CommentCount,
    Consultation,
    InDocument,
    Placed,
    ProcedureItem,
    Recommendation,
    Reference,
)

__all__ = ["as_paper", "as_references"]

LONGEST = 100
"""Characters of a text on a line; `--json` prints it whole."""
PLACES = frozenset(one.name for one in fields(Placed)) | {"no", "kind", "letter_document_id"}
"""Columns that say nothing to a reader of the terminal."""


def as_paper(records: Sequence[InDocument]) -> Iterator[str]:
    """Yield the lines that show what the records of one document say; none where it is no paper of a council."""
    for table, group in groupby(records, key=lambda record: record.TABLE):
        view = VIEWS.get(table)
        if view is not None:
            yield from view(list(group))


def _sheets(rows: Sequence[InDocument]) -> Iterator[str]:
    """One field to a line, under its printed name."""
    for row in rows:
        for one in fields(row):
            value = getattr(row, one.name)
            if one.name not in PLACES and value not in (None, ()):
                yield f"{one.metadata['ja']}: {_short(value)}"


def _comments(rows: Sequence[InDocument]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Comment):
            number = "-".join(part for part in (row.comment_no, row.branch_no) if part) or str(row.no)
            category = " ".join(part for part in (row.category, row.category_label) if part)
            about = " · ".join(part for part in (number, row.submitter, row.medium, row.item, category) if part)
            yield _short(about)
            yield f"  意見: {_short(row.opinion)}"
            yield f"  回答: {_short(row.response)}"


def _counts(rows: Sequence[InDocument]) -> Iterator[str]:
    """One row of a count table to a line."""
    counts = [row for row in rows if isinstance(row, CommentCount)]
    for (_, table), group in groupby(counts, key=lambda count: (count.table_no, count.table)):
        yield f"{table}:"
        for name, cells in groupby(group, key=lambda count: count.row):
            numbers = (f"{cell.column or ''} {'-' if cell.count is None else cell.count}".strip() for cell in cells)
            yield f"  {name or ''}: {', '.join(numbers)}"


def _changes(rows: Sequence[InDocument]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, Change):
            yield f"{_short(row.item)}: {_short(row.before)} → {_short(row.after)}"


def _procedure(rows: Sequence[InDocument]) -> Iterator[str]:
    items = [row for row in rows if isinstance(row, ProcedureItem)]
    for heading, group in groupby(items, key=lambda item: item.heading):
        if heading is not None:
            yield _short(heading)
        for item in group:
            yield f"{'  ' if heading else ''}{item.marker or ''}{item.label}: {_short(item.value)}"


def as_references(records: Sequence[InDocument]) -> Iterator[str]:
    """Yield a line for each reference whose target is known."""
    for row in records:
        if isinstance(row, Reference) and row.target_document_id is not None:
            yield f"→ {row.target_document_id}: {_short(row.raw)}"


VIEWS: Mapping[str, Callable[[Sequence[InDocument]], Iterator[str]]] = {
    Consultation.TABLE: _sheets,
    Recommendation.TABLE: _sheets,
    Comment.TABLE: _comments,
    CommentCount.TABLE: _counts,
    Change.TABLE: _changes,
    ProcedureItem.TABLE: _procedure,
}
"""How the rows of each table are shown."""


def _short(value: object) -> str:
    """Return a value on one line."""
    listed = value if isinstance(value, tuple) else (value,)
    text = "、".join(" / ".join(as_text(one).split("\n")) for one in listed if one is not None) or "-"
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"

"""One file or document on the terminal: its outline, or all its records."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from extract.errors import NoDataset, UsageError
from hyokasho import shards
from hyokasho.corrections import by_source, load
from hyokasho.dataset import Dataset
from hyokasho.engine import read_source
from hyokasho.form_tree import as_tree
from hyokasho.inputs import discover, read_input
from hyokasho.listing import as_text
from hyokasho.paper_view import as_paper, as_references
from hyokasho.schema import tables
from hyokasho.transcript import as_transcript
from parsers.corrections import corrected
from parsers.records import (
    AgendaItem,
    Attendee,
    DateMention,
    Document,
    InDocument,
    Issue,
    Item,
    Meeting,
    Section,
    Utterance,
)

if TYPE_CHECKING:
    from extract.pdf import EngineName

__all__ = ["as_json", "as_outline", "find", "terminal_width"]

IDENTIFIER = re.compile(r"([0-9a-f]{16})(-\d{2,})?")
Kind = TypeVar("Kind", bound=InDocument)


def find(target: str, dataset: Dataset, engine: EngineName = "pymupdf") -> tuple[InDocument, ...]:
    """Return the records of a file, read now, or of a document or source that the dataset holds, by its id.

    What the dataset holds comes with the corrections of reviewers, published or not.

    Raises SourceError where the file can't be read, UsageError or NoDataset where there is no such thing.
    """
    if Path(target).is_file():
        return tuple(
            record for source in discover([target]).inputs for record in _read(read_input(source), source.name, engine)
        )
    identifier = IDENTIFIER.fullmatch(target)
    if identifier is None:
        message = f"{target}: neither a file nor the id of a document"
        raise UsageError(message)
    found = tuple(
        record for record in _stored(dataset, identifier[1]) if identifier[2] is None or record.document_id == target
    )
    if not found:
        message = f"{dataset.folder}: holds no document {target}"
        raise NoDataset(message)
    return found


def _stored(dataset: Dataset, source_id: str) -> tuple[InDocument, ...]:
    shard = shards.load(shards.path_of(dataset.shards, source_id))
    if shard is None:
        return ()
    row = shard.source(source_id)
    if row.status == "failed":
        message = f"{source_id}: could not be read: {row.error_code}: {row.error}"
        raise UsageError(message)
    return corrected(shard.records(), by_source(load(dataset)).get(source_id, ())).records


def as_outline(records: Sequence[InDocument], width: int | None = None) -> str:
    """Return for each document its type, title, dates and issues, and between them what it says.

    That is the items of a form, the transcript of a meeting, the sections of anything else. Speeches are folded to
    `width` columns; None folds nothing.
    """
    return "\n".join(line for document in _of(records, Document) for line in _outline(document, records, width))


def as_json(records: Sequence[InDocument]) -> str:
    """Return all records as JSON: an object with a list of rows for each table that has any."""
    found: dict[str, list[dict[str, object]]] = {}
    for name, table in tables().items():
        names = [column.name for column in table.columns]
        rows = [dict(zip(names, table.values(record), strict=True)) for record in records if name == record.TABLE]
        if rows:
            found[name] = rows
    return json.dumps(found, ensure_ascii=False, indent=1, default=as_text)


def terminal_width() -> int | None:
    """Return the columns of the terminal; None where the output goes to a file or a program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _read(data: bytes, name: str, engine: EngineName) -> tuple[InDocument, ...]:
    return read_source(data, name, hashlib.sha256(data).hexdigest()[:16], engine).records


def _of(records: Sequence[InDocument], kind: type[Kind], document_id: str | None = None) -> list[Kind]:
    return [
        record
        for record in records
        if isinstance(record, kind) and (document_id is None or record.document_id == document_id)
    ]


def _outline(document: Document, records: Sequence[InDocument], width: int | None) -> Iterator[str]:
    yield f"{document.document_id}  {document.document_type}"
    if document.title:
        yield "  " + document.title.replace("\n", " ")
    yield "  " + " · ".join(_facts(document, _of(records, DateMention, document.document_id)))
    items = _of(records, Item, document.document_id)
    meeting = next(iter(_of(records, Meeting, document.document_id)), None)
    yield from ("  " + line for line in as_tree(items))
    if meeting is not None:
        yield from ("  " + line if line else "" for line in _transcript(meeting, records, width))
        yield ""
    own = _of(records, InDocument, document.document_id)
    paper = [] if items or meeting is not None else list(as_paper(own))
    yield from ("  " + line for line in paper)
    for section in () if items or paper or meeting is not None else _of(records, Section, document.document_id):
        name = " ".join(part for part in (section.marker, section.title) if part)
        yield "  " + "  " * section.level + name.replace("\n", " ") + _place(section.page, section.char_start)
    yield from ("  " + line for line in as_references(own))
    for issue in _of(records, Issue, document.document_id):
        yield f"  {issue.severity} {issue.code}: {issue.message}{_place(issue.page, issue.char_start)}"
    yield ""


def _transcript(meeting: Meeting, records: Sequence[InDocument], width: int | None) -> Iterator[str]:
    document_id = meeting.document_id
    return as_transcript(
        meeting,
        _of(records, Attendee, document_id),
        _of(records, AgendaItem, document_id),
        _of(records, Utterance, document_id),
        width and width - len("  "),
    )


def _facts(document: Document, mentions: Sequence[DateMention]) -> Iterator[str]:
    if document.organisation:
        yield document.organisation
    if document.document_date:
        yield document.document_date.isoformat()
    if document.page_first:
        yield f"pages {document.page_first}–{document.page_last}"
    yield f"{document.chars:,} characters, {document.coverage:.1%} accounted for"
    days = sorted(mention.start for mention in mentions if mention.start)
    if days:
        yield f"{len(mentions)} dates, {days[0]} to {days[-1]}"
    yield f"{document.issues} issues"


def _place(page: int | None, start: int | None) -> str:
    if page is not None:
        return f"  [page {page}]"
    return f"  [character {start:,}]" if start is not None else ""

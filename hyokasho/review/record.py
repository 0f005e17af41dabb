"""Everything that the dataset says of one document, in the order and grouping in which a reader looks at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import regex

from extract.errors import UnknownDocument
from hyokasho.review.marks import Mark, mark_of, place_of
from hyokasho.review.store import Store
from hyokasho.review.tabular import TableView, table_view
from parsers.records import (
    AgendaItem,
    Assessment,
    Attendee,
    Change,
    Checkbox,
    Choice,
    Comment,
    CommentCount,
    Consultation,
    Document,
    InDocument,
    Issue,
    Item,
    Meeting,
    Outsourcing,
    Placed,
    ProcedureItem,
    Recipient,
    Recommendation,
    RecordItem,
    Reference,
    Risk,
    Section,
    System,
    Utterance,
)

__all__ = [
    "Block",
    "Chapter",
    "IssueGroup",
    "ItemView",
    "Origin",
    "Review",
    "Turn",
    "document_of",
    "review",
]

IDENTIFIER = regex.compile(r"[0-9a-f]{16}-[0-9]{2,4}")
"""How documents are named."""

PAPERS: tuple[type[InDocument], ...] = (Consultation, Recommendation, ProcedureItem, Comment, CommentCount, Change)
"""Tables that stand open: what a paper says, and what an assessment changed."""

DERIVED: tuple[type[InDocument], ...] = (System, Outsourcing, Recipient, RecordItem, Risk, Reference)
"""Tables that say in rows what the items say one by one; they stand folded."""

GRAVITY = ("info", "warning", "error")
"""Severities of issues, the gravest last."""

OfItem = TypeVar("OfItem", Choice, Checkbox, Issue)

UNREAD = frozenset({"unreadable", "inferred"})
"""Readings to look at, as a reviewer goes from one to the next."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file a document stands in: its uris, SHA-256, and kind; null where `sources` does not know."""

    uris: tuple[str, ...]
    sha256: str | None
    media_type: str | None
    encoding: str | None
    pages: int | None

    @property
    def is_pdf(self) -> bool:
        """Say whether it has pages."""
        return self.media_type == "application/pdf"


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a form with its options, its boxes, and what was noticed about it. `key` names its element."""

    key: str
    item: Item
    choices: tuple[tuple[str, Choice], ...]
    checkboxes: tuple[tuple[str, Checkbox], ...]
    issues: tuple[Issue, ...]

    @property
    def stop(self) -> bool:
        """Say whether a reviewer should look at it."""
        return self.item.status in UNREAD or any(issue.severity != "info" for issue in self.issues)

    def says(self, value: str) -> bool:
        """Say whether the options or boxes show a value already."""
        return bool(self.checkboxes) or any(option.selected and option.label == value for _, option in self.choices)


@dataclass(frozen=True, slots=True)
class Block:
    """Items under one heading, or of one repeated block; either may be missing."""

    heading: str | None
    group: str | None
    group_no: int | None
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a form (null: an annex) with its title as printed, for one file where it repeats."""

    name: str | None
    title: str | None
    file_no: int | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A speech with the stage directions in it, or a stage direction between speeches; `agenda` where a new item begins."""

    agenda: AgendaItem | None
    label: str | None
    speaker: str | None
    role: str | None
    rows: tuple[tuple[str, Utterance], ...]


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """The issues of one code, each with the key of its element."""

    severity: str
    code: str
    issues: tuple[tuple[str, Issue], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """One document. `marks` are those of all that is shown of it; of two on one place the later is meant by it."""

    document: Document
    origin: Origin
    facts: TableView | None
    chapters: tuple[Chapter, ...]
    turns: tuple[Turn, ...]
    tables: tuple[TableView, ...]
    sections: tuple[tuple[str, Section], ...]
    issues: tuple[IssueGroup, ...]
    marks: tuple[Mark, ...]

    def items(self) -> Iterator[ItemView]:
        """Yield all items, in their order."""
        return (view for chapter in self.chapters for block in chapter.blocks for view in block.items)

    def item(self, no: int) -> ItemView:
        """Return an item by its number. Raises UnknownDocument where there is none."""
        found = next((view for view in self.items() if view.item.no == no), None)
        if found is None:
            message = f"{self.document.document_id}: no item {no}"
            raise UnknownDocument(message)
        return found


def document_of(store: Store, document_id: str) -> tuple[Document, Origin]:
    """Return a document's own row and its file. Raises UnknownDocument, NoDataset, or QueryFailed."""
    found = store.records(Document, document_id) if IDENTIFIER.fullmatch(document_id) else ()
    if not found:
        message = f"{document_id}: no such document"
        raise UnknownDocument(message)
    return found[0], _origin(store, found[0].source_id)


def review(store: Store, document_id: str) -> Review:
    """Return all of a document. Raises UnknownDocument, NoDataset, or QueryFailed."""
    document, origin = document_of(store, document_id)
    issues = tuple((f"issue-{one.no}", one) for one in store.records(Issue, document_id))
    outline = store.records(Section, document_id)
    chapters, of_items = _items(store, document_id, outline, [issue for _, issue in issues])
    turns, of_turns = _transcript(store, document_id)
    shown = [table_view(kind, store.records(kind, document_id), folded=kind in DERIVED) for kind in (*PAPERS, *DERIVED)]
    people = [table_view(kind, store.records(kind, document_id), folded=False) for kind in (Attendee, AgendaItem)]
    sections = tuple((f"section-{one.no}", one) for one in outline)
    of_sections = () if chapters or turns else _marks((key, one, "plain") for key, one in sections)
    of_tables = [mark for _, marks in (*people, *shown) for mark in marks]
    of_issues = _marks((key, one, one.severity) for key, one in issues if not _is_everywhere(one, document))
    return Review(
        document,
        origin,
        _facts(store, document_id),
        chapters,
        turns,
        tuple(view for view, _ in (*people, *shown) if view is not None),
        sections,
        tuple(_grouped(issues)),
        (*of_issues, *of_sections, *of_tables, *of_items, *of_turns),
    )


def _is_everywhere(issue: Issue, document: Document) -> bool:
    """Say whether an issue is about all of a text: marking it would mark everything."""
    return document.char_start is not None and (issue.char_start, issue.char_end) == (
        document.char_start,
        document.char_end,
    )


def _grouped(issues: Sequence[tuple[str, Issue]]) -> Iterator[IssueGroup]:
    """Yield the issues by code, the gravest first."""

    def order(one: tuple[str, Issue]) -> tuple[int, str]:
        return -GRAVITY.index(one[1].severity), one[1].code

    for (gravity, code), group in groupby(sorted(issues, key=order), key=order):
        yield IssueGroup(GRAVITY[-gravity], code, tuple(group))


def _origin(store: Store, source_id: str) -> Origin:
    rows = store.rows(
        "SELECT uri, sha256, media_type, encoding, pages FROM sources WHERE source_id = ? ORDER BY uri", [source_id]
    )
    if not rows:
        return Origin((), None, None, None, None)
    _, sha256, media_type, encoding, pages = rows[0]
    return Origin(tuple(str(row[0]) for row in rows), sha256, media_type, encoding, pages)  # type: ignore[arg-type]


def _items(
    store: Store, document_id: str, sections: Sequence[Section], issues: Sequence[Issue]
) -> tuple[tuple[Chapter, ...], list[Mark]]:
    items = store.records(Item, document_id)
    options = _by_item(store.records(Choice, document_id)) if items else {}
    boxes = _by_item(store.records(Checkbox, document_id)) if items else {}
    noticed = _by_item(issues)
    views = [
        ItemView(
            f"item-{item.no}",
            item,
            tuple((f"choice-{item.no}-{one.no}", one) for one in options.get(item.no, ())),
            tuple((f"box-{item.no}-{one.no}", one) for one in boxes.get(item.no, ())),
            tuple(noticed.get(item.no, ())),
        )
        for item in items
    ]
    return tuple(_chapters(views, sections)), _marks(part for view in views for part in _parts(view))


def _by_item(records: Iterable[OfItem]) -> dict[int, list[OfItem]]:
    found: defaultdict[int, list[OfItem]] = defaultdict(list)
    for one in records:
        if one.item_no is not None:
            found[one.item_no].append(one)
    return found


def _parts(view: ItemView) -> Iterator[tuple[str, Placed, str]]:
    """Yield what of an item has a place: itself, and those of its options and boxes that have one of their own."""
    yield view.key, view.item, view.item.status
    for key, option in view.choices:
        if place_of(option) != place_of(view.item):
            yield key, option, "selected" if option.selected else "option"
    for key, box in view.checkboxes:
        if place_of(box) != place_of(view.item):
            yield key, box, "selected" if box.checked else box.status if box.status in UNREAD else "option"


def _chapters(views: Sequence[ItemView], sections: Sequence[Section]) -> Iterator[Chapter]:
    titles = {one.marker: one.title for one in reversed(sections) if one.marker}
    for (name, file_no), inside in groupby(views, key=lambda view: (view.item.chapter, view.item.file_no)):
        blocks = groupby(inside, key=lambda view: (view.item.heading, view.item.group, view.item.group_no))
        yield Chapter(name, titles.get(name), file_no, tuple(Block(*about, tuple(items)) for about, items in blocks))


def _transcript(store: Store, document_id: str) -> tuple[tuple[Turn, ...], list[Mark]]:
    said = store.records(Utterance, document_id)
    if not said:
        return (), []
    agenda = {one.no: one for one in store.records(AgendaItem, document_id)}
    marks = _marks((_speech(one), one, "plain") for one in said)
    return tuple(_turns(said, agenda)), marks


def _turns(said: Sequence[Utterance], agenda: dict[int, AgendaItem]) -> Iterator[Turn]:
    before: int | None = None
    for _, rows in groupby(said, key=lambda row: (row.turn, None if row.turn else row.no)):
        turn = list(rows)
        begins = agenda.get(turn[0].agenda_no or 0) if turn[0].agenda_no != before else None
        before = turn[0].agenda_no
        first = next((row for row in turn if row.label or row.speaker), turn[0])
        yield Turn(begins, first.label, first.speaker, first.role, tuple((_speech(row), row) for row in turn))


def _speech(one: Utterance) -> str:
    return f"utterance-{one.no}"


def _facts(store: Store, document_id: str) -> TableView | None:
    """Return the one wide row that sums a document up."""
    for kind in (Assessment, Meeting):
        rows: Sequence[InDocument] = store.records(kind, document_id)
        if rows:
            return table_view(kind, rows, folded=kind is Assessment)[0]
    return None


def _marks(parts: Iterable[tuple[str, Placed, str]]) -> list[Mark]:
    return [mark_of(*part) for part in parts]

"""What reviewers say of items, and how the records of their documents follow from it.

A correction names an item as `items` does, with the value that the reviewer saw: where that is no longer what was read,
nobody has looked at what stands there now, and the correction is stale. Of several corrections of one item the last one
counts. What is applied reaches the rows of options and boxes and the other tables that the item fills; a row of `issues`
says what was read before. Text in the parentheses of boxes is not corrected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Literal

from parsers.forms import Place, forms
from parsers.issues import ISSUE_KINDS
from parsers.records import Assessment, Checkbox, Choice, Document, InDocument, Issue, Item
from parsers.review import Action, Reviewed, reading_of, reviewed
from parsers.reviewed_rows import followed

__all__ = [
    "REVIEWED",
    "Corrected",
    "Correction",
    "ItemName",
    "Reason",
    "Stale",
    "corrected",
    "latest",
    "name_of",
]

Reason = Literal["no_document", "no_item", "value_changed", "no_value_of_the_item"]
"""Why a correction is stale: its document or item is gone, another value is read now, or the form does not know its value."""

CODES: Mapping[Action, tuple[str, str]] = {
    "correct": ("review_corrected", "{label}: {old} was read"),
    "confirm": ("review_confirmed", "{label}: as it was read"),
    "unreadable": ("review_unreadable", "{label}: {old} was read"),
}
"""The issue that a correction leaves, and its message."""

REVIEWED = frozenset(code for code, _ in CODES.values())
"""The issues that applied corrections leave at their items."""


@dataclass(frozen=True, slots=True)
class ItemName:
    """What tells an item from all others: its document, and columns of `items`."""

    document_id: str
    key: str
    group: str | None = None
    group_no: int | None = None
    file_no: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reviewer says of an item: another value, that the value is right, or that nobody can read it.

    `old_value` is what the reviewer saw in `items.value`. `new_value` is for `correct` alone: the whole value as
    `items.value` has it (the label of an option, the labels of the checked boxes), null where nothing stands there.
    """

    item: ItemName
    action: Action
    old_value: str | None
    new_value: str | None
    who: str
    when: datetime
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A correction that can't be applied. `value` is what the item holds now, null where there is no such item."""

    correction: Correction
    reason: Reason
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """The records of a source with its corrections applied; those that were, and those that could not be."""

    records: tuple[InDocument, ...]
    applied: tuple[Correction, ...]
    stale: tuple[Stale, ...]


def name_of(item: Item) -> ItemName:
    """Return what names an item in corrections."""
    return ItemName(item.document_id, item.key, item.group, item.group_no, item.file_no)


def latest(corrections: Iterable[Correction]) -> dict[ItemName, Correction]:
    """Return the last correction of each item, the oldest first."""
    return {one.item: one for one in sorted(corrections, key=lambda one: one.when)}


def corrected(records: Sequence[InDocument], corrections: Sequence[Correction]) -> Corrected:
    """Apply corrections to the records of a source as they were read, and return them, those of one table together."""
    by_document: dict[str, list[Correction]] = {}
    for one in latest(corrections).values():
        by_document.setdefault(one.item.document_id, []).append(one)
    found: list[InDocument] = []
    applied: list[Correction] = []
    stale: list[Stale] = []
    for document_id in sorted({record.document_id for record in records if isinstance(record, Document)}):
        own = [record for record in records if record.document_id == document_id]
        done = _document(own, by_document.pop(document_id, []))
        found += done.records
        applied += done.applied
        stale += done.stale
    stale += [Stale(one, "no_document") for left in by_document.values() for one in left]
    tables = list(dict.fromkeys(record.TABLE for record in [*records, *found]))
    found.sort(key=lambda record: tables.index(record.TABLE))
    return Corrected(tuple(found), tuple(applied), tuple(stale))


def _document(records: Sequence[InDocument], corrections: Sequence[Correction]) -> Corrected:
    """Apply its corrections to the records of one document."""
    if not corrections:
        return Corrected(tuple(records), (), ())
    entries = _entries(records)
    applied: list[Correction] = []
    stale: list[Stale] = []
    for one in corrections:
        entry = entries.get(one.item)
        changed = _said(entry, one) if entry is not None else "no_item"
        if isinstance(changed, Reviewed):
            entries[one.item] = changed
            applied.append(one)
        else:
            stale.append(Stale(one, changed, entry.item.value if entry is not None else None))
    rows = [*followed(records, list(entries.values())), *_notes(records, applied, entries)]
    return Corrected(tuple(_counted(rows)), tuple(applied), tuple(stale))


def _entries(records: Sequence[InDocument]) -> dict[ItemName, Reviewed]:
    """Return the items of a document with their rows, in their order."""
    kind = next((record.kind for record in records if isinstance(record, Assessment)), None)
    choices, boxes = defaultdict[int, list[Choice]](list), defaultdict[int, list[Checkbox]](list)
    for record in records:
        if isinstance(record, Choice):
            choices[record.item_no].append(record)
        elif isinstance(record, Checkbox):
            boxes[record.item_no].append(record)
    return {
        name_of(record): _entry(record, tuple(choices[record.no]), tuple(boxes[record.no]), kind)
        for record in records
        if isinstance(record, Item)
    }


def _entry(item: Item, choices: tuple[Choice, ...], boxes: tuple[Checkbox, ...], kind: str | None) -> Reviewed:
    labels = {row.label for row in choices} | {row.label for row in boxes}
    return Reviewed(item, choices, boxes, _place(item.key, labels, kind), reading_of(item, choices, boxes))


def _place(key: str, labels: set[str], kind: str | None) -> Place | None:
    """Return where an item stands in the newest version of its form that has it with these options and boxes."""
    found = (places[key] for places in _versions(kind) if key in places)
    return next((place for place in found if labels <= _labels(place)), None)


def _labels(place: Place) -> set[str]:
    return {*place.node.options, *(box.label for box in place.node.boxes)}


@cache
def _versions(kind: str | None) -> tuple[Mapping[str, Place], ...]:
    """Return the items of every version of a form by key, the newest version first."""
    versions = [form for form in forms() if form.kind == kind]
    return tuple({place.node.key: place for place in form.places() if place.node.is_item} for form in versions[::-1])


def _said(entry: Reviewed, correction: Correction) -> Reviewed | Reason:
    """Return an item as a correction has it, or why it can't be applied."""
    if entry.place is None:
        return "no_item"
    if entry.item.value != correction.old_value:
        return "value_changed"
    reading = reviewed(entry.reading, entry.place.node, correction.action, correction.new_value)
    if reading is None:
        return "no_value_of_the_item"
    return replace(entry, reading=reading, is_touched=reading is not entry.reading)


def _notes(
    records: Sequence[InDocument], applied: Sequence[Correction], entries: Mapping[ItemName, Reviewed]
) -> list[Issue]:
    """Return the row of `issues` for each correction, behind those that the document has."""
    last = max((record.no for record in records if isinstance(record, Issue)), default=0)
    return [
        _note(correction, entries[correction.item].item, number) for number, correction in enumerate(applied, last + 1)
    ]


def _note(correction: Correction, item: Item, number: int) -> Issue:
    code, message = CODES[correction.action]
    old = "nothing" if correction.old_value is None else f"「{correction.old_value}」"
    why = f" ({correction.why})" if correction.why else ""
    return Issue(
        document_id=item.document_id,
        no=number,
        severity=ISSUE_KINDS[code].severity,
        code=code,
        message=message.format(label=item.label, old=old) + why,
        item_no=item.no,
        page=item.page,
        x0=item.x0,
        y0=item.y0,
        x1=item.x1,
        y1=item.y1,
        char_start=item.char_start,
        char_end=item.char_end,
    )


def _counted(records: Sequence[InDocument]) -> list[InDocument]:
    """Return records with the issues counted that they now hold."""
    count = sum(isinstance(record, Issue) for record in records)
    return [replace(record, issues=count) if isinstance(record, Document) else record for record in records]

"""A 評価書 as records: a row for every item its form has, with choices and boxes, and what was noticed in reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from extract.sheet import Place
from parsers.change_records import change_records
from parsers.changes import read_changes, unread
from parsers.consistency import inconsistencies
from parsers.filled import FilledForm, FilledSlot
from parsers.fillings import Filling, tables_of
from parsers.form_reading import read_form
from parsers.forms import FormKind, Node
from parsers.forms import Place as FormPlace
from parsers.issues import Finding
from parsers.known_items import known_items
from parsers.paragraphs import Paragraph
from parsers.provenance import provenance, section_at
from parsers.readings import ValueReading, read_within
from parsers.recognised import as_recognised
from parsers.records import Checkbox, Choice, InDocument, Item, Section

__all__ = ["read_assessment"]

ISSUE_OF = {"unreadable": "item_unreadable", "inferred": "item_inferred"}
"""What a status says about the print, as an issue."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A value with the `no` of its row in `items`."""

    no: int
    filled: FilledSlot
    node: Node
    reading: ValueReading


def read_assessment(
    kind: FormKind, paragraphs: Sequence[Paragraph], document_id: str, sections: Sequence[Section]
) -> tuple[list[InDocument], list[Finding]]:
    """Return the records of an assessment, and what was noticed, from the paragraphs of its document.

    `items` holds every item that the form version has, in printed order, once per block and file that are there;
    what the print lacks is absent. Blocks that nobody filled in have items, but no row in the table of their kind.
    """
    form = read_form(kind, paragraphs)
    numbered = list(_numbered(form))
    records: list[InDocument] = []
    findings: list[Finding] = []
    for one in numbered:
        records.append(_item(one, document_id, sections))
        records += _choices(one, document_id)
        records += _boxes(one, document_id)
        findings += _findings(one)
    fillings = [Filling(one.no, one.filled, one.node, one.reading) for one in numbered]
    records += tables_of(form, fillings, document_id)
    printed = [row for paragraph in paragraphs for row in paragraph.rows]
    ordered = [row for row in printed if form.disorder is None or row.table is not None]
    changes = read_changes(ordered, partial(known_items, form))
    rows, noticed = change_records(changes, document_id)
    records += rows
    findings += noticed
    if not rows and not noticed and (place := unread(printed)) is not None:
        findings.append(Finding("changes_unread", "", place))
    if form.disorder is None:
        findings += inconsistencies(form, fillings, records, changes.rows)
    else:
        findings.append(Finding("reading_order_lost", form.disorder, Place.hull(part.place for part in paragraphs)))
    return records, findings


def _numbered(form: FilledForm) -> Iterator[_Numbered]:
    within = defaultdict[str, list[Node]](list)
    for place in form.form.places():
        if place.node.within is not None:
            within[place.node.within].append(place.node)
    no = 0
    for filled in form.slots:
        node = filled.slot.node
        if not node.is_item:
            continue
        no += 1
        yield _Numbered(no, filled, node, filled.reading)
        for inner in within[node.key]:
            no += 1
            reading = read_within(inner, filled.reading, filled.raw)
            if filled.is_recognised:
                reading = as_recognised(reading, inner.kind, reading.value or "")
            yield _Numbered(no, filled, inner, reading)


def _item(one: _Numbered, document_id: str, sections: Sequence[Section]) -> Item:
    place, reading = one.filled.slot.place, one.reading
    where = one.filled.where
    return Item(
        document_id=document_id,
        no=one.no,
        section_no=_section_no(where, sections),
        key=one.node.key,
        label=one.node.label,
        marker=one.filled.marker if one.node is one.filled.slot.node else None,
        chapter=place.chapter,
        heading=place.heading,
        file_no=one.filled.file,
        group=place.group,
        group_no=_group_no(place, one.filled),
        kind=one.node.kind or "text",
        value=reading.value,
        number=reading.number if one.node.kind == "count" else None,
        date_start=reading.start,
        date_end=reading.end,
        status=reading.status,
        **provenance(where),
    )


def _group_no(place: FormPlace, filled: FilledSlot) -> int | None:
    """A risk has the number of its marker, a block the one it is printed with."""
    for node in reversed(place.above):
        if node.role == "risk":
            digits = "".join(filter(str.isdecimal, node.marker))
            return int(digits) if digits else None
        if node.role == "group":
            return filled.number
    return None


def _section_no(place: Place | None, sections: Sequence[Section]) -> int | None:
    section = section_at(place, sections) if place is not None else None
    return section.no if section is not None else None


def _choices(one: _Numbered, document_id: str) -> Iterator[Choice]:
    for option in one.reading.options:
        yield Choice(
            document_id=document_id,
            item_no=one.no,
            no=option.number,
            label=option.label,
            selected=option.selected,
            **provenance(one.filled.where),
        )


def _boxes(one: _Numbered, document_id: str) -> Iterator[Checkbox]:
    states: Mapping[str, bool] = {"checked": True, "unchecked": False}
    for number, box in enumerate(one.reading.boxes, 1):
        status = box.state if box.state in {"absent", "unreadable"} else "inferred" if box.inferred else "read"
        yield Checkbox(
            document_id=document_id,
            item_no=one.no,
            no=number,
            label=box.label,
            checked=states.get(box.state),
            detail=(box.detail or "").strip() or None,
            status=status,
            **provenance(one.filled.part(box.start, box.end) or one.filled.where),
        )


def _findings(one: _Numbered) -> Iterator[Finding]:
    code = ISSUE_OF.get(one.reading.status)
    if code is not None:
        yield Finding(code, f"{one.node.label}: {one.reading.rule}", one.filled.where, one.no)

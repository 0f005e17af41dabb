"""The rows of a document after a review: those of the items themselves, and of every table that they fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parsers.columns import assessment_columns, put, value_of
from parsers.fillings import block_row, risk_text
from parsers.forms import Fill, Node, Place
from parsers.records import Assessment, Checkbox, Choice, InDocument, Item, Outsourcing, Recipient, Risk, System
from parsers.review import Reviewed

__all__ = ["followed"]

Filled = System | Outsourcing | Recipient | Risk
PLACE = ("page", "x0", "y0", "x1", "y1", "char_start", "char_end")


@dataclass(frozen=True, slots=True)
class _Block:
    """What tells a row that items fill from all others: the kind of block, or the heading and the words of a risk."""

    what: tuple[str | None, ...]
    file_no: int | None
    number: int | None


def followed(records: Sequence[InDocument], entries: Sequence[Reviewed]) -> Iterator[InDocument]:
    """Yield the records of a document as they follow from its items; `entries` has all of them, in their order.

    Only what a reviewer touched differs. A block that had no row gets one where a reviewer fills it in.
    """
    for entry in entries:
        yield from _rows_of(entry)
    filled: list[Filled] = []
    for record in records:
        if isinstance(record, Assessment):
            yield _assessment(record, entries)
        elif isinstance(record, Filled):
            filled.append(_followed(record, [entry for entry in entries if _block_of(record) in _blocks(entry)]))
        elif not isinstance(record, Item | Choice | Checkbox):
            yield record
    new = list(_new(entries, {_block_of(record) for record in filled}))
    yield from sorted([*filled, *new], key=_order) if new else filled


def _rows_of(entry: Reviewed) -> Iterator[InDocument]:
    """Yield the rows of an item, its options and its boxes, those that a reviewer touched with the status of the item."""
    item, reading = entry.item, entry.reading
    if not entry.is_touched:
        yield from (item, *entry.choices, *entry.boxes)
        return
    yield replace(
        item,
        value=reading.value,
        number=reading.number if item.kind == "count" else None,
        date_start=reading.start,
        date_end=reading.end,
        status=reading.status,
    )
    own = {"document_id": item.document_id, "item_no": item.no, **{name: getattr(item, name) for name in PLACE}}
    choices = {row.no: row for row in entry.choices}
    for option in reading.options:
        row = choices.get(option.number) or Choice(no=option.number, label=option.label, **own)
        yield replace(row, selected=option.selected)
    boxes = {row.label: row for row in entry.boxes}
    for number, box in enumerate(reading.boxes, 1):
        held = boxes.get(box.label) or Checkbox(no=number, label=box.label, status="absent", **own)
        checked = {"checked": True, "unchecked": False}.get(box.state)
        yield replace(held, checked=checked, status="absent" if box.state == "absent" else reading.status)


def _assessment(record: Assessment, entries: Sequence[Reviewed]) -> Assessment:
    touched = _touched(record, entries)
    columns = assessment_columns((entry.place.node, entry.reading) for entry in entries if entry.place is not None)
    return replace(record, **{name: columns.get(name, _nothing(record, name)) for name in touched})


def _followed(record: Filled, entries: Sequence[Reviewed]) -> Filled:
    """Return a row with the columns that a reviewer touched; `entries` are the items that fill it."""
    touched = _touched(record, entries)
    values = _values(record.TABLE, entries)
    columns = {name: values.get(name, _nothing(record, name)) for name in touched}
    if isinstance(record, Risk) and "adequacy" in touched:
        adequacy = next(entry for entry in entries if any(fill.column == "adequacy" for fill in _fills(entry)))
        columns["status"] = adequacy.reading.status
    return replace(record, **columns)


def _new(entries: Sequence[Reviewed], held: set[_Block]) -> Iterator[Filled]:
    """Yield a row for each block without one in which a reviewer put a text."""
    made = set(held)
    for entry in entries:
        node = next((node for node in entry.place.path if node.role == "group"), None) if entry.place else None
        block = _group(entry, node) if node is not None else None
        if node is None or block is None or block in made or not _is_text(entry):
            continue
        made.add(block)
        own = [other for other in entries if block in _blocks(other)]
        columns = _values(_table(node), own) | {name: getattr(entry.item, name) for name in PLACE}
        row = block_row(node, entry.item.document_id, block.file_no, block.number, columns)
        if isinstance(row, Filled):
            yield row


def _is_text(entry: Reviewed) -> bool:
    return entry.is_touched and entry.reading.value is not None and entry.item.kind == "text"


def _order(record: Filled) -> tuple[str, int, str, int]:
    """Return the key of the order in which a form prints its blocks."""
    return record.TABLE, getattr(record, "file_no", None) or 0, getattr(record, "kind", ""), record.no


def _values(table: str, entries: Sequence[Reviewed]) -> dict[str, Any]:
    """Return what items put into the columns of a row."""
    values: dict[str, Any] = {}
    for entry in entries:
        for fill in _fills(entry):
            if fill.table == table:
                put(values, fill.column, value_of(entry.reading, fill.part))
    return values


def _touched(record: InDocument, entries: Sequence[Reviewed]) -> list[str]:
    """Return the columns of a row that a reviewer changed; the text in the parentheses of boxes is none of them."""
    fills = [fill for entry in entries if entry.is_touched for fill in _fills(entry)]
    return [fill.column for fill in fills if fill.table == record.TABLE and fill.part != "other"]


def _fills(entry: Reviewed) -> tuple[Fill, ...]:
    return entry.place.node.fills if entry.place is not None else ()


def _nothing(record: InDocument, column: str) -> object:
    return () if isinstance(getattr(record, column), tuple) else None


def _block_of(record: Filled) -> _Block:
    if isinstance(record, Risk):
        return _Block((record.heading, record.risk), record.file_no, None)
    if isinstance(record, System):
        return _Block(("system",), None, record.no)
    return _Block((record.kind if isinstance(record, Recipient) else "outsourcing",), record.file_no, record.no)


def _blocks(entry: Reviewed) -> list[_Block]:
    """Return the rows that an item can fill."""
    found: list[_Block] = []
    path = entry.place.path if entry.place is not None else ()
    for depth, node in enumerate(path):
        if node.role == "risk":
            found.append(_Block((Place(node, path[:depth]).heading, risk_text(node)), entry.item.file_no, None))
        elif node.role == "group" and (block := _group(entry, node)) is not None:
            found.append(block)
    return found


def _group(entry: Reviewed, node: Node) -> _Block | None:
    """Return the repeated block that an item stands in; None where it counts as part of another."""
    if node.group is None or node.group != entry.item.group:
        return None
    return _Block((node.group,), entry.item.file_no if node.group != "system" else None, entry.item.group_no or 1)


def _table(node: Node) -> str:
    return {"system": System.TABLE, "outsourcing": Outsourcing.TABLE}.get(node.group or "", Recipient.TABLE)

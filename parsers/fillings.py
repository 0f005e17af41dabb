"""The tables beside `items` that a form fills: its definition says which value goes to which column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.sheet import Place
from parsers.columns import assessment_columns, put, value_of
from parsers.filled import FilledForm, FilledSlot
from parsers.forms import Node
from parsers.headed_lists import read_lists
from parsers.provenance import provenance
from parsers.readings import ValueReading
from parsers.record_lists import file_names, listed_files
from parsers.records import Assessment, InDocument, Outsourcing, Recipient, RecordItem, Risk, System

__all__ = ["Filling", "block_row", "risk_text", "tables_of"]


@dataclass(frozen=True, slots=True)
class Filling:
    """A value that may fill columns: row `no` of `items`, the slot it was read at, the node whose value it is."""

    no: int
    filled: FilledSlot
    node: Node
    reading: ValueReading


@dataclass(slots=True)
class _Block:
    """A row under way: of the repeated block or the risk `node`, in this file, with this number."""

    node: Node
    file: int | None
    number: int | None
    places: list[Place] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    item_no: int | None = None
    status: str = "absent"


def tables_of(form: FilledForm, fillings: Sequence[Filling], document_id: str) -> Iterator[InDocument]:
    """Yield the rows of the tables that the form fills: first the assessment itself, then its blocks, risks and lists.

    A block that holds no text at all is printed but not used: a default left selected in it makes no row.
    """
    yield _assessment(form, fillings, document_id)
    blocks = _blocks(form, fillings)
    for block in blocks:
        if block.node.role == "group" and _is_used(block):
            yield _block_row(block, document_id)
    risks = [block for block in blocks if block.node.role == "risk" and block.places]
    for no, block in enumerate(risks, 1):
        yield _risk(block, no, form, document_id)
    yield from _record_items(form, document_id)


def _assessment(form: FilledForm, fillings: Sequence[Filling], document_id: str) -> Assessment:
    columns = assessment_columns((filling.node, filling.reading) for filling in fillings)
    return Assessment(document_id=document_id, kind=form.form.kind, form_version=form.stamp, **columns)


def _blocks(form: FilledForm, fillings: Sequence[Filling]) -> list[_Block]:
    """Return the blocks and risks in the order of the form, with what was filled in."""
    found: dict[tuple[str, int | None, int | None], _Block] = {}
    by_slot = {id(filling.filled): filling for filling in fillings}
    for filled in form.slots:
        place = filled.slot.place
        for node in place.path:
            if node.role not in {"group", "risk"}:
                continue
            number = filled.number if node.role == "group" else None
            block = found.setdefault((node.key, filled.file, number), _Block(node, filled.file, number))
            if filled.where is not None:
                block.places.append(filled.where)
            if node is place.node:
                _fill(block, place.node, ValueReading(filled.text or None, "read"))
            elif id(filled) in by_slot:
                _fill_item(block, by_slot[id(filled)])
    return list(found.values())


def _fill_item(block: _Block, filling: Filling) -> None:
    _fill(block, filling.node, filling.reading)
    for fill in filling.node.fills:
        if (fill.table, fill.column) == (System.TABLE, "name"):
            block.item_no = filling.no
        if (fill.table, fill.column) == (Risk.TABLE, "adequacy"):
            block.status = filling.reading.status


def _fill(block: _Block, node: Node, reading: ValueReading) -> None:
    for fill in node.fills:
        if fill.table != Assessment.TABLE:
            put(block.values, fill.column, value_of(reading, fill.part))


def _is_used(block: _Block) -> bool:
    """Tell whether someone filled in a block: any of its texts is there."""
    columns = {
        fill.column for place in block.node.places() for fill in place.node.fills if place.node.kind in {None, "text"}
    }
    return any(block.values.get(column) for column in columns)


def _block_row(block: _Block, document_id: str) -> InDocument:
    where = provenance(Place.hull(block.places) if block.places else None)
    own = {"item_no": block.item_no} if block.node.group == "system" else {}
    return block_row(block.node, document_id, block.file, block.number, {**block.values, **own, **where})


def block_row(
    node: Node, document_id: str, file_no: int | None, number: int | None, columns: Mapping[str, Any]
) -> InDocument:
    """Return the row of a repeated block of the form with these columns."""
    no = number or 1  # a lost head is that of the first block: any other runs on in the one before
    if node.group == "system":
        return System(document_id=document_id, no=no, **columns)
    if node.group == "outsourcing":
        return Outsourcing(document_id=document_id, no=no, file_no=file_no, **columns)
    return Recipient(document_id=document_id, no=no, file_no=file_no, kind=node.group or "", **columns)


def _risk(block: _Block, no: int, form: FilledForm, document_id: str) -> Risk:
    place = form.form.place(block.node.key)
    return Risk(
        document_id=document_id,
        no=no,
        file_no=block.file,
        chapter=place.chapter,
        heading=place.heading,
        marker=block.node.marker or None,
        risk=risk_text(block.node),
        measures=block.values.get("measures"),
        adequacy=block.values.get("adequacy"),
        status=block.status,
        **provenance(Place.hull(block.places)),
    )


def risk_text(node: Node) -> str:
    """Return what `risks.risk` says of a risk: its label, and those printed below it."""
    return "\n".join([node.label, *(below.label for below in node.nodes if below.role == "label")])


def _record_items(form: FilledForm, document_id: str) -> Iterator[RecordItem]:
    """Yield the entries of the chapters that list them, numbered through the document."""
    listings = [
        (filled, filled.region)
        for filled in form.slots
        if filled.region and any(fill.table == RecordItem.TABLE for fill in filled.slot.node.fills)
    ]
    files = file_names(form)
    count = max([*files.values(), *(filled.file or 1 for filled in form.slots)])
    no = 0
    for filled, region in listings:
        lists = read_lists(region.passage, filled.slot.node.marker, files)
        own = (filled.file or 1) if count == 1 or len(listings) > 1 else None
        heads = [one.name or "" for one in lists[1:]]
        for file, one in zip(listed_files(heads, files, own, count), lists, strict=True):
            for entry in one.entries:
                no += 1
                where = provenance(entry.place)
                yield RecordItem(
                    document_id=document_id, no=no, file_no=file.no, file_name=file.name, name=entry.text, **where
                )

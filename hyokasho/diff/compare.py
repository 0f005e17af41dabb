"""What differs between two versions of an assessment: items, boxes, blocks, contractors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from extract.errors import UsageError
from hyokasho.diff.declared import Declaration, declarations
from hyokasho.diff.items import ItemChange, Key, Sort
from hyokasho.diff.pairing import Block, paired
from normalize.text import squash
from parsers.records import Assessment, Change, Checkbox, Document, InDocument, Item, Outsourcing, Recipient, System

__all__ = ["BlockChange", "Comparison", "Flip", "compare", "only_assessment"]

Kind = TypeVar("Kind", bound=InDocument)


@dataclass(frozen=True, slots=True)
class Flip:
    """A box that is checked in one version and not in the other; `item` is that of the newer one. None: unreadable."""

    item: Item
    label: str
    before: bool | None
    after: bool | None


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A named thing that only one version has: a system, 委託事項, recipient, contractor or file."""

    kind: Literal["file", "system", "outsourcing", "provision", "transfer", "contractor"]
    name: str
    came: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of an assessment, and how they differ.

    `declared` are the rows of 変更箇所 that only the newer one has, each with the changes that it tells of; `undeclared`
    the changes that none of them tells of.
    """

    before: Document
    after: Document
    items: tuple[ItemChange, ...]
    flips: tuple[Flip, ...]
    blocks: tuple[BlockChange, ...]
    declared: tuple[Declaration, ...]
    undeclared: tuple[ItemChange, ...]


def only_assessment(records: Sequence[InDocument], target: str) -> tuple[InDocument, ...]:
    """Return the records of the one assessment among them. Raises UsageError where there is none, or several."""
    ids = [one.document_id for one in _of(records, Assessment)]
    if len(ids) != 1:
        found = f"holds several, name one: {', '.join(ids)}" if ids else "holds no assessment"
        message = f"{target}: {found}"
        raise UsageError(message)
    return tuple(record for record in records if record.document_id == ids[0])


def compare(before: Sequence[InDocument], after: Sequence[InDocument]) -> Comparison:
    """Compare the records of two assessments, the older one first.

    Values are compared without white space and width. What one of them could not read is `unclear`, not a change.
    """
    keys = _Keys(before, after)
    items = tuple(_items(keys, before, after))
    declared, undeclared = declarations(_new_rows(before, after), items)
    return Comparison(
        before=_of(before, Document)[0],
        after=_of(after, Document)[0],
        items=items,
        flips=tuple(_flips(keys, before, after)),
        blocks=tuple(_blocks(before, after)),
        declared=declared,
        undeclared=undeclared,
    )


def _of(records: Sequence[InDocument], kind: type[Kind]) -> list[Kind]:
    return [record for record in records if isinstance(record, kind)]


def _new_rows(before: Sequence[InDocument], after: Sequence[InDocument]) -> list[Change]:
    """Return the rows of 変更箇所 that the older version does not have; older rows stay in the form for years."""
    held = {_said(row) for row in _of(before, Change)}
    return [row for row in _of(after, Change) if _said(row) not in held]


def _said(row: Change) -> tuple[str, ...]:
    return tuple(squash(text or "") for text in (row.changed_on_printed, row.item, row.before, row.after))


# ── which item is which ──


class _Keys:
    """Numbers of the newer version's files and blocks in those of the older one; new ones get numbers of their own."""

    def __init__(self, before: Sequence[InDocument], after: Sequence[InDocument]) -> None:
        self._files = paired(_files(before), _files(after))
        old, new = _named(before), _named(after)
        self._blocks: dict[tuple[int | None, str], Mapping[int, int]] = {
            (file, group): paired(old.get((self._file(file), group), []), blocks)
            for (file, group), blocks in new.items()
        }

    def _file(self, number: int | None) -> int | None:
        return None if number is None else self._files.get(number, -number)

    def old(self, item: Item) -> Key:
        return item.key, item.file_no, item.group, item.group_no

    def new(self, item: Item) -> Key:
        blocks = self._blocks.get((item.file_no, item.group or ""))
        number = item.group_no
        if blocks is not None and number is not None:
            number = blocks.get(number, -number)
        return item.key, self._file(item.file_no), item.group, number


def _files(records: Sequence[InDocument]) -> list[Block]:
    return [Block(no, name) for one in _of(records, Assessment) for no, name in enumerate(one.files, 1)]


def _named(records: Sequence[InDocument]) -> dict[tuple[int | None, str], list[Block]]:
    found: dict[tuple[int | None, str], list[Block]] = {}
    for system in _of(records, System):
        found.setdefault((None, "system"), []).append(Block(system.no, system.name))
    for task in _of(records, Outsourcing):
        found.setdefault((task.file_no, "outsourcing"), []).append(Block(task.no, task.name))
    for recipient in _of(records, Recipient):
        found.setdefault((recipient.file_no, recipient.kind), []).append(Block(recipient.no, recipient.name))
    return found


# ── what differs ──


def _items(keys: _Keys, before: Sequence[InDocument], after: Sequence[InDocument]) -> Iterator[ItemChange]:
    """Yield the differences in the order of the newer version, what only the older one has last."""
    old = {keys.old(item): item for item in _of(before, Item)}
    seen = set()
    for item in _of(after, Item):
        key = keys.new(item)
        seen.add(key)
        yield from _change(old.get(key), item)
    for key, item in old.items():
        if key not in seen:
            yield from _change(item, None)


def _change(before: Item | None, after: Item | None) -> Iterator[ItemChange]:
    if any(one is not None and one.status == "unreadable" for one in (before, after)):
        yield ItemChange("unclear", before, after)
        return
    old, new = _value(before), _value(after)
    if squash(old) != squash(new):
        sort: Sort = "added" if not old else "removed" if not new else "changed"
        yield ItemChange(sort, before, after)


def _value(item: Item | None) -> str:
    return (item.value or "") if item is not None else ""


def _flips(keys: _Keys, before: Sequence[InDocument], after: Sequence[InDocument]) -> Iterator[Flip]:
    old = _boxes(before, {item.no: keys.old(item) for item in _of(before, Item)})
    items = {item.no: item for item in _of(after, Item)}
    for box in _of(after, Checkbox):
        item = items[box.item_no]
        other = old.get((keys.new(item), box.label))
        if other is not None and other.checked is not box.checked:
            yield Flip(item, box.label, other.checked, box.checked)


def _boxes(records: Sequence[InDocument], keys: Mapping[int, Key]) -> dict[tuple[Key, str], Checkbox]:
    return {(keys[box.item_no], box.label): box for box in _of(records, Checkbox)}


def _blocks(before: Sequence[InDocument], after: Sequence[InDocument]) -> Iterator[BlockChange]:
    for kind in ("file", "system", "outsourcing", "provision", "transfer", "contractor"):
        old, new = _names(before)[kind], _names(after)[kind]
        yield from (BlockChange(kind, name, came=True) for folded, name in new.items() if folded not in old)
        yield from (BlockChange(kind, name, came=False) for folded, name in old.items() if folded not in new)


def _names(records: Sequence[InDocument]) -> Mapping[str, Mapping[str, str]]:
    """Return the names of each kind, by their folded form, in the order of the form."""
    recipients = _of(records, Recipient)
    tasks = _of(records, Outsourcing)
    listed: dict[str, list[str | None]] = {
        "file": [name for one in _of(records, Assessment) for name in one.files],
        "system": [system.name for system in _of(records, System)],
        "outsourcing": [task.name for task in tasks],
        "provision": [one.name for one in recipients if one.kind == "provision"],
        "transfer": [one.name for one in recipients if one.kind == "transfer"],
        "contractor": [task.contractor for task in tasks],
    }
    return {kind: {squash(name): name for name in names if name} for kind, names in listed.items()}

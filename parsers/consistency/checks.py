"""The comparisons: each looks at the form as it was read and yields what does not agree, with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from normalize.numbers import Band, parse_band
from normalize.text import squash
from parsers.anchors import bare_label
from parsers.changes import ChangeRow
from parsers.consistency.rules import ConsistencyRules, Statement, consistency_rules
from parsers.consistency.threshold import threshold_findings
from parsers.entries import entries, names, read_list
from parsers.filled import FilledForm, FilledSlot
from parsers.fillings import Filling
from parsers.issues import Finding
from parsers.records import InDocument, RecordItem
from parsers.slots import counted_words, lay_out

__all__ = ["inconsistencies"]

_Block = tuple[int | None, int | None, int | None]
"""The file, the number and the head of the block or risk that an item stands in."""


@dataclass(frozen=True, slots=True)
class _Read:
    """An assessment as it was read: the form with all its slots, the values of its items, the entries of its lists."""

    form: FilledForm
    fillings: Sequence[Filling]
    listed: Sequence[RecordItem]
    rules: ConsistencyRules

    def certain(self, key: str) -> Iterator[Filling]:
        """Yield the items of a key that were read without doubt."""
        yield from (one for one in self.fillings if one.node.key == key and one.reading.status == "read")

    def says(self, slot: FilledSlot) -> bool:
        """Tell whether something is written at a slot: the title of a block, a text that is more than なし."""
        if slot.slot.node.kind not in {None, "text"} or slot.slot.node.role == "section":
            return False
        text = slot.text if slot.slot.node.role == "group" else slot.reading.value or ""
        return squash(text) not in {"", *map(squash, self.rules.nothings)}


def inconsistencies(
    form: FilledForm, fillings: Sequence[Filling], records: Sequence[InDocument], changes: Sequence[ChangeRow]
) -> Iterator[Finding]:
    """Yield what an assessment says in two ways, or in an order that can't be; `records` are those the form fills."""
    listed = [record for record in records if isinstance(record, RecordItem)]
    read = _Read(form, fillings, listed, consistency_rules())
    checks: tuple[Callable[[_Read], Iterator[Finding]], ...] = (
        _missing_chapters,
        _labels,
        _repeated_items,
        _counts,
        _bands,
        _elsewhere,
        _exclusive,
        _dates,
    )
    yield from chain.from_iterable(check(read) for check in checks)
    yield from threshold_findings(form.form.kind, fillings, read.rules.threshold)
    yield from _changes_in_order(changes)


def _missing_chapters(read: _Read) -> Iterator[Finding]:
    """Chapters that the list of contents names and the print has not."""
    contents = next((slot for slot in read.form.slots if slot.slot.node.role == "contents" and slot.head), None)
    if contents is None:
        return
    listed = squash(contents.raw + "".join(label.text for label in read.form.contents))
    found = {slot.slot.node.key for slot in read.form.slots if slot.region is not None}
    for slot in read.form.slots:
        node = slot.slot.node
        if node.role == "chapter" and node.key not in found and squash(node.label) in listed:
            yield Finding("chapter_missing", node.label, contents.where)


def _labels(read: _Read) -> Iterator[Finding]:
    """Labels of items that stand where the form has no place for them: said a second time in their block, or moved."""
    slots = lay_out(read.form.form)
    words = counted_words(slots)
    known = {label for slot in slots if slot.node.role in {"item", "section", "risk"} for label in slot.labels}
    heads = [(slot.row, slot) for slot in read.form.slots if slot.row is not None]
    rows = [row for row, _ in heads]
    said = defaultdict[_Block, set[str]](set)
    for _, slot in heads:
        said[_block(slot)] |= slot.slot.labels
    for fragment in read.form.unplaced:
        label, _ = bare_label(fragment.text, words)
        at = bisect_right(rows, fragment.row)
        if label not in known or not at:
            continue
        code = "label_repeated" if label in said[_block(heads[at - 1][1])] else "label_out_of_order"
        yield Finding(code, fragment.text.strip(), fragment.passage.place(0, len(fragment.text)))


def _block(slot: FilledSlot) -> _Block:
    return slot.file, slot.number, slot.slot.parent


def _repeated_items(read: _Read) -> Iterator[Finding]:
    """Items that stand twice in one block of one file, with a value both times."""
    seen: set[tuple[str, int | None, int | None]] = set()
    for one in read.fillings:
        if one.filled.region is None or one.reading.value is None or one.node is not one.filled.slot.node:
            continue
        key = (one.node.key, one.filled.file, one.filled.number)
        if key in seen:
            yield Finding("item_repeated", one.node.label, one.filled.where, one.no)
        seen.add(key)


def _counts(read: _Read) -> Iterator[Finding]:
    """Numbers printed as ( n )件, and the blocks that are filled in."""
    for key, group in read.rules.counts.items():
        for one in read.certain(key):
            blocks = {
                slot.number
                for slot in read.form.slots
                if slot.file == one.filled.file and slot.region and _below(slot, group) and read.says(slot)
            }
            if one.reading.number is not None and one.reading.number != len(blocks):
                label = next(place.node.label for place in read.form.form.places() if place.node.key == group)
                message = f"{one.node.label}: {one.reading.number}, {label}: {len(blocks)}"
                yield Finding("count_mismatch", message, one.filled.where, one.no)


def _below(slot: FilledSlot, key: str) -> bool:
    return any(node.key == key for node in slot.slot.place.path)


def _bands(read: _Read) -> Iterator[Finding]:
    """Bands of 記録される項目, and the entries listed: all of them, or those of one list, in whatever way they are counted."""
    for key in read.rules.bands:
        items = list(read.certain(key))
        files = {one.filled.file for one in items}
        for one in items:
            band = parse_band(one.reading.value or "")
            own = [entry for entry in read.listed if len(files) == 1 or entry.file_no == one.filled.file]
            if band is None or not own:
                continue
            lists = [own, *([entry for entry in own if entry.file_no == number] for number in {e.file_no for e in own})]
            if not any(_fits(some, band) for some in lists):
                yield Finding(
                    "band_mismatch", f"{one.node.label}: {one.reading.value}, {len(own)}", one.filled.where, one.no
                )


def _elsewhere(read: _Read) -> Iterator[Finding]:
    """Chapters that should hold a list and only say where it stands."""
    lists = set(read.rules.bands.values())
    for slot in read.form.slots:
        if (
            slot.slot.node.key in lists
            and slot.region
            and slot.text
            and not read_list(slot.region.passage, slot.slot.node.marker)
        ):
            first = next(entries(slot.text))
            yield Finding("list_elsewhere", first, slot.where)


def _fits(listed: Sequence[RecordItem], band: Band) -> bool:
    """Tell whether a list may hold as many entries as a band says: a line can print several."""
    least, most = len(listed), sum(len(names(entry.name)) for entry in listed)
    return (band.maximum is None or least < band.maximum) and (band.minimum is None or most >= band.minimum)


def _exclusive(read: _Read) -> Iterator[Finding]:
    """Answers that contradict each other, or what is written below them."""
    files: list[int | None] = [*sorted({slot.file for slot in read.form.slots if slot.file is not None})] or [None]
    for first, second in read.rules.exclusive:
        for file in files:
            one, other = (_holds(statement, read, file) for statement in (first, second))
            if one is None or other is None:
                continue
            message = f"{_told(one, first)} / {_told(other, second)}"
            yield Finding("answers_contradict", message, one.filled.where, one.no)


def _holds(statement: Statement, read: _Read, file: int | None) -> Filling | None:
    """Return an item that shows a statement to be true of a file; None where none does."""
    here = (one for one in read.fillings if one.filled.file in {None, file} and one.filled.region is not None)
    return next((one for one in here if _shows(statement, one, read)), None)


def _shows(statement: Statement, one: Filling, read: _Read) -> bool:
    if statement.item is not None:
        return one.node.key == statement.item and _answers(one, statement)
    above = {node.key for node in one.filled.slot.place.above}
    if one.reading.value is None or one.reading.status != "read":
        return False
    if above & set(statement.written):
        return read.says(one.filled)
    return bool(above & set(statement.filled)) and (one.node.kind != "text" or read.says(one.filled))


def _answers(one: Filling, statement: Statement) -> bool:
    """Tell whether an item that was read without doubt has the answer, or has it not, as the statement says."""
    states = [box.state for box in one.reading.boxes if box.label == statement.answer and not box.inferred]
    if one.node.boxes:
        return states == ["unchecked" if statement.denied else "checked"]
    return one.reading.status == "read" and (one.reading.value == statement.answer) != statement.denied


def _told(one: Filling, statement: Statement) -> str:
    if statement.item is None:
        return f"{one.node.label}: {(one.reading.value or '').splitlines()[0][:40]}"
    return f"{one.node.label}: {'[ ]' if statement.denied else ''}{statement.answer}"


def _dates(read: _Read) -> Iterator[Finding]:
    """Days that come before the one they follow; where a month or a period is printed, its bounds allow for all of it."""
    for keys in read.rules.dates:
        days = [next((one for one in read.certain(key) if one.reading.start is not None), None) for key in keys]
        for before, after in pairwise(one for one in days if one is not None):
            first, last = before.reading.start, after.reading.end or after.reading.start
            if first is not None and last is not None and first > last:
                message = f"{_of_section(before)} {first} / {_of_section(after)} {last}"
                yield Finding("dates_out_of_order", message, after.filled.where, after.no)


def _of_section(one: Filling) -> str:
    heading = one.filled.slot.place.heading
    return f"{heading} {one.node.label}" if heading else one.node.label


def _changes_in_order(changes: Sequence[ChangeRow]) -> Iterator[Finding]:
    """Rows of 変更箇所 whose day does not follow that of the row before, be it upward or downward as the most rows do."""
    dated = [change for change in changes if change.changed_on is not None]
    days = [change.changed_on.toordinal() for change in dated if change.changed_on]
    steps = [after - before for before, after in pairwise(days)]
    upward = sum(step > 0 for step in steps) >= sum(step < 0 for step in steps)
    for step, before, change in zip(steps, dated, dated[1:], strict=False):
        if step < 0 if upward else step > 0:
            message = f"{before.changed_on_printed} / {change.changed_on_printed}"
            yield Finding("changes_out_of_order", message, change.place)

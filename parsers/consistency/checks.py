"""The comparisons: each looks at the form as it was read and yields what does not agree, with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

from normalize.numbers import Band, parse_band
from normalize.text import squash
from parsers.anchors import bare_label
from parsers.changes import ChangeRow
from parsers.consistency.rules import Statement, consistency_rules
from parsers.consistency.statements import Read, holds
from parsers.consistency.threshold import threshold_findings
from parsers.consistency.unanswered import unanswered
from parsers.entries import entries, names
from parsers.filled import FilledForm, FilledSlot
from parsers.fillings import Filling
from parsers.headed_lists import read_lists
from parsers.issues import Finding
from parsers.records import InDocument, RecordItem
from parsers.slots import counted_words, lay_out

__all__ = ["inconsistencies"]

_Block = tuple[int | None, int | None, int | None]
"""The file, the number and the head of the block or risk that an item stands in."""


def inconsistencies(
    form: FilledForm, fillings: Sequence[Filling], records: Sequence[InDocument], changes: Sequence[ChangeRow]
) -> Iterator[Finding]:
    """Yield what an assessment says in two ways, or in an order that can't be; `records` are those the form fills."""
    listed = [record for record in records if isinstance(record, RecordItem)]
    read = Read(form, fillings, listed, consistency_rules())
    checks: tuple[Callable[[Read], Iterator[Finding]], ...] = (
        _missing_chapters,
        _labels,
        _repeated_items,
        _counts,
        _bands,
        _elsewhere,
        _unassigned,
        _exclusive,
        _dates,
        unanswered,
    )
    yield from chain.from_iterable(check(read) for check in checks)
    yield from threshold_findings(form.form.kind, fillings, read.rules.threshold)
    yield from _changes_in_order(changes)
    yield from _published_before_changes(read, changes)


def _missing_chapters(read: Read) -> Iterator[Finding]:
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


def _labels(read: Read) -> Iterator[Finding]:
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
        printed = fragment.text.partition("\t")[0]  # a nested table has its value in the same cell
        yield Finding(code, printed.strip(), fragment.passage.place(0, len(printed)))


def _block(slot: FilledSlot) -> _Block:
    return slot.file, slot.number, slot.slot.parent


def _repeated_items(read: Read) -> Iterator[Finding]:
    """Items that stand twice in one block of one file, with a value both times."""
    seen: set[tuple[str, int | None, int | None]] = set()
    for one in read.fillings:
        if one.filled.region is None or one.reading.value is None or one.node is not one.filled.slot.node:
            continue
        key = (one.node.key, one.filled.file, one.filled.number)
        if key in seen:
            yield Finding("item_repeated", one.node.label, one.filled.where, one.no)
        seen.add(key)


def _counts(read: Read) -> Iterator[Finding]:
    """Numbers printed as ( n )件, and the blocks that are filled in; a number left out is none where blocks are."""
    for key, group in read.rules.counts.items():
        for one in read.fillings:
            if one.node.key != key or one.reading.status not in {"read", "blank"} or one.filled.region is None:
                continue
            blocks = {
                slot.number
                for slot in read.form.slots
                if slot.file == one.filled.file and slot.region and _below(slot, group) and read.says(slot)
            }
            if (one.reading.number or 0) != len(blocks):
                label = next(place.node.label for place in read.form.form.places() if place.node.key == group)
                number = "-" if one.reading.number is None else one.reading.number
                message = f"{one.node.label}: {number}, {label}: {len(blocks)}"
                yield Finding("count_mismatch", message, one.filled.where, one.no)


def _below(slot: FilledSlot, key: str) -> bool:
    return any(node.key == key for node in slot.slot.place.path)


def _bands(read: Read) -> Iterator[Finding]:
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


def _elsewhere(read: Read) -> Iterator[Finding]:
    """Chapters that should hold a list and only say where it stands."""
    lists = set(read.rules.bands.values())
    for slot in read.form.slots:
        if (
            slot.slot.node.key in lists
            and slot.region
            and slot.text
            and not any(one.entries for one in read_lists(slot.region.passage, slot.slot.node.marker))
        ):
            first = next(entries(slot.text))
            yield Finding("list_elsewhere", first, slot.where)


def _unassigned(read: Read) -> Iterator[Finding]:
    """Chapters of lists whose headings do not tell which file a list is of."""
    heads = dict.fromkeys(entry.file_name or "" for entry in read.listed if entry.file_no is None)
    slot = next(
        (slot for slot in read.form.slots if slot.slot.node.key in read.rules.bands.values() and slot.text), None
    )
    if heads and slot is not None:
        yield Finding("list_file_unknown", " / ".join(filter(None, heads)), slot.where)


def _fits(listed: Sequence[RecordItem], band: Band) -> bool:
    """Tell whether a list may hold as many entries as a band says: a line can print several."""
    least, most = len(listed), sum(len(names(entry.name)) for entry in listed)
    return (band.maximum is None or least < band.maximum) and (band.minimum is None or most >= band.minimum)


def _exclusive(read: Read) -> Iterator[Finding]:
    """Answers that contradict each other, or what is written below them."""
    files: list[int | None] = [*sorted({slot.file for slot in read.form.slots if slot.file is not None})] or [None]
    for first, second in read.rules.exclusive:
        for file in files:
            one, other = (holds(statement, read, file) for statement in (first, second))
            if one is None or other is None:
                continue
            message = f"{_told(one, first)} / {_told(other, second)}"
            yield Finding("answers_contradict", message, one.filled.where, one.no)


def _told(one: Filling, statement: Statement) -> str:
    if statement.item is None:
        return f"{one.node.label}: {(one.reading.value or '').splitlines()[0][:40]}"
    return f"{one.node.label}: {'[ ]' if statement.denied else ''}{statement.answer}"


def _dates(read: Read) -> Iterator[Finding]:
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


def _published_before_changes(read: Read, changes: Sequence[ChangeRow]) -> Iterator[Finding]:
    """A publication before the last change that its own table tells of."""
    last = max((change.changed_on for change in changes if change.changed_on is not None), default=None)
    for one in read.certain(read.rules.published):
        day = one.reading.end or one.reading.start
        if last is not None and day is not None and day < last:
            yield Finding("dates_out_of_order", f"{one.node.label} {day} / {last}", one.filled.where, one.no)

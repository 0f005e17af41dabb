"""Blank places that nothing in the form excuses, and those of which nobody can tell whether they were blank."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.consistency.statements import Read, holds
from parsers.filled import FilledSlot
from parsers.fillings import Filling
from parsers.issues import Finding

__all__ = ["unanswered"]


def unanswered(read: Read) -> Iterator[Finding]:
    """Yield the choices that are blank, and the items that have nothing at all behind a label in running lines.

    Those that an answer above them makes needless are left out, and those of a block that is not used.
    """
    used = {_block(slot) for slot in read.form.slots if slot.region is not None and read.says(slot)}
    excused: dict[int | None, set[str]] = {}
    for one in read.fillings:
        code = _code(one)
        slot = one.filled
        if code is None or (slot.slot.place.repeats and _block(slot) not in used):
            continue
        if slot.file not in excused:
            excused[slot.file] = set(_excused(read, slot.file))
        if excused[slot.file].isdisjoint(node.key for node in slot.slot.place.path):
            yield Finding(code, one.node.label, slot.where, one.no)


def _code(one: Filling) -> str | None:
    """Return what there is to say of a blank item; None where its empty place is printed, or it is not blank."""
    slot = one.filled
    if one.reading.status != "blank" or slot.region is None or one.node is not slot.slot.node:
        return None
    if one.node.kind == "choice":
        return "answer_missing"
    return "blank_or_lost" if not slot.is_cell and not slot.region.parts else None


def _block(slot: FilledSlot) -> tuple[int | None, str | None, int | None]:
    return slot.file, slot.slot.place.group, slot.number


def _excused(read: Read, file: int | None) -> Iterator[str]:
    """Yield the keys below which an answer of this file leaves nothing to fill in."""
    for answer, below in (*read.rules.excuses, *read.rules.exclusive):
        if answer.item is not None and below.item is None and holds(answer, read, file) is not None:
            yield from (*below.filled, *below.written)

"""Labels, heads and values that are lost: what the print beside them still tells, and what nobody can tell any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise, takewhile
from typing import TypeAlias

from parsers.filled import FilledSlot
from parsers.foreign import FormPrint, pieces_of
from parsers.readings import ValueReading, inferred

__all__ = ["LABEL_LOST", "Rule", "lost_rules", "unreadable"]

LABEL_BESIDE_LABEL = "label_beside_label"
HEAD_LOST = "head_of_the_block_lost"
HEADING_LOST = "heading_of_a_file_lost"
STRAYS = "more_print_behind_the_value"
LABEL_LOST = "label_lost"
VALUE_LOST = "value_lost"
HOLDS_THE_NEXT = "value_of_the_next_label"
"""Rules, as issues name them."""

LABELS_LOST = 3
"""Labels in a row that are lost one by one; where more are missing, so is the print they stood in."""

Rule: TypeAlias = Callable[[Sequence[FilledSlot]], Iterator[tuple[int, FilledSlot]]]
"""Yields the slots that it settles, each with its index."""


def lost_rules(printed: FormPrint) -> tuple[Rule, ...]:
    """Return the rules of this module, in the order in which they are applied; `printed` is what the form prints."""
    return (
        _label_beside_label,
        _several_for_one,
        partial(_lost_labels, printed=printed),
        _lost_in_prose,
        _lost_values,
        _holding_the_next,
        _strays,
        _unnumbered,
        _more_files,
    )


def unreadable(slot: FilledSlot, rule: str) -> FilledSlot:
    """Return a slot without a value, with the rule that says why."""
    return replace(slot, reading=ValueReading(None, "unreadable", rule=rule))


def _label_beside_label(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """A label in the place of another's value: rows have slipped, neither value is certain."""
    for (at, slot), (after, other) in pairwise(enumerate(slots)):
        if slot.region is None or other.region is None or not (slot.is_cell and other.is_cell):
            continue
        texts = slot.slot.node.kind == other.slot.node.kind == "text"
        if texts and slot.row == other.row and not slot.region.parts:
            yield at, unreadable(slot, LABEL_BESIDE_LABEL)
            yield after, unreadable(other, LABEL_BESIDE_LABEL)


def _several_for_one(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Rows of cells behind one label, and none for the labels that are lost below it: nobody can tell whose they are."""
    for (at, slot), (_, after) in pairwise(enumerate(slots)):
        if slot.region is None or after.region is not None or not slot.is_cell or len(slot.region.parts) < 2:
            continue
        if slot.slot.node.kind == after.slot.node.kind == "text" and slot.slot.place.group == after.slot.place.group:
            yield at, unreadable(slot, LABEL_LOST)
            lost = list(takewhile(lambda number: slots[number].region is None, range(at + 1, len(slots))))
            for number in lost if len(lost) <= LABELS_LOST else lost[:1]:
                yield number, replace(unreadable(slots[number], LABEL_LOST), region=slot.region)


def _lost_labels(slots: Sequence[FilledSlot], printed: FormPrint) -> Iterator[tuple[int, FilledSlot]]:
    """Text behind a heading that has no value of its own is that of the one item whose label is missing below it."""
    for at, slot in enumerate(slots[:-1]):
        heads = slot.region is not None and slot.slot.node.kind is None and slot.slot.node.role == "section"
        after = slots[at + 1]
        alone = at + 2 >= len(slots) or slots[at + 2].region is not None
        if not heads or after.region is not None or after.slot.node.kind != "text" or not alone or not slot.text:
            continue
        if {piece.kind for piece in pieces_of(slot.text, printed)} == {"text"}:
            reading = ValueReading(slot.text, "inferred", rule=LABEL_LOST)
            yield at + 1, replace(after, region=slot.region, head=None, reading=reading)


def _lost_in_prose(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Lines of prose behind one label, and none for those that are lost beside it: nobody can tell whose they are."""
    for at, slot in enumerate(slots):
        if (
            slot.region is None
            or slot.is_cell
            or not slot.region.parts
            or slot.slot.node.kind not in {"text", "choice"}
        ):
            continue
        before, after = _lost_before(slots, at), _lost_behind(slots, at)
        several = sum(not runs_on for runs_on in slot.region.runs_on) > 1
        if slot.slot.node.kind == "text" and not several:
            before = []
        # One line behind a label of one line is its value, whatever else is lost.
        needed = slot.slot.node.required and not slot.slot.node.single
        needed = needed and len(after) == 1 and slots[after[0]].slot.node.required
        if slot.slot.node.kind != "text" or not (several or (needed and slot.region.anchor.whole)):
            after = []
        for number in (at, *before, *after) if before or after else ():
            yield number, replace(unreadable(slots[number], LABEL_LOST), region=slot.region)


def _lost_behind(slots: Sequence[FilledSlot], at: int) -> list[int]:
    """Return the texts behind a slot whose labels are lost; none where so many are that a page is missing."""
    lost = list(takewhile(lambda number: slots[number].region is None, range(at + 1, len(slots))))
    if len(lost) > LABELS_LOST or at + len(lost) + 1 >= len(slots):
        return []
    return [number for number in lost if slots[number].slot.node.is_item and slots[number].slot.node.kind == "text"]


def _lost_before(slots: Sequence[FilledSlot], at: int) -> list[int]:
    """Return the items of a slot's kind before it whose labels are lost, where no value stands there either.

    Labels are printed one below the other before their values: what those left out is behind the next.
    """
    lost = list(takewhile(lambda number: slots[number].region is None, range(at - 1, -1, -1)))
    head = slots[at - 1 - len(lost)].region if len(lost) < at else None
    if not lost or len(lost) > LABELS_LOST or head is None:
        return []
    if head.parts and (head.slot.node.kind is not None or slots[at].slot.node.kind == "text"):
        return []  # behind a heading, what is left of a label is no answer
    return [number for number in lost if slots[number].slot.node.kind == slots[at].slot.node.kind]


def _lost_values(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Items that nobody may leave blank, with nothing behind their label and no cell that shows an empty place."""
    for at, slot in enumerate(slots):
        if slot.slot.node.required and slot.reading.status == "blank" and not slot.is_cell:
            yield at, unreadable(slot, VALUE_LOST)


def _holding_the_next(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Texts of several paragraphs before a label without its value: lines print a label beside the middle of its value."""
    for (at, slot), (_, after) in pairwise(enumerate(slots)):
        lost = after.slot.node.kind == "text" and after.reading.rule == VALUE_LOST
        if not lost or slot.region is None or slot.is_cell or slot.slot.node.kind != "text":
            continue
        if slot.reading.status == "read" and sum(not runs_on for runs_on in slot.region.runs_on) > 1:
            yield at, replace(slot, reading=inferred(slot.reading, HOLDS_THE_NEXT))


def _strays(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Texts behind which more is printed that is no part of them: a label that can't be read makes it so."""
    for at, slot in enumerate(slots):
        if slot.region is not None and slot.region.has_strays and slot.slot.node.kind in {"text", "date"}:
            yield at, unreadable(slot, STRAYS)


def _unnumbered(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Items of a block whose head is lost: the values stand there, but which block it is nobody can tell."""
    for at, slot in enumerate(slots):
        in_block = any(node.role == "group" for node in slot.slot.place.above)
        if not in_block or slot.region is None or slot.reading.value is None:
            continue
        if slot.number is None or slot.region.headless:
            status = "inferred" if slot.reading.status == "read" else slot.reading.status
            yield at, replace(slot, reading=replace(slot.reading, status=status, rule=HEAD_LOST))


def _more_files(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Chapters that stand for more files than the first of their kind tells of: a heading is lost."""
    per_file = [(at, slot) for at, slot in enumerate(slots) if slot.file is not None]
    first = per_file[0][1].slot.place.path[0] if per_file else None
    known = max((slot.file or 1 for _, slot in per_file if slot.slot.place.path[0] is first), default=1)
    for at, slot in per_file:
        if (slot.file or 1) > known and slot.reading.status == "read":
            yield at, replace(slot, reading=replace(slot.reading, status="inferred", rule=HEADING_LOST))

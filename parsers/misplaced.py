"""Values that do not stand behind their own label: given back where that is certain, else told to be unreadable.

Damaged prints lose labels, print several labels before their values, and push boxes into the place of the next item. A
value that only seems to be an item's would be wrong without a word, so each of these is looked for by its shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise, takewhile

import regex

from normalize.text import squash
from parsers.apart import LABELS_FIRST, given_back
from parsers.filled import FilledSlot
from parsers.foreign import FormPrint, Piece, pieces_of, print_of
from parsers.forms import Form
from parsers.readings import ValueReading, inferred, read_value
from parsers.regions import Region

__all__ = ["LABEL_LOST", "settled"]

BEHIND_NEXT = "value_behind_the_next_label"
FOREIGN_MARK = "print_of_another_item"
OPTIONS_LEFT_OUT = "options_of_another_item_left_out"
ABOVE_LABEL = "value_above_its_label"
LABEL_BESIDE_LABEL = "label_beside_label"
HOISTED = "answers_in_one_place"
HEAD_LOST = "head_of_the_block_lost"
HEADING_LOST = "heading_of_a_file_lost"
STRAYS = "more_print_behind_the_value"
LABEL_LOST = "label_lost"
VALUE_LOST = "value_lost"
TEXT_CUT = "text_ends_amid_a_sentence"
"""Rules, as issues name them."""

LABELS_LOST = 3
"""Labels in a row that are lost one by one; where more are missing, so is the print they stood in."""
CUT_SHORT = regex.compile(r"(?:[をがはや、，,(（「・]|(?<!など|及び|又)に|及び|並びに|又は|若しくは)$")
"""Particles and marks behind which a sentence goes on; nouns end in の, と and で (もの, こと, まで), too."""


def settled(slots: Sequence[FilledSlot], form: Form) -> list[FilledSlot]:
    """Return the slots with misplaced values settled; their number and order stay."""
    printed = print_of(form)
    found = _boxes_given_back(slots, printed)
    marks, lost = partial(_marks_of_others, printed=printed), partial(_lost_labels, printed=printed)
    for rule in (
        _hoisted,
        marks,
        _labels_first,
        _label_beside_label,
        _several_for_one,
        lost,
        _lost_in_prose,
        _lost_values,
        _cut_short,
        _strays,
        _above,
        _unnumbered,
        _more_files,
    ):
        for at, slot in list(rule(found)):
            found[at] = slot
    return found


def _unreadable(slot: FilledSlot, rule: str) -> FilledSlot:
    return replace(slot, reading=ValueReading(None, "unreadable", rule=rule))


def _boxes_given_back(slots: Sequence[FilledSlot], printed: FormPrint) -> list[FilledSlot]:
    """Return the slots with boxes given back that stand behind the next label: the item before lacks just that box."""
    found = list(slots)
    for at in range(len(found) - 1):
        slot, after = found[at], found[at + 1]
        if (
            slot.region is None
            or after.region is None
            or not after.region.parts
            or not _is_box_of(slot, after, printed)
        ):
            continue
        first = after.region.parts[0]
        own = replace(slot.region, parts=[*slot.region.parts, first], runs_on=[*slot.region.runs_on, False])
        rest = after.region.only(range(1, len(after.region.parts)))
        found[at] = _reread(replace(slot, region=own), own.text, BEHIND_NEXT)
        found[at + 1] = _reread(replace(after, region=rest), rest.text, BEHIND_NEXT)
    return found


def _is_box_of(slot: FilledSlot, after: FilledSlot, printed: FormPrint) -> bool:
    """Tell whether the first part of an item is a box that the one before lacks and this one does not begin with."""
    lacking = [box.label for box in slot.reading.boxes if box.state == "absent"]
    if not lacking or len(lacking) == len(slot.reading.boxes) or after.region is None:
        return False
    pieces = pieces_of(after.region.parts[0].text, printed)
    label = pieces[0].label if len(pieces) == 1 else None
    own = after.slot.node.boxes[0].label if after.slot.node.boxes else None
    return label is not None and label != squash(own or "") and label in map(squash, lacking)


def _several_for_one(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Rows of cells behind one label, and none for the labels that are lost below it: nobody can tell whose they are."""
    for (at, slot), (_, after) in pairwise(enumerate(slots)):
        if slot.region is None or after.region is not None or not slot.is_cell or len(slot.region.parts) < 2:
            continue
        if slot.slot.node.kind == after.slot.node.kind == "text" and slot.slot.place.group == after.slot.place.group:
            yield at, _unreadable(slot, LABEL_LOST)
            for lost in takewhile(lambda number: slots[number].region is None, range(at + 1, len(slots))):
                yield lost, replace(_unreadable(slots[lost], LABEL_LOST), region=slot.region)


def _hoisted(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Answers to one question collected in one place, as many as risks that lack theirs: each goes to its own."""
    lacking: dict[frozenset[str], list[int]] = {}
    for at, slot in enumerate(slots):
        if slot.slot.node.kind != "choice":
            continue
        without = lacking.setdefault(slot.slot.labels, [])
        if slot.region is None:
            without.append(at)
            continue
        answers = slot.region.answers() if slot.region.again else []
        owners = [*without, at]
        if len(answers) > 1 and len(answers) == len(owners):
            for owner, parts in zip(owners, answers, strict=True):
                region = replace(slot.region, parts=parts, sources=[], runs_on=[False] * len(parts), doubles=[])
                given = replace(slots[owner], region=region, head=slot.head)
                yield owner, _reread(given, region.text, HOISTED)
        lacking[slot.slot.labels] = []


def _marks_of_others(slots: Sequence[FilledSlot], printed: FormPrint) -> Iterator[tuple[int, FilledSlot]]:
    """Texts that hold brackets, boxes or options: an empty choice right before takes them, else nobody can tell."""
    for at, slot in enumerate(slots):
        if slot.region is None or slot.slot.node.kind not in {"text", "date"}:
            continue
        pieces = pieces_of(slot.region.text, printed)
        kinds = {piece.kind for piece in pieces}
        if kinds <= {"text"}:
            continue
        rest = "\n".join(piece.line.strip() for piece in pieces if piece.kind == "text")
        if "mark" not in kinds:
            yield at, _reread(slot, rest, OPTIONS_LEFT_OUT)
            continue
        own = _texts_among(slot.region, pieces)
        others = [number for number in range(len(slot.region.parts)) if number not in own]
        choice = _taken(slots[at - 1], slot.region.only(others)) if at and others else None
        if choice is None:
            yield at, _unreadable(slot, FOREIGN_MARK)
        else:
            yield at - 1, choice
            yield at, _reread(replace(slot, region=slot.region.only(own)), rest, BEHIND_NEXT)


def _texts_among(region: Region, pieces: Sequence[Piece]) -> list[int]:
    """Return which parts of a region hold a piece of text; the pieces are those of its whole text."""
    left = iter(pieces)
    counts = [sum(bool(line.strip()) for line in part.text.split("\n")) for part in region.parts]
    kinds = [{piece.kind for piece in islice(left, count)} for count in counts]
    return [number for number, own in enumerate(kinds) if "text" in own]


def _reread(slot: FilledSlot, text: str, rule: str) -> FilledSlot:
    return replace(slot, reading=inferred(read_value(slot.slot.node, text), rule))


def _taken(before: FilledSlot, print_behind: Region) -> FilledSlot | None:
    """Return the empty choice with the value that stands behind the next label; None where that is not certain."""
    if before.region is None or before.region.parts or before.slot.node.kind != "choice":
        return None
    reading = read_value(before.slot.node, print_behind.text)
    if reading.value is None:
        return None
    region = replace(before.region, parts=print_behind.parts, runs_on=print_behind.runs_on)
    return replace(before, region=region, reading=replace(reading, status="inferred", rule=BEHIND_NEXT))


def _labels_first(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Lines of prose: labels without values, then one with enough print for all of them."""
    run: list[int] = []
    for at, slot in enumerate(slots):
        if slot.region is None and slot.slot.node.suffix.startswith("【"):
            continue  # only some authorities have it
        if slot.region is None or slot.slot.node.kind not in {"text", "date"} or slot.is_cell:
            run = []
        elif not slot.region.parts:
            run.append(at)
        else:
            given = given_back([slots[one] for one in (*run, at)], slot.region) if run else None
            if given is not None:
                yield from zip((*run, at), given, strict=True)
            elif run and len(slot.region.value.split("\n")) > len(run):
                yield from ((one, _unreadable(slots[one], LABELS_FIRST)) for one in (*run, at))
            run = []


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
            yield number, replace(_unreadable(slots[number], LABEL_LOST), region=slot.region)


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
            yield at, _unreadable(slot, VALUE_LOST)


def _cut_short(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Texts that end amid a sentence: as printed, but what stood behind is lost."""
    for at, slot in enumerate(slots):
        reading = slot.reading
        if slot.slot.node.kind == "text" and reading.status == "read" and CUT_SHORT.search(reading.value or ""):
            yield at, replace(slot, reading=inferred(reading, TEXT_CUT))


def _label_beside_label(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """A label in the place of another's value: rows have slipped, neither value is certain."""
    for (at, slot), (after, other) in pairwise(enumerate(slots)):
        if slot.region is None or other.region is None or not (slot.is_cell and other.is_cell):
            continue
        texts = slot.slot.node.kind == other.slot.node.kind == "text"
        if texts and slot.row == other.row and not slot.region.parts:
            yield at, _unreadable(slot, LABEL_BESIDE_LABEL)
            yield after, _unreadable(other, LABEL_BESIDE_LABEL)


def _strays(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Texts behind which more is printed that is no part of them: a label that can't be read makes it so."""
    for at, slot in enumerate(slots):
        if slot.region is not None and slot.region.has_strays and slot.slot.node.kind in {"text", "date"}:
            yield at, _unreadable(slot, STRAYS)


def _above(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Values that stood above their label, as the shape of the table tells."""
    for at, slot in enumerate(slots):
        if slot.region is not None and slot.region.moved and slot.reading.status == "read":
            yield at, replace(slot, reading=replace(slot.reading, status="inferred", rule=ABOVE_LABEL))


def _more_files(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Chapters that stand for more files than the first of their kind tells of: a heading is lost."""
    per_file = [(at, slot) for at, slot in enumerate(slots) if slot.file is not None]
    first = per_file[0][1].slot.place.path[0] if per_file else None
    known = max((slot.file or 1 for _, slot in per_file if slot.slot.place.path[0] is first), default=1)
    for at, slot in per_file:
        if (slot.file or 1) > known and slot.reading.status == "read":
            yield at, replace(slot, reading=replace(slot.reading, status="inferred", rule=HEADING_LOST))


def _unnumbered(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Items of a block whose head is lost: the values stand there, but which block it is nobody can tell."""
    for at, slot in enumerate(slots):
        in_block = any(node.role == "group" for node in slot.slot.place.above)
        if not in_block or slot.region is None or slot.reading.value is None:
            continue
        if slot.number is None or slot.region.headless:
            status = "inferred" if slot.reading.status == "read" else slot.reading.status
            yield at, replace(slot, reading=replace(slot.reading, status=status, rule=HEAD_LOST))


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

"""Values that do not stand behind their own label: given back where that is certain, else told to be unreadable.

Damaged prints lose labels, print several labels before their values, and push boxes into the place of the next item. A
value that only seems to be an item's would be wrong without a word, so each of these is looked for by its shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from normalize.text import squash
from parsers.apart import LABELS_FIRST, given_back
from parsers.doubts import doubted
from parsers.filled import FilledSlot
from parsers.foreign import FormPrint, Piece, pieces_of, print_of
from parsers.forms import Form
from parsers.lost import Rule, lost_rules, unreadable
from parsers.readings import inferred, read_value
from parsers.regions import Region

__all__ = ["settled"]

BEHIND_NEXT = "value_behind_the_next_label"
FOREIGN_MARK = "print_of_another_item"
OPTIONS_LEFT_OUT = "options_of_another_item_left_out"
ABOVE_LABEL = "value_above_its_label"
HOISTED = "answers_in_one_place"
REST_OF_LABEL = "rest_of_the_label_left_out"
"""Rules, as issues name them."""


def settled(slots: Sequence[FilledSlot], form: Form) -> list[FilledSlot]:
    """Return the slots with misplaced values settled; their number and order stay."""
    printed = print_of(form)
    found = _boxes_given_back(slots, printed)
    placed: tuple[Rule, ...] = (_rests_of_labels, _hoisted, partial(_marks_of_others, printed=printed), _labels_first)
    for rule in (*placed, *lost_rules(printed), doubted, _above):
        for at, slot in list(rule(found)):
            found[at] = slot
    return found


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


def _rests_of_labels(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Values behind which the label goes on: of two lines of a label the second stands below the value beside them."""
    for at, slot in enumerate(slots):
        if slot.region is None or slot.head is None or slot.slot.node.kind is None or len(slot.region.parts) < 2:
            continue
        printed, rest = squash(slot.head.text), squash(slot.region.parts[-1].text)
        if any(label == rest or not label.endswith(rest) for label in slot.slot.labels):
            continue
        if any(printed.endswith(label.removesuffix(rest)) for label in slot.slot.labels):
            region = slot.region.only(range(len(slot.region.parts) - 1))
            yield at, _reread(replace(slot, region=region), region.text, REST_OF_LABEL)


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
            yield at, unreadable(slot, FOREIGN_MARK)
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
                yield from ((one, unreadable(slots[one], LABELS_FIRST)) for one in (*run, at))
            run = []


def _above(slots: Sequence[FilledSlot]) -> Iterator[tuple[int, FilledSlot]]:
    """Values that stood above their label, as the shape of the table tells."""
    for at, slot in enumerate(slots):
        if slot.region is not None and slot.region.moved and slot.reading.status == "read":
            yield at, replace(slot, reading=replace(slot.reading, status="inferred", rule=ABOVE_LABEL))

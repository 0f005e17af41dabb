"""An item under review: its rows as a reading, and what a reviewer's word makes of that reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from normalize.marks import BoxReading, BoxState
from parsers.forms import Node, Place
from parsers.readings import Option, ValueReading, read_value
from parsers.records import Checkbox, Choice, Item

__all__ = ["JOINT", "Action", "Reviewed", "reading_of", "reviewed"]

Action = Literal["correct", "confirm", "unreadable"]

JOINT = "、"
"""What stands between the labels of checked boxes in `items.value`."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An item with its rows as they are in the tables, its place in the form, and what it says now.

    `place` is null where no version of the form has the item. `is_touched` says that `reading` is not that of the rows.
    """

    item: Item
    choices: tuple[Choice, ...]
    boxes: tuple[Checkbox, ...]
    place: Place | None
    reading: ValueReading
    is_touched: bool = False


def reading_of(item: Item, choices: Sequence[Choice], boxes: Sequence[Checkbox]) -> ValueReading:
    """Return the reading that the rows of an item were made from."""
    return ValueReading(
        item.value,
        item.status,
        item.number,
        item.date_start,
        item.date_end,
        options=tuple(Option(row.no, row.label, row.selected) for row in choices),
        boxes=tuple(_box(row.label, _state(row), row.detail) for row in boxes),
    )


def reviewed(held: ValueReading, node: Node, action: Action, value: str | None) -> ValueReading | None:
    """Return the reading that a reviewer makes of another; None where `value` is none that the item can have."""
    if action == "confirm":
        return held if held.value is None else replace(held, status="corrected")
    if action == "unreadable":
        options = tuple(replace(option, selected=None) for option in held.options)
        boxes = tuple(box if box.state == "absent" else replace(box, state="unreadable") for box in held.boxes)
        return ValueReading(None, "unreadable", options=options, boxes=boxes)
    readers = {"choice": _choice, "checkboxes": _boxes}
    return readers.get(node.kind or "text", _text)(held, node, value)


def _text(_: ValueReading, node: Node, value: str | None) -> ValueReading | None:
    """Read text, a date or a count as it is read from print; a value that can't be read so is none."""
    reading = read_value(node, value or "")
    if reading.status == "unreadable" or (node.kind == "count" and value and reading.number is None):
        return None
    return replace(reading, status="corrected")


def _choice(_: ValueReading, node: Node, value: str | None) -> ValueReading | None:
    if value is not None and value not in node.options:
        return None
    options = tuple(Option(number, label, label == value) for number, label in enumerate(node.options, 1))
    return ValueReading(value, "corrected", options=options)


def _boxes(held: ValueReading, node: Node, value: str | None) -> ValueReading | None:
    labels = [box.label for box in node.boxes]
    checked = _checked(labels, value or "")
    if checked is None:
        return None
    details = {box.label: box.detail for box in held.boxes}
    states: dict[bool, BoxState] = {True: "checked", False: "unchecked"}
    boxes = tuple(_box(label, states[label in checked], details.get(label)) for label in labels)
    return ValueReading(value or None, "corrected", boxes=boxes)


def _checked(labels: Sequence[str], value: str) -> frozenset[str] | None:
    """Return the labels that stand in a value in the order of the form; None where it is not made of them."""
    found: list[str] = []
    rest = value
    for label in labels:
        if rest == label or rest.startswith(label + JOINT):
            found.append(label)
            rest = rest[len(label) :].removeprefix(JOINT)
    return frozenset(found) if not rest else None


def _state(row: Checkbox) -> BoxState:
    if row.checked is not None:
        return "checked" if row.checked else "unchecked"
    return "absent" if row.status == "absent" else "unreadable"


def _box(label: str, state: BoxState, detail: str | None) -> BoxReading:
    """Return a box without its print: what is under review has rows alone."""
    return BoxReading(label, state, detail, "bracketed", None, None, inferred=False)

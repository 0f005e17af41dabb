"""A form laid out in the order of its print: one slot per label that the print shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from normalize.text import squash
from parsers.alignment import Loop
from parsers.forms import Form, Node, Place

__all__ = ["Slot", "counted_words", "lay_out"]

HEADS = frozenset({"group", "risk"})
HEAD_LOST = 5.0
"""What it costs to begin a block again without its head, or a chapter without its heading. More than any one label is
worth, so that two rows that changed places don't make a block; less than two are."""
OPENERS = 2
"""Labels behind its head with which a block may begin again; further on a nested table that is dumped twice repeats them."""
UNPRINTED = frozenset({"stamp", "column"})
"""Roles of nodes that are read by themselves, not by a label."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a form whose label is printed.

    `labels` are the squashed prints of the label. `parent` is the slot of the block or risk that it stands in. `loop`
    says from where the path may return to this one: from within its block, or from the chapters that repeat per file.
    """

    place: Place
    labels: frozenset[str]
    parent: int | None = None
    loop: Loop | None = None

    @property
    def node(self) -> Node:
        """The node of the form."""
        return self.place.node

    @property
    def number(self) -> int | None:
        """The number of its marker, リスク2; None where that has none."""
        digits = "".join(filter(str.isdecimal, self.node.marker))
        return int(digits) if digits else None


@cache
def lay_out(form: Form) -> tuple[Slot, ...]:
    """Return the slots of a form in the order of its print."""
    places = [place for place in form.places() if _is_printed(place.node)]
    at_key = {place.node.key: at for at, place in enumerate(places)}
    per_file = [at for at, place in enumerate(places) if place.per_file]
    slots = []
    for at, place in enumerate(places):
        parent = next(
            (at_key[node.key] for node in reversed(place.above) if node.role in HEADS and node.key in at_key), None
        )
        loop = _loop(at, place, at_key, per_file)
        labels = frozenset(squash(label) for label in (place.node.label, *place.node.variants))
        slots.append(Slot(place, labels, parent, loop))
    return tuple(slots)


def _loop(at: int, place: Place, at_key: Mapping[str, int], per_file: Sequence[int]) -> Loop | None:
    block = next((node for node in place.path if node.role == "group"), None)
    if block is not None:
        head = at_key[block.key]
        return Loop(at, max(_below(block, at_key)), HEAD_LOST if at > head else 0.0) if at <= head + OPENERS else None
    if place.node.per_file:
        return Loop(per_file[0], per_file[-1])
    opens_chapter = place.per_file and len(place.above) == 1 and place.above[0].nodes[0] is place.node
    return Loop(per_file[0], per_file[-1], HEAD_LOST) if opens_chapter else None


def counted_words(slots: Sequence[Slot]) -> tuple[str, ...]:
    """Return the words that a form counts: the labels of its blocks, the letters of its markers (リスク1, (別添2))."""
    blocks = {slot.node.label for slot in slots if slot.node.role == "group"}
    letters = {"".join(filter(_is_letter, slot.node.marker)) for slot in slots}
    return tuple(sorted(blocks | {word for word in letters if len(word) > 1}))


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) == "Lo"


def _is_printed(node: Node) -> bool:
    return node.printed and node.role not in UNPRINTED and node.within is None


def _below(node: Node, at_key: Mapping[str, int]) -> Iterator[int]:
    yield from (at_key[place.node.key] for place in node.places() if place.node.key in at_key)

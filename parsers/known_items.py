"""The items of a form by the path that 項目 of a table of changes prints: chapter, heading, label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from normalize.text import squash
from parsers.changes import KnownForm, KnownItem
from parsers.filled import FilledForm, FilledSlot
from parsers.forms import Node

__all__ = ["known_items"]


def known_items(form: FilledForm) -> KnownForm:
    """Return what stands behind each path of a filled form: items of one path, of all files and blocks, together."""
    by_path = defaultdict[str, list[FilledSlot]](list)
    labels: set[str] = set()
    for slot in form.slots:
        labels |= _prints(slot.slot.node)
        for path in _paths(slot):
            by_path[path].append(slot)
    return KnownForm({path: _known(slots) for path, slots in by_path.items()}, frozenset(labels))


def _paths(slot: FilledSlot) -> Iterator[str]:
    """Yield the paths of an item, with and without the heading between; markers stand before each part or not."""
    place = slot.slot.place
    chapter, own = place.path[0], place.node
    sections = [node for node in place.path[1:] if node.role == "section"][:1]
    for nodes in ([chapter, *(node for node in sections if node is not own), own], [chapter, own]):
        paths = {""}
        for node in dict.fromkeys(nodes):
            paths = {path + text for path in paths for text in _prints(node)}
        yield from sorted(paths)


def _prints(node: Node) -> set[str]:
    labels = [squash(label) for label in (node.label, *node.variants)]
    return {squash(node.marker) + label for label in labels} | set(labels)


def _known(slots: list[FilledSlot]) -> KnownItem:
    return KnownItem(
        frozenset(squash(option) for slot in slots for option in slot.slot.node.options),
        frozenset(squash(box.label) for slot in slots for box in slot.slot.node.boxes),
        frozenset(squash(slot.reading.value) for slot in slots if slot.reading.value),
    )

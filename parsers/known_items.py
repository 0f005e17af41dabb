"""The items of a form by the path that 項目 of a table of changes prints: chapter, heading, label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from normalize.text import squash
from parsers.changes import KnownForm, KnownItem, path_of
from parsers.filled import FilledForm, FilledSlot
from parsers.forms import Node, Place

__all__ = ["known_items"]


def known_items(form: FilledForm) -> KnownForm:
    """Return what stands behind each path of a filled form: items of one path, of all files and blocks, together."""
    by_path = defaultdict[str, list[KnownItem]](list)
    labels: set[str] = set()
    for slot in form.slots:
        labels |= _prints(slot.slot.node)
        known = _known(slot)
        for path in _paths(slot.slot.place):
            by_path[path].append(known)
    return KnownForm({path: _together(items) for path, items in by_path.items()}, frozenset(labels))


@lru_cache(maxsize=2048)
def _paths(place: Place) -> tuple[str, ...]:
    """Return the paths of an item, with and without the heading between; markers stand before each part, or alone."""
    chapter, own = place.path[0], place.node
    sections = [node for node in place.path[1:] if node.role == "section"][:1]
    ways = _spelled([chapter, *(node for node in sections if node is not own), own], [chapter, own])
    return tuple(dict.fromkeys(ways))


def _spelled(*ways: Sequence[Node]) -> Iterator[str]:
    for nodes in ways:
        paths = {""}
        for node in dict.fromkeys(nodes):
            alone = {squash(node.marker)} if node is not nodes[-1] and node.marker else set[str]()
            paths = {path + text for path in paths for text in _prints(node) | alone}
        yield from sorted(map(path_of, paths))


@lru_cache(maxsize=2048)
def _prints(node: Node) -> frozenset[str]:
    labels = [squash(label) for label in (node.label, *node.variants)]
    return frozenset({squash(node.marker) + label for label in labels} | set(labels))


def _known(slot: FilledSlot) -> KnownItem:
    node, value = slot.slot.node, slot.reading.value
    place = slot.slot.place
    return KnownItem(
        None if place.repeats or place.per_file else node.key,
        frozenset(map(squash, node.options)),
        frozenset(squash(box.label) for box in node.boxes),
        frozenset([squash(value)] if value else []),
    )


def _together(items: Sequence[KnownItem]) -> KnownItem:
    first = items[0]
    if len(items) == 1:
        return first
    return KnownItem(
        None,
        first.options.union(*(item.options for item in items)),
        first.boxes.union(*(item.boxes for item in items)),
        first.values.union(*(item.values for item in items)),
    )

"""What is wrong with a form that no single field shows."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from parsers.forms.model import Kind, Node, Role
from parsers.forms.revisions import walk
from parsers.forms.written import WrittenNode
from parsers.located import wrong

__all__ = ["check_tree", "check_within", "faults"]

PARENTS = frozenset({"chapter", "section", "group", "risk", "label"})
"""Roles under which other nodes stand."""
VALUED = frozenset({"item", "column", "section"})
"""Roles that can hold a value; a section does where it has a kind."""


def check_tree(tree: tuple[WrittenNode, ...]) -> None:
    """Raise DefinitionError for what only the whole tree shows."""
    seen: dict[str, WrittenNode] = {}
    for node, depth in walk(tree):
        if node.key in seen:
            raise wrong(node.at, f"{node.key} is already the key of {seen[node.key].at}")
        if (node.role == "chapter") != (depth == 0):
            raise wrong(node.at, f"{node.key}: chapters stand outermost, and nothing else does")
        seen[node.key] = node


def check_within(tree: tuple[WrittenNode, ...], nodes: tuple[Node, ...]) -> None:
    """Raise DefinitionError where a node is printed within an item, or behind a box, that the form does not have."""
    whole = {place.node.key: place.node for node in nodes for place in node.places()}
    for node, _ in walk(tree):
        if node.within is None:
            continue
        if node.within not in whole:
            raise wrong(node.at, f"{node.key} is printed within {node.within}, which the form does not have")
        if node.box is not None and node.box not in {box.label for box in whole[node.within].boxes}:
            raise wrong(node.at, f"{node.key} is printed behind {node.box}, which is no box of {node.within}")


def faults(node: WrittenNode, role: Role, kind: Kind | None) -> Iterator[tuple[bool, str]]:
    """Yield each fault that a node can have by itself: whether it has it, and what it is."""
    yield node.label is None, "has no label"
    yield role not in VALUED and node.kind is not None, f"has a kind, which no {role} can have"
    yield role not in PARENTS and node.nodes is not None, f"has nodes, which no {role} can have"
    yield role == "group" and not node.nodes, "is a group without nodes"
    yield role == "group" and node.group is None, "is a group and does not say which (group)"
    yield role == "group" and node.repeats is None, "is a group and does not say how often it stands (repeats)"
    yield role != "group" and (node.group or node.repeats or node.folds) is not None, "is no group"
    yield role != "chapter" and (node.chapter or node.per_file) is not None, "is no chapter"
    yield kind == "choice" and node.options is None, "is a choice without options"
    yield kind != "choice" and node.options is not None, "has options and is no choice"
    yield kind == "checkboxes" and node.boxes is None, "has no boxes"
    yield kind != "checkboxes" and node.boxes is not None, "has boxes and is no checkboxes"
    yield kind == "count" and node.within is None, "is a count and does not say where it is printed (within)"
    yield node.box is not None and kind != "count", "names a box and is no count"
    yield kind != "text" and (node.looks or node.single) is not None, "says what its text looks like and is no text"
    yield node.looks is not None and not _compiles(node.looks), "looks like what is no pattern"


def _compiles(pattern: str) -> bool:
    try:
        regex.compile(pattern)
    except regex.error:
        return False
    return True

"""Nodes as written to nodes as read: defaults filled in, named lists looked up, columns checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import TypeVar

from normalize.text import squash
from parsers.forms.checks import faults
from parsers.forms.model import Box, Fill, Kind, Node, Part, Role
from parsers.forms.written import OPTIONS, SharedLists, WrittenNode
from parsers.located import wrong
from parsers.records import TABLES

__all__ = ["whole_node"]

PARTS: Mapping[Kind, frozenset[Part]] = {
    "text": frozenset({"value", "entries"}),
    "choice": frozenset({"value", "min", "max"}),
    "checkboxes": frozenset({"checked", "other"}),
    "date": frozenset({"value", "start", "end"}),
    "count": frozenset({"number"}),
}
"""What of a value can fill a column."""
_T = TypeVar("_T")


def whole_node(node: WrittenNode, shared: SharedLists) -> Node:
    """Return a written node, and all below it, complete; raises DefinitionError where it contradicts itself."""
    role: Role = node.role or "item"
    kind: Kind | None = node.kind or ("text" if role in ("item", "column") else None)
    for found, message in faults(node, role, kind):
        if found:
            raise wrong(node.at, f"{node.key} {message}")
    return Node(
        key=node.key,
        label=node.label or "",
        role=role,
        kind=kind,
        variants=node.variants or (),
        marker=node.marker or "",
        suffix=node.suffix or "",
        printed=node.printed is not False,
        chapter=node.chapter,
        per_file=node.per_file is True,
        options=_distinct(node, _named(node, node.options, shared.options)),
        boxes=_boxes(node, shared),
        within=node.within,
        box=node.box,
        looks=node.looks,
        single=node.single is True,
        group="risk" if role == "risk" and node.marker else node.group,
        repeats=node.repeats or 1,
        folds=node.folds or (),
        required=node.key in shared.required,
        above_value=node.key in shared.above_value,
        fills=_fills(node, kind),
        nodes=tuple(whole_node(child, shared) for child in node.nodes or ()),
    )


def _named(
    node: WrittenNode, value: str | tuple[_T, ...] | None, lists: Mapping[str, tuple[_T, ...]]
) -> tuple[_T, ...]:
    """Return a list that is written out or named."""
    if not isinstance(value, str):
        return value or ()
    if value not in lists:
        raise wrong(node.at, f"{node.key}: {OPTIONS} has no list {value}")
    return lists[value]


def _distinct(node: WrittenNode, labels: tuple[str, ...]) -> tuple[str, ...]:
    if len({squash(label) for label in labels}) < len(labels):
        raise wrong(node.at, f"{node.key}: a label stands twice in {'、'.join(labels)}")
    return labels


def _boxes(node: WrittenNode, shared: SharedLists) -> tuple[Box, ...]:
    written = _named(node, node.boxes, shared.boxes)
    boxes = tuple(Box(box) if isinstance(box, str) else Box(box.label, box.free) for box in written)
    _distinct(node, tuple(box.label for box in boxes))
    return boxes


def _fills(node: WrittenNode, kind: Kind | None) -> tuple[Fill, ...]:
    written: dict[str, Part] = {node.fills: "value"} if isinstance(node.fills, str) else node.fills or {}
    parts = PARTS[kind or "text"]
    for column, part in written.items():
        if column not in _columns():
            raise wrong(node.at, f"{node.key} fills {column}, which is no column of the dataset")
        if part not in parts:
            raise wrong(node.at, f"{node.key} has no {part} to fill {column} with, only {', '.join(sorted(parts))}")
    return tuple(Fill(*_columns()[column], part) for column, part in written.items())


@cache
def _columns() -> Mapping[str, tuple[str, str]]:
    """Return all columns of the dataset, by table.column."""
    return {f"{table.TABLE}.{column.name}": (table.TABLE, column.name) for table in TABLES for column in fields(table)}

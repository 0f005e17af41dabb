"""What the values of a form put into the columns of the tables beside `items`, as its definition says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_origin, get_type_hints

from normalize.numbers import parse_band
from parsers.entries import names
from parsers.forms import Node, Part
from parsers.readings import ValueReading
from parsers.records import Assessment

__all__ = ["assessment_columns", "put", "value_of"]

LISTS = frozenset(name for name, hint in get_type_hints(Assessment).items() if get_origin(hint) is tuple)
"""Columns of an assessment that hold several values."""


def assessment_columns(readings: Iterable[tuple[Node, ValueReading]]) -> dict[str, Any]:
    """Return what the values of a form put into the row of the assessment; counts of several files are added up."""
    values: dict[str, Any] = {}
    for node, reading in readings:
        for fill in node.fills:
            value = value_of(reading, fill.part)
            if fill.table != Assessment.TABLE or value is None:
                continue
            held = values.get(fill.column)
            if fill.part == "number" and isinstance(held, int) and isinstance(value, int):
                values[fill.column] = held + value
            elif held is None or isinstance(held, tuple):
                put(values, fill.column, value if fill.column not in LISTS or isinstance(value, tuple) else (value,))
    return values


def put(values: dict[str, Any], column: str, value: object) -> None:
    """Enter a value: lists grow, several texts stand one below the other, what is told twice is told once."""
    held = values.get(column)
    if isinstance(value, tuple):
        values[column] = (*(held or ()), *value)
    elif value is not None and held is None:
        values[column] = value
    elif isinstance(held, str) and isinstance(value, str) and held != value:
        values[column] = f"{held}\n{value}"


def value_of(reading: ValueReading, part: Part) -> object:
    """Return one part of a value; None (or no entries) where it has none."""
    band = parse_band(reading.value) if part in {"min", "max"} and reading.value else None
    parts: dict[Part, object] = {
        "value": reading.value,
        "start": reading.start,
        "end": reading.end,
        "number": reading.number,
        "min": band.minimum if band else None,
        "max": band.maximum if band else None,
        "checked": tuple(box.label for box in reading.boxes if box.state == "checked"),
        "other": next((box.detail.strip() or None for box in reversed(reading.boxes) if box.detail is not None), None),
        "entries": names(reading.value or ""),
    }
    return parts[part]

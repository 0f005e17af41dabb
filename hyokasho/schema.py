"""The tables of `parsers.records` as Arrow types, and the way from records to Arrow and back.

Column order of a table: `document_id`, the table's own columns, the place columns last.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

import pyarrow as pa

from parsers.records import TABLES, InDocument, Placed, Record

__all__ = ["Column", "Table", "fitted", "records_of", "struct_of", "tables"]

ARROW: Mapping[str, pa.DataType] = types.MappingProxyType(
    {
        "string": pa.string(),
        "bool": pa.bool_(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "float32": pa.float32(),
        "float64": pa.float64(),
        "date32": pa.date32(),
        "timestamp[s]": pa.timestamp("s"),
        "timestamp[us, UTC]": pa.timestamp("us", tz="UTC"),
        "list<string>": pa.list_(pa.field("element", pa.string())),
    }
)
"""Arrow type of each logical type. The name `element` is what Parquet gives list members back as."""

LOGICAL: Mapping[object, str] = types.MappingProxyType(
    {str: "string", bool: "bool", date: "date32", tuple[str, ...]: "list<string>"}
)
"""Logical type of the annotations that carry none of their own."""


NULLS: Mapping[str, tuple[str, str]] = types.MappingProxyType(
    {
        "source": ("nothing to say, or the file was not read that far", "該当なし、またはそこまで読めなかった"),
        "text": ("the source is a PDF, or the row has no one place", "原文が PDF、または場所が一つに定まらない"),
        "page": (
            "the source is a text dump, or the row has no one place",
            "原文がテキスト、または場所が一つに定まらない",
        ),
        "status": ("not there, or not readable: `status` says which", "記載がないか読めない(`status` を参照)"),
        "value": (
            "not in the document, or not readable: then `issues` says so",
            "記載がないか読めない(読めないときは `issues` にある)",
        ),
    }
)
"""What null means, by kind of column, in English and Japanese."""


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column: `logical` is its type in the words of the dataset, `allowed` its values where they are a set.

    `unit` is empty where there is none; `null` says in English and Japanese what null means, empty where it can't be.
    """

    name: str
    logical: str
    nullable: bool
    description: str
    description_ja: str
    allowed: tuple[str, ...]
    unit: str
    null: tuple[str, str]

    def field(self, *, described: bool) -> pa.Field:
        """Return the Arrow field, with all that is known of it as its metadata where that is wanted."""
        told = {"description": self.description, "description_ja": self.description_ja, "unit": self.unit}
        told |= {"null": self.null[0], "null_ja": self.null[1], "allowed": ",".join(self.allowed)}
        metadata = {name: text for name, text in told.items() if text}
        return pa.field(self.name, ARROW[self.logical], self.nullable, metadata if described else None)


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """One table. `schema` is that of its Parquet file, `struct` that of its rows in a shard (no descriptions).

    `limits` says in English and Japanese what the table can't tell; empty where nothing is to be said.
    """

    name: str
    about: str
    about_ja: str
    limits: tuple[str, str]
    record: type[Record]
    columns: tuple[Column, ...]
    schema: pa.Schema
    struct: pa.StructType
    values: Callable[[Record], tuple[Any, ...]]


@cache
def tables() -> Mapping[str, Table]:
    """Return every table by name, in the order of the documentation."""
    return types.MappingProxyType({record.TABLE: _table(record) for record in TABLES})


def struct_of(table: Table, records: Sequence[Record]) -> pa.StructArray:
    """Return records of one table as an Arrow array, one struct per record, in the given order.

    Raises ValueError or TypeError where a record does not keep to its declaration: a null or a value outside a closed
    set where neither may stand, or another type.
    """
    if not records:
        return pa.array([], table.struct)
    rows = zip(*map(table.values, records), strict=True)
    arrays = [_array(table, column, values) for column, values in zip(table.columns, rows, strict=True)]
    return pa.StructArray.from_arrays(arrays, fields=list(table.struct))


def records_of(table: Table, array: pa.StructArray) -> tuple[Record, ...]:
    """Return the records that an array made by `struct_of` holds."""
    lists = {column.name for column in table.columns if column.logical == "list<string>"}
    return tuple(
        table.record(**{name: tuple(value) if name in lists else value for name, value in row.items()})
        for row in array.to_pylist()
    )


def fitted(table: Table, rows: pa.StructArray) -> pa.StructArray | None:
    """Return rows that another version wrote in the layout of this one; None where they can't be brought into it.

    A column that is new here is null or empty in them, one that is gone is left out.
    """
    if rows.type == table.struct:
        return rows
    names = {field.name for field in rows.type}
    arrays = [rows.field(field.name) if field.name in names else _nothing(field, len(rows)) for field in table.struct]
    if any(array is None or array.type != field.type for array, field in zip(arrays, table.struct, strict=True)):
        return None
    return pa.StructArray.from_arrays(arrays, fields=list(table.struct))


def _nothing(field: pa.Field, length: int) -> pa.Array | None:
    if pa.types.is_list(field.type):
        return pa.array([()] * length, field.type)
    return pa.nulls(length, field.type) if field.nullable else None


def _table(record: type[Record]) -> Table:
    columns = tuple(_columns(record))
    about, about_ja = record.ABOUT
    limits, limits_ja = record.LIMITS
    description = {"description": about, "description_ja": about_ja}
    if limits:
        description |= {"limits": limits, "limits_ja": limits_ja}
    return Table(
        record.TABLE,
        about,
        about_ja,
        record.LIMITS,
        record,
        columns,
        pa.schema([column.field(described=True) for column in columns], description),
        pa.struct([column.field(described=False) for column in columns]),
        attrgetter(*(column.name for column in columns)),
    )


def _columns(record: type[Record]) -> Iterable[Column]:
    hints = typing.get_type_hints(record, include_extras=True)
    for field in _ordered(record):
        logical, nullable = _logical(hints[field.name])
        texts = field.metadata
        null = _null(record, field.name) if nullable else ("", "")
        yield Column(field.name, logical, nullable, texts["en"], texts["ja"], texts["allowed"], texts["unit"], null)


def _null(record: type[Record], name: str) -> tuple[str, str]:
    """Return what null means in a column: the first of NULLS that fits."""
    names = {field.name for field in dataclasses.fields(record)}
    if not issubclass(record, InDocument):
        return NULLS["source"]
    if name.startswith("char_"):
        return NULLS["text"]
    if name in {"page", "page_first", "page_last", "x0", "y0", "x1", "y1"}:
        return NULLS["page"]
    return NULLS["status" if "status" in names else "value"]


def _ordered(record: type[Record]) -> list[dataclasses.Field[Any]]:
    """Return the fields in column order: a base class declares its own first, but places stand last."""
    identity = {field.name for field in dataclasses.fields(InDocument)}
    places = {field.name for field in dataclasses.fields(Placed)} - identity if issubclass(record, Placed) else set()
    return sorted(dataclasses.fields(record), key=lambda field: field.name in places)


def _logical(hint: object) -> tuple[str, bool]:
    """Return the logical type of an annotation and whether it may be null."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        inner = next(part for part in typing.get_args(hint) if part is not types.NoneType)
        return _logical(inner)[0], True
    if typing.get_origin(hint) is typing.Annotated:
        return typing.get_args(hint)[1], False
    return LOGICAL[hint], False


def _array(table: Table, column: Column, values: Sequence[Any]) -> pa.Array:
    array = pa.array(values, ARROW[column.logical])
    if array.null_count and not column.nullable:
        message = f"{table.name}.{column.name} is null in a row, but may not be"
        raise ValueError(message)
    if column.allowed and (strange := set(values).difference(column.allowed, (None,))):
        message = f"{table.name}.{column.name} holds {sorted(strange)}, allowed are {column.allowed}"
        raise ValueError(message)
    return array

"""Shards: one Arrow file per source content, the truth that the tables are made from.

`DATASET/.shards/<2 hex>/<source_id>.arrow` is an Arrow IPC file with a single row: the column `source` (a struct: the
columns of `sources` but source_id and uri), and for each table with rows of this source a column of its name, a list of
structs. Tables without rows have no column: the types of all tables alone take 70 kB, more than most documents. The
schema's metadata says by what the rows were made (`Stamp`). Written under another name and renamed: a shard is whole or
absent.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path

import msgspec
import pyarrow as pa

from hyokasho.atomic import replacing
from hyokasho.fingerprint import stale_parts
from hyokasho.schema import Table, fitted, records_of, struct_of, tables
from parsers.records import InDocument, Record, Source

__all__ = ["Shard", "Stamp", "identifiers", "load", "path_of", "rank", "rows_of", "stamp_of", "write"]

ENDING = ".arrow"


@dataclasses.dataclass(frozen=True, slots=True)
class Stamp:
    """What a shard says of itself at a glance.

    `made_by` has the digest of each part of the code and data that made its rows (`hyokasho.fingerprint`), `ending` is
    that of the file's name: the same bytes can be read in two ways when two files of different endings hold them.
    `status` is that of its row in `sources`.
    """

    made_by: Mapping[str, str]
    ending: str
    status: str

    def suits(self, fingerprint: Mapping[str, str], ending: str) -> bool:
        """Say whether this is what reading a file of this ending now would give, or a name that outranks it gave."""
        return not stale_parts(self.made_by, fingerprint) and rank(self.ending) <= rank(ending)

    def metadata(self) -> dict[str, str]:
        """Return it as the metadata of a schema."""
        return {"made_by": json.dumps(dict(self.made_by)), "ending": self.ending, "status": self.status}


@dataclasses.dataclass(frozen=True, slots=True)
class Shard:
    """A shard that was read: `lists` holds the rows of each table that has any, in the layout of its version."""

    source_id: str
    stamp: Stamp
    facts: pa.StructScalar
    lists: Mapping[str, pa.StructArray]

    def source(self, uri: str) -> Source:
        """Return the row of `sources` for one uri that holds this content."""
        facts = self.facts.as_py()
        known = {column.name: facts.get(column.name) for column in _facts_table().columns}
        return Source(**known, source_id=self.source_id, uri=uri)

    def records(self) -> tuple[InDocument, ...]:
        """Return the records of all tables, table by table, as far as they fit the layout of this version."""
        fit = ((table, fitted(table, self.lists[name])) for name, table in tables().items() if name in self.lists)
        found = (records_of(table, rows) for table, rows in fit if rows is not None)
        return tuple(record for records in found for record in records if isinstance(record, InDocument))


def rank(ending: str) -> tuple[bool, str]:
    """Return the sort key of the endings under which the same bytes may stand: the shard is that of the least.

    One content has one shard, so one of its names decides. Only .pdf makes a claim that can be wrong: it comes last.
    """
    return ending == ".pdf", ending


def path_of(folder: Path, source_id: str) -> Path:
    """Return where the shard of a source stands below the folder of the shards."""
    return folder / source_id[:2] / f"{source_id}{ENDING}"


def identifiers(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the source_id and the path of every shard, sorted by source_id."""
    for path in sorted(folder.glob(f"[0-9a-f][0-9a-f]/*{ENDING}")):
        yield path.name.removesuffix(ENDING), path


def write(folder: Path, source: Source, records: Sequence[InDocument], stamp: Stamp) -> None:
    """Write the shard of a source; an older one is replaced.

    Rows stand in their given order within a document, documents in the order of their ids. Raises ValueError or
    TypeError where a record does not keep to its declaration, and OSError where the disk does not take it.
    """
    lists = {name: _one_row(tables()[name], rows) for name, rows in rows_of(records).items()}
    columns = {"source": _facts(source), **lists}
    batch = pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))
    batch = batch.replace_schema_metadata(stamp.metadata())
    target = path_of(folder, _identity(source))
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as temporary, pa.ipc.new_file(str(temporary), batch.schema) as writer:
        writer.write_batch(batch)


def stamp_of(path: Path) -> Stamp | None:
    """Return what a shard says of itself; None when there is none, or none that can be read."""
    try:
        with pa.memory_map(str(path)) as data:
            return _stamp(pa.ipc.open_file(data).schema)
    except (OSError, pa.ArrowInvalid):
        return None


def load(path: Path) -> Shard | None:
    """Read a shard; None when there is none, or none that can be read."""
    try:
        with pa.OSFile(str(path)) as data:
            batch = pa.ipc.open_file(data.read_buffer()).get_batch(0)
    except (OSError, pa.ArrowInvalid):
        return None
    stamp = _stamp(batch.schema)
    if stamp is None:
        return None
    lists = {name: batch.column(name).values for name in batch.schema.names if name != "source"}
    return Shard(path.name.removesuffix(ENDING), stamp, batch.column("source")[0], lists)


def _stamp(schema: pa.Schema) -> Stamp | None:
    metadata = schema.metadata or {}
    try:
        made_by = msgspec.json.decode(metadata[b"made_by"], type=dict[str, str])
        return Stamp(made_by, metadata[b"ending"].decode(), metadata[b"status"].decode())
    except (KeyError, msgspec.DecodeError):
        return None


def _identity(source: Source) -> str:
    if source.source_id is None:
        message = f"{source.uri}: a source whose bytes could not be had has no shard"
        raise ValueError(message)
    return source.source_id


@cache
def _facts_table() -> Table:
    """Return the table `sources` without the two columns that the shard's name and the ledger know."""
    whole = tables()["sources"]
    columns = tuple(column for column in whole.columns if column.name not in {"source_id", "uri"})
    struct = pa.struct([column.field(described=False) for column in columns])
    names = [column.name for column in columns]

    def values(record: Record) -> tuple[object, ...]:
        return tuple(getattr(record, name) for name in names)

    return dataclasses.replace(whole, columns=columns, struct=struct, values=values)


def _facts(source: Source) -> pa.StructArray:
    return struct_of(_facts_table(), [source])


def rows_of(records: Sequence[InDocument]) -> dict[str, pa.StructArray]:
    """Return the rows of every table that has any, in the order of the documentation.

    Rows stand in their given order within a document, documents in the order of their ids. Raises as `write`.
    """
    rows: dict[str, list[Record]] = {}
    for record in sorted(records, key=attrgetter("document_id")):
        rows.setdefault(record.TABLE, []).append(record)
    return {name: struct_of(table, rows[name]) for name, table in tables().items() if name in rows}


def _one_row(table: Table, values: pa.StructArray) -> pa.ListArray:
    kind = pa.list_(pa.field("row", table.struct, nullable=False))
    return pa.ListArray.from_arrays(pa.array([0, len(values)], pa.int32()), values, type=kind)

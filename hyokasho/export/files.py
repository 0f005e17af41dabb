"""One file per table: Parquet (whole or in partitions) and CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.dataset as pds
import pyarrow.parquet as pq

from hyokasho.datapackage import datapackage
from hyokasho.export.selection import Extract
from hyokasho.parquet import SETTINGS
from hyokasho.schema import tables

__all__ = ["BOM", "write_csv", "write_parquet", "write_partitioned"]

BOM = "\ufeff"
"""Begins a CSV file: without it, Excel takes UTF-8 for the local encoding. pandas, R and DuckDB pass over it."""
YEAR: Mapping[str, str] = MappingProxyType({"year": "document_date"})
"""Partitions that are no column of `documents`, and the date they are the year of."""


def write_parquet(part: Extract, folder: Path) -> dict[str, int]:
    """Write one Parquet file per table, with the settings and schema of the dataset's own."""
    folder.mkdir()
    counts = {name: _parquet(part, name, folder / f"{name}.parquet") for name in part.names}
    (folder / "datapackage.json").write_text(datapackage(part.names), encoding="utf-8")
    return counts


def write_csv(part: Extract, folder: Path) -> dict[str, int]:
    """Write one CSV file per table.

    The dialect: RFC 4180 with line feeds between rows, UTF-8 with a byte order mark; text is always in quotes and may
    hold line feeds, null is nothing at all (an empty text is a pair of quotes), lists are JSON.
    """
    folder.mkdir()
    counts = {name: _csv(part, name, folder / f"{name}.csv") for name in part.names}
    (folder / "datapackage.json").write_text(datapackage(part.names, "csv"), encoding="utf-8")
    return counts


def write_partitioned(part: Extract, folder: Path, partitions: Sequence[str]) -> dict[str, int]:
    """Write a folder per table with one Parquet file per combination of partition values (`year=2025/…`).

    The values are those of the row's document; a missing one is `__HIVE_DEFAULT_PARTITION__`, as in Hive. `sources`,
    whose rows can hold several documents, is one file.
    """
    folder.mkdir()
    keys = _keys(part, partitions)
    counts = {"sources": _parquet(part, "sources", folder / "sources.parquet")}
    for name in part.names:
        if name != "sources":
            counts[name] = _hive(part, name, folder / name, keys)
    return counts


def _parquet(part: Extract, name: str, path: Path) -> int:
    with pq.ParquetWriter(path, tables()[name].schema, **SETTINGS) as writer:
        return _write(writer, part.batches(name))


def _csv(part: Extract, name: str, path: Path) -> int:
    schema = _flat(tables()[name].schema)
    with path.open("wb") as file:
        file.write(BOM.encode())
        with pcsv.CSVWriter(file, schema, write_options=pcsv.WriteOptions(quoting_style="needed")) as writer:
            return _write(writer, (_flat_rows(batch, schema) for batch in part.batches(name)))


def _write(writer: pq.ParquetWriter | pcsv.CSVWriter, batches: Iterable[pa.RecordBatch]) -> int:
    rows = 0
    for batch in batches:
        writer.write_batch(batch)
        rows += batch.num_rows
    return rows


def _flat(schema: pa.Schema) -> pa.Schema:
    """Return the schema with text in place of lists, which CSV has none of."""
    return pa.schema([pa.field(one.name, pa.string() if pa.types.is_list(one.type) else one.type) for one in schema])


def _flat_rows(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = [_as_json(column) if pa.types.is_list(column.type) else column for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _as_json(lists: pa.ListArray) -> pa.StringArray:
    return pa.array([json.dumps(entries, ensure_ascii=False) for entries in lists.to_pylist()], pa.string())


def _keys(part: Extract, partitions: Sequence[str]) -> pa.Table:
    """Return the partition values of every document, by its id."""
    documents = pa.Table.from_batches(part.batches("documents"), tables()["documents"].schema)
    values = {name: pc.year(documents[YEAR[name]]) if name in YEAR else documents[name] for name in partitions}
    return pa.table({"document_id": documents["document_id"], **values})


def _hive(part: Extract, name: str, folder: Path, keys: pa.Table) -> int:
    schema = tables()[name].schema
    names = [column for column in keys.column_names if column != "document_id"]
    for column in names:
        if column not in schema.names:
            schema = schema.append(keys.schema.field(column))
    rows = pa.Table.from_batches((_with_keys(batch, keys, schema) for batch in part.batches(name)), schema)
    pds.write_dataset(
        rows,
        folder,
        format="parquet",
        basename_template="part-{i}.parquet",
        partitioning=pds.partitioning(pa.schema([schema.field(column) for column in names]), flavor="hive"),
        file_options=pds.ParquetFileFormat().make_write_options(**SETTINGS),
        use_threads=False,  # rows stay in order, the files are the same every time
    )
    return int(rows.num_rows)


def _with_keys(batch: pa.RecordBatch, keys: pa.Table, schema: pa.Schema) -> pa.RecordBatch:
    at = pc.index_in(batch["document_id"], value_set=keys["document_id"].combine_chunks())
    columns = [batch[one] if one in batch.schema.names else keys[one].combine_chunks().take(at) for one in schema.names]
    return pa.RecordBatch.from_arrays(columns, schema=schema)

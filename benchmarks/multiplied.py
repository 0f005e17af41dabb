"""A large dataset for benchmarks: the samples many times over, each copy under ids of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hyokasho.datapackage import datapackage
from hyokasho.dataset import Dataset
from hyokasho.parquet import TableWriter
from hyokasho.schema import tables

__all__ = ["multiplied"]


def multiplied(dataset: Dataset, documents: int, folder: Path) -> Dataset:
    """Write tables of at least so many documents, made from those of a small dataset, and return the new one.

    Copies differ in their ids and in the name of the organisation, so that grouping by either has work to do.
    """
    folder.mkdir(parents=True)
    copies = -(-documents // pq.read_metadata(dataset.table("documents")).num_rows)
    for name, table in tables().items():
        rows = pq.read_table(dataset.table(name)).cast(table.schema)
        with TableWriter(table, folder / f"{name}.parquet") as writer:
            for copy in sorted(
                range(copies), key=_prefix
            ):  # rows stand in the order of their ids, as publishing has them
                writer.add(_copied(rows, copy).to_struct_array().chunks)
    (folder / "datapackage.json").write_text(datapackage(), encoding="utf-8")
    return Dataset(folder)


def _copied(rows: pa.Table, copy: int) -> pa.Table:
    for name in ("source_id", "document_id"):
        if name in rows.column_names:
            ids = pc.binary_join_element_wise(_prefix(copy), pc.utf8_slice_codeunits(rows[name], 8), "")
            rows = rows.set_column(rows.column_names.index(name), rows.schema.field(name), ids)
    if "organisation" in rows.column_names:
        at = rows.column_names.index("organisation")
        names = pc.binary_join_element_wise(rows["organisation"], str(copy % 1_700), "")
        rows = rows.set_column(at, rows.schema.field("organisation"), names)
    return rows


def _prefix(copy: int) -> str:
    return hashlib.sha256(str(copy).encode()).hexdigest()[:8]

"""A Parquet file whose bytes depend on its rows alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from hyokasho.schema import Table

__all__ = ["ROW_GROUP", "SETTINGS", "TableWriter"]

ROW_GROUP = 32_768
"""Rows of a row group: text of about a thousand bytes a row makes some 30 MB, which every reader takes with ease."""

SETTINGS: Mapping[str, str | int] = MappingProxyType(
    {"version": "2.6", "compression": "zstd", "compression_level": 3, "data_page_version": "1.0"}
)
"""How the files are written; spelled out, so that no release of the library changes it unasked."""


class TableWriter:
    """Writes one table, row group by row group, all but the last of `ROW_GROUP` rows. `rows` counts what was added."""

    def __init__(self, table: Table, path: Path) -> None:
        self.rows = 0
        self._table = table
        self._writer = pq.ParquetWriter(path, table.schema, **SETTINGS)
        self._pieces: list[pa.StructArray] = []
        self._held = 0

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self._held:
            self._write(pa.concat_arrays(self._pieces))
        self._writer.close()

    def add(self, pieces: Sequence[pa.StructArray]) -> None:
        """Add rows, in order. The arrays are copied: holding on to a few rows of a shard would keep all of it."""
        found = [piece for piece in pieces if len(piece)]
        if not found:
            return
        copied = pa.concat_arrays([*found, found[0][:1]])[:-1]
        self.rows += len(copied)
        self._held += len(copied)
        self._pieces.append(copied)
        while self._held >= ROW_GROUP:
            self._write_group()

    def _write_group(self) -> None:
        together = pa.concat_arrays(self._pieces)
        self._write(together[:ROW_GROUP])
        self._held -= ROW_GROUP
        self._pieces = [together[ROW_GROUP:]] if self._held else []

    def _write(self, rows: pa.StructArray) -> None:
        batch = pa.RecordBatch.from_arrays(rows.flatten(), schema=self._table.schema)
        self._writer.write_batch(batch, row_group_size=ROW_GROUP)

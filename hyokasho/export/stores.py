"""Databases: one DuckDB file, or a folder of Delta tables."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from extract.errors import ExtraMissing
from hyokasho.export.selection import Extract
from hyokasho.query import OFFLINE
from hyokasho.schema import Table, tables
from hyokasho.views import views

__all__ = ["write_delta", "write_duckdb"]


def write_duckdb(part: Extract, path: Path) -> dict[str, int]:
    """Write a DuckDB file: the tables with their descriptions as comments, and the documented views where all is there.

    The views join many tables, so an export of some tables only has none of them.
    """
    counts = {}
    with duckdb.connect(str(path), config={**OFFLINE}) as connection:
        for name in part.names:
            reader = pa.RecordBatchReader.from_batches(tables()[name].schema, part.batches(name))
            connection.register("rows", reader)
            connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM rows')
            connection.unregister("rows")
            counts[name] = connection.sql(f'SELECT count(*) FROM "{name}"').fetchall()[0][0]
            _comment(connection, tables()[name])
        if set(part.names) == set(tables()):
            for view in views():
                connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
                connection.execute(f"COMMENT ON VIEW {view.name} IS {_quoted(f'{view.about} {view.about_ja}')}")
    return counts


def write_delta(part: Extract, folder: Path) -> dict[str, int]:
    """Write a Delta table per table. Raises ExtraMissing where deltalake is not installed."""
    try:
        from deltalake import write_deltalake  # noqa: PLC0415 - an extra
    except ImportError as error:
        message = "delta: deltalake is not installed"
        raise ExtraMissing(message) from error
    folder.mkdir()
    counts = {}
    for name in part.names:
        rows = pa.Table.from_batches(part.batches(name), tables()[name].schema)
        write_deltalake(str(folder / name), rows, description=tables()[name].about)
        counts[name] = int(rows.num_rows)
    return counts


def _comment(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(f'COMMENT ON TABLE "{table.name}" IS {_quoted(f"{table.about} {table.about_ja}")}')
    for column in table.columns:
        text = _quoted(f"{column.description} {column.description_ja}")
        connection.execute(f'COMMENT ON COLUMN "{table.name}"."{column.name}" IS {text}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

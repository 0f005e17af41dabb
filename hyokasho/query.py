"""SQL over a dataset: every table is a view."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

import duckdb

from extract.errors import QueryFailed
from hyokasho.dataset import Dataset
from hyokasho.schema import tables

__all__ = ["Result", "query"]

OFFLINE = MappingProxyType({"autoinstall_known_extensions": False, "autoload_known_extensions": False})
"""DuckDB fetches missing extensions from the network by default; nothing here does."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: the names of its columns, and its rows. Values are Python's; lists are lists."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def query(dataset: Dataset, sql: str) -> Result:
    """Run SQL over the tables of a dataset; empty for statements that return nothing.

    Raises NoDataset, or QueryFailed with DuckDB's own words.
    """
    names = tuple(tables())
    dataset.published(names)
    with duckdb.connect(config={**OFFLINE}) as connection:
        for name in names:
            connection.read_parquet(str(dataset.table(name))).create_view(name)
        try:
            relation = cast("duckdb.DuckDBPyRelation | None", connection.sql(sql))  # its stub forgets the None
            if relation is None:
                return Result((), ())
            # Through Arrow: DuckDB itself needs another package to hand over times with a zone.
            answer = relation.to_arrow_table()
        except duckdb.Error as error:
            raise QueryFailed(str(error)) from error
    columns = [column.to_pylist() for column in answer.columns]
    return Result(tuple(answer.column_names), tuple(zip(*columns, strict=True)))

"""SQL over a dataset: every table is a view of its name, and so are the documented views of `hyokasho.views`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

import duckdb
import pyarrow as pa

from extract.errors import QueryFailed
from hyokasho.dataset import Dataset
from hyokasho.schema import tables
from hyokasho.views import views

__all__ = ["OFFLINE", "Result", "answers", "arrow", "connected", "query"]

OFFLINE = MappingProxyType({"autoinstall_known_extensions": False, "autoload_known_extensions": False})
"""DuckDB fetches missing extensions from the network by default; nothing here does."""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: the names of its columns, and its rows. Values are Python's; lists are lists."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def query(dataset: Dataset, sql: str) -> Result:
    """Run SQL over a dataset and return the rows as Python values; empty for statements that return nothing.

    Raises NoDataset, or QueryFailed with DuckDB's own words.
    """
    return answers(dataset, [sql])[0]


def answers(dataset: Dataset, questions: Iterable[str]) -> list[Result]:
    """Run several queries over one state of a dataset, as `query` does one."""
    with connected(dataset) as connection:
        return [_result(_ask(connection, sql)) for sql in questions]


def arrow(dataset: Dataset, sql: str) -> pa.Table:
    """Run SQL over a dataset and return the rows as an Arrow table; without columns where a statement returns nothing.

    Raises NoDataset, or QueryFailed with DuckDB's own words.
    """
    with connected(dataset) as connection:
        return _ask(connection, sql)


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> pa.Table:
    try:
        relation = cast("duckdb.DuckDBPyRelation | None", connection.sql(sql))  # its stub forgets the None
        # Through Arrow: DuckDB itself needs another package to hand over times with a zone.
        return pa.table({}) if relation is None else relation.to_arrow_table()
    except duckdb.Error as error:
        raise QueryFailed(str(error)) from error


def _result(answer: pa.Table) -> Result:
    columns = [column.to_pylist() for column in answer.columns]
    return Result(tuple(answer.column_names), tuple(zip(*columns, strict=True)))


@contextmanager
def connected(dataset: Dataset) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an in-memory DuckDB in which every table and every documented view of a dataset is a view.

    Raises NoDataset.
    """
    names = tuple(tables())
    dataset.published(names)
    with duckdb.connect(config={**OFFLINE}) as connection:
        for name in names:
            connection.read_parquet(str(dataset.table(name))).create_view(name)
        for view in views():
            connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        yield connection

"""A dataset from Python: `hyokasho.open("data/dataset")` and its tables as Arrow or pandas."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from extract.errors import UsageError
from hyokasho.dataset import Dataset
from hyokasho.query import arrow
from hyokasho.schema import tables
from hyokasho.views import views

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["OpenedDataset"]


class OpenedDataset:
    """A published dataset, read only. Every call reads the files that are there at that moment.

    `table` gives Arrow tables, `df` pandas with Arrow-backed types (dates stay dates, null stays null), `sql` asks
    DuckDB, with every table and documented view under its name.
    """

    def __init__(self, dataset: Dataset) -> None:
        """Open a dataset. Raises NoDataset where none is published."""
        self._dataset = dataset.published(tuple(tables()))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the tables, then of the views."""
        return (*tables(), *(view.name for view in views()))

    def table(self, name: str) -> pa.Table:
        """Return a table or view as Arrow; its fields carry their descriptions. Raises UsageError for another name."""
        if name in tables():
            return pq.read_table(self._dataset.table(name))
        if name not in self.names:
            message = f"{name}: no such table; there are {', '.join(self.names)}"
            raise UsageError(message)
        return arrow(self._dataset, f'SELECT * FROM "{name}"')

    def df(self, name: str) -> pd.DataFrame:
        """Return a table or view as pandas, with Arrow-backed types. Raises UsageError for another name."""
        return _as_pandas(self.table(name))

    def sql(self, query: str) -> pd.DataFrame:
        """Return the answer to SQL (DuckDB's) as pandas, with Arrow-backed types. Raises QueryFailed."""
        return _as_pandas(arrow(self._dataset, query))

    def __repr__(self) -> str:
        lines = [f"{name:<16}{rows:>12,}  {about}" for name, rows, about in self._listed()]
        return "\n".join([f"hyokasho dataset {self._dataset.folder}", *lines])

    def _repr_html_(self) -> str:
        cells = "".join(
            f"<tr><td><code>{name}</code></td><td style='text-align:right'>{rows:,}</td>"
            f"<td style='text-align:left'>{escape(about)}</td></tr>"
            for name, rows, about in self._listed()
        )
        head = "<tr><th>table</th><th>rows</th><th style='text-align:left'>what it holds</th></tr>"
        return f"<table><caption>hyokasho dataset {escape(str(self._dataset.folder))}</caption>{head}{cells}</table>"

    def _listed(self) -> Iterator[tuple[str, int, str]]:
        for table in tables().values():
            yield table.name, pq.read_metadata(self._dataset.table(table.name)).num_rows, table.about


def _as_pandas(table: pa.Table) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - the command line does without

    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame

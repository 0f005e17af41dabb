"""Questions of the review pages to the published tables: one DuckDB for as long as the tables stay as they are."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from extract.errors import NoDataset, QueryFailed
from hyokasho.query import OFFLINE
from hyokasho.schema import tables
from normalize.text import squash
from parsers.records import InDocument

if TYPE_CHECKING:
    from hyokasho.dataset import Dataset

__all__ = ["Identity", "Row", "Store", "folded"]

MEMORY = "160MB"
"""What DuckDB may take: with the rest of the server it stays below 300 MB at 40,000 documents."""

THREADS = 2
"""Threads of a question: the pages are for one reader, beside other work."""

LISTING = """
CREATE TABLE unfolded AS
SELECT d.document_id, d.document_type, d.title, d.organisation, d.municipality, d.prefecture, d.document_date, d.chars,
       d.page_last - d.page_first + 1 AS pages, d.coverage, d.issues, a.office, s.status AS source_status,
       concat_ws(' ', d.title, d.organisation, d.municipality, d.prefecture, a.office, a.name) AS searched,
       concat_ws(' ', d.organisation, d.municipality, d.prefecture) AS organised
FROM documents d
LEFT JOIN (SELECT document_id, any_value(office) AS office, any_value(name) AS name FROM assessments GROUP BY ALL) a
  USING (document_id)
LEFT JOIN (SELECT source_id, any_value(status) AS status FROM sources GROUP BY ALL) s USING (source_id)
ORDER BY d.document_id
"""
"""What the list of documents shows and searches, held in memory: about 0.3 KB a document."""

FOLDED = """
CREATE TABLE listing AS
SELECT unfolded.* REPLACE (folded.searched AS searched, folded.organised AS organised)
FROM unfolded POSITIONAL JOIN (SELECT unnest(?::VARCHAR[]) AS searched, unnest(?::VARCHAR[]) AS organised) folded
"""

Kind = TypeVar("Kind", bound=InDocument)
Row = tuple[object, ...]
Identity = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class _State:
    """The tables as they were when the connection was made."""

    identity: Identity
    connection: duckdb.DuckDBPyConnection


class Store:
    """A published dataset for readers, in any thread. Tables that are published anew are seen by the next question."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._lock = threading.Lock()
        self._state: _State | None = None

    @property
    def identity(self) -> Identity:
        """What changes with the tables. Raises NoDataset where none are published."""
        return self._current().identity

    def open(self) -> None:
        """Open the tables now instead of with the first question. Raises NoDataset, or QueryFailed."""
        self._current()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """Return the rows of a question. Raises NoDataset, or QueryFailed."""
        try:
            with self._current().connection.cursor() as cursor:
                return cursor.execute(sql, list(values)).fetchall()
        except duckdb.Error as error:
            raise QueryFailed(str(error)) from error

    def records(self, kind: type[Kind], document_id: str) -> tuple[Kind, ...]:
        """Return the records of one kind of a document, in their order. Raises as `rows` does."""
        columns = tables()[kind.TABLE].columns
        names = [column.name for column in columns]
        lists = {column.name for column in columns if column.logical == "list<string>"}
        selected = ", ".join(f'"{name}"' for name in names)
        order = ' ORDER BY "no"' if "no" in names else ""
        found = self.rows(f'SELECT {selected} FROM "{kind.TABLE}" WHERE document_id = ?{order}', [document_id])
        return tuple(_record(kind, dict(zip(names, row, strict=True)), lists) for row in found)

    def close(self) -> None:
        """Let go of the tables."""
        if self._state is not None:
            self._state.connection.close()

    def _current(self) -> _State:
        with self._lock:
            identity = _identity(self._dataset)
            if self._state is None or self._state.identity != identity:
                self._state = _State(identity, _connected(self._dataset))
            return self._state


def folded(text: str) -> str:
    """Return text as it is searched: one form of every character, no spaces, no capitals."""
    return squash(text).casefold()


def _record(kind: type[Kind], row: dict[str, Any], lists: Collection[str]) -> Kind:
    values: dict[str, Any] = row | {name: tuple(row[name] or ()) for name in lists}
    return kind(**values)


def _identity(dataset: Dataset) -> Identity:
    return tuple(_version(dataset.table(name)) for name in tables())


def _version(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError as error:
        message = f"{path.parent}: no dataset here ({path.name} is missing)"
        raise NoDataset(message) from error
    return status.st_ino, status.st_size, status.st_mtime_ns


def _connected(dataset: Dataset) -> duckdb.DuckDBPyConnection:
    """Open the tables as views, and list the documents. What a question asks for lies in this folder, or it fails."""
    limits: dict[str, str | bool | int | float | list[str]] = {"memory_limit": MEMORY, "threads": THREADS}
    connection = duckdb.connect(config={**OFFLINE, **limits, "temp_directory": ""})
    try:
        for name in tables():
            connection.read_parquet(str(dataset.table(name))).create_view(name)
        connection.execute(LISTING)
        _fold(connection)
        connection.execute("SET allowed_directories = [?]".replace("?", _quoted(dataset.folder)))
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
    except duckdb.Error as error:
        connection.close()
        raise QueryFailed(str(error)) from error
    return connection


def _fold(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the searched texts by their folded forms."""
    texts = connection.execute("SELECT searched, organised FROM unfolded").fetchall()
    connection.execute(FOLDED, [[folded(row[column]) for row in texts] for column in (0, 1)])
    connection.execute("DROP TABLE unfolded")


def _quoted(folder: Path) -> str:
    return "'" + str(folder.absolute()).replace("'", "''") + "/'"

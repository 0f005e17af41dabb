"""The folder of a dataset: what lies where, and who may write to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.errors import DatasetNotWritable, NoDataset
from hyokasho import locks

__all__ = ["Dataset"]

PATIENCE = 600.0
"""Seconds to wait until another run has published: ten times what 10,000 documents take."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset folder; it need not exist yet."""

    folder: Path

    @property
    def shards(self) -> Path:
        """Folder of the shards, the truth that the tables are made from."""
        return self.folder / ".shards"

    @property
    def ledger(self) -> Path:
        """Folder of the ledger, which says what uri holds which content."""
        return self.folder / ".ledger"

    @property
    def manifest(self) -> Path:
        """Rows and SHA-256 of every table, and the state of the shards they were made from."""
        return self.folder / "manifest.json"

    def table(self, name: str) -> Path:
        """Return where a table stands."""
        return self.folder / f"{name}.parquet"

    def published(self, names: tuple[str, ...]) -> Dataset:
        """Return itself when these tables are there. Raises NoDataset otherwise."""
        missing = [name for name in names if not self.table(name).is_file()]
        if missing:
            message = f"{self.folder}: no dataset here ({missing[0]}.parquet is missing)"
            raise NoDataset(message)
        return self

    def begun(self) -> Dataset:
        """Return itself when some run has read something into it. Raises NoDataset otherwise."""
        if not self.ledger.is_dir():
            message = f"{self.folder}: no dataset here"
            raise NoDataset(message)
        return self

    @contextmanager
    def adding(self) -> Iterator[None]:
        """Make the folder and add shards and ledger entries to it; others may do so at the same time.

        Raises DatasetNotWritable where the folder can't be made, or the disk fails or is full within.
        """
        with self.writable():
            self.folder.mkdir(parents=True, exist_ok=True)
            with locks.shared(self.folder / ".adding"):
                yield

    @contextmanager
    def publishing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Hold the tables against other runs, after waiting for them so many seconds. Don't enter it within `adding`.

        Raises DatasetNotWritable as `adding`; DatasetBusy, which names the one that publishes.
        """
        with self.writable():
            self.folder.mkdir(parents=True, exist_ok=True)
            with locks.exclusive(self.folder / ".lock", patience):
                yield

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Say whether no run is adding; while it says so, none begins to. Enter it within `publishing`."""
        with locks.attempt(self.folder / ".adding") as held:
            yield held

    @contextmanager
    def writable(self) -> Iterator[None]:
        """Turn what the disk refuses within into DatasetNotWritable."""
        try:
            yield
        except OSError as error:
            where = error.filename if isinstance(error.filename, str) else str(self.folder)
            message = f"{where}: {error.strerror or error}"
            raise DatasetNotWritable(message) from error

"""The folder of a dataset: what lies where, and who may write to it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.errors import DatasetBusy, DatasetNotWritable, NoDataset

__all__ = ["Dataset"]


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

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Make the folder and hold it against other runs; the kernel lets go when this process ends, however it ends.

        Raises DatasetNotWritable where the folder can't be made, or the disk fails or is full within; DatasetBusy while
        another run holds it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise self._refused(error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError as error:
            message = f"{self.folder}: another run is writing to it"
            raise DatasetBusy(message) from error
        except OSError as error:
            raise self._refused(error) from error
        finally:
            os.close(descriptor)

    def _refused(self, error: OSError) -> DatasetNotWritable:
        where = error.filename if isinstance(error.filename, str) else str(self.folder)
        return DatasetNotWritable(f"{where}: {error.strerror or error}")

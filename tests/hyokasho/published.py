"""What the tests compare of datasets."""

from __future__ import annotations

from hyokasho.dataset import Dataset
from hyokasho.schema import tables

__all__ = ["contents"]


def contents(dataset: Dataset) -> dict[str, bytes]:
    """Return the tables whose bytes the promise covers: times and durations stand only in `sources`."""
    return {name: dataset.table(name).read_bytes() for name in tables() if name != "sources"}

"""Published 特定個人情報保護評価書 and the papers of the councils that check them, from files to Parquet.

This room holds the command line, the batch runner, the shards and the tables: the only one that writes. From Python:

    import hyokasho

    data = hyokasho.open("data/dataset")
    data.df("items")
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyokasho.opened import OpenedDataset

__all__ = ["__version__", "open"]

try:
    __version__ = version("hyokasho")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"


def open(path: str | PathLike[str]) -> OpenedDataset:  # noqa: A001 - the name users look for, always said with its package
    """Open a published dataset for reading: its folder, as `hyokasho ingest --dataset` wrote it.

    Raises NoDataset where none is published.
    """
    from hyokasho.dataset import Dataset  # noqa: PLC0415 - importing the package must not load Arrow
    from hyokasho.opened import OpenedDataset  # noqa: PLC0415

    return OpenedDataset(Dataset(Path(path)))

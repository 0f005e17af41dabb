"""Published 特定個人情報保護評価書 and the papers of the councils that check them, from files to Parquet.

This room holds the command line, the batch runner, the shards and the tables: the only one that writes.
"""

from importlib.metadata import PackageNotFoundError, version

__all__ = ["__version__"]

try:
    __version__ = version("hyokasho")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"

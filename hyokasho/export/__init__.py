"""A dataset, or the part of it that somebody asked for, in the form another program wants.

`selection` says which documents go, `export` where to; `files` writes Parquet and CSV, `workbook` a spreadsheet, `stores`
DuckDB and Delta. Whatever is left out, `sources` and `documents` always go along, so that every value can be traced.
"""

from __future__ import annotations

from hyokasho.export.export import FORMATS, PARTITIONS, Format, Partition, export
from hyokasho.export.selection import Selection

__all__ = ["FORMATS", "PARTITIONS", "Format", "Partition", "Selection", "export"]

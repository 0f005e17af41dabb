"""The one door: a selection of a dataset, written as a whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

from extract.errors import DatasetNotWritable, ExportExists
from hyokasho.dataset import Dataset
from hyokasho.export.selection import Extract, Selection, extract

__all__ = ["FORMATS", "PARTITIONS", "Format", "Partition", "export"]

Format = Literal["parquet", "csv", "duckdb", "xlsx", "delta"]
Partition = Literal["document_type", "prefecture", "year"]
FORMATS: tuple[Format, ...] = get_args(Format)
PARTITIONS: tuple[Partition, ...] = get_args(Partition)


def export(
    dataset: Dataset,
    target: Path,
    form: Format,
    selection: Selection,
    *,
    partitions: Sequence[Partition] = (),
    overwrite: bool = False,
) -> dict[str, int]:
    """Write the selected part of a dataset and return the number of rows by table.

    `target` becomes a folder (parquet, csv, delta) or a file (duckdb, xlsx). `partitions` are for Parquet only: folders
    `year=2025/…` below each table's. What stands there already is replaced only with `overwrite`, and only by a whole
    export. Raises NoDataset, ExportExists, ExtraMissing, DatasetNotWritable.
    """
    part = extract(dataset, selection)
    with _building(target, overwrite) as temporary:
        if form == "parquet" and partitions:
            from hyokasho.export.files import write_partitioned  # noqa: PLC0415

            return write_partitioned(part, temporary, partitions)
        return _writer(form)(part, temporary)


def _writer(form: Format) -> Callable[[Extract, Path], dict[str, int]]:
    """Return what writes a format; each library is loaded by the format that needs it."""
    if form in {"parquet", "csv"}:
        from hyokasho.export import files  # noqa: PLC0415

        return files.write_parquet if form == "parquet" else files.write_csv
    if form == "xlsx":
        from hyokasho.export.workbook import write_xlsx  # noqa: PLC0415

        return write_xlsx
    from hyokasho.export import stores  # noqa: PLC0415

    return stores.write_duckdb if form == "duckdb" else stores.write_delta


@contextmanager
def _building(target: Path, overwrite: bool) -> Iterator[Path]:
    """Yield a path beside the target; what was written there becomes the target when all went well."""
    if target.exists() and not overwrite:
        message = f"{target}: is there already"
        raise ExportExists(message)
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        _remove(target)
        temporary.rename(target)
    except OSError as error:
        message = f"{error.filename or target}: {error.strerror or error}"
        raise DatasetNotWritable(message) from error
    finally:
        _remove(temporary)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

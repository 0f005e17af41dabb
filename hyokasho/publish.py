"""From shards to tables: one Parquet file per table, the same bytes for the same shards whatever ran before.

Shards are streamed in the order of their ids, so memory does not grow with their number. Row groups have a fixed number
of rows, whatever shards they come from, and no file tells the time. The manifest goes first and comes back last: while
it is there, the tables are those it describes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path

import msgspec
import pyarrow as pa

from extract.errors import DatasetBusy, Outdated, explain
from hyokasho import __version__, shards
from hyokasho.atomic import replacing, sweep, write_text
from hyokasho.corrections import by_source, load
from hyokasho.datapackage import datapackage
from hyokasho.dataset import Dataset
from hyokasho.fingerprint import stale_parts
from hyokasho.ledger import Entry, Ledger
from hyokasho.parquet import SETTINGS, TableWriter
from hyokasho.schema import Table, fitted, struct_of, tables
from hyokasho.shards import Shard
from parsers.corrections import Correction, corrected
from parsers.records import Source

__all__ = ["File", "MadeBy", "Manifest", "Reviews", "publish", "read_manifest"]

AT_ONCE = 32
"""Shards in memory at a time: enough that their rows are copied in large pieces."""


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file: its rows, its size in bytes, its SHA-256 in hex."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class MadeBy:
    """So many sources were read by code and data of these digests (`hyokasho.fingerprint`)."""

    parts: Mapping[str, str]
    sources: int


@dataclass(frozen=True, slots=True)
class Reviews:
    """So many corrections of reviewers stand in the tables, so many are stale (`hyokasho corrections check`)."""

    applied: int
    stale: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dataset holds.

    `inputs` is a digest of the ledger and the shards that the tables were made from, and of the way they were made.
    `made_by` counts the sources by the code and data that read them. `files` has the file name of each table.
    `reviews` counts the corrections that were applied, and those that could not be.
    """

    hyokasho: str
    pyarrow: str
    inputs: str
    made_by: tuple[MadeBy, ...]
    files: Mapping[str, File]
    reviews: Reviews = Reviews(0, 0)

    def stale(self, fingerprint: Mapping[str, str]) -> Counter[tuple[str, ...]]:
        """Count the sources that other code or data than today's read, by the parts that changed since."""
        found: Counter[tuple[str, ...]] = Counter()
        for one in self.made_by:
            if parts := stale_parts(one.parts, fingerprint):
                found[parts] += one.sources
        return found


def publish(dataset: Dataset, forgotten: Collection[str] = ()) -> Manifest:
    """Bring the tables up to date with the shards that the ledger names; write nothing when they are.

    Uris that are to be forgotten leave the ledger first. While no run is adding to the dataset, shards that no uri
    holds any more go, too, and what killed runs left behind. Corrections of reviewers are applied. Raises DatasetBusy,
    DatasetNotWritable and CorrectionsWrong.
    """
    with dataset.publishing():
        reviews = load(dataset)
        ledger = _tidied(dataset, forgotten)
        write_text(dataset.folder / "datapackage.json", datapackage())
        inputs = _inputs(dataset, ledger, reviews)
        manifest = read_manifest(dataset)
        if manifest is None or manifest.inputs != inputs or not _stands(dataset, manifest):
            manifest = _write(dataset, ledger, reviews, inputs)
    return manifest


def _tidied(dataset: Dataset, forgotten: Collection[str]) -> Ledger:
    """Return the ledger, brought in order if nobody else writes to it."""
    with dataset.alone() as alone:
        ledger = Ledger(dataset.ledger)
        if alone:
            for uri in forgotten:
                ledger.forget(uri)
            _sweep(dataset)
            ledger.compact()
            _remove_orphans(dataset, ledger)
        elif forgotten:
            message = f"{dataset.folder}: another run is adding to it"
            raise DatasetBusy(message)
    return ledger


def read_manifest(dataset: Dataset) -> Manifest | None:
    """Return the manifest of a dataset; None when there is none, or none of this layout."""
    try:
        return msgspec.json.decode(dataset.manifest.read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def _inputs(dataset: Dataset, ledger: Ledger, reviews: Sequence[Correction]) -> str:
    """Return the digest of all that the tables depend on. It changes with every shard that is written, by its time."""
    digest = hashlib.sha256(f"{__version__}\n{pa.__version__}\n{SETTINGS}\n".encode())
    for table in tables().values():
        digest.update(table.schema.serialize())
    for entry in ledger.entries():
        shard = _identity(shards.path_of(dataset.shards, entry.source_id)) if entry.source_id else None
        line = (entry.uri, entry.source_id, entry.error_code, entry.error, shard)
        digest.update(msgspec.json.encode(line) + b"\n")
    digest.update(msgspec.json.encode(reviews))
    return digest.hexdigest()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_size, status.st_mtime_ns


def _stands(dataset: Dataset, manifest: Manifest) -> bool:
    """Say whether every table is there in the size that the manifest gives."""
    files = {dataset.table(name).name: dataset.table(name) for name in tables()}
    return manifest.files.keys() == files.keys() and all(
        path.is_file() and path.stat().st_size == manifest.files[name].bytes for name, path in files.items()
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one content adds to the tables: a row of `sources` per uri, and its rows of the others."""

    sources: tuple[Source, ...]
    rows: Mapping[str, pa.StructArray] = field(default_factory=dict)
    made_by: Mapping[str, str] | None = None
    reviewed: int = 0


def _write(dataset: Dataset, ledger: Ledger, reviews: Sequence[Correction], inputs: str) -> Manifest:
    made_by: Counter[tuple[tuple[str, str], ...]] = Counter()
    applied = 0
    with ExitStack() as stack:
        writers = {name: stack.enter_context(_writing(dataset, table)) for name, table in tables().items()}
        for pieces in _batches(_pieces(dataset, ledger, by_source(reviews))):
            applied += sum(piece.reviewed for piece in pieces)
            made_by.update(tuple(piece.made_by.items()) for piece in pieces if piece.made_by for _ in piece.sources)
            writers["sources"].add([_sources(pieces)])
            for name, writer in writers.items():
                writer.add([piece.rows[name] for piece in pieces if name in piece.rows])
        dataset.manifest.unlink(missing_ok=True)
    files = {dataset.table(name).name: _described(dataset.table(name), writers[name].rows) for name in tables()}
    counted = tuple(MadeBy(dict(parts), sources) for parts, sources in sorted(made_by.items()))
    counts = Reviews(applied, len({one.item for one in reviews}) - applied)
    manifest = Manifest(__version__, pa.__version__, inputs, counted, files, counts)
    write_text(dataset.manifest, msgspec.json.format(msgspec.json.encode(manifest), indent=1).decode() + "\n")
    return manifest


@contextmanager
def _writing(dataset: Dataset, table: Table) -> Iterator[TableWriter]:
    with replacing(dataset.table(table.name)) as temporary, TableWriter(table, temporary) as writer:
        yield writer


def _described(path: Path, rows: int) -> File:
    with path.open("rb") as file:
        return File(rows, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _batches(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    while batch := list(islice(pieces, AT_ONCE)):
        yield batch


def _pieces(dataset: Dataset, ledger: Ledger, reviews: Mapping[str, Sequence[Correction]]) -> Iterator[_Piece]:
    """Yield the pieces in the order of their source_id; last, by uri, the files whose bytes could not be had."""
    entries = sorted(ledger.entries(), key=lambda entry: (entry.source_id is None, entry.source_id or "", entry.uri))
    for source_id, same in groupby(entries, key=lambda entry: entry.source_id):
        if source_id is None:
            yield from (_Piece((_unread(entry, entry.error_code, entry.error),)) for entry in same)
        else:
            shard = shards.load(shards.path_of(dataset.shards, source_id))
            yield _of_shard(list(same), shard, reviews.get(source_id, ()))


def _of_shard(entries: Sequence[Entry], shard: Shard | None, reviews: Sequence[Correction]) -> _Piece:
    rows = None if shard is None else _fitted(shard)
    if shard is None or rows is None:
        what = "the shard is gone or damaged" if shard is None else "the shard was written by another version"
        error = Outdated(what)
        return _Piece(tuple(_unread(entry, error.code, explain(error)) for entry in entries))
    sources = tuple(shard.source(entry.uri) for entry in entries)
    if not reviews:
        return _Piece(sources, rows, shard.stamp.made_by)
    done = corrected(shard.records(), reviews)
    return _Piece(sources, shards.rows_of(done.records), shard.stamp.made_by, len(done.applied))


def _sources(pieces: Sequence[_Piece]) -> pa.StructArray:
    return struct_of(tables()["sources"], [source for piece in pieces for source in piece.sources])


def _fitted(shard: Shard) -> dict[str, pa.StructArray] | None:
    """Return the rows of a shard in the layout of this version; None when a table can't be brought into it."""
    found: dict[str, pa.StructArray] = {}
    for name, rows in shard.lists.items():
        table = tables().get(name)
        fit = fitted(table, rows) if table is not None else None
        if fit is None:
            return None
        found[name] = fit
    return found


def _unread(entry: Entry, code: str | None, error: str | None) -> Source:
    """Return the row of `sources` of a file of which only its uri is known."""
    return Source(
        source_id=entry.source_id,
        uri=entry.uri,
        sha256=None,
        bytes=entry.size,
        media_type=None,
        encoding=None,
        pages=None,
        status="failed",
        error_code=code,
        error=error,
        documents=0,
        seconds=None,
        reader=None,
        version=None,
        ingested_at=entry.seen_at,
    )


def _sweep(dataset: Dataset) -> None:
    """Remove temporary files: whoever wrote them is dead, for nobody else writes."""
    for folder in (dataset.folder, dataset.ledger, *sorted(dataset.shards.glob("[0-9a-f][0-9a-f]"))):
        sweep(folder)


def _remove_orphans(dataset: Dataset, ledger: Ledger) -> None:
    held = {entry.source_id for entry in ledger.entries()}
    for source_id, path in shards.identifiers(dataset.shards):
        if source_id not in held:
            path.unlink()

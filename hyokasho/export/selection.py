"""Which documents, and so which rows of every table, go into an export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from extract.errors import UsageError
from hyokasho.dataset import Dataset
from hyokasho.schema import tables
from parsers.definitions import document_kinds

__all__ = ["TRACING", "Extract", "Selection", "extract"]

TRACING = ("sources", "documents")
"""Tables that lead from a row to its file: in every export."""
NAMES = ("organisation", "municipality", "prefecture")
"""Columns of `documents` in which a searched organisation may stand."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; an empty one asks for everything.

    `types` are document types. `organisations` are parts of a name as printed, of a municipality or prefecture, or whole
    six-digit codes; one that fits is enough. `first` and `last` bound the documents' own dates, inclusive: a document
    without a date is in no period. `tables` are names of tables; those of TRACING go anyway.
    """

    types: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    tables: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all documents are asked for."""
        return not (self.types or self.organisations or self.first or self.last)


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows of a dataset that a selection asks for. `documents` and `sources` are ids; None means all."""

    dataset: Dataset
    names: tuple[str, ...]
    documents: pa.Array | None
    sources: pa.Array | None

    def batches(self, name: str) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a table, in its order and with its schema; nothing where no row is asked for."""
        key, wanted = ("source_id", self.sources) if name == "sources" else ("document_id", self.documents)
        schema = tables()[name].schema
        with pq.ParquetFile(self.dataset.table(name)) as file:
            for batch in file.iter_batches():
                kept = batch if wanted is None else batch.filter(pc.is_in(batch[key], value_set=wanted))
                if kept.num_rows:
                    # Parquet keeps times in milliseconds; the tables declare seconds.
                    yield pa.RecordBatch.from_arrays([*kept.cast(schema).columns], schema=schema)


def extract(dataset: Dataset, selection: Selection) -> Extract:
    """Return the part of a dataset that a selection asks for.

    Raises NoDataset, or UsageError where it names a table or a type of document that there is not.
    """
    dataset.published(tuple(tables()))
    _check("table", selection.tables, tuple(tables()))
    _check("type of document", selection.types, tuple(kind.code for kind in document_kinds().types))
    names = tuple(name for name in tables() if not selection.tables or name in {*selection.tables, *TRACING})
    if selection.is_whole:
        return Extract(dataset, names, None, None)
    documents = pq.read_table(dataset.table("documents"))
    kept = documents.filter(reduce(and_, _conditions(selection)))
    return Extract(dataset, names, kept["document_id"].combine_chunks(), pc.unique(kept["source_id"].combine_chunks()))


def _check(what: str, named: Sequence[str], known: Sequence[str]) -> None:
    strange = [name for name in named if name not in known]
    if strange:
        message = f"no such {what}: {', '.join(strange)}; there are {', '.join(known)}"
        raise UsageError(message)


def _conditions(selection: Selection) -> Iterator[pc.Expression]:
    if selection.types:
        yield pc.field("document_type").isin(selection.types)
    if selection.organisations:
        yield reduce(or_, (_is_of(name) for name in selection.organisations))
    if selection.first is not None:
        yield pc.field("document_date") >= selection.first
    if selection.last is not None:
        yield pc.field("document_date") <= selection.last


def _is_of(name: str) -> pc.Expression:
    named = (pc.match_substring(pc.coalesce(pc.field(column), pc.scalar("")), name) for column in NAMES)
    return reduce(or_, named, pc.coalesce(pc.field("organisation_code"), pc.scalar("")) == pc.scalar(name))

"""What reading a source gives, and what a function that reads one looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from parsers.records import Document, InDocument, Issue

__all__ = ["Engine", "Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a source says: its records, and the facts of `sources` that reading it shows."""

    records: tuple[InDocument, ...]
    media_type: str
    reader: str
    pages: int | None = None
    encoding: str | None = None

    @property
    def documents(self) -> int:
        """Number of documents in the source."""
        return sum(isinstance(record, Document) for record in self.records)

    @property
    def status(self) -> str:
        """`partial` when an issue says that something could not be read, else `ok`."""
        broken = any(isinstance(record, Issue) and record.severity == "error" for record in self.records)
        return "partial" if broken else "ok"


Engine = Callable[[bytes, str, str], Reading]
"""Reads the bytes of a file, given its name and source_id; raises SourceError. Workers import it by its name."""

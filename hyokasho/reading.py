"""What reading a source gives, and what reads one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
    def recognised(self) -> bool:
        """Whether text of it was recognised in pictures."""
        return any(isinstance(record, Issue) and record.code == "text_recognised" for record in self.records)

    @property
    def status(self) -> str:
        """`partial` when an issue says that something could not be read, else `ok`."""
        broken = any(isinstance(record, Issue) and record.severity == "error" for record in self.records)
        return "partial" if broken else "ok"


def _without_pages(data: bytes) -> int | None:  # noqa: ARG001 - as every counter
    return None


@dataclass(frozen=True, slots=True)
class Engine:
    """What reads a source. Its functions are imported by name in the processes that work.

    `read` takes the bytes of a file, its name and its source_id; it raises SourceError. `pages` counts the pages in a
    moment, so that the clock can allow for them; null where there are none or they can't be counted. `choices` says what
    was chosen of what reads, by part of the fingerprint.
    """

    read: Callable[[bytes, str, str], Reading]
    pages: Callable[[bytes], int | None] = _without_pages
    choices: Mapping[str, str] = field(default_factory=dict)

"""One source from bytes to records: the two stages before the tables, in one call."""

from __future__ import annotations

from extract.read import read
from hyokasho.reading import Reading
from parsers.parse import parse

__all__ = ["read_source"]


def read_source(data: bytes, name: str, source_id: str) -> Reading:
    """Read a source with the readers and parsers of this project. Raises SourceError where it can't be opened."""
    sheet = read(data, name)
    return Reading(parse(sheet, source_id), sheet.media_type, sheet.reader, sheet.pages, sheet.encoding)

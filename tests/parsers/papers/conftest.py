"""Papers as text dumps, read whole: from the rows of the dump to records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.dump import dump_rows
from extract.read import read
from extract.sheet import Sheet
from parsers.parse import parse
from parsers.records import InDocument

ID = "0123456789abcdef"


@pytest.fixture(scope="session")
def records() -> Callable[[str], tuple[InDocument, ...]]:
    """Return the records of a text."""
    return lambda text: parse(Sheet(tuple(dump_rows(text)), "text/plain", "test"), ID)


@pytest.fixture(scope="session")
def seed(shared: Path) -> Callable[[str], tuple[InDocument, ...]]:
    """Return the records of one of the real documents."""

    def records_of(number: str) -> tuple[InDocument, ...]:
        path = next((shared / "seeds").glob(f"{number}*"))
        return parse(read(path.read_bytes(), path.name), ID)

    return records_of

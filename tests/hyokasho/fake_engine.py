"""An engine for the tests of the runner: a document per file, a section per line, and misbehaviour on demand."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from datetime import date, datetime

from extract.errors import DefinitionError, Empty, NotAPdf, Unsupported
from hyokasho.reading import Reading
from parsers.records import Assessment, Document, InDocument, Issue, Meeting, Section

__all__ = ["read_lines"]


def read_lines(data: bytes, name: str, source_id: str) -> Reading:
    """Read UTF-8 lines. The first line can ask for trouble.

    hang, crash, exit, defect, definition, refused, slow; or, for records that break their declaration, null, surrogate.
    """
    if not data:
        message = "the file has no bytes"
        raise Empty(message)
    if name.endswith(".pdf"):
        message = "the name says PDF"
        raise NotAPdf(message)
    text = data.decode().replace("surrogate", "\ud800")
    _trouble(text.partition("\n")[0])
    return Reading(tuple(_records(text, f"{source_id}-01")), "text/plain", "lines 1", encoding="utf-8")


def _trouble(word: str) -> None:
    if word == "hang":
        time.sleep(1000)
    if word == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "exit":
        os._exit(7)
    if word == "defect":
        {}["nothing"]
    if word == "refused":
        message = "\ud800"
        raise Unsupported(message)
    if word == "definition":
        message = "forms/x.yaml: no such key"
        raise DefinitionError(message)
    if word == "slow":
        time.sleep(0.05)


def _records(text: str, document_id: str) -> Iterator[InDocument]:
    lines = text.split("\n")
    # Parsers may give the tables in any order: the document comes last here.
    start = 0
    for no, line in enumerate(lines, 1):
        title = None if line == "null" else line
        yield Section(
            document_id=document_id, no=None if line == "null" else no, level=1, title=title, path=(line, "道"),
            char_start=start, char_end=start + len(line),
        )  # fmt: skip
        start += len(line) + 1
    yield Assessment(
        document_id=document_id, kind="basic", published_on=date(2025, 9, 1), systems=("住基", "税"), subjects_min=1000
    )
    yield Meeting(document_id=document_id, name=lines[0], starts_at=datetime.fromisoformat("2025-09-01T10:30"))
    for no, line in enumerate((line for line in lines if line.startswith("!")), 1):
        yield Issue(document_id=document_id, no=no, severity="error", code="lost", message=line, page=1, x0=0.5)
    yield Document(
        document_id=document_id, source_id=document_id[:16], part=1, document_type="other", title=lines[0],
        chars=len(text), coverage=1.0, issues=text.count("!"),
    )  # fmt: skip

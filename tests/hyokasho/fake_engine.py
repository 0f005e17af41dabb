"""An engine for the tests of the runner: a document per file, a section per line, and misbehaviour on demand."""

from __future__ import annotations

import os
import resource
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from extract.errors import DefinitionError, Empty, NotAPdf, Unsupported
from hyokasho.reading import Engine, Reading
from parsers.records import Assessment, Document, InDocument, Issue, Meeting, Section

__all__ = ["LINES", "TROUBLES", "read_lines"]


def read_lines(data: bytes, name: str, source_id: str) -> Reading:
    """Read UTF-8 lines. The first line can ask for trouble.

    Those of TROUBLES; or, for records that break their declaration, null, surrogate.
    """
    if not data:
        message = "the file has no bytes"
        raise Empty(message)
    if name.endswith(".pdf"):
        message = "the name says PDF"
        raise NotAPdf(message)
    text = data.decode().replace("surrogate", "\ud800")
    TROUBLES.get(text.partition("\n")[0], lambda: None)()
    return Reading(tuple(_records(text, f"{source_id}-01")), "text/plain", "lines 1", encoding="utf-8")


def _raise(error: Exception) -> None:
    raise error


def _for_ever() -> None:
    while True:
        pass


def _down(depth: int) -> int:
    return 1 + _down(depth + 1)


def _full_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # the next write of this process fails


def _await_death() -> None:
    """Say who reads this, and wait to be killed; be good at the second try."""
    sign = Path("victim")
    if not sign.exists():
        sign.write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(1000)


TROUBLES: Mapping[str, Callable[[], object]] = MappingProxyType(
    {
        "hang": lambda: time.sleep(1000),
        "loop": _for_ever,
        "crash": lambda: os.kill(os.getpid(), signal.SIGKILL),
        "segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
        "exit": lambda: os._exit(7),
        "exit quietly": lambda: os._exit(0),
        "allocate": lambda: bytearray(4 << 30),
        "engine out of memory": lambda: _raise(RuntimeError("code=1: malloc (2147483648 bytes) failed")),
        "recurse": lambda: _down(0),
        "defect": lambda: {}["nothing"],
        "refused": lambda: _raise(Unsupported("\ud800")),
        "definition": lambda: _raise(DefinitionError("forms/x.yaml: no such key")),
        "who": lambda: _raise(Unsupported(f"{os.getpid()} {resource.getrlimit(resource.RLIMIT_AS)[0]}")),
        "full disk": _full_disk,
        "victim": _await_death,
        "slow": lambda: time.sleep(0.05),
    }
)
"""What the first line of a document can ask for."""


def count_lines(data: bytes) -> int | None:
    """Count the lines that begin with `page`; the word `uncountable` breaks this counter."""
    if data.startswith(b"uncountable"):
        {}["no pages"]
    return data.count(b"\npage") or None


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


LINES = Engine(read_lines, count_lines)

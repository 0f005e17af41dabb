"""One document, from its file to its shard: what a worker process does with each task.

This is the document boundary: whatever a document makes the program do wrong becomes the document's own row.
"""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import regex

from extract.errors import HyokashoError, InternalError, NeedsOcr, SourceError, explain
from extract.scan import available
from hyokasho import __version__, shards
from hyokasho.fingerprint import parts_of
from hyokasho.inputs import Input, read_input
from hyokasho.reading import Engine, Reading
from hyokasho.shards import Stamp
from parsers.records import Source

__all__ = ["Facts", "Outcome", "Task", "can_be_recognised", "give_up", "work"]

FRAMES = 4
"""How many of the innermost calls an internal error's row names: enough to find the place."""

STARVED = regex.compile(r"(?:m|c|re)alloc \([^)]*\) failed|std::bad_alloc")
"""What engines say where their own allocation fails; to Python it looks like any other error of theirs."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read into the shards at `folder`. With `force` a current shard is no reason to skip it.

    `fingerprint` is today's, part by part (`hyokasho.fingerprint`).
    """

    source: Input
    folder: Path
    fingerprint: Mapping[str, str]
    engine: Engine
    force: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document before it is read: `size` in bytes; `pages` is null where they can't be counted."""

    sha256: str
    size: int
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document. `fresh` says that it was read now and its shard written.

    `source_id` is null when the bytes could not be had; `error_code` and `error` are null when it could be read.
    `seconds`, `pages` and `documents` are those of a fresh reading, null where there was none.
    """

    source: Input
    source_id: str | None
    fresh: bool
    error_code: str | None = None
    error: str | None = None
    seconds: float | None = None
    pages: int | None = None
    documents: int | None = None


def work(task: Task, tell: Callable[[Facts], None] = lambda _: None) -> Outcome:
    """Bring the shard of a document up to date; `tell` gets to know what is to be read before it is.

    Raises OSError where the shard can't be written, MemoryError where the process may not take what it needs,
    DefinitionError where a data file of this project is wrong.
    """
    began = time.perf_counter()
    data = _guarded(lambda: read_input(task.source))
    if isinstance(data, SourceError):
        return _unread(task, data)
    facts = Facts(hashlib.sha256(data).hexdigest(), len(data))
    if (held := _current(task, facts.sha256[:16])) is not None:
        return Outcome(task.source, held.source_id, fresh=False, error_code=held.error_code, error=held.error)
    tell(facts)
    read = _read(task, data, facts, tell)
    return _store(task, facts, read, time.perf_counter() - began)


def give_up(task: Task, error: SourceError, facts: Facts | None, seconds: float | None) -> Outcome:
    """Record that reading a document took its worker down. Raises OSError where the shard can't be written."""
    if facts is None:  # it died before it had the bytes: nothing to write a shard for
        return _unread(task, error)
    return _store(task, facts, error, seconds)


def _unread(task: Task, error: SourceError) -> Outcome:
    return Outcome(task.source, None, fresh=False, error_code=error.code, error=explain(error))


def _current(task: Task, source_id: str) -> Source | None:
    """Return the row of `sources` when the shard stands as this task would write it, or by a name that outranks it."""
    path = shards.path_of(task.folder, source_id)
    stamp = shards.stamp_of(path)
    if stamp is None or not stamp.suits(task.fingerprint, task.source.ending):
        return None
    if task.force and stamp.ending == task.source.ending:
        return None
    shard = shards.load(path)
    held = None if shard is None else shard.source(task.source.uri)
    return None if held is not None and can_be_recognised(held.error_code) else held


def can_be_recognised(error_code: str | None) -> bool:
    """Tell whether a source failed only because what recognises pages was not installed then, and now it is."""
    return error_code == NeedsOcr.code and available()


def _read(task: Task, data: bytes, facts: Facts, tell: Callable[[Facts], None]) -> Reading | SourceError:
    def read() -> Reading:
        if task.source.damage is not None:
            raise task.source.damage
        pages = task.engine.pages(data)
        if pages is not None:
            tell(replace(facts, pages=pages))
        return task.engine.read(data, task.source.name, facts.sha256[:16])

    return _guarded(read)


_Read = TypeVar("_Read")


def _guarded(read: Callable[[], _Read]) -> _Read | SourceError:
    """Return what reading gives, or what keeps the document from being read."""
    try:
        return read()
    except SourceError as error:
        if STARVED.search(f"{error} {error.__cause__}"):
            raise MemoryError from error
        return error
    except (HyokashoError, MemoryError):
        raise  # a wrong data file would fail every document; memory is the business of whoever runs the processes
    except Exception as error:
        if STARVED.search(str(error)):
            raise MemoryError from error
        return InternalError(_described(error))


def _described(error: Exception) -> str:
    """Return the error and its innermost calls, without folders: those differ from machine to machine."""
    calls = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = [f"  {Path(call.filename).name}:{call.lineno} in {call.name}" for call in calls]
    return "\n".join([f"{type(error).__name__}: {error}", *places])


def _store(task: Task, facts: Facts, read: Reading | SourceError, seconds: float | None) -> Outcome:
    """Write the shard; where the records break their declaration, that of the failure instead."""
    row = _row(task, facts, read, seconds)
    good = read if isinstance(read, Reading) else None
    made_by = {part: task.fingerprint[part] for part in parts_of(good, task.fingerprint)}
    stamp = Stamp(made_by, task.source.ending, row.status)
    try:
        shards.write(task.folder, row, good.records if good else (), stamp)
    except (ValueError, TypeError) as error:
        if good is None:
            raise
        return _store(task, facts, InternalError(_described(error)), seconds)
    return Outcome(
        source=task.source,
        source_id=row.source_id,
        fresh=True,
        error_code=row.error_code,
        error=row.error,
        seconds=row.seconds,
        pages=row.pages,
        documents=row.documents,
    )


def _row(task: Task, facts: Facts, read: Reading | SourceError, seconds: float | None) -> Source:
    good = read if isinstance(read, Reading) else None
    error = read if isinstance(read, SourceError) else None
    return Source(
        source_id=facts.sha256[:16],
        uri=task.source.uri,
        sha256=facts.sha256,
        bytes=facts.size,
        media_type=good.media_type if good else None,
        encoding=good.encoding if good else None,
        pages=good.pages if good else facts.pages,
        status=good.status if good else "failed",
        error_code=error.code if error else None,
        error=explain(error) if error else None,
        documents=good.documents if good else 0,
        seconds=seconds,
        reader=good.reader if good else None,
        version=__version__,
        ingested_at=datetime.now(UTC),
    )

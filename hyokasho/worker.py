"""One document, from its file to its shard: what a worker process does with each task.

This is the document boundary: whatever a document makes the program do wrong becomes the document's own row.
"""

from __future__ import annotations

import hashlib
import time
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extract.errors import HyokashoError, InternalError, SourceError, explain
from hyokasho import __version__, shards
from hyokasho.inputs import Input, read_input
from hyokasho.reading import Engine, Reading
from hyokasho.shards import Stamp
from parsers.records import Source

__all__ = ["Outcome", "Task", "give_up", "work"]

FRAMES = 4
"""How many of the innermost calls an internal error's row names: enough to find the place."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read into the shards at `folder`. With `force` a current shard is no reason to skip it."""

    source: Input
    folder: Path
    fingerprint: str
    engine: Engine
    force: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document. `fresh` says that it was read now and its shard written.

    `source_id` is null when the bytes could not be had; `error_code` and `error` are null when it could be read.
    """

    source: Input
    source_id: str | None
    fresh: bool
    error_code: str | None = None
    error: str | None = None


def work(task: Task) -> Outcome:
    """Bring the shard of a document up to date.

    Raises OSError where the shard can't be written, DefinitionError where a data file of this project is wrong.
    """
    began = time.perf_counter()
    try:
        data = read_input(task.source)
    except SourceError as error:
        return Outcome(task.source, None, fresh=False, error_code=error.code, error=explain(error))
    sha256 = hashlib.sha256(data).hexdigest()
    if (held := _current(task, sha256[:16])) is not None:
        return Outcome(task.source, held.source_id, fresh=False, error_code=held.error_code, error=held.error)
    read = _read(task, data, sha256[:16])
    return _store(task, _Facts(sha256, len(data), time.perf_counter() - began), read)


def give_up(task: Task, error: SourceError, seconds: float | None) -> Outcome:
    """Record that reading a document took its worker down. Raises OSError where the shard can't be written."""
    try:
        data = read_input(task.source)
    except SourceError as unread:
        return Outcome(task.source, None, fresh=False, error_code=unread.code, error=explain(unread))
    return _store(task, _Facts(hashlib.sha256(data).hexdigest(), len(data), seconds), error)


@dataclass(frozen=True, slots=True)
class _Facts:
    sha256: str
    size: int
    seconds: float | None


def _current(task: Task, source_id: str) -> Source | None:
    """Return the row of `sources` when the shard stands as this task would write it, or by a name that outranks it."""
    path = shards.path_of(task.folder, source_id)
    stamp = shards.stamp_of(path)
    if stamp is None or not stamp.suits(task.fingerprint, task.source.ending):
        return None
    if task.force and stamp.ending == task.source.ending:
        return None
    shard = shards.load(path)
    return None if shard is None else shard.source(task.source.uri)


def _read(task: Task, data: bytes, source_id: str) -> Reading | SourceError:
    try:
        if task.source.damage is not None:
            return task.source.damage
        return task.engine(data, task.source.name, source_id)
    except SourceError as error:
        return error
    except HyokashoError:
        raise  # a wrong data file or argument would fail every document: the run ends
    except Exception as error:  # noqa: BLE001 - the document boundary: a defect costs this document only
        return InternalError(_described(error))


def _described(error: Exception) -> str:
    """Return the error and its innermost calls, without folders: those differ from machine to machine."""
    calls = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = [f"  {Path(call.filename).name}:{call.lineno} in {call.name}" for call in calls]
    return "\n".join([f"{type(error).__name__}: {error}", *places])


def _store(task: Task, facts: _Facts, read: Reading | SourceError) -> Outcome:
    """Write the shard; where the records break their declaration, that of the failure instead."""
    row = _row(task, facts, read)
    stamp = Stamp(task.fingerprint, task.source.ending, row.status)
    try:
        shards.write(task.folder, row, read.records if isinstance(read, Reading) else (), stamp)
    except (ValueError, TypeError) as error:
        if isinstance(read, SourceError):
            raise
        return _store(task, facts, InternalError(_described(error)))
    return Outcome(task.source, row.source_id, fresh=True, error_code=row.error_code, error=row.error)


def _row(task: Task, facts: _Facts, read: Reading | SourceError) -> Source:
    good = read if isinstance(read, Reading) else None
    error = read if isinstance(read, SourceError) else None
    return Source(
        source_id=facts.sha256[:16],
        uri=task.source.uri,
        sha256=facts.sha256,
        bytes=facts.size,
        media_type=good.media_type if good else None,
        encoding=good.encoding if good else None,
        pages=good.pages if good else None,
        status=good.status if good else "failed",
        error_code=error.code if error else None,
        error=explain(error) if error else None,
        documents=good.documents if good else 0,
        seconds=facts.seconds,
        reader=good.reader if good else None,
        version=__version__,
        ingested_at=datetime.now(UTC),
    )

"""Which uri holds which content: the ledger of a dataset.

`DATASET/.ledger/*.jsonl`, one entry per line. Each run appends to a file of its own, opened on its first entry, so a
run that changes nothing writes nothing and a killed run loses at most the line it was writing. The newest entry of a
uri counts. `compact` leaves one file, sorted by uri.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from hyokasho.atomic import replacing

__all__ = ["Entry", "Ledger"]

COMPACTED = "ledger.jsonl"
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a run saw at a uri.

    `source_id` is null when the bytes could not be had. `size` is in bytes; `version` changes when the file
    does (`hyokasho.inputs.Input`); null when they could not be had. `error_code` and `error`
    say why no document could be read, null when one could.
    """

    uri: str
    source_id: str | None
    size: int | None
    version: str | None
    error_code: str | None
    error: str | None
    seen_at: datetime

    def age(self) -> tuple[datetime, str]:
        """Return what puts the entries of one uri in order: the last one counts."""
        return self.seen_at, self.source_id or ""


class Ledger:
    """The entries of one dataset: read once, appended to while a run goes on.

    Runs may append at the same time, each to its own file. To compact it, nobody may append.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[str, Entry] = {}
        self._lines = 0
        self._descriptor: int | None = None
        for path in self._files():
            self._load(path)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, uri: str) -> Entry | None:
        """Return the newest entry of a uri."""
        return self._entries.get(uri)

    def entries(self) -> list[Entry]:
        """Return the newest entry of every uri, sorted by uri."""
        return [self._entries[uri] for uri in sorted(self._entries)]

    def record(self, entry: Entry) -> None:
        """Append an entry, unless it says what is known already. Its line is with the operating system on return."""
        known = self._entries.get(entry.uri)
        if known is not None:
            if replace(entry, seen_at=known.seen_at) == known:
                return
            # A clock that was set back must not make the newer entry the older one.
            entry = replace(entry, seen_at=max(entry.seen_at, known.seen_at + TICK))
        self._append(msgspec.json.encode(entry) + b"\n")
        self._entries[entry.uri] = entry

    def forget(self, uri: str) -> None:
        """Drop the entries of a uri; `compact` takes them from the disk."""
        self._entries.pop(uri, None)

    def compact(self) -> None:
        """Leave one file with one line per uri, when it isn't so already."""
        self.close()
        files = self._files()
        target = self._folder / COMPACTED
        if files == [target] and self._lines == len(self._entries):
            return
        if not files:
            return
        with replacing(target) as temporary, temporary.open("wb") as out:
            out.writelines(msgspec.json.encode(entry) + b"\n" for entry in self.entries())
        for path in files:
            if path != target:
                path.unlink(missing_ok=True)
        self._lines = len(self._entries)

    def close(self) -> None:
        """Close the file of this run; a later entry opens a new one."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.jsonl"))

    def _load(self, path: Path) -> None:
        for entry in _decoded(path):
            self._lines += 1
            known = self._entries.get(entry.uri)
            if known is None or known.age() <= entry.age():
                self._entries[entry.uri] = entry

    def _append(self, line: bytes) -> None:
        if self._descriptor is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}-{secrets.token_hex(4)}.jsonl"
            self._descriptor = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_EXCL, 0o644)
        os.write(self._descriptor, line)
        self._lines += 1


def _decoded(path: Path) -> Iterator[Entry]:
    """Yield the entries of a file. A line that a killed run left torn costs only that its file is opened again."""
    decoder = msgspec.json.Decoder(Entry)
    with path.open("rb") as lines:
        for line in lines:
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError:
                continue

"""Locks on files: the kernel lets go of them when their process ends, however it ends, so none is ever stale."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from extract.errors import DatasetBusy

__all__ = ["Owner", "attempt", "exclusive", "shared"]

PAUSE = 0.1
"""Seconds between two tries."""


class Owner(msgspec.Struct, frozen=True):
    """Who holds an exclusive lock: process, machine, since when, with what command."""

    process: int
    machine: str
    since: datetime
    command: str

    def __str__(self) -> str:
        """Return it in words, with its age."""
        age = timedelta(seconds=round((datetime.now(UTC) - self.since).total_seconds()))
        return f"process {self.process} on {self.machine} for {age} ({self.command})"


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold a lock beside others who hold it in this way."""
    with _opened(path) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


@contextmanager
def attempt(path: Path) -> Iterator[bool]:
    """Hold a lock against everyone if nobody holds it, and say whether that is so."""
    with _opened(path) as descriptor:
        yield _taken(descriptor)


@contextmanager
def exclusive(path: Path, patience: float) -> Iterator[None]:
    """Hold a lock against everyone, after waiting for it so many seconds. Raises DatasetBusy, which names its owner."""
    with _opened(path) as descriptor:
        end = time.monotonic() + patience
        while not _taken(descriptor):
            if time.monotonic() >= end:
                message = f"{path.parent}: {_owner(descriptor)} is publishing its tables"
                raise DatasetBusy(message)
            time.sleep(PAUSE)
        _sign(descriptor)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(descriptor: int) -> None:
    owner = Owner(
        os.getpid(), socket.gethostname(), datetime.now(UTC), " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    )
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, msgspec.json.encode(owner), 0)


def _owner(descriptor: int) -> str:
    """Return in words who holds the lock; between its taking and its signing that is not known."""
    try:
        return str(msgspec.json.decode(os.pread(descriptor, 1 << 16, 0), type=Owner))
    except msgspec.DecodeError:
        return "another run"

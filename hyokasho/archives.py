"""Documents inside .zip archives. Nothing is ever unpacked to the disk: a member's name is only a label."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extract.errors import DamagedArchive, TooLarge, Unopened

__all__ = ["MAX_BYTES", "Member", "members", "read_member"]

MAX_BYTES = 512 * 2**20
"""The largest document that is read: ten times the largest assessment seen, and it still fits a worker's memory."""

MAX_RATIO = 1000
"""How many times larger than its packed form a member may claim to be: deflate reaches 1,032 on nothing but zeros."""

SMALL = 2**20
"""Members up to this size may have any ratio: they harm nobody."""

MAX_MEMBERS = 100_000
"""Members an archive may list. The list is held in memory by the process that drives the run."""

UTF8_FLAG = 0x800
ENCRYPTED_FLAG = 0x1

BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)
"""What the standard library raises on damaged or unusual archives."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: its position in the archive's list, its path as text, its size unpacked, in bytes."""

    position: int
    path: str
    size: int


def members(archive: str) -> list[Member]:
    """List the files of an archive but for hidden ones, in the archive's order; of two of one path the later one.

    Raises Unopened, DamagedArchive, or TooLarge where it lists too many.
    """
    with _understood():
        infos = _opened(archive).infolist()
    if len(infos) > MAX_MEMBERS:
        message = f"lists {len(infos):,} members, more than {MAX_MEMBERS:,}"
        raise TooLarge(message)
    found = (Member(position, _path(info), info.file_size) for position, info in enumerate(infos) if not info.is_dir())
    return list({member.path: member for member in found if not _hidden(member.path)}.values())


def read_member(archive: str, position: int) -> bytes:
    """Return the bytes of a member. Raises Unopened, DamagedArchive, or TooLarge before it takes up the memory."""
    with _understood():
        info = _opened(archive).infolist()[position]
        if info.flag_bits & ENCRYPTED_FLAG:
            message = "the member asks for a password"
            raise DamagedArchive(message)
        _limit(info)
        return _opened(archive).read(info)


@contextmanager
def _understood() -> Iterator[None]:
    """Turn what the standard library raises into errors of the tree."""
    try:
        yield
    except OSError as error:
        raise Unopened(error.strerror or str(error)) from error
    except IndexError as error:
        message = "the archive changed while the run went on"
        raise Unopened(message) from error
    except BROKEN as error:
        raise DamagedArchive(str(error) or type(error).__name__) from error


def _opened(archive: str) -> zipfile.ZipFile:
    status = Path(archive).stat()
    return _last_opened(archive, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=1)
def _last_opened(archive: str, size: int, mtime_ns: int) -> zipfile.ZipFile:  # noqa: ARG001 - they tell versions apart
    """Open an archive and keep it for the next member: reading its list anew for each would take quadratic time."""
    return zipfile.ZipFile(archive)


def _limit(info: zipfile.ZipInfo) -> None:
    if info.file_size > MAX_BYTES:
        message = f"{info.file_size:,} bytes unpacked, more than {MAX_BYTES:,}"
        raise TooLarge(message)
    if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
        message = (
            f"unpacks to {info.file_size:,} bytes from {info.compress_size:,}: more than {MAX_RATIO} times as many"
        )
        raise TooLarge(message)


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path of a member as text, folders divided by slashes.

    Without the UTF-8 flag `zipfile` decodes names as CP437. Japanese Windows writes CP932, macOS writes UTF-8 without
    the flag; CP932 text is hardly ever valid UTF-8, so that is tried first.
    """
    if info.flag_bits & UTF8_FLAG:
        return info.filename
    raw = info.orig_filename.encode("cp437", "backslashreplace")
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def _hidden(path: str) -> bool:
    parts = [part for part in path.split("/") if part not in {".", ".."}]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)

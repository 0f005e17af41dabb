"""Documents inside archives, and inside archives in archives.

Nothing is ever unpacked to the disk: a member's name is only a label, so it may hold .., be absolute, or name a folder
that is not there. A member is read into memory when its turn has come. What an archive claims is bounded before it
is believed: sizes, ratios, numbers, depth.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from extract.errors import DamagedArchive, SourceError, TooLarge, Unopened
from hyokasho.files import open_file
from hyokasho.members import MAX_BYTES, MAX_RATIO, Member
from hyokasho.tarballs import SOLID_ENDINGS, TAR_ENDINGS, Tar
from hyokasho.zips import ZIP_ENDINGS, Zip

__all__ = ["Archive", "Found", "contents", "is_archive", "is_solid", "read_member"]

MAX_MEMBERS = 100_000
"""Members an archive may list. The list is held in memory by the process that drives the run."""

MAX_TOTAL = 256 * 2**30
"""Bytes that an archive may unpack to: ten times what all assessments of the country are thought to take."""

MAX_NESTED = 128 * 2**20
"""Bytes of an archive in an archive: it is held in memory as long as its members are read."""

MAX_DEPTH = 3
"""Archives in one another: a download of a month's zips, each with a zip per assessment."""

BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError,
    ValueError, OverflowError,
)  # fmt: skip
"""What the standard library raises on damaged or unusual archives, beside OSError without a number."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Where an archive is: a file or URL, in the `version` that was listed; `inside` leads to an archive within it."""

    path: str
    name: str
    version: str | None
    inside: tuple[Archive, Member] | None = None

    @property
    def depth(self) -> int:
        """Return how many archives it takes to get to its members."""
        return 1 if self.inside is None else self.inside[0].depth + 1


@dataclass(frozen=True, slots=True)
class Found:
    """One file in an archive: its path from the outermost one, `!/` between archives, and where it is.

    `damage` says why an archive in the archive can't be looked into.
    """

    path: str
    archive: Archive
    member: Member
    damage: SourceError | None = None


def is_archive(name: str) -> bool:
    """Say whether a file of this name is taken for an archive."""
    return name.lower().endswith((*ZIP_ENDINGS, *TAR_ENDINGS))


def is_solid(name: str) -> bool:
    """Say whether the members of this archive are packed together: to read one, all before it are unpacked."""
    return name.lower().endswith(SOLID_ENDINGS)


def contents(archive: Archive, size: int) -> list[Found]:
    """List the files of an archive but for hidden ones, in its order; of two of one path the later one.

    Archives in it are looked into. `size` is its own, in bytes. Raises Unopened, DamagedArchive, or TooLarge.
    """
    return [found for member in _listed(archive, size) for found in _within(archive, member)]


def read_member(archive: Archive, member: Member) -> bytes:
    """Return the bytes of a member. Raises Unopened, DamagedArchive, or TooLarge before it takes up the memory."""
    member.check()
    with _understood():
        return _opened(archive).read(member)


def _within(archive: Archive, member: Member) -> Iterator[Found]:
    """Yield a member, or if it is an archive what is in it."""
    if not is_archive(member.path):
        yield Found(member.path, archive, member)
        return
    inner = Archive(archive.path, member.path, archive.version, (archive, member))
    try:
        if inner.depth > MAX_DEPTH:
            message = f"an archive in an archive, more than {MAX_DEPTH} deep"
            raise TooLarge(message)
        if member.size > MAX_NESTED:
            message = f"an archive of {member.size:,} bytes in an archive, more than {MAX_NESTED:,}"
            raise TooLarge(message)
        inside = contents(inner, member.size)
    except (DamagedArchive, TooLarge) as error:
        yield Found(member.path, archive, member, error)
        return
    for found in inside:
        yield Found(f"{member.path}!/{found.path}", found.archive, found.member, found.damage)


def _listed(archive: Archive, size: int) -> list[Member]:
    total = 0
    found: dict[str, Member] = {}
    with _understood():
        for count, member in enumerate(_opened(archive).members(), 1):
            total += member.size
            if count > MAX_MEMBERS:
                message = f"lists more than {MAX_MEMBERS:,} members"
                raise TooLarge(message)
            if total > MAX_TOTAL or total > max(MAX_BYTES, MAX_RATIO * size):
                message = f"unpacks to more than {total:,} bytes from {size:,}"
                raise TooLarge(message)
            if not _hidden(member.path):
                found[member.path] = member
    return list(found.values())


@lru_cache(maxsize=MAX_DEPTH + 1)
def _opened(archive: Archive) -> Zip | Tar:
    """Open an archive and keep it for the next member: reading its list anew for each would take quadratic time."""
    file = open_file(archive.path) if archive.inside is None else io.BytesIO(read_member(*archive.inside))
    try:
        opened = Tar(file) if archive.name.lower().endswith(TAR_ENDINGS) else Zip(file)
    except BaseException:
        file.close()
        raise
    weakref.finalize(opened, file.close)
    return opened


@contextmanager
def _understood() -> Iterator[None]:
    """Turn what the standard library raises into errors of the tree."""
    try:
        yield
    except OSError as error:
        if error.errno is None:  # the unpackers of gzip and bzip2 say so when the data is wrong
            raise DamagedArchive(str(error)) from error
        raise Unopened(error.strerror or str(error)) from error
    except IndexError as error:
        message = "the archive changed while the run went on"
        raise Unopened(message) from error
    except BROKEN as error:
        raise DamagedArchive(str(error) or type(error).__name__) from error


def _hidden(path: str) -> bool:
    parts = [part for part in path.split("/") if part not in {".", ".."}]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)

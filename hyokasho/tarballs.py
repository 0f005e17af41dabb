"""Tar archives, packed as a whole or not at all."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from extract.errors import DamagedArchive
from hyokasho.members import Member, name_of

__all__ = ["SOLID_ENDINGS", "TAR_ENDINGS", "Tar"]

SOLID_ENDINGS = (".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz")
TAR_ENDINGS = (".tar", *SOLID_ENDINGS)


class Tar:
    """An open tar archive. What `tarfile` and the unpackers raise goes through.

    A member's position is that of its bytes in the unpacked archive, so that it is read without going through the list
    again. Only plain files are members: no links, no devices, no sparse files.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._tar = tarfile.open(fileobj=file, mode="r:*", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115

    def members(self) -> Iterator[Member]:
        """Yield the files in the archive's order; what the archive lists is unpacked on the way."""
        for info in self._tar:
            if info.isreg() and not info.issparse():
                raw = info.name.encode("utf-8", "surrogateescape")
                yield Member(info.offset_data, name_of(raw), info.size, None)

    def read(self, member: Member) -> bytes:
        """Return the bytes of a member. Raises DamagedArchive where the archive ends before it does."""
        file = cast("BinaryIO", self._tar.fileobj)
        file.seek(member.position)
        data = file.read(member.size)
        if len(data) < member.size:
            message = f"ends after {len(data):,} of the member's {member.size:,} bytes"
            raise DamagedArchive(message)
        return data

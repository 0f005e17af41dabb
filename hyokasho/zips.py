"""Zip archives."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import DamagedArchive
from hyokasho.members import Member, name_of

__all__ = ["ZIP_ENDINGS", "Zip"]

ZIP_ENDINGS = (".zip",)

UTF8_FLAG = 0x800
ENCRYPTED_FLAG = 0x1


class Zip:
    """An open zip archive. What `zipfile` raises goes through."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = zipfile.ZipFile(file)

    def members(self) -> Iterator[Member]:
        """Yield the files in the archive's order."""
        for position, info in enumerate(self._file.infolist()):
            if not info.is_dir():
                yield Member(position, _path(info), info.file_size, info.compress_size)

    def read(self, member: Member) -> bytes:
        """Return the bytes of a member. Raises DamagedArchive where it asks for a password."""
        info = self._file.infolist()[member.position]
        if info.flag_bits & ENCRYPTED_FLAG:
            message = "the member asks for a password"
            raise DamagedArchive(message)
        return self._file.read(info)


def _path(info: zipfile.ZipInfo) -> str:
    """Return the path of a member as text, folders divided by slashes: without the UTF-8 flag it is CP437 to `zipfile`."""
    if info.flag_bits & UTF8_FLAG:
        return info.filename
    return name_of(info.orig_filename.encode("cp437", "backslashreplace")).replace("\\", "/")

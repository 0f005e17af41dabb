"""What every archive format gives: its members, their names as text, and the limits of a single one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.errors import TooLarge

__all__ = ["MAX_BYTES", "MAX_RATIO", "Member", "name_of"]

MAX_BYTES = 512 * 2**20
"""The largest document that is read: ten times the largest assessment seen, and it still fits a worker's memory."""

MAX_RATIO = 1000
"""How many times larger than its packed form anything may claim to be: deflate reaches 1,032 on nothing but zeros."""

SMALL = 2**20
"""Members up to this size may have any ratio: they harm nobody."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive: the position by which its format finds it, its path as text, its size unpacked, in bytes.

    `packed` is the size of its packed form; null where members are packed together.
    """

    position: int
    path: str
    size: int
    packed: int | None

    def check(self) -> None:
        """Raise TooLarge where reading it would take up too much."""
        if self.size > MAX_BYTES:
            message = f"{self.size:,} bytes unpacked, more than {MAX_BYTES:,}"
            raise TooLarge(message)
        if self.packed is not None and self.size > max(SMALL, MAX_RATIO * self.packed):
            message = f"unpacks to {self.size:,} bytes from {self.packed:,}: more than {MAX_RATIO} times as many"
            raise TooLarge(message)


def name_of(raw: bytes, encodings: Sequence[str] = ("utf-8", "cp932")) -> str:
    r"""Return the bytes of a name as text; bytes that fit no encoding stand as \x escapes.

    Japanese Windows writes CP932, everything else UTF-8; CP932 text is hardly ever valid UTF-8, so that is tried first.
    """
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")

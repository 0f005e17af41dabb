"""Files that are wholly there or not at all: written under a temporary name beside the target, then renamed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["is_temporary", "replacing", "sweep", "write_text"]

ENDING = ".part"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path in the target's folder; on leaving without an error its content becomes the target.

    The content is on the disk before the rename, so no crash leaves a short file under the target's name. On an error
    the temporary file is removed and the target stays as it was.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}{ENDING}")
    try:
        yield temporary
        _to_disk(temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_text(target: Path, text: str) -> None:
    """Replace the target by this text (UTF-8); nothing is written when it holds just that already."""
    data = text.encode()
    if target.is_file() and target.read_bytes() == data:
        return
    with replacing(target) as temporary:
        temporary.write_bytes(data)


def is_temporary(name: str) -> bool:
    """Say whether a file of this name is a temporary one of `replacing`."""
    return name.startswith(".") and name.endswith(ENDING)


def sweep(folder: Path) -> None:
    """Remove the temporary files that dead runs left in a folder. Nobody may be writing there."""
    if folder.is_dir():
        for entry in sorted(folder.iterdir()):
            if is_temporary(entry.name):
                entry.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

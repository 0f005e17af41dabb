"""Files and URLs behind one door: what there is, and its bytes. URLs go through fsspec, an optional extra.

Nothing here touches the network unless it is given a URL.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import regex

from extract.errors import ExtraMissing, TooLarge, Unopened
from hyokasho.members import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsspec import AbstractFileSystem

__all__ = ["Listed", "is_url", "listed", "open_file", "read_file", "without_login"]

URL = regex.compile(r"[a-z][a-z0-9+.-]+://", regex.IGNORECASE)
"""How a URL begins; one letter before the colon is a drive of Windows."""

LOGIN = regex.compile(r"(?<=[a-z0-9+.-]://)[^/?#@\s]*+@", regex.IGNORECASE)
"""A name and a password in a URL, up to the @ before the host."""

WEB = ("http", "https")
"""Here any address may be a document, so only one that ends in a slash is taken for a folder."""

CHANGES = ("ETag", "etag", "md5Hash", "Content-MD5", "Digest", "mtime", "LastModified", "Last-Modified", "updated", "created")  # fmt: skip
"""What the file systems tell that changes when a file does, the surest first; each has names of its own."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file behind a URL: its address, its size in bytes, and what changes when it does; null when that is not told."""

    url: str
    size: int | None
    version: str | None


def is_url(text: str) -> bool:
    """Say whether this is a URL."""
    return URL.match(text) is not None


def without_login(text: str) -> str:
    """Return a URL, or a message with URLs in it, without names and passwords: datasets and logs are passed on."""
    return LOGIN.sub("", text)


def listed(url: str) -> list[Listed]:
    """Return the files behind a URL: itself, or what its folder or pattern holds, sorted.

    Raises ExtraMissing where fsspec or the file system is not installed, Unopened where it can't be reached.
    """
    with _reached(url):
        system, path = _system(url)
        if "*" in path or "?" in path:
            found = cast("Mapping[str, Mapping[str, object]]", system.glob(path, detail=True))
        elif _web(url) and url.endswith("/"):
            found = {str(entry["name"]): entry for entry in system.ls(path, detail=True)}
        elif not _web(url) and system.isdir(path):
            found = cast("Mapping[str, Mapping[str, object]]", system.find(path, detail=True))
        else:
            found = {path: system.info(path)}
        names = sorted(name for name, info in found.items() if info.get("type") != "directory")
        return [_listed(system, name, found[name]) for name in names]


def open_file(path: str) -> BinaryIO:
    """Open a file or URL for reading from any place in it. Raises OSError, Unopened, or ExtraMissing."""
    if not is_url(path):
        return Path(path).open("rb")
    with _reached(path):
        system, inner = _system(path)
        file = cast("BinaryIO", system.open(inner, "rb"))
        if not _web(path) or _seeks(file):
            return file
        file.close()
    return io.BytesIO(read_file(path))


def _seeks(file: BinaryIO) -> bool:
    """Say whether a server gives parts of a file: some know only the whole."""
    try:
        file.seek(-1, io.SEEK_END)
        file.read(1)
        file.seek(0)
    except ValueError:
        return False
    return True


def read_file(path: str) -> bytes:
    """Return the bytes of a file or URL. Raises Unopened or TooLarge."""
    return _fetched(path) if is_url(path) else _read(path)


def _read(path: str) -> bytes:
    try:
        status = os.stat(path)  # noqa: PTH116 - the path may hold bytes that are no text
        if not stat.S_ISREG(status.st_mode):
            message = "not a regular file"
            raise Unopened(message)
        if status.st_size > MAX_BYTES:
            raise TooLarge(_too_large(status.st_size))
        return Path(path).read_bytes()
    except OSError as error:
        raise Unopened(error.strerror or str(error)) from error


def _fetched(url: str) -> bytes:
    with _reached(url):
        system, path = _system(url)
        size = system.info(path).get("size")
        if isinstance(size, int) and size > MAX_BYTES:
            raise TooLarge(_too_large(size))
        with system.open(path, "rb") as file:
            data = cast("bytes", file.read(MAX_BYTES + 1) if size is None else file.read())
    if len(data) > MAX_BYTES:
        raise TooLarge(_too_large(len(data)))
    return data


def _too_large(size: int) -> str:
    return f"{size:,} bytes, more than {MAX_BYTES:,}"


def _system(url: str) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an optional extra, and slow to load
    except ImportError as error:
        message = f"{without_login(url)}: a URL needs the package fsspec"
        raise ExtraMissing(message) from error
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        message = f"{url}: {error}"
        raise ExtraMissing(without_login(message)) from error
    return system, path


def _web(url: str) -> bool:
    return url.lower().startswith(WEB)


def _listed(system: AbstractFileSystem, name: str, info: Mapping[str, object]) -> Listed:
    if info.get("size") is None and "ETag" not in info:  # an index page of the web lists no more than names
        info = system.info(name)
    size = info.get("size")
    told = [f"{key}={info[key]}" for key in CHANGES if info.get(key)]
    address = str(system.unstrip_protocol(name))
    return Listed(address, size if isinstance(size, int) else None, told[0] if told else None)


@contextmanager
def _reached(url: str) -> Iterator[None]:
    """Turn what the file systems raise into errors of the tree."""
    try:
        yield
    except FileNotFoundError as error:
        message = f"{url}: {error.__cause__ or 'not found'}"
        raise Unopened(without_login(message)) from error
    except _failures() as error:
        message = f"{url}: {error or type(error).__name__}"
        raise Unopened(without_login(message)) from error


def _failures() -> tuple[type[Exception], ...]:
    """Return what file systems raise: the web's has errors that are no OSError."""
    known = (OSError, ValueError, NotImplementedError)
    if "aiohttp" not in sys.modules:
        return known
    from aiohttp import ClientError  # noqa: PLC0415 - an optional extra

    return (*known, ClientError)

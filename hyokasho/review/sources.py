"""The source files of a dataset, found again: only what `sources` lists, only when its bytes are those that were read.

Runs in the processes that show pages: unpacking and decoding what others made is theirs to survive.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import regex

from extract.errors import NothingToIngest, SourceError, Unopened, UsageError
from hyokasho.files import is_url
from hyokasho.inputs import Input, discover, read_input

__all__ = ["LINE_END", "PageSize", "SourceFile", "TextPart", "fetch"]

LINE_END = regex.compile(r"\r\n|\r|\n|\f")
"""What ends a line of a text dump, as in `extract.dump`."""

MEMBER = "!/"
"""What stands between an archive and its member in a uri (`hyokasho.inputs`)."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A content that the dataset lists: its SHA-256 in hex, and all uris under which it was ingested.

    Relative uris begin at `root`.
    """

    uris: tuple[str, ...]
    sha256: str
    root: Path


@dataclass(frozen=True, slots=True)
class PageSize:
    """One page as displayed: its number from 1, its size in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a decoded text dump: where it begins (code points), the number of its first line, whether it was cut."""

    text: str
    start: int
    first_line: int
    cut: bool


def fetch(source: SourceFile) -> bytes:
    """Return the bytes of a source. Raises Unopened, which says why none of its uris leads to them any more."""
    reasons: list[str] = []
    for uri in source.uris:
        try:
            return _read(source.root, uri, source.sha256)
        except SourceError as error:
            reasons.append(f"{uri}: {error}")
    raise Unopened("; ".join(reasons))


def _read(root: Path, uri: str, sha256: str) -> bytes:
    if is_url(uri):
        message = "is on the web, and review pages fetch nothing"
        raise Unopened(message)
    outer = root / uri.split(MEMBER, 1)[0]
    try:
        status = os.stat(outer)  # noqa: PTH116 - as the inputs do
    except (OSError, ValueError) as error:
        message = "is not there any more"
        raise Unopened(message) from error
    return _verified(root, uri, sha256, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2)
def _verified(root: Path, uri: str, sha256: str, changed: int, size: int) -> bytes:  # noqa: ARG001 - the file's version
    """Return the bytes behind a uri; the last ones are kept, for a reader turns page after page of one file."""
    data = read_input(_input(root, uri))
    if hashlib.sha256(data).hexdigest() != sha256:
        message = "has changed since it was ingested"
        raise Unopened(message)
    return data


def _input(root: Path, uri: str) -> Input:
    with chdir(root):
        found = [one for one in _inputs(uri.split(MEMBER, 1)[0]) if one.uri == uri]
    if not found:
        message = "is not there any more"
        raise Unopened(message)
    return found[0]


def _inputs(path: str) -> Iterator[Input]:
    if not Path(path).is_file():  # a folder or a pattern is no uri of a source
        return
    try:
        yield from discover([path]).inputs
    except (NothingToIngest, UsageError) as error:
        message = f"can't be opened: {error}"
        raise Unopened(message) from error

"""From the paths a user names to the documents to read: files, folders, .zip archives."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import NothingToIngest, SourceError, TooLarge, Unopened, UsageError
from hyokasho.archives import MAX_BYTES, members, read_member

__all__ = ["DOCUMENTS", "Discovery", "Input", "discover", "read_input"]

DOCUMENTS = frozenset({".pdf", ".txt", ".text", ".md", ".markdown", ".tsv", ".html", ".htm"})
"""Endings of the files that are taken from folders and archives."""

ARCHIVE = ".zip"


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read.

    `uri` is what the user gave, always valid Unicode; `path` is what the operating system knows the file by. `member`
    is the position in the archive at `path`, null for a file of its own. `size` is in bytes, `mtime_ns` the time of
    the file or archive; null when they can't be had. `damage` says what keeps everything behind this uri from being
    read, where the search found that out already.
    """

    uri: str
    path: str
    member: int | None = None
    size: int | None = None
    mtime_ns: int | None = None
    damage: SourceError | None = None

    @property
    def name(self) -> str:
        """File name, without folders."""
        return self.uri.rsplit("/", 1)[-1]

    @property
    def ending(self) -> str:
        """Ending of the name with its dot, in lower case; empty when it has none."""
        return _ending(self.name)


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: the documents, sorted by uri, each once; how many files of each other ending were left out."""

    inputs: tuple[Input, ...]
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    ending: str


def discover(paths: Iterable[str]) -> Discovery:
    """Find the documents in files, folders and archives.

    A file that is named is taken whatever its ending; from folders and archives only known endings are, and nothing
    whose name begins with a dot. Each real folder is visited once, so links may form circles. What can't be opened is
    found, too, and fails when it is read. Raises UsageError for a path that does not exist, NothingToIngest when there
    is no document.
    """
    found: dict[str, Input] = {}
    left_out: Counter[str] = Counter()
    for thing in _everything(paths):
        if isinstance(thing, _LeftOut):
            left_out[thing.ending] += 1
        else:
            found.setdefault(thing.uri, thing)
    others = tuple(sorted(left_out.items()))
    if not found:
        raise NothingToIngest(_nothing(others))
    return Discovery(tuple(found[uri] for uri in sorted(found)), others)


def read_input(source: Input) -> bytes:
    """Return the bytes of a document, or of a whole archive that can't be unpacked.

    Raises Unopened, DamagedArchive or TooLarge.
    """
    if source.damage is not None and (isinstance(source.damage, Unopened) or (source.size or 0) > MAX_BYTES):
        raise source.damage
    if source.member is not None:
        return read_member(source.path, source.member)
    try:
        status = os.stat(source.path)  # noqa: PTH116 - the path may hold bytes that are no text
        if not stat.S_ISREG(status.st_mode):
            message = "not a regular file"
            raise Unopened(message)
        if status.st_size > MAX_BYTES:
            message = f"{status.st_size:,} bytes, more than {MAX_BYTES:,}"
            raise TooLarge(message)
        return Path(source.path).read_bytes()
    except OSError as error:
        raise Unopened(error.strerror or str(error)) from error


def _everything(paths: Iterable[str]) -> Iterator[Input | _LeftOut]:
    visited: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        if not os.path.lexists(path):
            message = f"{_label(given)}: no such file or folder"
            raise UsageError(message)
        if path.is_dir():
            yield from _folder(path, visited)
        elif _ending(path.name) == ARCHIVE:
            yield from _archive(path)
        else:
            yield _file(path)


def _folder(folder: Path, visited: set[tuple[int, int]]) -> Iterator[Input | _LeftOut]:
    try:
        status = folder.stat()
        children = sorted(folder.iterdir())
    except OSError as error:
        yield Input(_label(folder), str(folder), damage=Unopened(error.strerror))
        return
    if (status.st_dev, status.st_ino) in visited:
        return
    visited.add((status.st_dev, status.st_ino))
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir():
            yield from _folder(child, visited)
        else:
            yield from _taken_by_ending(child)


def _taken_by_ending(path: Path) -> Iterator[Input | _LeftOut]:
    ending = _ending(_label(path.name))
    if ending == ARCHIVE:
        yield from _archive(path)
    elif ending in DOCUMENTS:
        yield _file(path)
    else:
        yield _LeftOut(ending)


def _archive(path: Path) -> Iterator[Input | _LeftOut]:
    whole = _file(path)
    try:
        listed = members(str(path))
    except SourceError as error:
        yield Input(whole.uri, whole.path, None, whole.size, whole.mtime_ns, error)
        return
    for member in listed:
        ending = _ending(member.path)
        if ending in DOCUMENTS:
            uri = f"{whole.uri}!/{member.path}"
            yield Input(uri, whole.path, member.position, member.size, whole.mtime_ns)
        else:
            yield _LeftOut(ending)


def _file(path: Path) -> Input:
    try:
        status = path.stat()
    except OSError:
        return Input(_label(path), str(path))
    return Input(_label(path), str(path), None, status.st_size, status.st_mtime_ns)


def _label(path: str | Path) -> str:
    """Return a path as text: bytes that are no UTF-8 become \\x escapes, so that every table and terminal takes it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name in an archive is no path of this system


def _nothing(left_out: tuple[tuple[str, int], ...]) -> str:
    if not left_out:
        return "no document found"
    return "no document found, only " + ", ".join(f"{ending or 'no ending'} ({count})" for ending, count in left_out)

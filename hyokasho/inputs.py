"""From what a user names to the documents to read: files, folders, patterns, archives, URLs, lists of them."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extract.errors import NothingToIngest, SourceError, Unopened, UsageError
from hyokasho.archives import Archive, Found, contents, is_archive, is_solid, read_member
from hyokasho.files import Listed, is_url, listed, read_file, without_login
from hyokasho.members import MAX_BYTES, Member

__all__ = ["DOCUMENTS", "Discovery", "Input", "discover", "paths_in", "read_input"]

DOCUMENTS = frozenset({".pdf", ".txt", ".text", ".md", ".markdown", ".tsv", ".html", ".htm"})
"""Endings of the files that are taken from folders and archives."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read.

    `uri` is what the user gave, always valid Unicode and without the password in a URL; `path` is the URL, or what the operating system knows the file
    by, from the root. `inside` leads to the member of an archive at `path`, null for a file of its own. `size` is in
    bytes; `version` changes when the file or archive does (for a file its time of change in nanoseconds); null when
    they can't be had. `damage` says what keeps everything behind this uri from being read, where the search found that
    out already.
    """

    uri: str
    path: str
    inside: tuple[Archive, Member] | None = None
    size: int | None = None
    version: str | None = None
    damage: SourceError | None = None

    @property
    def name(self) -> str:
        """File name, without folders."""
        return self.uri.rsplit("/", 1)[-1]

    @property
    def ending(self) -> str:
        """Ending of the name with its dot, in lower case; empty when it has none."""
        return _ending(self.name)

    @property
    def bundle(self) -> str:
        """What is best read by one process in one go: the whole of an archive that is packed as a whole, else itself."""
        return self.path if self.inside is not None and is_solid(self.path) else self.uri

    @property
    def position(self) -> int:
        """Return where it stands in its bundle."""
        return self.inside[1].position if self.inside is not None else 0


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found: the documents, sorted by uri, each once; how many files of each other ending were left out."""

    inputs: tuple[Input, ...]
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _LeftOut:
    ending: str


def discover(paths: Iterable[str]) -> Discovery:
    """Find the documents in files, folders, patterns, archives and URLs.

    A file that is named is taken whatever its ending; from folders, patterns and archives only known endings are, and
    nothing whose name begins with a dot. Each real folder is visited once, so links may form circles. What can't be
    opened is found, too, and fails when it is read. Raises UsageError for a path that does not exist, ExtraMissing for
    a URL without what it needs, NothingToIngest when there is no document.
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


def paths_in(data: bytes) -> list[str]:
    """Return the paths of a list: one on each line, or divided by NUL as `find -print0` does."""
    lines = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(line) for line in lines if line.strip()]


def read_input(source: Input) -> bytes:
    """Return the bytes of a document, or of a whole archive that can't be unpacked.

    Raises Unopened, DamagedArchive, TooLarge, or ExtraMissing.
    """
    if source.damage is not None and (isinstance(source.damage, Unopened) or (source.size or 0) > MAX_BYTES):
        raise source.damage
    return read_file(source.path) if source.inside is None else read_member(*source.inside)


def _everything(paths: Iterable[str]) -> Iterator[Input | _LeftOut]:
    visited: set[tuple[int, int]] = set()
    for given in paths:
        path = Path(given)
        if is_url(given):
            yield from _url(given)
        elif path.is_dir():
            yield from _folder(path, visited)
        elif os.path.lexists(path):
            yield from _named(_file(path))
        elif glob.has_magic(given):
            yield from _pattern(given, visited)
        else:
            message = f"{_label(given)}: no such file or folder"
            raise UsageError(message)


def _named(file: Input) -> Iterator[Input | _LeftOut]:
    return _archive(file) if is_archive(file.name) else iter((file,))


def _pattern(given: str, visited: set[tuple[int, int]]) -> Iterator[Input | _LeftOut]:
    """Yield what a pattern names, for shells that pass it on: * ? [ ] and ** for any depth."""
    matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - Path.glob takes no pattern from the root
    if not matches:
        message = f"{_label(given)}: nothing matches"
        raise UsageError(message)
    for match in matches:
        path = Path(match)
        if path.is_dir():
            yield from _folder(path, visited)
        else:
            yield from _by_ending(_file(path))


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
            yield from _by_ending(_file(child))


def _by_ending(file: Input) -> Iterator[Input | _LeftOut]:
    if is_archive(file.name):
        yield from _archive(file)
    elif file.ending in DOCUMENTS:
        yield file
    else:
        yield _LeftOut(file.ending)


def _url(given: str) -> Iterator[Input | _LeftOut]:
    """Yield what is behind a URL, under the address that the user gave where that is one file."""
    try:
        files = listed(given)
    except Unopened as error:
        # Made anew: what lies behind the error stays here, for it need not fit through the pipe to a worker.
        yield Input(without_login(given), given, damage=Unopened(str(error)))
        return
    if [file.url for file in files] == [given] or (len(files) == 1 and not given.endswith("/") and "*" not in given):
        yield from _named(_behind(files[0], given))
        return
    for file in files:
        if not file.url.rsplit("/", 1)[-1].startswith("."):
            yield from _by_ending(_behind(file, file.url))


def _behind(file: Listed, uri: str) -> Input:
    return Input(without_login(uri), file.url, None, file.size, file.version)


def _archive(whole: Input) -> Iterator[Input | _LeftOut]:
    archive = Archive(whole.path, whole.name, whole.version)
    try:
        found = contents(archive, whole.size or 0)
    except SourceError as error:
        yield Input(whole.uri, whole.path, None, whole.size, whole.version, error)
        return
    for one in found:
        ending = _ending(one.path)
        if ending in DOCUMENTS or one.damage is not None:
            yield _member(whole, one)
        else:
            yield _LeftOut(ending)


def _member(whole: Input, one: Found) -> Input:
    inside = (one.archive, one.member)
    return Input(f"{whole.uri}!/{one.path}", whole.path, inside, one.member.size, whole.version, one.damage)


def _file(path: Path) -> Input:
    absolute = str(path.absolute())
    try:
        status = path.stat()
    except OSError:
        return Input(_label(path), absolute)
    return Input(_label(path), absolute, None, status.st_size, str(status.st_mtime_ns))


def _label(path: str | Path) -> str:
    """Return a path as text: bytes that are no UTF-8 become \\x escapes, so that every table and terminal takes it."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name in an archive is no path of this system


def _nothing(left_out: tuple[tuple[str, int], ...]) -> str:
    if not left_out:
        return "no document found"
    return "no document found, only " + ", ".join(f"{ending or 'no ending'} ({count})" for ending, count in left_out)

"""What the rows of a shard depend on, beside the bytes of the source.

Changed code or data must never leave stale rows behind, even where nobody raised a version number: so a shard carries
a digest of the code and data that made it, and is current only while that is today's.
"""

from __future__ import annotations

import hashlib
import importlib.util
import unicodedata
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from hyokasho import __version__

__all__ = ["fingerprint"]

ROOMS = ("extract", "normalize", "parsers")
OWN = ("engine.py", "reading.py", "schema.py", "shards.py", "worker.py")
"""Modules of this room that shape the rows of a shard."""
ENGINES = ("pymupdf", "regex")
"""Libraries whose release decides what is read."""
DATA = ("changes.yaml", "consistency.yaml", "documents.yaml", "forms", "reference")
"""What of `data/` the parsers read. A wheel holds it in `parsers/data/`."""


def fingerprint() -> str:
    """Return the digest (32 hex digits) of the package version, the code and data of the rooms, and the engines."""
    digest = hashlib.sha256()
    for line in _versions():
        digest.update(f"{line}\n".encode())
    for name, path in sorted(_files()):
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _versions() -> Iterator[str]:
    yield f"hyokasho {__version__}"
    yield f"unicode {unicodedata.unidata_version}"
    for name in ENGINES:
        yield f"{name} {version(name)}"


def _files() -> Iterator[tuple[str, Path]]:
    """Yield each file with a name that is the same in a checkout and in a wheel."""
    for room in ROOMS:
        for path in _under(_home(room)):
            name = path.relative_to(_home(room)).as_posix()
            yield (name if name.startswith("data/") else f"{room}/{name}"), path
    own = _home("hyokasho")
    yield from ((f"hyokasho/{name}", own / name) for name in OWN)
    checkout = _home("parsers").parent
    if (checkout / "pyproject.toml").is_file():
        for part in DATA:
            for path in _under(checkout / "data" / part):
                yield path.relative_to(checkout).as_posix(), path


def _home(room: str) -> Path:
    """Return the folder of a package without importing it: that would load the PDF engine."""
    spec = importlib.util.find_spec(room)
    if spec is None or spec.origin is None:
        message = f"package {room} is not installed"
        raise ModuleNotFoundError(message)
    return Path(spec.origin).parent


def _under(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        for child in path.iterdir():
            if child.name != "__pycache__" and not child.name.startswith("."):
                yield from _under(child)

"""What the rows of a shard depend on, beside the bytes of the source.

Changed code or data must never leave stale rows behind, even where nobody raised a version number: so a shard carries
digests of the code and data that made it, and is current only while they are today's. There are several, so that a
change costs only what it can have changed: a new PDF engine the PDFs, a new form version the assessments of that form.

    code            the rooms, their data, this room's modules that shape rows, the libraries that all text goes through
    pdf             extract/pdf and the engine: what was read from a PDF
    form:<form>     the versions of one form in data/forms: what holds an assessment of that form

and, of what was chosen to read with (`hyokasho.reading.Engine.choices`), no digest but the choice itself:

    pages           the engine of PDFs: what was read from a PDF
    scan            the release of the recogniser: what it recognised. Where none is installed, nothing is stale for it
"""

from __future__ import annotations

import hashlib
import importlib.util
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

import regex

from hyokasho.reading import Reading
from parsers.definitions import document_kinds
from parsers.records import Document

__all__ = ["PAGES", "SCAN", "fingerprint", "parts_of", "stale_parts"]

ROOMS = ("extract", "normalize", "parsers")
OWN = ("engine.py", "reading.py", "schema.py", "shards.py", "worker.py")
"""Modules of this room that shape the rows of a shard."""
ENGINES = {"pdfplumber": "pdf", "pymupdf": "pdf", "regex": "code"}
"""Libraries whose release decides what is read, and the part that each is of."""
DATA = ("changes.yaml", "consistency.yaml", "documents.yaml", "forms", "minutes.yaml", "papers.yaml", "reference")
"""What of `data/` the parsers read. A wheel holds it in `parsers/data/`."""

CODE, PDF, FORM = "code", "pdf", "form:"
PAGES, SCAN = "pages", "scan"
FORM_LINE = regex.compile(rb"^form:\s*+(\w++)", regex.MULTILINE)
"""Where a file of data/forms says which form it is a version of; what says nothing is shared by all forms."""


def fingerprint() -> Mapping[str, str]:
    """Return the digest (32 hex digits) of each part."""
    files = sorted(_files())
    forms = {form for name, path in files if (form := _form(name, path))}
    digests = {part: hashlib.sha256() for part in (CODE, PDF, *sorted(FORM + form for form in forms))}
    digests[CODE].update(f"unicode {unicodedata.unidata_version}\n".encode())
    for name, part in ENGINES.items():
        digests[part].update(f"{name} {version(name)}\n".encode())
    for name, path in files:
        for part in _parts(name, path, forms):
            digests[part].update(f"{name}\0{path.stat().st_size}\0".encode())
            digests[part].update(path.read_bytes())
    return {part: digest.hexdigest()[:32] for part, digest in digests.items()}


def parts_of(reading: Reading | None, fingerprint: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts that a reading depends on; a file that could not be read depends on all of them."""
    if reading is None:
        return tuple(fingerprint)
    needed = {CODE}
    if reading.media_type == "application/pdf":
        needed |= {PDF, PAGES}
    if reading.recognised:
        needed.add(SCAN)
    types = {record.document_type for record in reading.records if isinstance(record, Document)}
    needed.update(FORM + kind.form for kind in document_kinds().types if kind.form and kind.code in types)
    return tuple(part for part in fingerprint if part in needed)


def stale_parts(made_by: Mapping[str, str], fingerprint: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts of what made a shard that are not today's. Where today nothing is chosen, no choice is stale."""
    asked = fingerprint.keys() | made_by.keys() - {PAGES, SCAN}
    return tuple(part for part, digest in made_by.items() if part in asked and fingerprint.get(part) != digest)


def _parts(name: str, path: Path, forms: set[str]) -> Iterator[str]:
    """Yield the parts that a file belongs to."""
    if name.startswith("extract/pdf/"):
        yield PDF
    elif name.startswith("data/forms/"):
        form = _form(name, path)
        yield from (FORM + one for one in sorted(forms) if form is None or one == form)
    else:
        yield CODE


def _form(name: str, path: Path) -> str | None:
    if not name.startswith("data/forms/"):
        return None
    found = FORM_LINE.search(path.read_bytes())
    return found[1].decode() if found else None


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

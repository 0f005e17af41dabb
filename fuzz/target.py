"""One reader under atheris: `python fuzz/target.py TARGET [libFuzzer's arguments]`; a file is run once.

What a reader may do with any bytes: give rows, or raise a SourceError. Everything else is a finding.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import atheris

with atheris.instrument_imports(include=["extract", "normalize", "parsers", "hyokasho"]):
    from extract.errors import SourceError
    from extract.pdf import page_count, read_pdf
    from extract.read import read
    from hyokasho.archives import Archive, contents, read_member
    from hyokasho.engine import read_source

FORMATS = (".zip", ".tar")
"""Tar archives are told apart by their bytes."""


def text(data: bytes) -> None:
    """Read bytes as a dump or page."""
    read(data, "a.txt")


def pdf(data: bytes) -> None:
    """Read bytes as a PDF, whatever they begin with."""
    data = data if b"%PDF-" in data[:1024] else b"%PDF-1.7\n" + data
    page_count(data)
    read_pdf(data)


def archives(data: bytes) -> None:
    """List and read what is in an archive, by each name that it can have."""
    for ending in FORMATS:
        with tempfile.NamedTemporaryFile(suffix=ending) as file:
            file.write(data)
            file.flush()
            try:
                for found in contents(Archive(file.name, Path(file.name).name, None), len(data)):
                    read_member(found.archive, found.member)
            except SourceError:
                continue


def parse(data: bytes) -> None:
    """Take bytes all the way to records."""
    read_source(data, "a.txt", "0" * 16)


TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {"text": text, "pdf": pdf, "archives": archives, "parse": parse}
)


def main() -> None:
    """Fuzz the target that the first argument names."""
    target = TARGETS[sys.argv.pop(1)]

    def once(data: bytes) -> None:
        try:
            target(data)
        except SourceError:
            return

    atheris.Setup(sys.argv, once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

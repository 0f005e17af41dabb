"""One door to the room: bytes of any known kind to a `Sheet`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from extract.dump import dump_rows
from extract.encoding import decode
from extract.errors import Empty, NotAPdf, Unsupported
from extract.html import page_rows
from extract.separated import separated_rows
from extract.sheet import Row, Sheet

if TYPE_CHECKING:
    from extract.pdf import EngineName

__all__ = ["PDF_MAGIC_WITHIN", "read"]

PDF_MAGIC_WITHIN = 1024
"""A PDF's `%PDF-` may stand behind foreign bytes, within this many (ISO 32000-1, annex H.3.4.1)."""
HTML_BEGINS = regex.compile(
    r"\ufeff?\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--.*?-->\s*+)*+<(?:!doctype\s++html|html|head|body)\b",
    regex.IGNORECASE | regex.DOTALL,
)
FOREIGN = (
    (b"PK\x03\x04", "a zip container (an Office document?)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
"""How files begin that people put beside documents and that there is no reader for."""


def read(data: bytes, name: str, engine: EngineName = "pymupdf", *, recognise: bool = True) -> Sheet:
    """Return the rows of a file. `name` is only used for its ending: what is called .pdf has to be one.

    `engine` reads the pages of a PDF; with `recognise`, those that are pictures are recognised where the packages of the
    extra `ocr` are installed.

    Raises SourceError (Empty, NotAPdf, DamagedPdf, Encrypted, NeedsOcr, NoText, Unsupported, Undecodable, TooLarge).
    """
    if not data:
        message = "the file has no bytes"
        raise Empty(message)
    if b"%PDF-" in data[:PDF_MAGIC_WITHIN]:
        from extract.pdf import read_pdf  # noqa: PLC0415  # loads the PDF engine, which text dumps can do without

        return read_pdf(data, engine, recognise=recognise)
    foreign = next((what for magic, what in FOREIGN if data.startswith(magic)), None)
    if name.lower().endswith(".pdf"):
        message = f"the name says PDF, but the bytes begin with {data[:12]!r}" + (f": {foreign}" if foreign else "")
        raise NotAPdf(message)
    if foreign:
        message = f"this is {foreign}"
        raise Unsupported(message)
    return _read_text(data)


def _read_text(data: bytes) -> Sheet:
    decoded = decode(data)
    media_type, reader, rows = _text_rows(decoded.text)
    if not rows:
        message = "the file holds nothing but white space and markup"
        raise Empty(message)
    return Sheet(
        rows=tuple(rows),
        media_type=media_type,
        reader=reader,
        encoding=decoded.encoding,
        length=len(decoded.text),
        faults=decoded.faults,
    )


def _text_rows(text: str) -> tuple[str, str, list[Row]]:
    """Return what kind of text this is, which reader it has, and its rows."""
    if HTML_BEGINS.match(text) is not None:
        return "text/html", "html", page_rows(text)
    separated = separated_rows(text)
    if separated is not None:
        return "text/csv", "csv", separated
    return "text/plain", "text dump", dump_rows(text)

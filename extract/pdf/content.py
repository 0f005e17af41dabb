"""How long the drawing instructions of a page are, before the engine runs them: what would never end is not begun."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

from extract.pdf.engine import FAILURES, MAX_CONTENT, Document, Page

__all__ = ["contents_of", "is_unpacked"]

_FLATE = {"FlateDecode", "Fl"}

_GROWING = {"LZWDecode", "LZW", "RunLengthDecode", "RL"}

_GROWTH = 100
"""How many times longer the stream of another packing filter is taken to be: LZW reaches 1,300 on blank data only."""

_DRAWS = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def contents_of(document: Document, page: Page) -> tuple[int, bytes]:
    """Return the unpacked length of a page's drawing instructions, and the page's own; beyond MAX_CONTENT it stops.

    A form that the page draws counts each time it is drawn, and so do the forms within it: thirty forms that draw the
    next one twice would take the engine years.
    """
    contents = b"\n".join(_unpacked(document, xref) for xref in page.get_contents())
    if len(contents) > MAX_CONTENT or b"Do" not in contents:
        return len(contents), contents
    used: dict[int, dict[bytes, int]] = {}
    for xref, name, user, *_ in page.get_xobjects():
        used.setdefault(user, {})[name.encode()] = xref
    return _drawn(document, contents, 0, used, {}), contents


def is_unpacked(document: Document, page: Page, contents: bytes) -> bool:
    """Tell whether a page's instructions, as `contents_of` gives them, are all that the engine draws it by.

    They are not where a stream is packed in a way that is not unpacked here, or is damaged.
    """
    try:
        return b"\n".join(document.xref_stream(xref) or b"" for xref in page.get_contents()) == contents
    except FAILURES:
        return False


def _drawn(
    document: Document, contents: bytes, user: int, used: Mapping[int, Mapping[bytes, int]], known: dict[int, int]
) -> int:
    """Return the length of contents and of all that they draw."""
    length = len(contents)
    forms = used.get(user, {})
    for name in _DRAWS.findall(contents):
        xref = forms.get(name)
        if xref is None:
            continue
        if xref not in known:
            known[xref] = 0  # a form that draws itself is not drawn again
            known[xref] = _drawn(document, _unpacked(document, xref), xref, used, known)
        length += known[xref]
        if length > MAX_CONTENT:
            break
    return length


def _unpacked(document: Document, xref: int) -> bytes:
    """Return a stream, unpacked as far as that shows its length; not more of it than shows that it is too long."""
    data = document.xref_stream_raw(xref) or b""
    for name in re.findall(r"/(\w+)", document.xref_get_key(xref, "Filter")[1]):
        if len(data) > MAX_CONTENT:
            break
        if name in _FLATE:
            try:
                data = zlib.decompressobj().decompress(data, MAX_CONTENT + 1)
            except zlib.error:
                break  # damaged: the engine reads it as far as it goes
        elif name in _GROWING:
            return data.ljust(min(len(data) * _GROWTH, MAX_CONTENT + 1))
    return data

"""Fonts of pdfminer, refused where a few bytes claim more characters than there are: it would list each of them.

What a fuzzer found: a range of codes in a broken ToUnicode map takes pdfminer minutes and gigabytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.utils import choplist, nunpack

__all__ = ["LimitedFonts"]

_MOST_CODES = 1 << 18
"""Codes that the ranges of one map may hold: four times as many as two bytes tell apart, a quarter second of pdfminer."""

_LAST_GLYPH = 0xFFFF
"""The last number a glyph can have (ISO 32000-1, 9.7.4.2); widths in thousandths of an em are smaller, too."""


class LimitedFonts(PDFResourceManager):
    """Makes the fonts of a document and keeps them. Raises PDFException instead of making one without end."""

    def get_font(self, objid: Any, spec: Any) -> Any:  # noqa: ANN401 - pdfminer's own types
        """Return the font that `spec` describes."""
        if not objid or objid not in self._cached_fonts:
            _check(spec)
        return super().get_font(objid, spec)


def _check(spec: Any) -> None:  # noqa: ANN401 - the dictionary of a font
    stream = resolve1(spec.get("ToUnicode"))
    if isinstance(stream, PDFStream):
        _Ranges(stream.get_data()).run()
    for widths in ("W", "W2"):
        numbers = [resolve1(one) for one in list_value(spec.get(widths, []))]
        if any(isinstance(one, (int, float)) and one > _LAST_GLYPH for one in numbers):
            message = "a font has widths for glyphs that no font has"
            raise PDFException(message)


class _Ranges(CMapParser):
    """Reads a map of codes only to count what its ranges hold."""

    def __init__(self, data: bytes) -> None:
        super().__init__(FileUnicodeMap(), BytesIO(data))
        self._codes = 0

    def do_keyword(self, pos: int, token: Any) -> None:  # noqa: ANN401 - pdfminer's own type
        """Count a list of ranges, pass over all else."""
        if token not in {self.KEYWORD_ENDBFRANGE, self.KEYWORD_ENDCIDRANGE}:
            super().do_keyword(pos, token)
            return
        for first, last, _ in choplist(3, [one for _, one in self.popall()]):
            if isinstance(first, bytes) and isinstance(last, bytes):
                self._codes += max(0, nunpack(last) - nunpack(first) + 1)
        if self._codes > _MOST_CODES:
            message = "a font maps more codes than there are"
            raise PDFException(message)

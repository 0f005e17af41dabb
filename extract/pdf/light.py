"""A copy of a PDF that costs the engine less: its Type 3 glyphs draw nothing.

Browsers print Japanese type as Type 3 fonts, whose glyphs are drawing instructions. The engine runs them all before it
shows a page's text, which takes several times as long as the page itself. Characters, advances and boxes come from
other keys of a font. The drawing tells one thing only: whether a character shows through the windows (clipping paths)
of a page. Without it the engine asks whether the origin lies in them.
"""

from __future__ import annotations

import re

from extract.pdf.engine import FAILURES, Document, Page, draw_instead, has_type3_font, open_pdf, without_glyphs

__all__ = ["Light"]

_WINDOW = re.compile(rb"W\*?\s+n\b")  # no word boundary ahead: it costs twenty times as much
"""What makes a path the window through which all that follows is seen."""

_NUMBER = rb"(-?(?:\d+\.?\d*|\.\d+))\s+"

_RECTANGLE = re.compile(rb"(?:^|(\S+)\s+)" + _NUMBER * 4 + rb"re\s+\Z")
"""A path of one rectangle, with what stands before it."""

_REACH = 120
"""Bytes before a window within which its path is looked for."""

_PATHS = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
"""What may stand before a rectangle that is not a path of its own."""

_ROUNDING = 0.01
"""Units of the page's instructions by which windows are moved to the left and made higher: the origin of a first character
stands on an edge, and is on the one side or the other of it by rounding. One on the right edge is not seen."""


class Light:
    """The copy; who made it closes it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._emptied: set[int] = set()

    @classmethod
    def of(cls, document: Document, data: bytes) -> Light | None:
        """Return the copy of a document; None where it would be no lighter, or fields are drawn on its pages."""
        try:
            lighter = not document.is_form_pdf and has_type3_font(document)
        except FAILURES:
            return None  # what is wrong with a page is told when it is read
        return cls(open_pdf(data)) if lighter else None

    def page(self, number: int, contents: bytes) -> Page | None:
        """Return page `number` (from 1), drawn by `contents` (unpacked); None where the drawing of its glyphs matters:
        windows other than rectangles, and things drawn from elsewhere, which may have windows."""
        moved = _with_moved_windows(contents)
        if moved is None or b"Do" in contents:
            return None
        try:
            without_glyphs(self._document, number, self._emptied)
            page = self._document.load_page(number - 1)
            draw_instead(self._document, page, moved)
        except FAILURES:
            return None
        return page

    def close(self) -> None:
        """Free the engine's memory."""
        self._document.close()


def _with_moved_windows(contents: bytes) -> bytes | None:
    """Return drawing instructions with each window moved a little; None where one is no plain rectangle."""
    parts: list[bytes] = []
    done = 0
    for window in _WINDOW.finditer(contents):
        found = _RECTANGLE.search(contents, max(done, window.start() - _REACH), window.start())
        if found is None or found[1] in _PATHS:
            return None
        parts += (contents[done : found.start(2)], _moved(*(float(found[at]) for at in range(2, 6))))
        done = window.start()
    return b"".join([*parts, contents[done:]])


def _moved(x: float, y: float, width: float, height: float) -> bytes:
    up = _ROUNDING if height > 0 else -_ROUNDING
    return b"%.5f %.5f %.5f %.5f re " % (x - _ROUNDING, y - up, width, height + 2 * up)

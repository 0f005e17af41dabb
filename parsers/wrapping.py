"""Whether a line of a cell was wrapped: it leaves no room for more before the border of the cell."""

from __future__ import annotations

import regex

from extract.sheet import Cell, Line
from normalize.markers import find_marker
from normalize.text import width

__all__ = ["is_wrapped", "right_of"]

ROOM = 2.0
"""A wrapped line leaves room for less than two characters (as wide as high): one, and a mark that can't begin a line."""
MOST_BLANK = 1.0
"""Heights of a line. No cell keeps more blank at its sides; what begins further in is indented, or set in the middle."""
WORD = regex.compile(r"[(（「『]?[A-Za-z]{1,10}+(?![A-Za-z0-9.@:/])[)）」』]?[、。，．]?")
"""A Latin word at the beginning of a line: it is not broken, so the line before may leave as much room. Addresses of the
Web and numbers of telephones are too long to tell anything."""
BULLET = regex.compile(r"\s*+[・•※●◆■○](?!○)")


def right_of(cell: Cell) -> float | None:
    """Return how far to the right the lines of a cell can reach: its border, less the blank that it keeps at its sides.

    None in a dump, where nothing has a place on paper.
    """
    border = cell.place.box
    boxes = [line.place.box for line in cell.lines if line.place.box is not None]
    if border is None or not boxes:
        return None
    first = min(boxes, key=lambda box: box.x0)
    return border.x1 - min(max(0.0, first.x0 - border.x0), MOST_BLANK * (first.y1 - first.y0))


def is_wrapped(before: Line, line: Line, right: float | None) -> bool:
    """Tell whether a line of a cell carries on the one before, which then reaches as far to the `right` as it can.

    Lines of a dump's cell were broken on purpose; `right` is None for them.
    """
    box = before.place.box
    if right is None or box is None or BULLET.match(line.text) or find_marker(line.text) is not None:
        return False
    word = WORD.match(line.text)
    return right - box.x1 < max(ROOM, width(word[0]) if word else 0.0) * (box.y1 - box.y0)

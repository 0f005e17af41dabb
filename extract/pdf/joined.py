"""Drawing instructions with the pieces of borders joined: dots, dashes and cell edges filled one by one.

Excel and browsers draw a border as thousands of small rectangles, and the engine takes a while for each. Those on one
line that nearly touch are one rectangle here: the rulings that are read from them are the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    _Floats: TypeAlias = npt.NDArray[np.float64]

__all__ = ["FILLED", "with_joined_pieces"]

_LEAST = 100
"""Rectangles of a page from which joining them takes less time than reading them."""

_REACH = 3.0
"""Thicknesses. Pieces of a line with no more between them are joined: the dots of a border stand 2.5 apart."""

_APART = 4.0
"""Units of the page's instructions, which are mostly points or less. Pieces farther apart are not joined: things that
stand in a row need not be a line."""

_LINE = 6.0
"""Thicknesses. What is shorter is no line, but two dots of neighbouring lines."""

FILLED = re.compile(rb"re\s+f\b")
"""A filled rectangle among the drawing instructions. No word boundary ahead: it costs ten times as much."""

_BEGINS = rb"(?<![-\d.\s])"
"""Not amid numbers and white space: the search would begin anew at each of them."""

_FILLED_EACH = re.compile(_BEGINS + rb"(?:[-\d.\s]++re\s++f\s++){8,}+")
"""Rectangles that are filled one by one, with nothing between them, and the white space before the first."""

_PATH = re.compile(_BEGINS + rb"(?:[-\d.\s]++re\s++){8,}+")
"""Rectangles of one path, with nothing between them, and the white space before the first."""

_FILLS = re.compile(rb"(?:h\s++)?(?:[-\d.\s]++(?:rg|g|k|scn?)\s++)?f\*?\s")
"""What fills a path and does nothing else with it; some programs set the colour between the path and the filling."""


def with_joined_pieces(contents: bytes) -> bytes:
    """Return the drawing instructions of a page (unpacked) with the pieces of filled lines joined; as they are where
    there are few. What is stroked, or clips, stays as it is."""
    if contents.count(b"re") < _LEAST:
        return contents
    if len(FILLED.findall(contents)) >= _LEAST:
        contents = _FILLED_EACH.sub(lambda found: _joined(found[0], b"re\nf\n"), contents)
    if contents.count(b"re") < _LEAST:
        return contents
    return _PATH.sub(
        lambda found: _joined(found[0], b"re\n") if _FILLS.match(contents, found.end()) else found[0], contents
    )


def _joined(pieces: bytes, drawn: bytes) -> bytes:
    """Return the instructions that draw the same rectangles, joined; `drawn` is what follows the numbers of each."""
    import numpy as np  # noqa: PLC0415 - most pages need no joining

    tokens = pieces.translate(None, b"ref").split()
    if len(tokens) != 4 * pieces.count(b"re"):
        return pieces  # something stands before the first rectangle
    try:
        numbers = np.array(_numbers(tokens)).reshape(-1, 4)
    except ValueError:
        return pieces  # the engine may make something of a number with two points; it is none
    if not np.isfinite(numbers).all():
        return pieces  # numbers of hundreds of digits
    sizes = numbers[:, 2:]
    corners = np.concatenate([numbers[:, :2], numbers[:, :2] + sizes], axis=1)
    level, in_level = _lines(corners, sizes, 0)
    upright, in_upright = _lines(corners, sizes, 1)
    if not len(level) and not len(upright):
        return pieces
    kept = np.concatenate([level, upright, corners[~(in_level | in_upright)]])
    # The white space before the first piece was part of the match.
    return b"\n" + b"".join(
        [b"%.5f %.5f %.5f %.5f %b" % (x0, y0, x1 - x0, y1 - y0, drawn) for x0, y0, x1, y1 in kept.tolist()]
    )


def _numbers(tokens: Sequence[bytes]) -> list[float]:
    """Return the numbers; in a table the same ones come again and again."""
    known = {token: float(token) for token in set(tokens)}
    return [known[token] for token in tokens]


def _lines(corners: _Floats, sizes: _Floats, along: int) -> tuple[_Floats, npt.NDArray[np.bool_]]:
    """Return the lines that pieces make along an axis (0: level, 1: upright), and which pieces are part of one.

    `corners` has a row x0, y0, x1, y1 for each piece, and so have the lines; `sizes` has its width and height. Pieces
    that are drawn backwards, with a negative size, are part of none.
    """
    import numpy as np  # noqa: PLC0415

    across = 1 - along
    order = np.flatnonzero((sizes[:, along] >= sizes[:, across]) & (sizes[:, across] > 0))
    order = order[np.lexsort((corners[order, along], sizes[order, across], corners[order, across]))]
    member = np.zeros(len(corners), dtype=np.bool_)
    if not len(order):
        return corners[:0], member
    found, thick = corners[order], sizes[order, across]
    goes_on = (found[1:, across] == found[:-1, across]) & (thick[1:] == thick[:-1])
    goes_on &= found[1:, along] - found[:-1, along + 2] <= np.minimum(_REACH * thick[1:], _APART)
    starts = np.flatnonzero(np.append(True, ~goes_on))
    lines = found[starts]
    lines[:, along + 2] = np.maximum.reduceat(found[:, along + 2], starts)
    pieces = np.diff(np.append(starts, len(order)))
    whole = (pieces > 1) & (lines[:, along + 2] - lines[:, along] >= _LINE * thick[starts])
    member[order[np.repeat(whole, pieces)]] = True
    return lines[whole], member

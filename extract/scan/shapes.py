"""Marks told by their shape. What a recogniser makes of `[ ○ ]` depends on chance: brackets get lost, rings become
letters, and a lost mark turns the meaning of a form into its opposite."""

from __future__ import annotations

from typing import Literal, TypeAlias

import cv2
import numpy as np

from extract.scan.raster import Mask

__all__ = ["RING", "TICK", "Bracket", "bracket", "is_ring", "is_slash", "is_tick"]

Bracket: TypeAlias = Literal["[", "]"]

RING = "\N{WHITE CIRCLE}"
TICK = "\N{CHECK MARK}"

_NARROW = 0.5
"""Widest bracket, in heights: half-width and full-width brackets have 0.2 to 0.4, the narrowest like kana (ユ コ) 0.8."""

_RAGGED = 1.5
"""Pixels by which noise makes an edge stand out or back."""

_STEM = 0.85
"""Share of its rows in which a bracket reaches its outer edge; a parenthesis bends away from it, and has 0.6."""

_HEAVY = 0.17
"""Em. Widest stem of a bracket, as bold type has it; 【 is 0.2 and more in its middle."""

_SERIF = 0.25
"""Share of its width by which the short strokes at both ends of a bracket stand out over its stem."""

_ENDS = 0.2
"""Share of its height at either end within which the short strokes stand."""

_ROUND = 0.72
"""Narrowest ring, in heights: printed circles are round, a nought has 0.6 (hand-drawn ones are ovals and still wider)."""

_HOLE = 0.25
"""Share of its box that the hole of a ring has at least; rings have 0.35 in type of 9 pt, more in larger."""

_SLANT = -0.85
"""Correlation of across and down in the ink of a slash; a 1 has none to speak of, as its stem stands upright."""

_CORNER = 0.14
"""Side of the corners of its box that a ring leaves free, in widths; a square fills them."""


def bracket(ink: Mask, em: float) -> Bracket | None:
    """Return which square bracket a connected piece of ink is, cut out to its box, or None; `em` in pixels."""
    if _opens(ink, em):
        return "["
    return "]" if _opens(ink[:, ::-1], em) else None


def _opens(ink: Mask, em: float) -> bool:
    """Tell whether the ink is [: a stem at the left edge all the way, short strokes at both ends, none between."""
    height, width = ink.shape
    if width < 4 or width > _NARROW * height or height < 12:
        return False
    left = ink.argmax(axis=1)
    right = width - ink[:, ::-1].argmax(axis=1)
    ends = round(_ENDS * height)
    stem = float(np.median(right[ends : height - ends]))
    least = stem + max(_RAGGED, _SERIF * width)
    return bool(
        stem <= _HEAVY * em
        and (left <= _RAGGED).mean() >= _STEM
        and min(right[:ends].max(), right[height - ends :].max()) >= least
        and (right[ends : height - ends] <= stem + _RAGGED).mean() >= 0.95
    )


def is_ring(ink: Mask) -> bool:
    """Tell whether a connected piece of ink, cut out to its box, is a circle."""
    height, width = ink.shape
    if min(height, width) < _ROUND * max(height, width) or min(height, width) < 6:
        return False
    corner = max(1, round(_CORNER * width))
    corners = (ink[:corner, :corner], ink[:corner, -corner:], ink[-corner:, :corner], ink[-corner:, -corner:])
    return all(part.mean() < 0.5 for part in corners) and _hole(ink) >= _HOLE * ink.size


def _hole(ink: Mask) -> int:
    """Return the size in pixels of the one hole in a piece of ink; 0 if it has none or several of any size."""
    paper = np.pad(~ink, 1, constant_values=True).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    sizes = sorted(int(size) for size in stats[2:count, cv2.CC_STAT_AREA])  # 0 is the ink, 1 what lies around it
    if not sizes or sum(sizes[:-1]) > 0.1 * sizes[-1]:
        return 0
    return sizes[-1]


def is_tick(ink: Mask) -> bool:
    """Tell whether a connected piece of ink, cut out to its box, is a tick: down to a low point, then up to the right."""
    height, width = ink.shape
    if width < 0.6 * height or _hole(ink):
        return False
    lowest = np.array([column.nonzero()[0].max(initial=0) for column in ink.T]) / height
    highest = np.array([column.nonzero()[0].min(initial=height) for column in ink.T]) / height
    turn = int(lowest.argmax()) / width
    left, right = highest[: max(1, width // 8)].min(), highest[-max(1, width // 8) :].min()
    return bool(0.1 <= turn <= 0.6 and right < 0.25 and left > right + 0.1 and ink.mean() < 0.5)


def is_slash(ink: Mask) -> bool:
    """Tell whether the ink of one character is a straight stroke from the upper right to the lower left."""
    height, width = ink.shape
    if width < 0.25 * height or width > height:
        return False
    ys, xs = np.nonzero(ink)
    return bool(len(set(xs.tolist())) > 1 and np.corrcoef(xs, ys)[0, 1] < _SLANT)

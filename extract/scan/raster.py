"""A picture of a page made level: paper white, ink told from paper, lines of text and rulings parallel to its edges."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from extract.pdf.ink import Corners

__all__ = ["Grey", "Mask", "Raster", "level"]

cv2.setNumThreads(1)  # a run has a process per core: threads beside them would only take turns

Grey: TypeAlias = npt.NDArray[np.uint8]
"""Rows × columns of grey levels, 0 black, 255 white; the origin is the top left pixel."""

Mask: TypeAlias = npt.NDArray[np.bool_]
"""Rows × columns, true where there is ink."""

_PAPER = 1 / 8
"""Inch. Nothing printed is darker than the paper around it over such a square, so its brightest part is paper. Cells
shaded in grey become white by it, too."""

_INK = 0.72
"""Share of the paper's brightness. Hair lines and thin strokes come out of a scanner at half of it, noise and the grain
of recycled paper stay above 0.8."""

_DUST = 0.012
"""Inch. Ink that is smaller than this either way (0.9 pt) is dust: a full stop of the smallest type (6 pt) is larger."""

_STEEPEST = 5.0
"""Degrees. Paper lies no further askew on the glass; beyond that the scan is made once more."""

_COARSE, _FINE = 0.25, 0.02
"""Degrees. Steps of the search for the angle. 0.02 degrees lift the end of an A4 line by less than one pixel."""

_LEVEL = 0.04
"""Degrees. Below this the picture is left as it is: turning it costs sharpness."""

_SAMPLE = 150_000
"""Pixels of ink from which the angle is measured: a page has about this many at 200 dpi."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A page as a picture, turned level.

    `grey` has the paper's brightness taken out, `ink` tells its ink. `scale` is pixels per point. `angle` is how far the
    page lay askew, in degrees clockwise: turned by it about its middle, a level place is where the page shows it.
    """

    grey: Grey
    ink: Mask
    scale: float
    angle: float

    def points(self, x0: float, y0: float, x1: float, y1: float) -> Corners:
        """Return a box of pixels in points of the level page."""
        return x0 / self.scale, y0 / self.scale, x1 / self.scale, y1 / self.scale


def level(grey: Grey, scale: float) -> Raster:
    """Return the picture of a page, at `scale` pixels per point, turned level."""
    dpi = 72 * scale
    flat = _flattened(grey, dpi)
    angle = _angle(_inked(flat, dpi))
    if abs(angle) >= _LEVEL:
        height, width = flat.shape
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        flat = _grey(cv2.warpAffine(flat, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255,)))
    else:
        angle = 0.0
    return Raster(flat, _inked(flat, dpi), scale, angle)


def _flattened(grey: Grey, dpi: float) -> Grey:
    """Return the picture with its paper white, however dark or unevenly lit."""
    size = max(3, round(_PAPER * dpi))
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    kernel = np.ones((size // 4 | 1, size // 4 | 1), np.uint8)
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel), (5, 5))
    height, width = grey.shape
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return _grey(cv2.divide(grey, np.maximum(paper, 1), scale=255))


def _inked(flat: Grey, dpi: float) -> Mask:
    """Return where there is ink, without dust."""
    ink = (flat < _INK * 255).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    smallest = max(2, round(_DUST * dpi))
    kept = (stats[:, cv2.CC_STAT_WIDTH] > smallest) | (stats[:, cv2.CC_STAT_HEIGHT] > smallest)
    kept[0] = False  # the paper
    found: Mask = kept[labels]
    return found


def _angle(ink: Mask) -> float:
    """Return how far the page lies askew, in degrees clockwise: at that angle its ink gathers in the fewest rows."""
    ys, xs = np.nonzero(ink)
    if len(xs) == 0:
        return 0.0
    step = max(1, len(xs) // _SAMPLE)
    ys, xs = ys[::step].astype(np.float64), xs[::step] - ink.shape[1] / 2
    coarse = _best(xs, ys, np.arange(-_STEEPEST, _STEEPEST + _COARSE / 2, _COARSE))
    return _best(xs, ys, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE))


def _best(xs: npt.NDArray[Any], ys: npt.NDArray[Any], angles: npt.NDArray[Any]) -> float:
    return float(max(angles, key=lambda angle: (_sharpness(xs, ys, angle), -abs(angle))))


def _sharpness(xs: npt.NDArray[Any], ys: npt.NDArray[Any], angle: float) -> float:
    rows = np.rint(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
    filled = np.bincount(rows - rows.min()).astype(np.float64)
    return float((filled * filled).sum())


def _grey(picture: npt.ArrayLike) -> Grey:
    """Return a picture of OpenCV, whose type it knows at run time only."""
    return np.asarray(picture, dtype=np.uint8)

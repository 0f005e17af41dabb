"""Pages that are pictures: a scan to the same `Ink` that a page with text gives, so that all else reads it alike.

The way of a picture: `raster` turns it level and tells ink from paper, `strokes` finds its ruling lines, `segments` cuts
the rest into lines of text cell by cell, `shapes` reads brackets and marks by their form, `recogniser` reads a line of
text, `characters` says what its characters stand for, `page` puts the ink together. None of it knows PDF.

It is an extra: without the packages that `INSTALL` installs, only this module can be imported.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.util import find_spec

__all__ = [
    "INSTALL",
    "MAX_SCANNED",
    "NEEDED",
    "PAGE_SECONDS",
    "RESOLUTION",
    "available",
    "engine_version",
]

INSTALL = 'pip install "hyokasho[ocr]"'
"""The command that installs what recognition needs."""

NEEDED = ("cv2", "numpy", "onnxruntime", "rapidocr")
"""The modules that recognition needs."""

RESOLUTION = 200
"""Dots per inch. Offices scan at 200 to 300; lines of 10 pt type are then nearly as high as the model takes them."""

MAX_SCANNED = 200
"""Pages of one file that are recognised. It takes seconds a page: more would keep one process busy for hours."""

PAGE_SECONDS = 20.0
"""What recognising one page may take: 2 to 7 s of one core, twice as much where it is not upright, and a machine that does
other things, too."""


@cache
def available() -> bool:
    """Tell whether the packages of the extra are installed, without loading them."""
    return all(find_spec(name) is not None for name in NEEDED)


def engine_version() -> str:
    """Return the releases that decide what is recognised, for `sources.reader`."""
    return f"rapidocr {version('rapidocr')} on onnxruntime {version('onnxruntime')}"

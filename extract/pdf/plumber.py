"""The second engine: a page of pdfplumber to `Ink`. Slow, but of other stock: what the first can't read it often can."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import Any, TypeAlias

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extract.pdf.clipped import layout_of
from extract.pdf.font_limits import LimitedFonts
from extract.pdf.ink import STRUCK, THIN, Corners, Ink, Outline, Point, Run, lies_in, start_of
from extract.pdf.paths import LARGEST, SLANT, edges_of
from extract.pdf.runs import CONTROL, SURROGATE
from extract.sheet import Fault, Place

__all__ = ["Plumber"]

_FAILURES = (
    MalformedPDFException,
    PDFException,
    PSException,
    PdfminerException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises on a broken file. To be caught around the engine's calls only, never around our own code."""

_MIN_SIZE = 1.0
"""Points. Smaller type is not meant to be seen: anchors and search words that authoring tools hide."""

_PALE = 0.99
"""From here on (every component of the colour) ink can't be told from the paper."""

_LEVEL = 0.1
"""Points. Baselines of the characters of one run differ by less."""

_APART = 0.8
"""Em. Characters further apart are two runs, as the first engine has it."""

_INKS = 4
"""Components of a colour in printing inks: without any, the paper shows."""

_AS_FIRST = {ord("\N{HYPHENATION POINT}"): "\N{KATAKANA MIDDLE DOT}"}
"""Fonts have one glyph for both, and some writers name it so; the first engine knows the glyph."""

_CID = re.compile(r"\(cid:\d+\)")
"""What pdfminer writes for a glyph without a character."""

_Object: TypeAlias = dict[str, Any]
"""A character, line, rectangle or curve as pdfplumber describes it, from the upper left corner of the media box."""

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every oddity of a file


class Plumber:
    """A PDF opened by pdfplumber, at the first page that is asked for."""

    reader = f"pdfplumber {version('pdfplumber')}"

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def read_ink(self, number: int) -> Ink | Fault:
        """Read page `number` (from 1): its ink, or the Fault `page_unreadable`."""
        try:
            if self._document is None:
                self._document = pdfplumber.open(io.BytesIO(self._data))
                self._document.rsrcmgr = LimitedFonts()
            page = self._document.pages[number - 1]
            page._layout = layout_of(page)
            left, top, right, bottom = _cropped(page.page_obj)
            shown = _Shown(left, top, right - left, bottom - top, float(page.height))
            objects = {kind: list(page.objects.get(kind, ())) for kind in ("char", "line", "rect", "curve", "image")}
            page.close()
        except _FAILURES as error:
            what = f"the second engine gives up on the page: {type(error).__name__}"
            return Fault("page_unreadable", what, Place(page=number))
        return _ink(objects, shown, Place(page=number))

    def close(self) -> None:
        """Let the document go; its own `close` makes all pages once more, and raises what is wrong with them."""
        self._document = None


@dataclass(frozen=True, slots=True)
class _Shown:
    """The part of the page that is shown: where it begins on the media box, its size, the height of the media box."""

    left: float
    top: float
    width: float
    height: float
    media: float

    def box(self, one: _Object) -> Corners:
        """Return the box of an object on the page as displayed."""
        return one["x0"] - self.left, one["top"] - self.top, one["x1"] - self.left, one["bottom"] - self.top

    def points(self, one: _Object) -> tuple[Point, ...]:
        """Return the points of a line or curve on the page as displayed."""
        return tuple((x - self.left, y - self.top) for x, y in one["pts"])


def _cropped(page: Any) -> Corners:  # noqa: ANN401 - a page of pdfminer, which carries no hints
    """Return the crop box as displayed, from the upper left corner of the media box (pdfplumber 0.11 turns it by 90° only)."""
    x0, y0, x1, y1 = map(float, page.mediabox)
    left, below, right, above = map(float, page.cropbox)
    width, height = x1 - x0, y1 - y0
    left, top, right, bottom = left - x0, y1 - above, right - x0, y1 - below
    turned = {
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }
    return turned.get(page.rotate % 360, (left, top, right, bottom))


def _ink(objects: dict[str, list[_Object]], shown: _Shown, place: Place) -> Ink:
    shapes = [one for kind in ("line", "rect", "curve") for one in objects[kind]]
    paper = (0.0, 0.0, shown.width, shown.height)
    backgrounds = [shown.box(one) for one in shapes if _fills(one)]
    chars = [one for one in objects["char"] if lies_in(shown.box(one), paper) and one["size"] >= _MIN_SIZE]
    seen = [one for one in chars if _shows(one, shown.box(one), backgrounds)]
    hidden = sum(not one["text"].isspace() for one in chars) - sum(not one["text"].isspace() for one in seen)
    faults = [Fault("hidden_text", f"{hidden} characters drawn invisibly are left out", place)] if hidden else []
    return Ink(
        shown.width,
        shown.height,
        tuple(_runs(seen, shown)),
        tuple(rule for one in shapes for rule in _rules(one, shown)),
        tuple(outline for one in shapes for outline in _outline(one, shown)),
        bool(objects["image"] or objects["curve"]),
        tuple(faults),
    )


# ── text ──


def _shows(char: _Object, box: Corners, backgrounds: Sequence[Corners]) -> bool:
    return not _is_white(char["non_stroking_color"]) or any(lies_in(box, one) for one in backgrounds)


def _is_white(color: Any) -> bool:  # noqa: ANN401 - a number, numbers, a pattern's name, or nothing
    numbers = [color] if isinstance(color, int | float) else list(color or ())
    if not numbers or not all(isinstance(one, int | float) for one in numbers):
        return False
    if len(numbers) == _INKS:
        return max(numbers) <= 1 - _PALE
    return min(numbers) >= _PALE


def _runs(chars: Sequence[_Object], shown: _Shown) -> Iterator[Run]:
    """Yield the characters in their order, those that follow each other on one line as one run."""
    group: list[tuple[Run, str]] = []
    for char in chars:
        run = _run(char, shown)
        if not run.text:
            continue
        if group and not _goes_on(group[-1][0], run, group[-1][1] == char["fontname"]):
            yield _joined([one for one, _ in group])
            group = []
        if not (group and _is_struck_again(group[-1][0], run)):
            group.append((run, char["fontname"]))
    if group:
        yield _joined([one for one, _ in group])


def _run(char: _Object, shown: _Shown) -> Run:
    a, b, _, _, e, f = char["matrix"]
    turn = (0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b < 0 else 3)
    x, y = e - shown.left, shown.media - f - shown.top
    box = shown.box(char)
    text = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _CID.sub("\N{REPLACEMENT CHARACTER}", char["text"]))
    text = CONTROL.sub("", text).translate(_AS_FIRST)
    return Run(turn, (y, -x, -y, x)[turn], start_of(box, turn), text, box, float(char["size"]))


def _goes_on(before: Run, run: Run, same_font: bool) -> bool:
    return (
        same_font
        and before.turn == run.turn
        and before.size == run.size
        and abs(before.depth - run.depth) <= _LEVEL
        and run.start > before.start - STRUCK * run.size
        and run.start - before.end <= _APART * run.size
    )


def _is_struck_again(before: Run, run: Run) -> bool:
    near = STRUCK * run.size
    return before.text == run.text and abs(before.start - run.start) <= near and abs(before.depth - run.depth) <= near


def _joined(runs: Sequence[Run]) -> Run:
    """Return one run for several characters; a ligature's share its box."""
    text = "".join(run.text for run in runs)
    return runs[0].of(text, tuple(run.box for run in runs for _ in run.text))


# ── what may be a ruling or a mark ──


def _strokes(one: _Object) -> bool:
    return bool(one["stroke"]) and not _is_white(one["stroking_color"]) and (one["linewidth"] or 0) <= THIN


def _fills(one: _Object) -> bool:
    return bool(one["fill"]) and not _is_white(one["non_stroking_color"])


def _rules(one: _Object, shown: _Shown) -> Iterator[Corners]:
    """Yield the thin boxes that a shape draws."""
    box = shown.box(one)
    thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
    straight = one["object_type"] != "curve" or {step[0] for step in one["path"]} <= set("mlh")
    if _fills(one) and thin and straight:
        yield box
    if not _strokes(one):
        return
    if one["object_type"] == "rect":
        yield from edges_of(box)
    elif straight:
        for (x0, y0), (x1, y1) in pairwise(shown.points(one)):
            if abs(x1 - x0) <= SLANT or abs(y1 - y0) <= SLANT:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _outline(one: _Object, shown: _Shown) -> Iterator[Outline]:
    """Yield a small shape that may be a mark."""
    if one["object_type"] == "rect" or not (_strokes(one) or _fills(one)):
        return
    box = shown.box(one)
    kinds = {step[0] for step in one["path"]} - set("mh")
    if kinds and max(box[2] - box[0], box[3] - box[1]) <= LARGEST:
        yield Outline(box, shown.points(one), kinds <= set("cvy"), kinds == {"l"}, _fills(one))

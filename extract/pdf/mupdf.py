"""A page of the engine to `Ink`: visible characters, strokes and filled rectangles, on the page as displayed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pymupdf

from extract.pdf.engine import (
    FAILURES,
    MAX_CHARACTERS,
    MAX_CONTENT,
    Document,
    Page,
    Path,
    Span,
    content_length,
    warnings_since,
)
from extract.pdf.ink import Corners, Ink, Run, hull
from extract.sheet import Box, Fault, Place

__all__ = ["read_ink"]

_MIN_SIZE = 1.0
"""Points. Smaller type is not meant to be seen: anchors and search words that authoring tools hide."""

_MAX_STROKE = 4.5
"""Points. A wider stroke is a coloured bar, not a ruling: office programs rule tables with 0.25 to 4.5 pt (Word's 6 pt
is decoration)."""

_WHITE = 0.99
"""From here on (every component of the colour) ink can't be told from the paper."""

_TEXT_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_PRESERVE_LIGATURES
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_INHIBIT_SPACES
)
"""Characters as the file maps them and none invented: `text` decides on spaces, unknown glyphs stay U+FFFD."""

_PAINTED = 16 | 32
"""Bits of a span's `char_flags`: filled, stroked. Text with neither is invisible (render mode 3) or only clips (7)."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

_SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a pair: no character, and no encoding takes it."""

_UNMAPPED = re.compile("[\N{REPLACEMENT CHARACTER}\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Glyphs without a public meaning: unknown to the font's own table, or private use (gaiji, symbol fonts)."""

_DAMAGE = re.compile(r"^(?:(?:format|syntax|library|zlib) error|cannot load content stream)\b.*", re.MULTILINE)
"""What MuPDF reports when it had to leave something out; its other warnings don't touch what is shown."""


def read_ink(document: Document, number: int) -> Ink | Fault:
    """Read page `number` (from 1): its ink, or the Fault `page_unreadable` or `page_too_complex`."""
    place = Place(page=number)
    warnings_since()
    try:
        page = document.load_page(number - 1)
        length = content_length(document, page)
        if length > MAX_CONTENT:
            return Fault("page_too_complex", f"more than {MAX_CONTENT:,} bytes of drawing instructions", place)
        spans = _spans(page, length)
        if spans is None:
            return Fault("page_too_complex", f"more than {MAX_CHARACTERS:,} characters", place)
        paths = page.get_cdrawings()
        images = not spans and bool(page.get_image_info())
    except FAILURES as error:
        return Fault("page_unreadable", f"the engine gives up on the page: {error}", place)
    return _ink(page, spans, paths, images, place)


def _spans(page: Page, length: int) -> list[tuple[int, Span]] | None:
    """Return the spans with their quarter turns, or None if there are too many characters to take them up."""
    found = page.get_textpage(clip=page.rect, flags=_TEXT_FLAGS, matrix=page.rotation_matrix)
    # A character takes at least one byte of the contents, so most pages need not be counted.
    if length > MAX_CHARACTERS and len(found.extractText()) > MAX_CHARACTERS:
        return None
    return [
        (_turn(*line["dir"]), span)
        for block in found.extractRAWDICT()["blocks"]
        for line in block["lines"]
        for span in line["spans"]
    ]


def _turn(dx: float, dy: float) -> int:
    """Return the quarter turns of a direction; a slanted one (a watermark) counts as the nearest."""
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 2
    return 1 if dy > 0 else 3


def _ink(page: Page, spans: list[tuple[int, Span]], paths: list[Path], images: bool, place: Place) -> Ink:
    runs, faults = _runs(spans, place)
    return Ink(
        width=float(page.rect.width),
        height=float(page.rect.height),
        runs=runs,
        lines=_turned(page, [line for path in paths if _strokes(path) for line in _lines(path)]),
        fills=_turned(page, [fill for path in paths if _paints(path) for fill in _fills(path)]),
        pictured=images or any(item[0] == "c" for path in paths for item in path["items"]),
        faults=(*_damage(place), *faults),
    )


def _damage(place: Place) -> Iterator[Fault]:
    found = _DAMAGE.search(warnings_since())
    if found:
        yield Fault("page_damaged", f"part of the page may be missing: {found[0]}", place)


# ── text ──


def _runs(spans: list[tuple[int, Span]], place: Place) -> tuple[tuple[Run, ...], list[Fault]]:
    """Return the runs that can be seen; those drawn invisibly where a page has no others (a recognition layer)."""
    visible: list[Run] = []
    hidden: list[Run] = []
    for turn, span in spans:
        run = _run(turn, span)
        if run is not None:
            (visible if span["alpha"] and span["char_flags"] & _PAINTED else hidden).append(run)
    faults: list[Fault] = []
    if _count(visible) == 0 and _count(hidden) > 0:
        visible, hidden = hidden, []
        faults.append(Fault("invisible_text", "all text is drawn invisibly, as text recognition leaves it", place))
    if _count(hidden) > 0:
        faults.append(Fault("hidden_text", f"{_count(hidden)} characters drawn invisibly are left out", place))
    unmapped = sum(len(_UNMAPPED.findall(run.text)) for run in visible)
    if unmapped:
        faults.append(Fault("unmapped_characters", f"{unmapped} characters have no known meaning", place))
    return tuple(visible), faults


def _count(runs: Iterable[Run]) -> int:
    return sum(len("".join(run.text.split())) for run in runs)


def _run(turn: int, span: Span) -> Run | None:
    """Return the span as a run, or None if nothing printable is in it or its size is next to nothing."""
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", "".join([char["c"] for char in span["chars"]]))
    boxes = tuple([char["bbox"] for char in span["chars"]])
    box = Box(*span["bbox"])
    if _CONTROL.search(text):
        kept = [index for index, char in enumerate(text) if not _CONTROL.match(char)]
        text, boxes = "".join([text[index] for index in kept]), tuple([boxes[index] for index in kept])
        box = hull(boxes) if boxes else box
    if not text or span["size"] < _MIN_SIZE:
        return None
    x, y = span["origin"]
    return Run(text, boxes, box, (y, -x, -y, x)[turn], span["size"], turn)


# ── what may be a ruling ──


def _strokes(path: Path) -> bool:
    """Tell whether the outline of a path is drawn thin enough for a ruling and in ink that can be seen."""
    return (
        "s" in path["type"]
        and path["width"] <= _MAX_STROKE
        and path["stroke_opacity"] > 0
        and min(path["color"]) < _WHITE
    )


def _paints(path: Path) -> bool:
    """Tell whether a path is filled, in ink that can be seen."""
    return "f" in path["type"] and path["fill_opacity"] > 0 and min(path["fill"]) < _WHITE


def _lines(path: Path) -> Iterator[Corners]:
    for item in path["items"]:
        if item[0] == "l":
            (x0, y0), (x1, y1) = item[1:3]
            yield x0, y0, x1, y1
        elif item[0] == "re":
            x0, y0, x1, y1 = item[1]
            yield from ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
        elif item[0] == "qu":
            upper_left, upper_right, lower_left, lower_right = item[1]
            yield from ((*upper_left, *upper_right), (*lower_left, *lower_right))
            yield from ((*upper_left, *lower_left), (*upper_right, *lower_right))


def _fills(path: Path) -> Iterator[Corners]:
    kinds = {item[0] for item in path["items"]}
    if kinds == {"l"}:
        yield path["rect"]  # a bar drawn as a polygon; whether it is thin is for `rulings` to see
        return
    for item in path["items"]:
        if item[0] == "re":
            yield item[1]
        elif item[0] == "qu":
            box = hull([(*corner, *corner) for corner in item[1]])
            yield box.x0, box.y0, box.x1, box.y1


def _turned(page: Page, found: list[Corners]) -> tuple[Corners, ...]:
    """Return corners turned with the page: the engine gives paths as they stand before its rotation."""
    if page.rotation == 0:
        return tuple(found)
    a, b, c, d, e, f = page.rotation_matrix
    return tuple(
        (a * x0 + c * y0 + e, b * x0 + d * y0 + f, a * x1 + c * y1 + e, b * x1 + d * y1 + f) for x0, y0, x1, y1 in found
    )

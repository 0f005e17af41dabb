"""A page of the engine to `Ink`: visible characters and what may be a ruling, on the page as displayed.

One run of the page gives both its text, span by span, and its shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import pymupdf

from extract.pdf.characters import characters_of, text_lines
from extract.pdf.content import contents_of, is_unpacked
from extract.pdf.engine import (
    FAILURES,
    MAX_CHARACTERS,
    MAX_CONTENT,
    UNTURNED,
    Block,
    Document,
    Page,
    TextLine,
    draw_instead,
    warnings_since,
)
from extract.pdf.fields import with_fields
from extract.pdf.ink import THIN, Corners, Ink
from extract.pdf.joined import FILLED, with_joined_pieces
from extract.pdf.light import Light
from extract.pdf.paths import LARGEST, Drawn, drawn, edges_of
from extract.pdf.runs import Fonts, is_white, visible
from extract.sheet import Fault, Place

__all__ = ["read_ink", "too_complex"]

_CHARACTERS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_PRESERVE_LIGATURES
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_INHIBIT_SPACES
)
"""Characters as the file maps them and none invented: `text` decides on spaces, unknown glyphs stay U+FFFD."""

_TEXT_FLAGS = _CHARACTERS | pymupdf.TEXT_COLLECT_VECTORS
"""The same lines, spans and characters, and the shapes beside them."""

_RECTANGLE = re.compile(rb"re\s")
"""A rectangle among the drawing instructions; like FILLED without a word boundary ahead."""

_MOST_RECTANGLES = 1_500
"""Rectangles of a page up to which its text page collects shapes: the time for it grows with their square, 1 ms for 1,100,
46 ms for 6,600; all paths of the page, one by one, take 2 and 15 ms."""

_SHAPE = 3
"""Type of a text page's blocks that are drawn shapes."""

_DAMAGE = re.compile(r"^(?:(?:format|syntax|library|zlib) error|cannot load content stream)\b.*", re.MULTILINE)
"""What MuPDF reports when it had to leave something out; its other warnings don't touch what is shown."""


def too_complex(document: Document, number: int) -> Fault | None:
    """Return the Fault `page_too_complex` for a page with more drawing instructions than any office prints."""
    try:
        length, _ = contents_of(document, document.load_page(number - 1))
    except FAILURES as error:
        return Fault("page_unreadable", f"the engine gives up on the page: {error}", Place(page=number))
    if length <= MAX_CONTENT:
        return None
    return Fault("page_too_complex", f"more than {MAX_CONTENT:,} bytes of drawing instructions", Place(page=number))


def read_ink(document: Document, number: int, fonts: Fonts, light: Light | None = None) -> Ink | Fault:
    """Read page `number` (from 1): its ink, or the Fault `page_unreadable` or `page_too_complex`.

    Both the document and its `light` copy are changed: in memory, and only in how they are drawn.
    """
    place = Place(page=number)
    warnings_since()
    try:
        page = document.load_page(number - 1)
        length, contents = contents_of(document, page)
        if length > MAX_CONTENT:
            return Fault("page_too_complex", f"more than {MAX_CONTENT:,} bytes of drawing instructions", place)
        page, contents = _eased(document, page, number, contents, light)
        rect, crowded = page.rect, _is_crowded(contents)
        flags = _CHARACTERS if crowded else _TEXT_FLAGS
        matrix = page.rotation_matrix if page.rotation else UNTURNED
        text_page = page.get_textpage(clip=rect, flags=flags, matrix=matrix)
        blocks = text_page.extractDICT()["blocks"]
        lines = text_lines(blocks)
        # A character takes at least one byte of the contents, so most pages need not be counted.
        if length > MAX_CHARACTERS and _characters(lines) > MAX_CHARACTERS:
            return Fault("page_too_complex", f"more than {MAX_CHARACTERS:,} characters", place)
        shapes = [block for block in blocks if block["type"] == _SHAPE]
        runs, faults = visible(lines, partial(characters_of, text_page, lines), _backgrounds(shapes), fonts, place)
        if document.is_form_pdf:
            runs = with_fields(document, page, runs)
        drawing = drawn(page) if crowded or _dropped(contents, shapes) else _drawing(page, shapes)
        images = not runs and bool(page.get_image_info())
    except FAILURES as error:
        return Fault("page_unreadable", f"the engine gives up on the page: {error}", place)
    return Ink(
        width=float(rect.width),
        height=float(rect.height),
        runs=runs,
        rules=drawing.rules,
        outlines=drawing.outlines,
        pictured=images or bool(drawing.outlines),
        faults=(*_damage(place), *faults),
    )


def _eased(document: Document, page: Page, number: int, contents: bytes, light: Light | None) -> tuple[Page, bytes]:
    """Return a page and its instructions with less to draw: borders in one piece, no Type 3 glyphs."""
    joined = with_joined_pieces(contents)
    if (joined is contents and light is None) or not is_unpacked(document, page, contents):
        return page, contents
    lighter = light.page(number, joined) if light else None
    if lighter is None and joined is not contents:
        draw_instead(document, page, joined)
    return lighter or page, joined


def _is_crowded(contents: bytes) -> bool:
    # Counting the letters first spares most pages the search: it costs a twentieth.
    return contents.count(b"re") > _MOST_RECTANGLES and len(_RECTANGLE.findall(contents)) > _MOST_RECTANGLES


def _characters(lines: Iterable[TextLine]) -> int:
    return sum(len(span["text"]) for line in lines for span in line["spans"])


def _damage(place: Place) -> Iterator[Fault]:
    found = _DAMAGE.search(warnings_since())
    if found:
        yield Fault("page_damaged", f"part of the page may be missing: {found[0]}", place)


def _drawing(page: Page, shapes: Sequence[Block]) -> Drawn:
    """Return the rules among the shapes of a page.

    Path by path, where a shape is neither rectangle nor thin, or is a dot.
    """
    rules: list[Corners] = []
    for shape in shapes:
        x0, y0, x1, y1 = box = shape["bbox"]
        if shape["alpha"] == 0 or is_white(shape["color"]):
            continue
        width, height = x1 - x0, y1 - y0
        short, long = (width, height) if width < height else (height, width)
        if long <= THIN or (short > THIN and not shape["isrect"] and (shape["stroked"] or long <= LARGEST)):
            return drawn(page)
        if short <= THIN:
            rules.append(box)
        elif shape["stroked"]:
            rules += edges_of(box)
    return Drawn(tuple(rules), ())


def _dropped(contents: bytes, shapes: Sequence[Block]) -> bool:
    """Tell whether a page fills more rectangles than its text page shows: of small ones that touch each other, as the
    dots of a border do, the engine (1.27, 1.28) leaves out some or all."""
    filled = sum(not shape["stroked"] for shape in shapes)
    return filled > 0 and len(FILLED.findall(contents)) > filled


def _backgrounds(shapes: Sequence[Block]) -> list[Corners]:
    """Return the filled shapes of a page on which white type can be seen."""
    return [
        shape["bbox"] for shape in shapes if not (shape["stroked"] or shape["alpha"] == 0 or is_white(shape["color"]))
    ]

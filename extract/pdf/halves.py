"""Lines that a page break cuts in two: a spreadsheet draws them on both pages and clips one half on each.

No border closes the cell of such a line on the first page; where one does, what lies over it is type taller than its row.

The text layer has such a line twice, once beyond the table's edge: below its last row, or above the first row that goes
on, there among titles that are printed anew or outside of the table. It is kept where its middle stands. Neither half
is whole: of the upper one the marks at the foot are clipped away (、。), of the lower one those at the head (「), so what
one lacks is taken from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

from extract.pdf.page import Page, Piece
from extract.sheet import Box, Line, Row

__all__ = ["without_halves"]

_TOP_ROWS = 4
"""Rows. Titles that are printed anew, three at most, and the row below them."""

_ALIGNED = 1.5
"""Heights of the line. Both halves begin in the same place, but the first character may be clipped away in one."""

_ALIKE = 0.7
"""Share of the characters of one half that the other shows too."""

_SLIVER = 0.1
"""Heights of the line. Where it stands as near to the edge, on its own side, the other page can hold a sliver of it:
characters are clipped by their bodies, which are a little larger than their ink."""

_LEAST = 4
"""Characters of a line that may be told from chance by their order alone."""


@dataclass(frozen=True, slots=True)
class _Half:
    """A line over an edge of its table; `inside` says that its middle stands on the side of the row it belongs to."""

    line: Line
    box: Box
    inside: bool


def without_halves(pages: Sequence[Page]) -> list[Page]:
    """Return the pages with each line that a page break cut once: where its middle stands."""
    texts: dict[int, str] = {}
    for page, after in pairwise(pages):
        upper = list(_over_bottom(page))
        lower = list(_over_top(after)) if upper else []
        for beyond, within in ((upper, lower), (lower, upper)):
            kept = [half for half in within if half.inside]
            for half in beyond:
                if not half.inside:
                    _give_back(half, kept, texts)
                    _drop_shown(half, kept, texts)
    return [_rewritten(page, texts) for page in pages] if texts else list(pages)


def _give_back(beyond: _Half, kept: Iterable[_Half], texts: dict[int, str]) -> None:
    """Take from a line beyond the edge what is the other half of kept ones, and give them what they lack.

    It may stand on one line with the half of another cell, or with a title that is printed anew.
    """
    rest = "".join(beyond.line.text.split())
    for half in kept:
        room = _ALIGNED * (half.box.y1 - half.box.y0)
        if beyond.box.x0 > half.box.x0 + room or beyond.box.x1 < half.box.x1 - room:
            continue
        parts = _parted("".join(half.line.text.split()), rest)
        if parts is not None:
            texts[id(half.line)], rest = parts
            texts[id(beyond.line)] = rest


def _drop_shown(beyond: _Half, kept: Iterable[_Half], texts: dict[int, str]) -> None:
    """Drop a line beyond the edge of which kept ones show every character, in its order: most of it is clipped away."""
    rest = "".join(texts.get(id(beyond.line), beyond.line.text).split())
    whole = iter("".join(half.line.text for half in sorted(kept, key=lambda half: half.box.x0)))
    if len(rest) >= _LEAST and all(char in whole for char in rest):
        texts[id(beyond.line)] = ""


def _parted(half: str, line: str) -> tuple[str, str] | None:
    """Return a half with the marks that it lacks, and what the line has beside it; None if it isn't in the line."""
    blocks = [block for block in SequenceMatcher(None, half, line, autojunk=False).get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < _ALIKE * len(half):
        return None
    start, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    while end < len(line) and not line[end].isalnum():
        end += 1
    whole, at, rest = "", 0, line[:start]
    before = start
    for block in blocks:
        between = line[before : block.b]
        whole += half[at : block.a] + "".join(char for char in between if not char.isalnum())
        rest += "".join(char for char in between if char.isalnum())
        whole += half[block.a : block.a + block.size]
        at, before = block.a + block.size, block.b + block.size
    tail = half[at:]
    return whole + (tail or line[before:end]), rest + line[end:]


def _over_bottom(page: Page) -> Iterator[_Half]:
    """Yield the lines over the lower edge of a page's last table."""
    at = max((at for at, block in enumerate(page.blocks) if isinstance(block, Piece)), default=-1)
    for block in page.blocks[max(at, 0) : at + 1]:
        is_cut = isinstance(block, Piece) and any(cell.cut_below for cell, _ in block.cells)
        edge = block.box.y1 if isinstance(block, Piece) else 0.0
        for line, box in _lines(page.blocks[at:]) if is_cut else ():
            if box.y0 < edge < box.y1 + _SLIVER * (box.y1 - box.y0):
                yield _Half(line, box, inside=(box.y0 + box.y1) / 2 <= edge)


def _over_top(page: Page) -> Iterator[_Half]:
    """Yield the lines over the upper edge of a page's first table, or of a row at its top."""
    at = next((at for at, block in enumerate(page.blocks) if isinstance(block, Piece)), -1)
    for block in page.blocks[max(at, 0) : at + 1]:
        edges = block.grid.ys[: _TOP_ROWS + 1] if isinstance(block, Piece) else ()
        for line, box in _lines(page.blocks[: at + 1]):
            first = box.y0 - _SLIVER * (box.y1 - box.y0)
            edge = next((edge for edge in edges if first < edge < box.y1), None)
            if edge is not None:
                yield _Half(line, box, inside=(box.y0 + box.y1) / 2 > edge)


def _lines(blocks: Iterable[Piece | Row]) -> Iterator[tuple[Line, Box]]:
    for block in blocks:
        for line in block.lines() if isinstance(block, Row) else (line for _, lines in block.cells for line in lines):
            if line.place.box is not None:
                yield line, line.place.box


def _rewritten(page: Page, texts: Mapping[int, str]) -> Page:
    """Return the page with other texts for some lines, by their ids; without lines, and rows of prose, left empty."""

    def kept(lines: Iterable[Line]) -> tuple[Line, ...]:
        found = [replace(line, text=texts[id(line)]) if id(line) in texts else line for line in lines]
        return tuple(line for line in found if line.text)

    blocks: list[Piece | Row] = []
    for block in page.blocks:
        if isinstance(block, Piece):
            blocks.append(replace(block, cells=tuple((cell, kept(lines)) for cell, lines in block.cells)))
        elif kept(block.lines()):
            blocks.append(block)
    return replace(page, blocks=tuple(blocks))

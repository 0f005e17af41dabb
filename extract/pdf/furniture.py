"""Running headers, footers and page numbers: what stands on page after page at the same height of the margin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import median

from extract.page_ends import PAGE_NUMBER
from extract.pdf.page import Page, Piece
from extract.sheet import Line, Row

__all__ = ["marked"]

_MARGIN = 72.0
"""Points. Office programs keep 18 to 30 mm of the paper free of text and put headers and footers there."""

_DEPTH = 3
"""Rows from the edge of the page: headers of more lines are letterheads, which stand on one page only."""

_SHIFT = 3.0
"""Points. A header stands at the same height on every page; lines of text that fall near it by chance do not."""

_LARGEST = 1.3
"""Heights of the page's usual line. Headers are set small, titles that open one paper after the other are set large.
What is small on one page is no title on another one that is set smaller itself."""

_SAME = 0.5
"""Points by which the height of one and the same type may differ from page to page."""

_REACH = 2
"""Pages. Facing pages have headers of their own, so the same header may stand on every other page only."""

_LONGEST = 9
"""Digits. No page has a longer number."""

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row near an edge: `frame` is its text with 0 for every number, `numbers` are those, `height` is its distance
    from the edge it stands at, `size` the height of its type, `is_large` says that the page is set much smaller."""

    block: int
    at_top: bool
    height: float
    frame: str
    numbers: tuple[int, ...]
    size: float
    is_large: bool = False


def marked(pages: Sequence[Page]) -> list[Page]:
    """Return the pages, those of their rows that are furniture marked as such.

    A row is furniture when a page at most two away has the same text at the same height of the same margin, or a text
    that differs in nothing but numbers that grow with the pages. The first of a running header's rows stays text: often
    it is the only print of a title, and no value runs into it.
    """
    found = _without_titles([_candidates(page) for page in pages])
    return [_marked(page, _furniture(found, number)) for number, page in enumerate(pages)]


def _marked(page: Page, furniture: set[int]) -> Page:
    if not furniture:
        return page
    blocks = [
        replace(block, furniture=True) if index in furniture and isinstance(block, Row) else block
        for index, block in enumerate(page.blocks)
    ]
    return replace(page, blocks=tuple(blocks))


def _candidates(page: Page) -> list[_Candidate]:
    """Return the lines of prose that are the first or last on the page and stand in its margins."""
    last = len(page.blocks)
    found = [_candidate(page, index, at_top=True) for index in range(min(_DEPTH, last))]
    found += [_candidate(page, index, at_top=False) for index in range(max(0, last - _DEPTH), last)]
    near = [one for one in found if one is not None]
    # a page's number keeps its size where a sheet is scaled to the paper
    if all(_is_page_number(one) for one in near):
        return near
    largest = _LARGEST * median([_height(line) for line in _lines(page)])
    return [replace(one, is_large=True) if one.size > largest and not _is_page_number(one) else one for one in near]


def _without_titles(found: Sequence[Sequence[_Candidate]]) -> list[list[_Candidate]]:
    """Leave out what is set larger than its page wherever it stands."""
    small: dict[tuple[bool, str], float] = {}
    for one in chain.from_iterable(found):
        if not one.is_large:
            small[one.at_top, one.frame] = max(one.size, small.get((one.at_top, one.frame), 0.0))
    return [
        [one for one in page if not one.is_large or one.size <= small.get((one.at_top, one.frame), 0.0) + _SAME]
        for page in found
    ]


def _is_page_number(one: _Candidate) -> bool:
    return PAGE_NUMBER.fullmatch(one.frame.lower()) is not None


def _candidate(page: Page, index: int, at_top: bool) -> _Candidate | None:
    row = page.blocks[index]
    if isinstance(row, Piece) or row.place.box is None:
        return None
    height = row.place.box.y1 if at_top else page.height - row.place.box.y0
    if height > _MARGIN:
        return None
    line = row.cells[0].lines[0]
    text = "".join(unicodedata.normalize("NFKC", line.text).split())
    numbers = tuple(int(digits[:_LONGEST]) for digits in _NUMBER.findall(text))
    return _Candidate(index, at_top, height, _NUMBER.sub("0", text), numbers, _height(line))


def _lines(page: Page) -> Iterator[Line]:
    for block in page.blocks:
        if isinstance(block, Row):
            yield from block.lines()
        else:
            for _, lines in block.cells:
                yield from lines


def _height(line: Line) -> float:
    return line.place.box.y1 - line.place.box.y0 if line.place.box else 0.0


def _furniture(found: Sequence[Sequence[_Candidate]], page: int) -> set[int]:
    """Return the rows of a page that its neighbours repeat."""
    return {one.block for one in found[page] if _repeats(one, found, page)}


def _repeats(one: _Candidate, found: Sequence[Sequence[_Candidate]], page: int) -> bool:
    before = range(max(0, page - _REACH), page)
    after = range(page + 1, min(len(found), page + 1 + _REACH))
    return any(
        _is_counted(one, other, at - page) or (_is_same(one, other) and (at < page or not one.at_top))
        for at in (*before, *after)
        for other in found[at]
    )


def _is_same(one: _Candidate, other: _Candidate) -> bool:
    return _is_aligned(one, other) and one.numbers == other.numbers


def _is_aligned(one: _Candidate, other: _Candidate) -> bool:
    return one.at_top == other.at_top and one.frame == other.frame and abs(one.height - other.height) <= _SHIFT


def _is_counted(one: _Candidate, other: _Candidate, distance: int) -> bool:
    """Tell whether two rows differ in nothing but numbers that grow from page to page as the pages do."""
    if not _is_aligned(one, other):
        return False
    steps = {after - before for before, after in zip(one.numbers, other.numbers, strict=True)}
    return steps in ({distance}, {0, distance})

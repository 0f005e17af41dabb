"""Page numbers in text dumps, and what stands beside them on page after page: they belong to the pages, not to the text.

A dump has no margins. What gives a page number away is the row that all of them make: 1, 2, 3 … in order, each alone in a
line beside an empty one.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from extract.sheet import Row

__all__ = ["PAGE_NUMBER", "with_furniture"]

PAGE_NUMBER = regex.compile(
    r"[-=*#‐–—―]*+[(\[<]?+(?P<word>pages?|p\.?|ページ:?)?+(?P<number>[0-9]{1,4})(?:(?:/|of)[0-9]{1,4})?+(?P<unit>頁|ページ)?+[)\]>:]?+[-=*#‐–—―]*+"
)
"""A page number: 3, - 3 -, ― 3 ―, (3), 3 / 24, P.3, 3ページ, === Page 3 of 24 ===; matched in lower case without white space."""
DIGITS = regex.compile(r"[0-9]+")
LONGEST = 40
"""Characters; longer lines are no page numbers and no running titles."""
FEWEST_PAGES = 3
"""Two numbers in order may be a list."""
FEWEST_HEADS = 4
"""Three pages may begin with the same value."""
FEWEST_ROWS, LEAST_APART = 8, 2
"""Rows on a page, on average and at least; entries of a list and their numbers stand closer."""
MOST_PAGES = 0.8
"""Share of the pages that a running title stands on; titles of a long table stand at the edges of pages, too."""
DEPTH = 2
"""Rows from the page number to the edge of the page: a running title may stand between."""


def with_furniture(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a dump, page numbers and the running titles beside them marked as furniture.

    The blank line of a page's end is no gap in the text: it goes with the furniture. First lines of pages that may be
    titles, but may be labels as well, stay text and are marked as such.
    """
    numbers = _page_numbers(rows)
    furniture = set(numbers) | set(_beside(rows, numbers))
    found = list(rows)
    for at in furniture:
        found[at] = replace(rows[at], furniture=True)
    for at in furniture:
        if at + 1 < len(rows) and at + 1 not in furniture and rows[at + 1].gap:
            found[at + 1] = replace(rows[at + 1], gap=False)
    for at in set(_doubtful_heads(rows, numbers)) - furniture:
        found[at] = replace(found[at], page_head=True)
    return found


def _page_numbers(rows: Sequence[Row]) -> list[int]:
    """Return the page numbers: in each notation the longest row of them, each one more than the one before, if long enough."""
    best: dict[str, dict[int, list[int]]] = {}
    for at in range(len(rows)):
        found = _number(rows[at])
        if found is None or not (_is_named(rows[at]) or _is_apart(rows, at)):
            continue
        notation, number = found
        own = best.setdefault(notation, {})
        before = own.get(number - 1, [])
        if before and at - before[-1] <= LEAST_APART:
            before = []
        if len(before) + 1 >= len(own.get(number, [])):
            own[number] = [*before, at]
    longest = (max(own.values(), key=len) for own in best.values())
    return sorted(at for row in longest if _count_pages(row) for at in row)


def _count_pages(numbers: Sequence[int]) -> bool:
    """Tell whether these rows are as many, and as far apart, as the numbers of pages are."""
    if len(numbers) < FEWEST_PAGES:
        return False
    return (numbers[-1] - numbers[0]) / (len(numbers) - 1) >= FEWEST_ROWS


def _number(row: Row) -> tuple[str, int] | None:
    """Return how a page number is written, and the number; None for other rows."""
    match = _match(row)
    return (DIGITS.sub("", match.string), int(match["number"])) if match is not None else None


def _match(row: Row) -> regex.Match[str] | None:
    if row.table is not None or len(row.cells) != 1 or len(row.text) > LONGEST:
        return None
    return PAGE_NUMBER.fullmatch("".join(unicodedata.normalize("NFKC", row.text).lower().split()))


def _is_named(row: Row) -> bool:
    """Tell whether a line says that its number is a page's: programs that join pages write === Page 3 === anywhere."""
    match = _match(row)
    return match is not None and (match["word"] or match["unit"]) is not None


def _is_apart(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a number stands at the edge of a page, or as a paragraph of its own behind a page's worth of lines."""
    if _is_foot(rows, at) or (_is_marked(rows[at]) and any(_edges(rows, at))):
        return True
    return at >= FEWEST_ROWS and rows[at].gap and (at + 1 >= len(rows) or rows[at + 1].gap)


def _is_marked(row: Row) -> bool:
    """Tell whether more than a number is printed: - 3 -, 3 / 24."""
    return not row.text.strip().isdecimal()


def _is_foot(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a number stands below its page, without a blank line between; a number above text may be that of an entry."""
    last = at + 1 >= len(rows)
    ends = last or rows[at + 1].gap or _is_named(rows[at + 1]) or (at + 2 < len(rows) and rows[at + 2].gap)
    return not rows[at].gap and ends


def _edges(rows: Sequence[Row], at: int) -> Iterator[bool]:
    """Yield for each row near by whether a blank line parts it from the page before or behind."""
    for step in range(DEPTH):
        yield at <= step or rows[at - step].gap
        yield at + step + 1 >= len(rows) or rows[at + step + 1].gap


def _beside(rows: Sequence[Row], numbers: Sequence[int]) -> Iterator[int]:
    """Yield the lines beside page numbers that say the same on most pages; the first of titles in front stays text."""
    near = [(at, beside) for at in numbers for beside in _neighbours(rows, at)]
    texts = Counter(rows[beside].text for _, beside in near)
    seen: set[str] = set()
    for at, beside in near:
        text = rows[beside].text
        if texts[text] >= max(FEWEST_PAGES, MOST_PAGES * len(numbers)):
            if beside > at or text in seen:
                yield beside
            seen.add(text)
    yield from _heads(rows, [at + 1 for at in numbers if _is_named(rows[at]) and at + 2 < len(rows)])[1:]


def _doubtful_heads(rows: Sequence[Row], numbers: Sequence[int]) -> list[int]:
    """Return the lines behind page numbers that say the same on most pages, but for the first page: its title is the document's."""
    ends = (at for at in numbers if at >= FEWEST_ROWS and at + 2 < len(rows))
    heads = [at + 1 for at in ends if _is_named(rows[at]) or rows[at + 1].gap]
    return _heads(rows, heads) if len(heads) >= FEWEST_HEADS else []


def _heads(rows: Sequence[Row], heads: Sequence[int]) -> list[int]:
    """Return the first lines of pages that say the same on most of them, where the lines behind them do not: those head a table."""
    titles, behind = (Counter(rows[at + step].text for at in heads) for step in (0, 1))
    most = max(FEWEST_PAGES, MOST_PAGES * len(heads))
    if max(behind.values(), default=0) >= most:
        return []
    return [at for at in heads if titles[rows[at].text] >= most]


def _neighbours(rows: Sequence[Row], at: int) -> Iterator[int]:
    """Yield the line between a page number and the blank line at the page's edge."""
    behind, before = at + 1, at - 1
    if behind < len(rows) and not rows[behind].gap and (behind + 1 == len(rows) or rows[behind + 1].gap):
        yield behind
    if before >= 0 and (rows[before].gap or not before) and not rows[at].gap:
        yield before

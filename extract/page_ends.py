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

__all__ = ["with_furniture"]

NUMBER = regex.compile(r"(?:[-(]|p\.?|page)?+(?P<number>[0-9]{1,4})(?:[/／](?P<of>[0-9]{1,4}))?+(?:[-)]|頁|ページ)?+")
"""A page number: 3, - 3 -, (3), 3 / 24, P.3, 3ページ; matched in lower case without white space."""
LONGEST = 40
"""Characters; longer lines are no page numbers and no running titles."""
FEWEST_PAGES = 3
"""Two numbers in order may be a list."""
FEWEST_ROWS, LEAST_APART = 8, 2
"""Rows on a page, on average and at least; entries of a list and their numbers stand closer."""
MOST_PAGES = 0.8
"""Share of the pages that a running title stands on; titles of a long table stand at the edges of pages, too."""
DEPTH = 2
"""Rows from the page number to the edge of the page: a running title may stand between."""


def with_furniture(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a dump, page numbers and the running titles beside them marked as furniture.

    The blank line of a page's end is no gap in the text: it goes with the furniture.
    """
    numbers = _page_numbers(rows)
    furniture = set(numbers) | set(_beside(rows, numbers))
    found = list(rows)
    for at in furniture:
        found[at] = replace(rows[at], furniture=True)
    for at in furniture:
        if at + 1 < len(rows) and at + 1 not in furniture and rows[at + 1].gap:
            found[at + 1] = replace(rows[at + 1], gap=False)
    return found


def _page_numbers(rows: Sequence[Row]) -> list[int]:
    """Return the longest row of page numbers, each one more than the one before; empty where it is too short."""
    best: dict[int, list[int]] = {}
    for at in range(len(rows)):
        number = _number(rows[at])
        if number is None or not (_is_foot(rows, at) or (_is_marked(rows[at]) and any(_edges(rows, at)))):
            continue
        before = best.get(number - 1, [])
        if before and at - before[-1] <= LEAST_APART:
            before = []
        if len(before) + 1 >= len(best.get(number, [])):
            best[number] = [*before, at]
    longest = max(best.values(), key=len, default=[])
    apart = (longest[-1] - longest[0]) / (len(longest) - 1) if len(longest) >= FEWEST_PAGES else 0.0
    return longest if apart >= FEWEST_ROWS else []


def _number(row: Row) -> int | None:
    if row.table is not None or len(row.cells) != 1 or len(row.text) > LONGEST:
        return None
    match = NUMBER.fullmatch("".join(unicodedata.normalize("NFKC", row.text).lower().split()))
    return int(match["number"]) if match is not None else None


def _is_marked(row: Row) -> bool:
    """Tell whether more than a number is printed: - 3 -, 3 / 24."""
    return not row.text.strip().isdecimal()


def _is_foot(rows: Sequence[Row], at: int) -> bool:
    """Tell whether a number stands below its page, without a blank line between; a number above text may be that of an entry."""
    last = at + 1 >= len(rows)
    return not rows[at].gap and (last or rows[at + 1].gap or (at + 2 < len(rows) and rows[at + 2].gap))


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


def _neighbours(rows: Sequence[Row], at: int) -> Iterator[int]:
    """Yield the line between a page number and the blank line at the page's edge."""
    behind, before = at + 1, at - 1
    if behind < len(rows) and not rows[behind].gap and (behind + 1 == len(rows) or rows[behind + 1].gap):
        yield behind
    if before >= 0 and (rows[before].gap or not before) and not rows[at].gap:
        yield before

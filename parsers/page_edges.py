"""Page numbers that nothing parts from the text of a form, and the lines that stand beside them on page after page.

Dumps without blank lines print them between a value and the next label. In other documents a number alone in its line
may count opinions; in a form none stands so far apart.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

import regex

from extract.sheet import Row
from normalize.text import squash

__all__ = ["page_edges"]

FEWEST_PAGES = 4
"""Numbers in order that are pages'; three may be entries of a list."""
FEWEST_ROWS, LEAST_APART = 12, 3
"""Rows on a page, on average and at least (the rest of a table): entries of a list stand closer."""
FIRST = 3
"""The first number that is printed, at the latest: covers and contents may have none."""
BESIDE = 3
"""Lines before and behind a number that pages may repeat: the office that made them, a running title."""
MOST_PAGES = 0.8
"""Share of the pages that repeat a line."""
NUMBER = regex.compile(
    r"(?P<number>[0-9]{1,3})|[-–—―](?P<number>[0-9]{1,3})[-–—―]"
    r"|(?:.*[^0-9/])?(?P<number>[0-9]{1,3})/[0-9]{1,3}(?:頁|ページ)?[)\]]?"
)
"""A page number, squashed: 3, - 3 -, 3/24; of a total also behind a title: 青波市 児童手当 3/24.

With one dash it may be the end of a telephone number."""
LONGEST = 40
"""Squashed characters of such a line."""
DASHED = regex.compile(r"(?=.*[0-9])(?P<before>-)?(?P<number>[0-9lIO]{1,3})(?P<behind>-)?")
"""A page number between dashes, of which one may be lost or a figure misread."""
FIGURES = str.maketrans("lIO", "110")
"""Letters that figures are misread for."""
MOST_LOST = 3
"""Page numbers in a row that may be lost, or misread, between two that are whole."""


def page_edges(rows: Sequence[Row]) -> frozenset[int]:
    """Return the indexes of the rows that are page numbers, or lines that most pages repeat beside them or begin with."""
    edges = {*_half_dashed(rows), *(at for at, row in enumerate(rows) if row.page_head)}
    for numbers in _page_numbers(rows):
        edges.update(numbers, _repeated(rows, numbers))
    return frozenset(edges)


def _half_dashed(rows: Sequence[Row]) -> Iterator[int]:
    """Yield the numbers with one dash that lie between those with two: `- 3` behind `- 2 -` ends no telephone number."""
    found = [(at, *dashed) for at, row in enumerate(rows) if (dashed := _dashed(row)) is not None]
    whole = [(at, number) for at, number, is_whole in found if is_whole]
    for at, number, is_whole in found:
        if is_whole or (at and squash(rows[at - 1].text).endswith("-")):
            continue
        place = bisect_left(whole, (at, 0))
        before = whole[place - 1][1] if place else None
        behind = whole[place][1] if place < len(whole) else None
        follows = before is not None and 0 < number - before <= MOST_LOST
        precedes = behind is not None and 0 < behind - number <= MOST_LOST
        if (follows and (precedes or behind is None)) or (precedes and before is None):
            yield at


def _dashed(row: Row) -> tuple[int, bool] | None:
    """Return the number of a row that is one with a dash or two, and whether both are there."""
    found = DASHED.fullmatch(squash(row.text)) if row.table is None and len(row.text.strip()) <= LONGEST else None
    if found is None or not (found["before"] or found["behind"]):
        return None
    number = found["number"].translate(FIGURES)
    return int(number), bool(found["before"] and found["behind"])


def _page_numbers(rows: Sequence[Row]) -> Iterator[list[int]]:
    """Yield for each notation the rows of its longest series, if it counts pages: numbers behind one title are of one."""
    notations: dict[str, list[tuple[int, int]]] = {}
    for at, row in enumerate(rows):
        text = squash(row.text) if row.table is None and len(row.text.strip()) <= LONGEST else ""
        found = NUMBER.fullmatch(text)
        if found is not None:
            notation = f"{text[: found.start('number')]}#{text[found.end('number') :]}"
            notations.setdefault(notation, []).append((at, int(found["number"])))
    for numbers in notations.values():
        longest = _longest_series(numbers)
        if len(longest) >= FEWEST_PAGES and (longest[-1] - longest[0]) / (len(longest) - 1) >= FEWEST_ROWS:
            yield longest


def _longest_series(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """Return, of pairs of row and number, the rows of the longest series whose numbers count."""
    best: dict[int, list[int]] = {}
    for at, number in numbers:
        before = best.get(number - 1, [])
        if before and at - before[-1] < LEAST_APART:
            continue
        if (before or number <= FIRST) and len(before) + 1 >= len(best.get(number, [])):
            best[number] = [*before, at]
    return max(best.values(), key=len, default=[])


def _repeated(rows: Sequence[Row], numbers: Sequence[int]) -> Iterator[int]:
    """Yield the lines that stand at the same distance from the number of most pages."""
    for step in (*range(-BESIDE, 0), *range(1, BESIDE + 1)):
        near = [at + step for at in numbers if 0 <= at + step < len(rows)]
        texts = Counter(squash(rows[at].text) for at in near)
        for at in near:
            text = squash(rows[at].text)
            if 0 < len(text) <= LONGEST and texts[text] >= MOST_PAGES * len(numbers):
                yield at

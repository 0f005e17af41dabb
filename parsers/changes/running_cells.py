"""項目, 変更前 and 変更後 of rows whose lines were printed one below the other: each row by itself, then beside the others.

Two signs take several rows: blank space between the cells, if it parts every row of the table into three; and a text that
is 変更後 of one row and 変更前 of the next one with the same 項目. Signs that contradict each other tell nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from normalize.text import glue, squash, width
from parsers.changes.cells import begins
from parsers.changes.parting import KnownForm, Parted, PrintedItem, days_parted, item_of, parted
from parsers.changes.words import pattern_for

__all__ = ["Cells", "RowLines", "cells_of", "wrapped"]

FULL_LINE = 0.8
"""Share of a cell's widest line that a wrapped line of it fills: breaks leave room for a word in Latin letters."""
CELLS = 3
"""項目, 変更前, 変更後."""
FEWEST_ROWS = 2
"""One row in three parts may have an empty cell and one of two paragraphs; two such rows and no other are no chance."""


@dataclass(frozen=True, slots=True)
class RowLines:
    """The lines between 変更日 and 提出時期 of a row; `parts` are those with blank space before them.

    `whole` says that no page break cut the row.
    """

    texts: tuple[str, ...]
    parts: tuple[int, ...]
    day: date | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """項目, 変更前 and 変更後 of a row; `told` where they can be told."""

    item: str | None = None
    before: str | None = None
    after: str | None = None
    told: bool = False


def cells_of(rows: Sequence[RowLines], known: KnownForm | None) -> list[Cells]:
    """Return the cells of the rows of a table, nothing of a row that a page break cut."""
    items = [item_of(row.texts, known) if known else None for row in rows]
    parts = _alone(rows, items)
    _link(rows, items, parts)
    return [_cells(row.texts, how) for row, how in zip(rows, parts, strict=True)]


def _alone(rows: Sequence[RowLines], items: Sequence[PrintedItem | None]) -> list[Parted | None]:
    """Return how each row by itself is parted."""
    spaced = _are_spaced(rows)
    found: list[Parted | None] = []
    later: set[str] = set()
    for row, item in zip(reversed(rows), reversed(items), strict=True):
        path = item.path if item is not None else ""
        signs = {_by_space(row) if spaced else None, days_parted(row.texts)}
        signs.add(parted(row.texts, item, last=path not in later))
        signs.discard(None)
        found.append(signs.pop() if row.whole and len(signs) == 1 else None)
        later.add(path)
    return found[::-1]


def _are_spaced(rows: Sequence[RowLines]) -> bool:
    """Tell whether blank space stands between the cells of the rows and nowhere else."""
    whole = [row for row in rows if row.whole]
    several = any(len(row.texts) > CELLS for row in whole)
    return several and len(whole) >= FEWEST_ROWS and all(_by_space(row) for row in whole)


def _by_space(row: RowLines) -> Parted | None:
    if len(row.parts) != CELLS or row.parts[0] != 0:
        return None
    _, before, after = row.parts
    begins_item = pattern_for("chapters").search(squash(row.texts[0])) is not None
    return Parted(before, after - before) if begins_item else None


def _link(rows: Sequence[RowLines], items: Sequence[PrintedItem | None], parts: list[Parted | None]) -> None:
    """Part rows of one 項目 where just one text can be what a change left there and the next one found there.

    Nothing follows the other in blocks and files that have an 項目 of the same name each, nor in two rows of one day.
    """
    by_key: dict[str, list[int]] = {}
    lines: dict[int, int] = {}
    for at, (row, item) in enumerate(zip(rows, items, strict=True)):
        if row.whole and item is not None and item.known.key is not None:
            by_key.setdefault(item.known.key, []).append(at)
            lines[at] = item.lines
    pairs = [pair for numbers in by_key.values() for pair in pairwise(_in_time(numbers, rows))]
    for older, newer in reversed(pairs):
        left = {after: way for way, _, after in _ways(rows[older], lines[older], parts[older])}
        links = [
            (left[before], way) for way, before, _ in _ways(rows[newer], lines[newer], parts[newer]) if before in left
        ]
        if len(links) == 1:
            parts[older], parts[newer] = links[0]


def _in_time(numbers: Sequence[int], rows: Sequence[RowLines]) -> list[int]:
    """Return rows from the oldest to the newest; none where two are of one day."""
    by_day = {rows[at].day or date.min: at for at in numbers}
    return [by_day[day] for day in sorted(by_day)] if len(by_day) == len(numbers) else []


def _ways(row: RowLines, item: int, told: Parted | None) -> Iterator[tuple[Parted, str, str]]:
    """Yield the ways to part a row in which neither cell is empty, with 変更前 and 変更後 squashed."""
    for before in range(1, len(row.texts) - item):
        way = Parted(item, before)
        if told in (None, way):
            behind = item + before
            yield way, squash("".join(row.texts[item:behind])), squash("".join(row.texts[behind:]))


def _cells(texts: Sequence[str], how: Parted | None) -> Cells:
    if how is None:
        return Cells()
    behind = how.item + how.before
    item, before, after = (wrapped(part) for part in (texts[: how.item], texts[how.item : behind], texts[behind:]))
    return Cells(item, before, after, told=True)


def wrapped(texts: Sequence[str]) -> str | None:
    """Return lines as one text: those that are full run on, but where the next begins on purpose."""
    full = FULL_LINE * max(map(width, texts), default=0.0)
    glues = ("\n" if begins(text) or width(before) < full else glue(before, text) for before, text in pairwise(texts))
    return "".join([*texts[:1], *(part for pair in zip(glues, texts[1:], strict=True) for part in pair)]) or None

"""Rows of tables that list papers or items of an agenda: a number beside a title, or columns under heads."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.text import squash
from parsers.minutes.paper_numbers import is_number
from parsers.minutes.strips import Strip
from parsers.minutes.words import minutes_words, squashed
from parsers.passage import Passage, chain

__all__ = ["entry_cells", "may_hold_entries", "paper_columns"]


def entry_cells(cells: Sequence[Passage]) -> list[Passage]:
    """Return the cells of a row as the entries that they are: a number with the title beside it is one."""
    filled = [cell for cell in cells if cell.text.strip()]
    if len(filled) > 1 and is_number(filled[0].text):
        return [chain(filled[:2], ["\u3000"]), *filled[2:]]
    return filled


def may_hold_entries(strip: Strip) -> bool:
    """Tell whether a row holds entries of a list alone: of a wider table, one below the label's cell, or one with its number."""
    filled = [cell for cell in strip.cells if cell.text.strip()]
    if strip.table is None or len(strip.cells) <= 2:
        return True
    below = not strip.cells[0].text.strip() and len(filled) == 1
    return below or (len(filled) == 2 and is_number(filled[0].text))


def paper_columns(strip: Strip) -> tuple[int, ...] | None:
    """Return which cells of a table's rows hold number and title of a paper, as its row of heads says; None for other rows."""
    heads = [squash(cell.text) for cell in strip.cells]
    numbers, titles, others = (squashed(minutes_words().paper_heads[kind]) for kind in ("number", "title", "other"))
    known = all(head in numbers | titles | others for head in heads)
    titled = [at for at, head in enumerate(heads) if head in titles]
    if strip.table is None or len(heads) < 2 or not known or len(titled) != 1:
        return None
    numbered = [at for at, head in enumerate(heads) if head in numbers and at < titled[0]]
    return (*numbered[-1:], *titled)

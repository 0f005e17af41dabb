"""The titles of the columns of a table of opinions: which column is read as what, and which ones nothing is read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extract.sheet import Cell, Row
from normalize.text import squash
from parsers.papers.words import keys_by_label, paper_words

__all__ = ["NUMBERS", "Columns", "columns_of", "heads_opinions", "of_two_rows", "title_of", "titles_above"]

LONGEST_TITLE = 30
REMARK = regex.compile(r"\([^()]*\)$")
NUMBERS = frozenset({"comment_no", "branch_no", "serial_no"})
"""Columns that number the opinions."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of the grid holds; `unread` are the titles of columns with text that nothing is read from."""

    keys: Mapping[int, str]
    unread: tuple[Cell, ...] = ()


def title_of(text: str) -> str | None:
    """Return the column that a title heads: 御意見の概要（要旨） is `opinion`, 考え方及び対応 `response`; None for no title."""
    squashed = squash(text)
    if not squashed or len(squashed) > LONGEST_TITLE:
        return None
    keys = {_titles().get(known) for known in _known(squashed)}
    return keys.pop() if len(keys) == 1 else None


def _known(squashed: str) -> list[str]:
    """Return the titles of the data that a print stands for: one, or all that it joins; nothing at all is the empty one."""
    whole = _without_additions(squashed)
    if whole:
        return [whole]
    return [_without_additions(piece) for piece in paper_words().comments.joined.split(squashed)]


def _without_additions(squashed: str) -> str:
    """Return the title of the data that a print is, but for what stands before it and a remark behind; empty for none."""
    for one in (squashed, REMARK.sub("", squashed)):
        for title in (one, paper_words().comments.before.sub("", one)):
            if title in _titles():
                return title
    return ""


@cache
def _titles() -> Mapping[str, str]:
    return keys_by_label(paper_words().comments.titles)


@cache
def _ranks() -> Mapping[str, int]:
    """The titles in the order of the data."""
    return {title: rank for rank, title in enumerate(_titles())}


def columns_of(header: Row, below: Sequence[Row], legend: Mapping[str, str]) -> Columns | None:
    """Return the columns where a row is the header of a table of opinions; `below` are the rows under it.

    Of two columns of one kind one is read: the category whose codes the legend explains, else the one the data names first.
    What an opinion is about may take several columns.
    """
    titled: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in header.cells:
        titled[title_of(cell.text) or ""].append(cell)
    if "opinion" not in titled or len(titled.keys() - {""}) < 2:
        return None
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for row in below:
        for cell in row.cells:
            texts[cell.column].append(squash(cell.text))
    read = {key: _read(key, cells, texts, legend) for key, cells in titled.items() if key}
    keys = {
        column: key
        for key, cells in read.items()
        for cell in cells
        for column in range(cell.column, cell.column + cell.col_span)
    }
    return Columns(keys, tuple(cell for cell in header.cells if _is_unread(cell, keys, texts)))


def heads_opinions(row: Row) -> bool:
    """Tell whether a row of a table heads opinions and the responses to them."""
    keys = {title_of(cell.text) for cell in row.cells} if row.table is not None else set()
    return {"opinion", "response"} <= keys


def of_two_rows(header: Row, below: Row) -> Row | None:
    """Return a header of two rows as one: 意見 above 該当箇所 and 内容, between titles that reach over both rows.

    A title of the second row that is none by itself stands for the one above it. None for a header of one row.
    """
    above = titles_above(header, below)
    if not above:
        return None
    tall = [cell for cell in header.cells if cell.row_span > 1]
    split = [cell if title_of(cell.text) else replace(cell, lines=above[cell.column].lines) for cell in below.cells]
    return replace(header, cells=tuple(sorted((*tall, *split), key=lambda cell: cell.column)))


def titles_above(header: Row, below: Row) -> Mapping[int, Cell]:
    """Return what stands above each cell of the second row of a header; nothing for a header of one row."""
    above = {
        column: cell
        for cell in header.cells
        if cell.row_span == 1
        for column in range(cell.column, cell.column + cell.col_span)
    }
    tall = any(cell.row_span > 1 for cell in header.cells)
    return above if tall and below.cells and all(cell.column in above for cell in below.cells) else {}


def _read(
    key: str, cells: Sequence[Cell], texts: Mapping[int, Sequence[str]], legend: Mapping[str, str]
) -> Sequence[Cell]:
    """Return which of the columns of one kind are read."""
    if key == "item":
        return cells
    if key not in {"category", "response"}:
        return cells[:1]
    explained = {cell.column: sum(text in legend for text in texts.get(cell.column, ())) for cell in cells}
    ranks = {cell.column: min(_ranks()[title] for title in _known(squash(cell.text))) for cell in cells}
    return [min(cells, key=lambda cell: (-explained[cell.column] if key == "category" else 0, ranks[cell.column]))]


def _is_unread(cell: Cell, keys: Mapping[int, str], texts: Mapping[int, Sequence[str]]) -> bool:
    return cell.column not in keys and bool(squash(cell.text)) and any(texts.get(cell.column, ()))

"""Opinions and their responses in the results of a public comment, from tables with a column for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import regex

from extract.sheet import Cell, Place, Row
from normalize.text import squash
from parsers.issues import Finding
from parsers.papers.comment_titles import NUMBERS, Columns, columns_of, of_two_rows, title_of
from parsers.papers.fields import prose_of
from parsers.papers.texts import as_text
from parsers.papers.words import paper_words
from parsers.paragraphs import SENTENCE_ENDS, Breaks

__all__ = ["Opinion", "OpinionTables", "opinions_in_tables"]

LONGEST_NONE = 40
"""Squashed characters of a cell that says that there were no opinions: longer ones speak of something else, too."""
NUMBER = regex.compile(r"(?:No\.?|意見)?[A-Z]?-?\d")


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion with its response, as printed; null where the source has no such place or it is empty.

    `notes` are codes of issues.
    """

    place: Place
    comment_no: str | None = None
    branch_no: str | None = None
    submitter: str | None = None
    medium: str | None = None
    item: str | None = None
    opinion: str | None = None
    category: str | None = None
    response: str | None = None
    department: str | None = None
    serial_no: str | None = None
    notes: tuple[str, ...] = ()

    @staticmethod
    def of(place: Place, texts: Mapping[str, str]) -> Opinion:
        """Return the opinion with the texts of its columns by their keys."""
        return Opinion(
            place,
            comment_no=texts.get("comment_no"),
            branch_no=texts.get("branch_no"),
            submitter=texts.get("submitter"),
            medium=texts.get("medium"),
            item=texts.get("item"),
            opinion=texts.get("opinion"),
            category=texts.get("category"),
            response=texts.get("response"),
            department=texts.get("department"),
            serial_no=texts.get("serial_no"),
        )


@dataclass(frozen=True, slots=True)
class _Spanned:
    """A cell that reaches over rows, and the last of the rows it covers."""

    cell: Cell
    last: int


# -------------------------------------------------------------------------------------------------------------- tables


@dataclass(slots=True)
class OpinionTables:
    """The tables of opinions: what they hold, the numbers of their `rows`, and those that say that there is no opinion."""

    opinions: list[Opinion] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    without: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def opinions_in_tables(rows: Sequence[Row], legend: Mapping[str, str], breaks: Breaks) -> OpinionTables:
    """Return what all tables hold that have a column for opinions.

    A table without a header right behind one goes on with it: a page break came between.
    """
    found = OpinionTables()
    columns: Columns | None = None
    at = 0
    for table, group in groupby(rows, key=lambda row: row.table):
        block = list(group)
        numbers = range(at, at + len(block))
        at += len(block)
        if table is None:
            columns = columns if all(_is_furniture(row) for row in block) else None
            continue
        columns = columns if columns is not None and _goes_on(block[0], columns.keys) else None
        columns = _read_table(block, columns, legend, breaks, found)
        if columns is not None:
            found.rows.update(numbers)
    return found


def _is_furniture(row: Row) -> bool:
    """Tell whether a line between two pieces of a table is the number of a page."""
    return row.furniture or squash(row.text).strip("-/").isdecimal()


def _goes_on(row: Row, columns: Mapping[int, str]) -> bool:
    """Tell whether a table without a header can be the rest of the one before: as wide, and numbers where it had them."""
    texts = {cell.column: squash(cell.text) for cell in row.cells}
    numbers = [texts.get(column, "") for column, key in columns.items() if key in NUMBERS]
    return max(texts) <= max(columns) and all(not text or NUMBER.match(text) for text in numbers)


def _read_table(
    block: Sequence[Row], columns: Columns | None, legend: Mapping[str, str], breaks: Breaks, found: OpinionTables
) -> Columns | None:
    spans: dict[int, _Spanned] = {}
    titled = [number for number, row in enumerate(block) if _is_header(row)]
    ends = dict(zip(titled, [*titled[1:], len(block)], strict=False))
    begin = 0
    for number, row in enumerate(block):
        header = _header(block[number : ends[number]], legend) if number in ends and number >= begin else None
        if header is not None:
            columns, height = header
            begin = number + height
            spans = {}
            found.findings += [_unread(cell) for cell in columns.unread]
        if number < begin:
            continue
        if columns is None or row.furniture:
            continue
        cells = _cells(row, number, spans)
        spans = {
            column: _Spanned(cell, number + cell.row_span - 1)
            for column, cell in cells.items()
            if cell.row_span > 1 and cell in row.cells
        } | {
            column: span
            for column, span in spans.items()
            if span.last > number and column in cells and cells[column] is span.cell
        }
        _add(_opinion(row, cells, columns.keys, breaks), row, columns.keys, found)
    return columns


def _header(rows: Sequence[Row], legend: Mapping[str, str]) -> tuple[Columns, int] | None:
    """Return the columns that the first of some rows heads and how many rows the header has; None where it heads none."""
    first, *below = rows
    both = of_two_rows(first, below[0]) if below else None
    columns = columns_of(both or first, below[1:] if both else below, legend)
    return (columns, 2 if both else 1) if columns is not None else None


def _is_header(row: Row) -> bool:
    """Tell whether a row has the title of a column of opinions."""
    return any(title_of(cell.text) == "opinion" for cell in row.cells)


def _unread(cell: Cell) -> Finding:
    return Finding("column_unread", squash(cell.text), cell.place)


def _cells(row: Row, number: int, spans: Mapping[int, _Spanned]) -> dict[int, Cell]:
    """Return the cell of each column, those that reach down from a row above included."""
    cells = {column: span.cell for column, span in spans.items() if span.last >= number}
    for cell in row.cells:
        cells.update(dict.fromkeys(range(cell.column, cell.column + cell.col_span), cell))
    return cells


def _opinion(row: Row, cells: Mapping[int, Cell], columns: Mapping[int, str], breaks: Breaks) -> Opinion:
    texts: dict[str, str] = {}
    seen: list[Cell] = []
    for column, key in columns.items():
        cell = cells.get(column)
        if cell is None or any(cell is one for one in seen):
            continue
        seen.append(cell)
        text = as_text(list(prose_of(cell)), breaks, prose=True)
        if text and key == "item" and key in texts:
            texts[key] = _both(texts[key], text)
        elif text:
            texts.setdefault(key, text)
    return Opinion.of(row.place, texts)


def _both(one: str, other: str) -> str:
    """Return what an opinion is about from two columns: page and item; a dash in one says nothing."""
    nothing = paper_words().counts.blank
    return " ".join(text for text in (one, other) if not nothing.match(squash(text))) or one


def _add(opinion: Opinion, row: Row, columns: Mapping[int, str], tables: OpinionTables) -> None:
    """Add what a row of the table says: an opinion of its own, the rest of the one before, or that there is none."""
    found = tables.opinions
    filled = [cell for cell in row.cells if cell.lines]
    across = len(filled) == 1 and len(set(columns.values())) > 1 and filled[0].col_span > 1
    if not filled or across or _is_total(filled[0]):
        return
    own = opinion.comment_no or opinion.branch_no or opinion.serial_no
    if _says_none(opinion, own):
        tables.without.append(row)
        return
    if NUMBERS & set(columns.values()) and not own and found:
        if _carries_on(opinion, found[-1]):
            found[-1] = _joined(found[-1], opinion)
            return
        if _is_open(found[-1].opinion) and opinion.opinion is not None:
            opinion = replace(opinion, notes=("field_inferred",))
    if opinion.opinion is None and opinion.response is None:
        return
    if opinion.comment_no is None and opinion.branch_no is not None and found and _follows(found[-1], opinion):
        opinion = replace(opinion, comment_no=found[-1].comment_no, notes=("field_inferred",))
    found.append(opinion)


def _says_none(opinion: Opinion, own: str | None) -> bool:
    """Tell whether a row says that nobody sent an opinion: without a number and an answer, and in so many words."""
    counts = paper_words().counts
    rest = (own, opinion.item, opinion.category, opinion.response)
    if opinion.opinion is None or not all(one is None or counts.blank.match(squash(one)) for one in rest):
        return False
    text = squash(opinion.opinion)
    return len(text) <= LONGEST_NONE and (counts.nothing.match(text) or counts.none.search(text)) is not None


def _is_total(cell: Cell) -> bool:
    return squash(cell.text) in paper_words().counts.total


def _follows(before: Opinion, after: Opinion) -> bool:
    """Tell whether a branch number is the next one: its number was printed once for all branches."""
    one, other = squash(before.branch_no or ""), squash(after.branch_no or "")
    return one.isdecimal() and other.isdecimal() and int(other) == int(one) + 1


def _carries_on(piece: Opinion, before: Opinion) -> bool:
    """Tell whether a row without a number is the rest of the row before: a page break cut a sentence of it.

    One that has both texts is only where both sentences were cut.
    """
    if piece.opinion is None or piece.category is not None:
        return piece.category is None
    return piece.response is None or (_is_open(before.opinion) and _is_open(before.response))


def _is_open(text: str | None) -> bool:
    """Tell whether a text ends within a sentence."""
    return not (text or "").endswith(SENTENCE_ENDS)


def _joined(before: Opinion, piece: Opinion) -> Opinion:
    return replace(
        before,
        opinion=_rejoined(before.opinion, piece.opinion),
        response=_rejoined(before.response, piece.response),
        department=_rejoined(before.department, piece.department),
        place=Place.hull((before.place, piece.place)),
        notes=(*before.notes, "comment_joined"),
    )


def _rejoined(before: str | None, after: str | None) -> str | None:
    if before is None or after is None:
        return before or after
    return before + ("\n" if before.endswith(SENTENCE_ENDS) else "") + after

"""Opinions and their responses in the results of a public comment: from tables, from heads that alternate, from lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

import regex

from extract.sheet import Cell, Place, Row
from normalize.text import squash
from parsers.papers.fields import prose_of
from parsers.papers.texts import as_text
from parsers.papers.words import keys_by_label, paper_words
from parsers.paragraphs import SENTENCE_ENDS, Breaks

__all__ = ["Opinion", "opinions_in_tables", "read_legend", "title_of"]

LONGEST_TITLE = 30
REMARK = regex.compile(r"\([^()]*\)$")
NUMBER = regex.compile(r"(?:No\.?|意見)?[A-Z]?-?\d")
NUMBERS = frozenset({"comment_no", "branch_no", "serial_no"})
"""Columns that number the opinions."""


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


# -------------------------------------------------------------------------------------------------------------- titles


def title_of(text: str) -> str | None:
    """Return the column that a title heads: 御意見の概要（要旨） is `opinion`; None for what is no title."""
    squashed = squash(text)
    if not squashed or len(squashed) > LONGEST_TITLE:
        return None
    bare = REMARK.sub("", squashed)
    for one in (squashed, bare):
        shorter = paper_words().comments.before.sub("", one)
        key = _titles().get(one) or _titles().get(shorter)
        if key is not None:
            return key
    return None


@cache
def _titles() -> Mapping[str, str]:
    return keys_by_label(paper_words().comments.titles)


def _header(row: Row) -> dict[int, str] | None:
    """Return which column of the grid holds what, where a row is the header of a table of opinions."""
    found: dict[int, str] = {}
    for cell in row.cells:
        key = title_of(cell.text)
        if key is not None and key not in found.values():
            found.update(dict.fromkeys(range(cell.column, cell.column + cell.col_span), key))
    keys = set(found.values())
    return found if "opinion" in keys and len(keys) > 1 else None


# -------------------------------------------------------------------------------------------------------------- tables


def opinions_in_tables(rows: Sequence[Row], breaks: Breaks) -> tuple[list[Opinion], frozenset[int]]:
    """Return the opinions of all tables that have a column for them, and which rows these tables are.

    A table without a header right behind one goes on with it: a page break came between.
    """
    found: list[Opinion] = []
    taken: set[int] = set()
    columns: dict[int, str] | None = None
    at = 0
    for table, group in groupby(rows, key=lambda row: row.table):
        block = list(group)
        numbers = range(at, at + len(block))
        at += len(block)
        if table is None:
            columns = columns if all(_is_furniture(row) for row in block) else None
            continue
        columns = columns if columns is not None and _goes_on(block[0], columns) else None
        columns = _read_table(block, columns, breaks, found)
        if columns is not None:
            taken.update(numbers)
    return found, frozenset(taken)


def _is_furniture(row: Row) -> bool:
    """Tell whether a line between two pieces of a table is the number of a page."""
    return row.furniture or squash(row.text).strip("-/").isdecimal()


def _goes_on(row: Row, columns: Mapping[int, str]) -> bool:
    """Tell whether a table without a header can be the rest of the one before: as wide, and numbers where it had them."""
    texts = {cell.column: squash(cell.text) for cell in row.cells}
    numbers = [texts.get(column, "") for column, key in columns.items() if key in NUMBERS]
    return max(texts) <= max(columns) and all(not text or NUMBER.match(text) for text in numbers)


def _read_table(
    block: Sequence[Row], columns: dict[int, str] | None, breaks: Breaks, found: list[Opinion]
) -> dict[int, str] | None:
    spans: dict[int, _Spanned] = {}
    for number, row in enumerate(block):
        header = _header(row)
        if header is not None:
            columns = header
            spans = {}
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
        _add(_opinion(row, cells, columns, breaks), row, columns, found)
    return columns


def _cells(row: Row, number: int, spans: Mapping[int, _Spanned]) -> dict[int, Cell]:
    """Return the cell of each column, those that reach down from a row above included."""
    cells = {column: span.cell for column, span in spans.items() if span.last >= number}
    for cell in row.cells:
        cells.update(dict.fromkeys(range(cell.column, cell.column + cell.col_span), cell))
    return cells


def _opinion(row: Row, cells: Mapping[int, Cell], columns: Mapping[int, str], breaks: Breaks) -> Opinion:
    texts: dict[str, str] = {}
    for column, key in columns.items():
        text = as_text(list(prose_of(cells[column])), breaks, prose=True) if column in cells else None
        if text and key not in texts:
            texts[key] = text
    return Opinion.of(row.place, texts)


def _add(opinion: Opinion, row: Row, columns: Mapping[int, str], found: list[Opinion]) -> None:
    """Add what a row of the table says: an opinion of its own, or the rest of the one before."""
    filled = [cell for cell in row.cells if cell.lines]
    across = len(filled) == 1 and len(set(columns.values())) > 1 and filled[0].col_span > 1
    if not filled or across or _is_total(filled[0]):
        return
    numbered = bool(NUMBERS & set(columns.values()))
    own = opinion.comment_no or opinion.branch_no or opinion.serial_no
    if numbered and not own and found and _carries_on(opinion, found[-1]):
        found[-1] = _joined(found[-1], opinion)
        return
    if opinion.opinion is None and opinion.response is None:
        return
    if opinion.comment_no is None and opinion.branch_no is not None and found and _follows(found[-1], opinion):
        opinion = replace(opinion, comment_no=found[-1].comment_no, notes=("field_inferred",))
    found.append(opinion)


def _is_total(cell: Cell) -> bool:
    return squash(cell.text) in paper_words().counts.total


def _follows(before: Opinion, after: Opinion) -> bool:
    """Tell whether a branch number is the next one: its number was printed once for all branches."""
    one, other = squash(before.branch_no or ""), squash(after.branch_no or "")
    return one.isdecimal() and other.isdecimal() and int(other) == int(one) + 1


def _carries_on(piece: Opinion, before: Opinion) -> bool:
    """Tell whether a row without a number is the rest of the row before: a page break cut a sentence of it."""
    if piece.opinion is None or piece.category is not None:
        return piece.category is None
    return not (before.opinion or "").endswith(SENTENCE_ENDS) or piece.response is None


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


# -------------------------------------------------------------------------------------------------------------- legend


def read_legend(rows: Sequence[Row]) -> dict[str, str]:
    """Return what each code of the categories means, by the squashed code: from a table, a list or one line."""
    legend: dict[str, str] = {}
    for code, label in (*_legend_in_tables(rows), *_legend_in_lines(rows)):
        legend.setdefault(squash(code), label)
    return legend


def _legend_in_tables(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the entries of tables with columns for the category and its meaning, but none for opinions."""
    for table, group in groupby(rows, key=lambda row: row.table):
        block = list(group)
        titles = {title_of(cell.text): cell.column for cell in block[0].cells} if table is not None else {}
        if "category" not in titles or "opinion" in titles or len(block[0].cells) < 2:
            continue
        for row in block[1:]:
            cells = {cell.column: cell.text.strip() for cell in row.cells}
            code, label = (
                cells.get(titles["category"], ""),
                cells.get(titles.get("response", titles["category"] + 1), ""),
            )
            if label and paper_words().comments.codes.match(squash(code)):
                yield code, label


def _legend_in_lines(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield the entries of a list below the title of the legend, and of a line that explains several codes."""
    listing = False
    for row in rows:
        text = row.text.strip()
        if row.table is not None:
            listing = False
            continue
        entry = ENTRY.match(text)
        if squash(text).strip("【】()[]<>■●:") in paper_words().comments.legends:
            listing = True
        elif listing and entry is not None and paper_words().comments.codes.match(squash(entry["code"])):
            yield entry["code"], entry["label"].strip()
        else:
            listing = False
            yield from _explained(text)


ENTRY = regex.compile(r"\s*+(?:[-・]\s*+)?(?P<code>[^\s:：.．、]{1,4})(?:\s*+[:：.．、…]\s*+|\s++)(?P<label>\S.*+)")
EXPLAINED = regex.compile(
    r"(?P<code>[A-ZＡ-Ｚ◎○〇◯△×□●▲■])\s*+[:：=＝…]++\s*+(?P<label>[^A-ZＡ-Ｚ◎○〇◯△×□●▲■:：]{2,60})"
)
LONGEST_LEGEND = 300


def _explained(text: str) -> list[tuple[str, str]]:
    """Return the codes that one line explains: ◎：反映する ○：記載済み; a single one is no legend."""
    found = list(EXPLAINED.finditer(text)) if len(text) <= LONGEST_LEGEND else []
    entries = [(match["code"], match["label"].strip(" 　、,。・/／()（）")) for match in found]
    return entries if len({code for code, _ in entries}) > 1 else []

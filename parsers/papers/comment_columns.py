"""Tables of opinions that a dump printed without borders: columns side by side, or one column below the other."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

import regex

from extract.sheet import Cell, Place, Row
from normalize.text import squash
from parsers.papers.comment_feet import is_stop, on_pages, without_foot
from parsers.papers.comment_titles import title_of
from parsers.papers.comments import Opinion
from parsers.papers.texts import as_text
from parsers.paragraphs import SENTENCE_ENDS, Breaks

__all__ = ["are_titles", "opinions_below_one_another", "opinions_side_by_side"]

WORD = regex.compile(r"\S++")
MOST_WORDS, LONGEST_TITLES = 60, 400
"""Words and characters of a line of titles, letter-spaced ones and blanks included; longer lines are text."""
NARROWEST_GAP = 2
"""Blank cells between two columns in every line; words of a text have one between them."""
WIDE = frozenset("WFA")
"""East Asian widths of characters that a dump counts as two cells, or as one: some programs do one, some the other."""
FEWEST_NUMBERS = 2


@dataclass(frozen=True, slots=True)
class _Title:
    """A title in a line of titles: the column it heads and the characters it takes."""

    key: str
    start: int
    end: int


# --------------------------------------------------------------------------------------------------------------- titles


def are_titles(row: Row) -> bool:
    """Tell whether a line holds nothing but the titles of a table of opinions."""
    return bool(_titles(row))


def _titles(row: Row) -> list[_Title]:
    """Return the titles that a line of prose consists of, letter-spaced ones too; none where it is no such line.

    The gaps between titles are wider than those within them.
    """
    words = list(islice(WORD.finditer(row.text), MOST_WORDS + 1)) if row.table is None else []
    if not 2 <= len(words) <= MOST_WORDS or len(row.text) > LONGEST_TITLES:
        return []
    between = [after.start() - before.end() for before, after in pairwise(words)]
    for gap in sorted(set(between), reverse=True):
        edges = [0, *(at for at, blank in enumerate(between, 1) if blank >= gap), len(words)]
        titles = [
            _Title(title_of(row.text[start:end]) or "", start, end)
            for start, end in ((words[one].start(), words[other - 1].end()) for one, other in pairwise(edges))
        ]
        if gap >= NARROWEST_GAP and _are_whole([title.key for title in titles]):
            return titles
    return []


def _are_whole(keys: Sequence[str]) -> bool:
    """Tell whether titles are those of a table of opinions, each once."""
    return (
        keys[0] == "comment_no"
        and "" not in keys
        and len(set(keys)) == len(keys)
        and {"opinion", "response"} <= set(keys)
    )


# --------------------------------------------------------------------------------------------------------- side by side


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a line has in one column, and the cell that it begins in."""

    row: Row
    cell: int


@dataclass(slots=True)
class _Grid:
    """The blank cells between each two columns that all lines so far leave, as bits; `wide` is a wide character's cells."""

    titles: Sequence[_Title]
    wide: int
    gaps: list[int]

    @staticmethod
    def of(row: Row, titles: Sequence[_Title], wide: int) -> _Grid:
        """Return the cells between the titles of a line."""
        cells = _cells(row.text, wide)
        gaps = [_bits(cells[one.end], cells[other.start]) for one, other in pairwise(titles)]
        return _Grid(titles, wide, gaps)

    def admit(self, row: Row) -> bool:
        """Leave out the cells that a line fills; tell whether each gap still is one, or leave all as it was."""
        taken, beyond = 0, max(gap.bit_length() for gap in self.gaps)
        for character, cell in zip(row.text, _cells(row.text, self.wide), strict=False):
            if cell >= beyond:
                break
            if not character.isspace():
                taken |= _bits(cell, cell + _width(character, self.wide))
        gaps = [gap & ~taken for gap in self.gaps]
        if not all(_is_gap(gap) for gap in gaps):
            return False
        self.gaps = gaps
        return True

    def pieces(self, row: Row) -> dict[str, _Piece]:
        """Return what stands in each column of a line."""
        cells = _cells(row.text, self.wide)
        edges = [0, *(_edge(gap) for gap in self.gaps), cells[-1] + 1]
        line, found = row.cells[0].lines[0], dict[str, _Piece]()
        for title, left, right in zip(self.titles, edges, edges[1:], strict=False):
            filled = [at for at, sign in enumerate(row.text) if left <= cells[at] < right and not sign.isspace()]
            if filled:
                piece = line.part(filled[0], filled[-1] + 1)
                found[title.key] = _Piece(Row((Cell((piece,), piece.place),), piece.place), cells[filled[0]])
        return found


def _cells(text: str, wide: int) -> list[int]:
    """Return the cell that each character begins in, and the one behind the last."""
    found = [0]
    for character in text:
        found.append(found[-1] + _width(character, wide))
    return found


def _width(character: str, wide: int) -> int:
    return wide if unicodedata.east_asian_width(character) in WIDE else 1


def _bits(start: int, end: int) -> int:
    return (1 << max(start, end)) - (1 << start)


def _is_gap(gap: int) -> bool:
    """Tell whether blank cells hold one gap that is wide enough; of two with text between nobody knows which."""
    runs = gap & (gap >> (NARROWEST_GAP - 1))
    return bool(runs) and (runs | (runs - 1)) + 1 & runs == 0


def _edge(gap: int) -> int:
    """Return the last cell of the gap: the next column begins behind it."""
    runs = gap & (gap >> (NARROWEST_GAP - 1))
    return runs.bit_length()


@dataclass(slots=True)
class _Table:
    """The rows of a table under way: the lines of each column, and whether it came to a line that it can't place."""

    rows: list[dict[str, list[Row]]] = field(default_factory=list)
    torn: bool = False
    begins: dict[str, int] = field(default_factory=dict)

    def add(self, pieces: Mapping[str, _Piece]) -> None:
        """Add a line to the row under way. What is out of line with its column, or has gaps, belongs to another one."""
        for key, piece in pieces.items():
            if key in PROSE:
                begins = self.begins.setdefault(key, piece.cell)
                self.torn = self.torn or abs(piece.cell - begins) > DEEPEST_INDENT
            self.torn = self.torn or _has_columns(piece.row)
            self.rows[-1].setdefault(key, []).append(piece.row)


PROSE = frozenset({"opinion", "response"})
DEEPEST_INDENT = 2
"""Cells by which the first line of a paragraph is set in."""


def opinions_side_by_side(rows: Sequence[Row], breaks: Breaks) -> list[Opinion] | None:
    """Return the opinions of a table whose columns stand side by side with nothing but blank cells between them.

    None where there are columns, and a line runs across them: nobody knows what belongs to which.
    """
    lines = [row for row in on_pages(rows) if row.table is None and row.text.strip()]
    start, titles = next(((at, found) for at, row in enumerate(lines) if (found := _titles(row))), (0, []))
    tables = [_table(lines, start, _Grid.of(lines[start], titles, wide)) for wide in (2, 1)] if titles else []
    for table in tables:
        if table.rows and not table.torn:
            return [_of_columns(row, breaks) for row in table.rows]
    return None if any(table.torn for table in tables) else []


def _table(lines: Sequence[Row], start: int, grid: _Grid) -> _Table:
    """Return the lines of the table: it ends at one that runs across the columns, or behind a blank line at one of no row."""
    inside: list[Row] = []
    table = _Table()
    if not all(_is_gap(gap) for gap in grid.gaps):
        return table
    for row in lines[start + 1 :]:
        if are_titles(row):
            continue
        if is_stop(row):
            break
        if not grid.admit(row):
            if _has_columns(row):
                return _Table(torn=True)
            break
        inside.append(row)
    for row in inside:
        pieces = grid.pieces(row)
        number = pieces.get("comment_no")
        if number is not None and squash(number.row.text) == str(len(table.rows) + 1):
            table.rows.append({})
        elif number is not None or not table.rows or (row.gap and len(pieces) < FEWEST_NUMBERS):
            break
        table.add(pieces)
    return table


def _has_columns(row: Row) -> bool:
    """Tell whether a line has a wide gap in it, as lines of several columns have."""
    return BETWEEN.search(row.text.strip()) is not None


BETWEEN = regex.compile(rf" {{{NARROWEST_GAP},}}")


def _of_columns(columns: Mapping[str, Sequence[Row]], breaks: Breaks) -> Opinion:
    texts = {key: as_text(rows, breaks, prose=key in PROSE) for key, rows in columns.items()}
    place = Place.hull(row.place for rows in columns.values() for row in rows)
    return Opinion.of(place, {key: text for key, text in texts.items() if text})


# ------------------------------------------------------------------------------------------------- below one another


def opinions_below_one_another(rows: Sequence[Row], breaks: Breaks) -> list[Opinion]:
    """Return the opinions of a table whose columns a dump printed one below the other: all numbers, then all opinions.

    The entries of a column are told where it has a line for each number, or a sentence's end at the end of a line for
    each; else they are null.
    """
    lines = [row for row in on_pages(rows) if row.table is None and row.text.strip()]
    numbers, start = _numbers(lines)
    columns = dict(_columns(lines[start:])) if numbers else {}
    if not {"opinion", "response"} <= columns.keys():
        return []
    last = next(reversed(columns))
    entries = {
        key: _entries(without_foot(column) if key == last else column, len(numbers)) for key, column in columns.items()
    }
    return [_entry(number, at, entries, breaks) for at, number in enumerate(numbers)]


def _numbers(lines: Sequence[Row]) -> tuple[Sequence[Row], int]:
    """Return the lines of the column of numbers (1, 2, 3 …) and where the next title stands; none where there are none."""
    for at, row in enumerate(lines):
        if title_of(row.text) != "comment_no":
            continue
        end = at + 1
        while end < len(lines) and squash(lines[end].text) == str(end - at):
            end += 1
        if end - at > FEWEST_NUMBERS and end < len(lines) and title_of(lines[end].text) is not None:
            return lines[at + 1 : end], end
    return (), 0


def _columns(lines: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """Yield the lines of each column by its key: from its title to that of another."""
    seen: set[str] = set()
    key, start = "", 0
    for at, row in enumerate(lines):
        found = title_of(row.text)
        stops = is_stop(row)
        if stops or (found is not None and found not in seen):
            if key:
                yield key, lines[start:at]
            key, start = found or "", at + 1
            seen.add(key)
        if stops:
            return
    if key:
        yield key, lines[start:]


def _entries(column: Sequence[Row], count: int) -> list[Sequence[Row]] | None:
    if len(column) == count:
        return [(row,) for row in column]
    entries: list[Sequence[Row]] = []
    start = 0
    for at, row in enumerate(column, 1):
        if row.text.strip().endswith(SENTENCE_ENDS):
            entries.append(column[start:at])
            start = at
    return entries if len(entries) == count and start == len(column) else None


def _entry(number: Row, at: int, entries: Mapping[str, list[Sequence[Row]] | None], breaks: Breaks) -> Opinion:
    own = {key: found[at] for key, found in entries.items() if found is not None}
    opinion = _of_columns({"comment_no": [number], **own}, breaks)
    whole = len(own) == len(entries)
    return replace(opinion, notes=("field_inferred",) if whole else ("comment_unsplit",))

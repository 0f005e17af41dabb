"""From rows to paragraphs: wrapped lines joined, letters printed one below the other joined, table rows kept as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from extract.lines import stripped
from extract.sheet import Line, Place, Row
from normalize.dates import parse_date
from normalize.text import glue, squash, width
from parsers.passage import Passage, join
from parsers.wrapping import is_wrapped, right_of

__all__ = ["SENTENCE_ENDS", "Breaks", "Paragraph", "cell_passages", "paragraphs", "parted_by_indent"]

FULL_LINE = 0.9
"""A line this full, as a share of the widest one near it, runs on into the next: justified text ends up to two characters short."""
NEAR = 8
"""Lines before and after that tell the measure of a column; documents bound into one file differ in it."""
NARROWEST = 12.0
"""Columns narrower than this many characters are lists and drawings; nothing in them is wrapped prose."""
NARROWEST_INDENTED = 34.0
"""Indented lines of this many characters to the right edge may be wrapped; narrower ones are lists of names and papers."""
LEAST_FULL = 2
"""A measure shows by at least two lines that reach it; one long line among short ones is just long."""
SENTENCE_ENDS = ("。", "！", "？")
CONTINUES = regex.compile(r"[、，,。」』)）】]")
"""No line of Japanese begins with these but one that was broken: a line that does belongs to the one before."""
LABELLED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー・]{2,8}:")
"""A label before its value, squashed: 日時:, 場所:."""
LONGEST_DATE = 30
"""Characters of a line that may be a date and nothing else."""
INDENT = regex.compile(r"\s*+")
COLUMNS = regex.compile(r"\S(?:\u3000| {2})\s*+\S")
"""A wide gap inside a line parts the entries of a list."""
OPEN_BRACKET = regex.compile(r"[(（「『][^()（）「」『』]*+$")
ONE_CHARACTER = regex.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose, or one row of a table with its cells parted by tabs.

    `place` covers its rows with their markup. `heading` is the level the source's own markup gives it.
    """

    passage: Passage
    place: Place
    rows: tuple[Row, ...]
    heading: int | None = None

    @property
    def text(self) -> str:
        """The text, without white space at its ends."""
        return self.passage.text.strip()

    @property
    def is_table_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.rows[0].table is not None


@dataclass(frozen=True, slots=True)
class Breaks:
    """What never runs together with its neighbour, told from the text of one line.

    `begins`: it opens something new (a marker, a bullet). `complete`: it is whole by itself (a title).
    """

    begins: Callable[[str], bool]
    complete: Callable[[str], bool]


def paragraphs(rows: Sequence[Row], breaks: Breaks) -> list[Paragraph]:
    """Return the rows as paragraphs, in order, each row in exactly one.

    A line is joined to the one before when that one is full to the measure of the column and neither `breaks`, or
    when it begins with a mark that never begins a line.
    """
    lines = [_Line.of(row) for row in rows]
    found: list[Paragraph] = []
    group: list[Row] = []
    for number, row in enumerate(rows):
        if group and not _runs_on(lines, number, breaks):
            found.append(_paragraph(group, breaks))
            group = []
        group.append(row)
    if group:
        found.append(_paragraph(group, breaks))
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as a line of prose: its text with its indent, without it, and its printed width; 0 for what is no prose.

    `edge` is the width with the indent.
    """

    text: str
    stripped: str
    width: float
    edge: float
    gap: bool

    @staticmethod
    def of(row: Row) -> _Line:
        text = row.text
        stripped_text = text.strip()
        prose = row.table is None and row.heading is None
        printed = width(stripped_text) if prose else 0.0
        return _Line(text, stripped_text, printed, printed + _indent(text) if prose else 0.0, row.gap)

    @property
    def is_indented(self) -> bool:
        """Whether a full-width space opens it."""
        return self.text.startswith("\u3000")


def _runs_on(lines: Sequence[_Line], number: int, breaks: Breaks) -> bool:
    """Tell whether line `number` carries on the paragraph of the line before it."""
    before, line = lines[number - 1], lines[number]
    if line.gap or not before.width or not line.width:
        return False
    if ONE_CHARACTER.fullmatch(line.stripped):
        if ONE_CHARACTER.fullmatch(before.stripped):
            return True
        if number + 1 < len(lines) and ONE_CHARACTER.fullmatch(lines[number + 1].stripped):
            return False  # the first letter of a label printed downwards
    if CONTINUES.match(line.stripped):
        return True
    if before.stripped.endswith(SENTENCE_ENDS) or not _is_full(lines, number - 1, line.is_indented):
        return False
    if parted_by_indent(before.text, line.text) or _stands_alone(before.stripped, line.stripped):
        return False
    return not (breaks.begins(line.text) or breaks.complete(before.text))


def parted_by_indent(before: str, line: str) -> bool:
    """Tell whether the full-width spaces before a line open a paragraph: it is indented deeper than the line before.

    Lines that hang below the first of an entry are indented as well, but no deeper; below columns they are a list.
    """
    if not line.startswith("\u3000"):
        return False
    return _indent(line) > _indent(before) or COLUMNS.search(before.strip()) is not None


def _indent(text: str) -> float:
    return width(INDENT.match(text)[0])  # type: ignore[index]


def _stands_alone(before: str, line: str) -> bool:
    """Tell whether one of two lines is a date and nothing else, or the second begins with a label and a colon."""
    labelled = LABELLED.match(squash(line)) is not None and OPEN_BRACKET.search(before) is None
    return labelled or _is_day(before) or _is_day(line)


def _is_day(text: str) -> bool:
    if len(text) > LONGEST_DATE:
        return False
    value = parse_date(text)
    return value.kind == "date" and value.precision == "day"


def _is_full(lines: Sequence[_Line], number: int, indented: bool) -> bool:
    """Tell whether a line reaches the measure of its column, as far as the lines near it show one.

    Where the line behind it is indented, its indent counts: the right edge tells.
    """
    near = lines[max(0, number - NEAR) : number + 1 + NEAR]
    edges = [line.edge if indented else line.width for line in near]
    edge = lines[number].edge if indented else lines[number].width
    full = FULL_LINE * max(edges)
    narrowest = NARROWEST_INDENTED if indented else NARROWEST
    return max(edges) >= narrowest and edge >= full and sum(one >= full for one in edges) >= LEAST_FULL


def _paragraph(rows: list[Row], breaks: Breaks) -> Paragraph:
    lines, glues = list[Line](), list[str]()
    for number, (line, opens_cell, right) in enumerate(_cell_lines(rows)):
        if number:
            parted = opens_cell and rows[0].table is not None
            glues.append("\t" if parted else _line_glue(rows[0], lines[-1], line, breaks, right))
        lines.append(stripped(line))
    heading = rows[0].heading
    return Paragraph(join(lines, glues), Place.hull(row.place for row in rows), tuple(rows), heading)


def cell_passages(row: Row, breaks: Breaks) -> tuple[Passage, ...]:
    """Return the text of each cell of a row: lines broken on purpose stay lines, wrapped ones are joined."""
    found = []
    for cell in row.cells:
        lines = [stripped(line) for line in cell.lines]
        right = right_of(cell)
        found.append(join(lines, [_line_glue(row, before, after, breaks, right) for before, after in pairwise(lines)]))
    return tuple(found)


def _cell_lines(rows: list[Row]) -> Iterator[tuple[Line, bool, float | None]]:
    """Yield all lines, each with whether it is the first of its cell, and how far the lines of that cell can reach."""
    for row in rows:
        for cell in row.cells:
            right = right_of(cell)
            for number, line in enumerate(cell.lines):
                yield line, number == 0, right


def _line_glue(row: Row, before: Line, after: Line, breaks: Breaks, right: float | None) -> str:
    """Lines of prose were wrapped, lines of a PDF's cell where they are full; those of a dump's cell never (<br>, <p>)."""
    if row.table is not None and (breaks.begins(after.text) or not is_wrapped(before, after, right)):
        return "\n"
    return glue(before.text, after.text)

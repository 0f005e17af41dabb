"""Text dumps: what PDF-to-text, OCR and Markdown converters leave behind, mixed in one file.

Line by line: Markdown pipe rows, tab-separated rows and HTML tables become rows of several cells, everything else
rows of one cell. No Markdown library is used: those that are maintained drop the cells a row has too many, and tell
the line of a table but not the offset of a cell.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from extract.html import cell_lines, page_rows
from extract.lines import run_on, stripped, verbatim
from extract.page_ends import with_furniture
from extract.page_lines import page_furniture
from extract.separated import quoted_fields, unquoted
from extract.sheet import Cell, Line, Place, Row

__all__ = ["dump_rows"]

LINE = regex.compile(r"(?P<text>[^\r\n\f]*+)(?P<end>\r\n|\r|\n|\f|\Z)")
PIPE_ROW = regex.compile(r"\s*+(?:[-*]\s++)?\|.*\|\s*+")
DASHES = r"(?::?-{2,}+:?|:-:?|-:)"
"""A cell of a delimiter row; one dash alone is what people write into an empty cell."""
DELIMITER_ROW = regex.compile(rf"\s*+(?:[-*]\s++)?\|?(?:\s*+{DASHES}\s*+\|)++(?:\s*+{DASHES}\s*+)?")
PIPE = regex.compile(r"(?<!\\)\|")
LIST_MARK = regex.compile(r"\s*+(?:[-*]\s++)?")
HEADING = regex.compile(r"\s{0,3}(#{1,6})\s++(?=\S)")
BOLD = regex.compile(r"(?P<before>\*\*)(?=[^\s*])[^*]*+(?<=[^\s*])(?P<behind>\*\*)")
MARKUP = regex.compile(r"\\[!-/:-@\[-`{-~]|(?<=[^\s\\])\\(?=\s*$)")
"""A backslash that keeps a mark from being markup, or ends a line on purpose (CommonMark 2.4, 6.7)."""
GRID_RULE = regex.compile(r"\s*+\+(?:[-=]{2,}+\+)++\s*+")
"""The line between two rows of a grid table (pandoc, tabulate): +----+======+. A row may have several lines."""
BLANK_GRID_ROW = regex.compile(r"[\s|]*")
LIST_ENTRY = regex.compile(r"\s*(?:[-+*]|[0-9]{1,9}[.)])\s")
"""How Markdown begins the entry of a list, which no line above runs into."""
FULL = 0.8
"""Share of a column that a line fills which runs on in the next one."""
TABLE_TAG = regex.compile(r"<(/?)table[\s>]", regex.IGNORECASE)


SOFT_HYPHEN = {0xAD: "-"}
"""Fonts without a proper ToUnicode map make soft hyphens of the hyphens in a number; nobody else writes them in Japanese."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A physical line: `text` begins at offset `start`; the line after it begins at `after`."""

    text: str
    start: int
    after: int


def dump_rows(text: str) -> list[Row]:
    """Return the rows of a text dump in the order of the file; offsets are code points of `text`.

    Lines of white space, Markdown delimiter rows (`|---|---|`) and tags hold nothing to read and make no row. Page
    numbers, and what stands beside them on page after page, are furniture.
    """
    return with_furniture(list(_rows(text.translate(SOFT_HYPHEN) if "\u00ad" in text else text)))


def _rows(text: str) -> Iterator[Row]:
    lines = list(_lines(text))
    ends = _table_ends(lines)
    edges = page_furniture([line.text for line in lines])
    number, at, gap = 0, 0, False
    kind_before, wraps = "", False
    while at < len(lines):
        kind = _kind(lines, at, kind_before)
        if kind == "blank":
            gap, kind_before, at = True, kind, at + 1
            continue
        if kind == "rule":
            number += kind != kind_before
            wraps = wraps if kind == kind_before else _parts_paragraphs(lines, at)
            rows, after = _grid_row(lines, at, number, wraps=wraps)
        elif kind in {"pipe", "tabs"}:
            number += kind != kind_before
            rows, after = [_table_row(lines[at], kind, number)], at + 1
        elif kind == "html":
            after = ends.get(at, at) + 1
            rows = page_rows(text[lines[at].start : lines[after - 1].after], lines[at].start, number + 1)
            number = max([number, *(row.table or 0 for row in rows)])
        else:
            rows, after = ([] if kind == "delimiter" else list(_parted(lines[at], edges.get(at, ())))), at + 1
        for row in rows:
            yield replace(row, gap=row.gap or gap)
            gap = False
        kind_before = "pipe" if kind == "delimiter" else kind
        at = after


def _lines(text: str) -> Iterator[_Source]:
    """Yield the lines of a text; a line break within a quoted field of tab-separated values ends none."""
    fields = deque(quoted_fields(text))
    start = at = 0
    while at < len(text):
        match = LINE.match(text, at)
        assert match is not None  # the pattern matches anything, to the end of the text at the latest
        end, at = match.end("text"), match.end()
        while fields and fields[0][1] <= end:
            fields.popleft()
        if not fields or fields[0][0] >= end:
            yield _Source(text[start:end], start, at)
            start = at


def _kind(lines: list[_Source], at: int, before: str) -> str:
    """Name what a line is; `before` is what the line above was."""
    text = lines[at].text
    if not text.strip():
        return "blank"
    if DELIMITER_ROW.fullmatch(text):
        return "delimiter"
    if GRID_RULE.fullmatch(text):
        return "rule"
    if PIPE_ROW.fullmatch(text) or (PIPE.search(text) and _goes_with_delimiter(lines, at, before)):
        return "pipe"
    if TABLE_TAG.search(text):
        return "html"
    return "tabs" if "\t" in text.lstrip(" ") else "prose"


def _goes_with_delimiter(lines: list[_Source], at: int, before: str) -> bool:
    """Tell whether a line is a row of a table without outer pipes: header above a delimiter row, or body below it."""
    return before == "pipe" or (at + 1 < len(lines) and DELIMITER_ROW.fullmatch(lines[at + 1].text) is not None)


def _table_row(line: _Source, kind: str, number: int) -> Row:
    cells = tuple(_cell(text, start, column, kind) for column, (text, start) in enumerate(_split(line, kind)))
    return Row(cells, Place(start=line.start, end=line.start + len(line.text)), table=number)


def _parts_paragraphs(lines: list[_Source], at: int) -> bool:
    """Tell whether blank lines part paragraphs within the cells of the grid table that begins at a line."""
    blank = inside = False
    for number in range(at, len(lines)):
        text = lines[number].text
        if not PIPE_ROW.fullmatch(text):
            if not GRID_RULE.fullmatch(text):
                break
            blank = inside = False
        elif BLANK_GRID_ROW.fullmatch(text):
            blank = inside
        elif blank:
            return True
        else:
            inside = True
    return False


def _grid_row(lines: list[_Source], at: int, number: int, *, wraps: bool) -> tuple[list[Row], int]:
    """Return the row of a grid table below the rule at a line, and the line behind it; no row where none stands there.

    Lines with as many cells as the rule has columns are one row; where cells span columns, each line is a row of its own.
    Where blank lines part the paragraphs (`wraps`), other lines of a cell may run on, as Markdown has it.
    """
    end = at + 1
    while end < len(lines) and PIPE_ROW.fullmatch(lines[end].text):
        end += 1
    split = [list(_split(line, "pipe")) for line in lines[at + 1 : end]]
    columns = lines[at].text.count("+") - 1
    if len(split) < 2 or any(len(cells) != columns for cells in split):
        return [_table_row(line, "pipe", number) for line in lines[at + 1 : end]], end
    cells = tuple(_grid_cell(column, pieces, wraps=wraps) for column, pieces in enumerate(zip(*split, strict=True)))
    return [Row(cells, Place.hull(cell.place for cell in cells), table=number)], end


def _grid_cell(column: int, pieces: Sequence[tuple[str, int]], *, wraps: bool) -> Cell:
    """Return the cell that holds the pieces, line by line with their offsets."""
    groups: list[list[Line]] = []
    runs_on = False
    for text, start in pieces:
        found = _lines_of(text, start)
        if found and runs_on and not LIST_ENTRY.match(text):
            groups[-1].append(found[0])
            found = found[1:]
        groups.extend([line] for line in found)
        filled = text.rstrip()
        runs_on = wraps and len(filled) >= FULL * len(text) and not filled.endswith("\\")
    place = Place(start=pieces[0][1], end=pieces[-1][1] + len(pieces[-1][0]))
    return Cell(tuple(run_on(group) if len(group) > 1 else group[0] for group in groups), place, column)


def _split(line: _Source, kind: str) -> Iterator[tuple[str, int]]:
    """Yield the texts of the cells with their offsets."""
    if kind == "tabs":
        at = line.start
        for text in line.text.split("\t"):
            yield text, at
            at += len(text) + 1
        return
    mark = LIST_MARK.match(line.text)
    first = mark.end() if mark else 0
    last = len(line.text.rstrip())
    edges = [first - 1, *(match.start() for match in PIPE.finditer(line.text, first, last)), last]
    if edges[1] == first:
        edges = edges[1:]
    if edges[-2] == last - 1:
        edges = edges[:-1]
    for before, after in pairwise(edges):
        yield line.text[before + 1 : after], line.start + before + 1


def _cell(text: str, start: int, column: int, kind: str) -> Cell:
    lines = unquoted(text, start) if kind == "tabs" else None
    return Cell(_lines_of(text, start) if lines is None else lines, Place(start=start, end=start + len(text)), column)


def _lines_of(text: str, start: int) -> tuple[Line, ...]:
    if "<" in text or "&" in text:
        return tuple(map(_plain, cell_lines(text, start)))
    line = stripped(_plain(verbatim(text, start)))
    return (line,) if line.text else ()


def _plain(line: Line) -> Line:
    """Return the line without the marks that Markdown sets bold text in, and without its backslashes."""
    if "**" not in line.text and "\\" not in line.text:
        return line
    marks = [span for match in BOLD.finditer(line.text) for span in (match.span("before"), match.span("behind"))]
    marks.extend((match.start(), match.start() + 1) for match in MARKUP.finditer(line.text))
    kept = sorted(set(range(len(line.text))) - {at for begin, end in marks for at in range(begin, end)})
    start = line.place.start or 0
    offsets = tuple(line.offsets[at] if line.offsets is not None else start + at for at in kept)
    return Line("".join(line.text[at] for at in kept), line.place, offsets) if marks else line


def _table_ends(lines: list[_Source]) -> dict[int, int]:
    """Return for each line that opens an HTML table the line that closes it; one that is never closed has none."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for number, line in enumerate(lines):
        for tag in TABLE_TAG.finditer(line.text) if "<" in line.text else ():
            if not tag[1]:
                opened.append(number)
            elif opened:
                at = opened.pop()
                ends[at] = max(number, ends.get(at, 0))
    return ends


def _parted(line: _Source, edges: Sequence[tuple[int, int]]) -> Iterator[Row]:
    """Yield the rows of a line of prose, what of it belongs to its page as rows of their own."""
    at = 0
    for begin, end in (*edges, (len(line.text), len(line.text))):
        if line.text[at:begin].strip() or not edges:
            yield from _prose(_Source(line.text[at:begin], line.start + at, line.start + begin))
        if line.text[begin:end].strip():
            for row in _prose(_Source(line.text[begin:end], line.start + begin, line.start + end)):
                yield replace(row, furniture=True)
        at = end


def _prose(line: _Source) -> list[Row]:
    heading = HEADING.match(line.text)
    first = heading.end() if heading else 0
    text, start = line.text[first:].rstrip(), line.start + first
    lines = cell_lines(text, start) if "<" in text or "&" in text else (verbatim(text, start),)
    lines = tuple(map(_plain, lines))
    place = Place(start=line.start, end=line.start + len(line.text))
    level = len(heading[1]) if heading else None
    # Each line is a row of its own; together they account for the whole physical line, its markup included.
    return [
        Row((Cell((part,), part.place),), place if len(lines) == 1 else part.place, heading=level) for part in lines
    ]

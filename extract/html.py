"""HTML to lines and rows: inside a cell of a dump, and as a saved page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from extract.landmarks import Landmarks
from extract.lines import LineWriter
from extract.markup import BLOCKS, Tag, Text, tokens
from extract.sheet import CONTROLS, Cell, Line, Place, Row

__all__ = ["cell_lines", "page_rows"]

HEADINGS = {f"h{level}": level for level in range(1, 7)}
CELLS = frozenset({"td", "th"})
LARGEST_SPAN = 1000
"""The HTML standard's own limit for colspan; keeps a hostile attribute from widening the grid without end."""
DEEPEST_TABLE = 30
"""Tables inside tables; pages laid out by tables stay below ten, deeper ones are read as part of the cell around them."""
LINE_END = regex.compile(r"\r\n|[\r\n\f]")
LINE_BREAK = regex.compile(r"[ \t]*+[\r\n][ \t\r\n]*+")


def cell_lines(text: str, base: int) -> tuple[Line, ...]:
    """Return the lines of a cell's text, which may hold HTML; nested tables become lines, their cells parted by tabs.

    `base` is the source offset of the text. Line breaks of the text itself begin new lines.
    """
    writer = LineWriter()
    for token in tokens(text, base):
        if isinstance(token, Text):
            _write_broken(writer, token)
        elif token.name in CELLS:
            if writer.last and not token.closing:
                writer.write(Text("\t", token.start, token.end))
        else:
            _inline(writer, token)
    writer.end_line()
    return tuple(writer.lines)


def _inline(writer: LineWriter, tag: Tag) -> None:
    """Write what a tag shows by itself: a line's edge or a form control."""
    if tag.name in BLOCKS:
        writer.end_line()
    elif tag.name == "input" and (control := _control(tag)):
        writer.write(Text(control, tag.start, tag.end))


def _control(tag: Tag) -> str | None:
    kind = (tag.attribute("type") or "").lower()
    return CONTROLS.get((kind, tag.attribute("checked") is not None))


def _write_broken(writer: LineWriter, token: Text) -> None:
    """Write text whose own line breaks begin new lines."""
    if len(token.text) != token.end - token.start:
        writer.write(token)
        return
    done = 0
    for match in LINE_END.finditer(token.text):
        writer.write(Text(token.text[done : match.start()], token.start + done, token.start + match.start()))
        writer.end_line()
        done = match.end()
    writer.write(Text(token.text[done:], token.start + done, token.end))


@dataclass(slots=True)
class _Cell:
    start: int
    end: int
    row_span: int
    col_span: int
    parts: list[Row | Line] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    start: int
    rows: list[list[_Cell]] = field(default_factory=list)
    nested_rows: int = 0

    @property
    def is_layout(self) -> bool:
        """Old pages place everything in tables: one that holds more rows inside its cells than of its own is no table."""
        return self.nested_rows > len(self.rows)


class _Page:
    """Builds the rows of a page from its tokens."""

    def __init__(self, first_table: int) -> None:
        self.rows: list[Row] = []
        self.next_table = first_table
        self._writer = LineWriter()
        self._tables: list[_Table] = []
        self._too_deep = 0
        self._heading: int | None = None
        self._gap = False
        self._landmarks = Landmarks()

    def feed(self, token: Text | Tag) -> None:
        if isinstance(token, Text):
            _write_flowing(self._writer, token)
        elif token.name == "table":
            self._end_line()
            self._table(token)
        elif token.name == "tr" and self._tables:
            self._end_line()
            if not token.closing:
                self._tables[-1].rows.append([])
        elif token.name in CELLS and self._tables:
            self._end_line()
            self._cell(token)
        else:
            self._block(token)

    def finish(self, end: int) -> None:
        self._end_line()
        while self._tables:
            self._close_table(Tag("table", closing=True, attributes=(), start=end, end=end))

    def _block(self, tag: Tag) -> None:
        if tag.name in BLOCKS:
            self._end_line()
            self._gap = self._gap or tag.name != "br"
        if tag.name in HEADINGS:
            self._heading = None if tag.closing else HEADINGS[tag.name]
        _inline(self._writer, tag)
        begin = self._landmarks.feed(tag, len(self.rows)) if not self._tables else None
        if begin is not None:
            self.rows[begin:] = [replace(row, furniture=True) for row in self.rows[begin:]]

    def _table(self, tag: Tag) -> None:
        if tag.closing and self._too_deep:
            self._too_deep -= 1
        elif tag.closing:
            self._close_table(tag)
        elif len(self._tables) < DEEPEST_TABLE:
            self._tables.append(_Table(tag.start))
        else:
            self._too_deep += 1

    def _cell(self, tag: Tag) -> None:
        table = self._tables[-1]
        if tag.closing:
            if table.rows and table.rows[-1]:
                table.rows[-1][-1].end = tag.end
            return
        if not table.rows:
            table.rows.append([])
        table.rows[-1].append(_Cell(tag.start, tag.end, _span(tag, "rowspan"), _span(tag, "colspan")))

    def _end_line(self) -> None:
        line = self._writer.end_line()
        if line is None:
            return
        cell = self._open_cell()
        if cell is not None:
            cell.parts.append(line)
            cell.end = max(cell.end, line.place.end or 0)
        else:
            self.rows.append(Row((Cell((line,), line.place),), line.place, heading=self._heading, gap=self._gap))
            self._gap = False

    def _open_cell(self) -> _Cell | None:
        for table in reversed(self._tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1]
        return None

    def _close_table(self, tag: Tag) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        outer = self._open_cell()
        if outer is not None:
            self._tables[-1].nested_rows += len(table.rows) + table.nested_rows
            outer.end = tag.end
        parts: list[Row | Line]
        if table.is_layout:
            parts = [part for row in table.rows for cell in row for part in cell.parts]
        else:
            parts = list(_table_rows(table, self.next_table))
            self.next_table += bool(parts)
        if outer is not None:
            outer.parts.extend(parts)
        else:
            self.rows.extend(_as_rows(parts))


def page_rows(text: str, base: int = 0, first_table: int = 1) -> list[Row]:
    """Return the rows of a saved page, or of one `<table>` that stands in a dump.

    Table rows become rows of cells with their spans, everything else rows of one cell; scripts and styles are left
    out, navigation, sidebars and the footer of the site are furniture, unless there is nothing else. Tables inside cells
    become lines of the cell, unless the outer table is only there for layout.
    `base` is the source offset of the text, `first_table` the number of its first table in the Sheet.
    """
    page = _Page(first_table)
    for token in tokens(text, base):
        page.feed(token)
    page.finish(base + len(text))
    if all(row.furniture for row in page.rows):
        return [replace(row, furniture=False) for row in page.rows]
    return page.rows


def _write_flowing(writer: LineWriter, token: Text) -> None:
    """Write text whose line breaks are white space, as in HTML: between Japanese characters they are nothing."""
    if len(token.text) != token.end - token.start:
        writer.write(token)
        return
    done = 0
    for match in LINE_BREAK.finditer(token.text):
        writer.write(Text(token.text[done : match.start()], token.start + done, token.start + match.start()))
        writer.write_break(
            token.text[match.end() : match.end() + 1], token.start + match.start(), token.start + match.end()
        )
        done = match.end()
    writer.write(Text(token.text[done:], token.start + done, token.end))


def _span(tag: Tag, name: str) -> int:
    value = tag.attribute(name) or ""
    return min(LARGEST_SPAN, max(1, int(value))) if value.isascii() and value.isdigit() else 1


def _as_rows(parts: list[Row | Line]) -> Iterator[Row]:
    for part in parts:
        yield part if isinstance(part, Row) else Row((Cell((part,), part.place),), part.place, gap=True)


def _table_rows(table: _Table, number: int) -> Iterator[Row]:
    """Place the cells of a table in its grid: a cell goes to the next column that no span from above covers."""
    covered: dict[int, int] = {}
    for drafts in table.rows:
        column, cells = 0, []
        taken = {at: left - 1 for at, left in covered.items() if left > 1}
        for draft in drafts:
            while covered.get(column, 0) > 0:
                column += 1
            cells.append(_finished(draft, column))
            if draft.row_span > 1:
                taken.update(dict.fromkeys(range(column, column + draft.col_span), draft.row_span - 1))
            column += draft.col_span
        covered = taken
        if cells:
            yield Row(tuple(cells), Place.hull(cell.place for cell in cells), table=number)


def _finished(draft: _Cell, column: int) -> Cell:
    lines: list[Line] = []
    for part in draft.parts:
        lines.extend([part] if isinstance(part, Line) else _row_lines(part))
    place = Place(start=draft.start, end=draft.end)
    return Cell(tuple(lines), place, column, draft.row_span, draft.col_span)


def _row_lines(row: Row) -> Iterator[Line]:
    """Yield a nested table's row as lines: the first lines of its cells side by side would hide their offsets."""
    yield from row.lines()

"""Tables of changes: 変更箇所 of an assessment and the corrections of a 第三者点検結果, from rows to logical rows.

Columns are told by their titles, never by their order: the papers of a check print 変更後 before 変更前. A row cut by a
page break, or carried on by a row (続き), is one logical row. What a row that slipped out of its columns still says for
certain is kept; the rest of it is null. data/changes.yaml holds the titles and words.

Notes, the codes of issues:

- `change_row_joined` pieces of a row were joined
- `change_row_cut` a piece is missing, or one stands here that fits no column and was left out
- `change_row_shifted` cells had slipped into another column; what could not be put back is null
- `change_row_unsplit` the table was printed as running lines: where item, before and after part can't be told, they
  are null
- `change_date_unreadable` 変更日 holds something, but no day of the calendar
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import msgspec
import regex
import yaml

from extract.errors import DefinitionError
from extract.sheet import Cell, Line, Place, Row
from normalize.dates import parse_date, serial_date
from normalize.markers import find_marker
from normalize.text import glue, squash, width
from parsers.definitions import data_file

__all__ = ["ChangeRow", "ChangeWords", "change_words", "load_change_words", "read_changes", "table_rows"]

Role = Literal["page", "date", "item", "before", "after", "submission", "reason"]

FIRST_SERIAL = 41640
LAST_SERIAL = 73050
"""Spreadsheet days from 2014-01-01 (assessments began in 2014) to 2099-12-31: other numbers are no days."""
MOST_FURNITURE = 3
"""Lines between two pieces of a table that are none of it: page number, running title and heading of the next page."""
LEAST_TITLES = 3
"""Titles that make a header: 変更前 and 変更後 alone stand in other tables, too."""
LONGEST_TITLE = 40
LONGEST_DATE = 60
"""Characters; cells beyond these are neither titles nor days, so no time is spent on reading them."""
SLACK = 0.5
"""Characters that a wrapped line may be shorter than its measure: no line begins with 、 or ends with an opening bracket."""


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One logical row.

    Text as printed (（省略）, —), line breaks between the cell's paragraphs, null where the cell is empty or can't be
    trusted; `changed_on` only where a day is printed. `submission` is 事前, 事後 or null. A date that a row shifted out
    of its columns holds as a spreadsheet's number is given as 2016-07-01. `place` covers all pieces on the first page.
    """

    changed_on: date | None
    changed_on_printed: str | None
    item: str | None
    before: str | None
    after: str | None
    submission: str | None
    reason: str | None
    place: Place
    notes: tuple[str, ...] = ()


class ChangeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Titles and words of tables of changes; data/changes.yaml explains every field."""

    titles: dict[Role, tuple[str, ...]]
    submissions: tuple[str, ...]
    blanks: tuple[str, ...]
    continued: tuple[str, ...]
    undated: tuple[str, ...]
    date_like: str
    days: str
    chapters: str
    furniture: tuple[str, ...]


@cache
def change_words() -> ChangeWords:
    """Return the words that the package ships."""
    return load_change_words(data_file("changes.yaml"))


def load_change_words(path: Path) -> ChangeWords:
    """Read the words from a file; raises DefinitionError naming file and place when it is wrong."""
    try:
        words = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), ChangeWords)
        for pattern in (words.date_like, words.days, words.chapters, *words.furniture):
            regex.compile(pattern)
    except (yaml.YAMLError, msgspec.ValidationError, regex.error) as error:
        message = f"{path}: {error}"
        raise DefinitionError(message) from error
    titles = [squash(title) for printed in words.titles.values() for title in printed]
    twice = sorted({title for title in titles if titles.count(title) > 1})
    if twice:
        message = f"{path}: {', '.join(twice)} titles two columns"
        raise DefinitionError(message)
    return words


def read_changes(rows: Sequence[Row]) -> list[ChangeRow]:
    """Return the changes in order; rows before the first header and whatever is no row of the table are passed over.

    `rows` begin at or before the heading 変更箇所 and may run on behind the table. A table printed as running lines
    gives only rows whose beginning and end are certain.
    """
    ruled = [_change(group) for group in _groups(_entries(rows))]
    return ruled or _unsplit(rows)


def table_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Return which of the rows are a table of changes, its headers included: what it quotes is no current value.

    One printed as running lines is taken to run to the end, where the forms have it: its end can't be told.
    """
    ruled = frozenset(one.at for one in _table_rows(rows))
    if ruled:
        return ruled
    if not _unsplit(rows):
        return frozenset()
    texts = _running_lines(rows)
    return frozenset(range(next(at for at in range(len(rows)) if _titles(texts, at) is not None), len(rows)))


# --------------------------------------------------------------------------------------------------------------- words


@cache
def _roles() -> Mapping[str, Role]:
    return {squash(title): role for role, titles in change_words().titles.items() for title in titles}


@cache
def _words(kind: Literal["submissions", "blanks", "continued", "undated"]) -> frozenset[str]:
    listed: tuple[str, ...] = getattr(change_words(), kind)
    return frozenset(squash(word) for word in listed)


@cache
def _pattern(kind: Literal["date_like", "days", "chapters"]) -> regex.Pattern[str]:
    listed: str = getattr(change_words(), kind)
    return regex.compile(listed)


@cache
def _furniture() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{pattern})" for pattern in change_words().furniture))


@cache
def _leading_option() -> regex.Pattern[str]:
    """What a cell of 提出時期 begins with; an explanation may follow in the same cell."""
    options = "|".join(r"\s*+".join(regex.escape(letter) for letter in word) for word in change_words().submissions)
    return regex.compile(rf"\s*+(?P<option>{options})(?P<rest>$|[\s()（）、。,].*+)", regex.DOTALL)


def _option(text: str | None) -> str | None:
    """Return the option that a text is, as the whole of it."""
    squashed = squash(text or "").strip("()[]")
    return squashed if squashed in _words("submissions") else None


def _day(text: str) -> date | None:
    """Return the one day that a cell of dates holds, printed or as a spreadsheet's number."""
    if len(text) > LONGEST_DATE:
        return None
    serial = _serial(text)
    if serial is not None:
        return serial
    value = parse_date(text)
    return value.start if value.kind == "date" and value.precision == "day" and value.start == value.end else None


def _serial(text: str | None) -> date | None:
    squashed = squash((text or "")[:LONGEST_DATE])
    if not (squashed.isascii() and squashed.isdecimal() and len(squashed) == len(str(LAST_SERIAL))):
        return None
    number = int(squashed)
    return serial_date(number).start if FIRST_SERIAL <= number <= LAST_SERIAL else None


# ------------------------------------------------------------------------------------------------------- text of cells

_OPENS = regex.compile(r"\s*+(?:[・•※○●◯〇◎◆■□▼☐☑⦿⚪<＜\[［〔【「『]|[(（][※注]|[-*]\s)")
"""A list entry, a check box or a heading in brackets: a line that begins so was begun on purpose."""
_RUNS_ON = ("、", "，", "(", "（", "「", "『", "【", "・")
"""A cell that ends with one of these was cut within a sentence."""
_SENTENCE_ENDS = ("。", "！", "？")
_UNIT = regex.compile(r"(?:[!-~]++|.)[、。，．）」』】〕)\]]*+", regex.DOTALL)
"""What a line break leaves whole at the beginning of a line: a Latin word or one character, and closing marks."""


def _begins(text: str) -> bool:
    return _OPENS.match(text) is not None or find_marker(text) is not None


def _text(cell: Cell) -> str:
    """Return what a cell says: lines of a dump were broken on purpose, lines of a PDF's cell where it was full."""
    pieces: list[str] = []
    before: Line | None = None
    for line in cell.lines:
        if before is not None:
            pieces.append(glue(before.text, line.text) if _wrapped(before, line, cell) else "\n")
        pieces.append(line.text)
        before = line
    return "".join(pieces).strip()


def _wrapped(before: Line, line: Line, cell: Cell) -> bool:
    """Tell whether a line of a PDF's cell is the rest of the one before, which had no room for it."""
    box, measure = before.place.box, cell.place.box
    if before.place.page is None or _begins(line.text):
        return False
    unit, printed = _UNIT.match(line.text), width(before.text)
    if box is None or measure is None or unit is None or not printed:
        return True
    character = (box.x1 - box.x0) / printed
    margin = min(max(0.0, box.x0 - measure.x0), character)
    return measure.x1 - margin - box.x1 < (width(unit[0]) + SLACK) * character


def _joined(pieces: Iterable[str], in_pdf: bool) -> str | None:
    """Return the pieces of a cell cut by a page break as one text; None for no text."""
    text: list[str] = []
    for piece in pieces:
        if text:
            runs_on = text[-1].endswith(_RUNS_ON) or (in_pdf and not text[-1].endswith(_SENTENCE_ENDS))
            text.append(glue(text[-1], piece) if runs_on and not _begins(piece) else "\n")
        text.append(piece)
    return "".join(text) or None


# ---------------------------------------------------------------------------------------------------- physical rows


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a table: the role of each that has one, those without a title, how many there are."""

    table: int | None
    roles: Mapping[int, Role]
    untitled: frozenset[int]
    width: int

    def has(self, role: Role) -> bool:
        return role in self.roles.values()

    def column(self, role: Role) -> int:
        return next(column for column, one in self.roles.items() if one == role)


@dataclass(frozen=True, slots=True)
class _Values:
    """The texts of one row; None where there is none. `stray` stood in a column without a title."""

    page: str | None = None
    date: str | None = None
    item: str | None = None
    before: str | None = None
    after: str | None = None
    submission: str | None = None
    reason: str | None = None
    stray: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One row of the table. `dated`: its table has 変更日. `opens`: it is the first behind a header or a page break.

    `scrap`: it does not stand in the columns and nothing in it can be trusted.
    """

    values: _Values
    place: Place
    dated: bool
    opens: bool
    shifted: bool = False
    scrap: bool = False

    @property
    def day(self) -> date | None:
        """The day in 変更日."""
        return _day(self.values.date) if self.values.date else None


@dataclass(frozen=True, slots=True)
class _TableRow:
    """A row of a table of changes; `begins` a table or a part of one, `heads` it: a row of titles."""

    at: int
    row: Row
    grid: _Grid
    begins: bool
    heads: bool


def _table_rows(rows: Sequence[Row]) -> Iterator[_TableRow]:
    """Yield the rows of all tables of changes, rows of titles included."""
    grid: _Grid | None = None
    strange = 0
    for at, row in enumerate(rows):
        if row.table is None or len(row.cells) < 2:
            strange += _furniture().fullmatch(squash(row.text)) is None
            continue
        header = _header(row)
        begins = header is not None or (grid is not None and row.table != grid.table)
        if header is not None:
            grid = header
        elif grid is not None and begins:
            grid = _carried_on(row, grid, strange)
        if grid is not None:
            strange = 0
            yield _TableRow(at, row, grid, begins, heads=header is not None)


def _entries(rows: Sequence[Row]) -> Iterator[_Entry]:
    """Yield the filled rows of all tables of changes."""
    spans: dict[int, tuple[Cell, int]] = {}
    opens = False
    for one in _table_rows(rows):
        if one.begins:
            spans, opens = {}, True
        if one.heads:
            continue
        entry = _entry(_spread(one.row, one.grid, spans), one.row, one.grid, opens)
        if entry is not None:
            yield entry
            opens = False


def _header(row: Row) -> _Grid | None:
    """Return the columns that a row of titles names; None for any other row.

    A column without a title belongs to the titled one left of it; one with an unknown title (No.) has no role.
    """
    roles: dict[int, Role] = {}
    untitled: set[int] = set()
    named: list[Role] = []
    current: Role | None = None
    end = 0
    for cell in row.cells:
        columns = range(cell.column, cell.column + cell.col_span)
        end = max(end, columns.stop)
        title = squash(cell.text[: LONGEST_TITLE + 1])
        if title:
            current = _roles().get(title)
            named += [current] if current else []
        else:
            untitled.update(columns)
        roles |= dict.fromkeys(columns, current) if current else {}
    if len(named) < LEAST_TITLES or not {"before", "after"} <= set(named) or len(set(named)) < len(named):
        return None
    return _Grid(row.table, roles, frozenset(untitled), end)


def _carried_on(row: Row, grid: _Grid, strange: int) -> _Grid | None:
    """Return the columns for a table without a header that carries on the one before; None where it is another table."""
    if not grid.has("date") or _end(row) != grid.width:
        return None
    dates = [cell for cell in row.cells if grid.roles.get(cell.column) == "date"]
    text = "".join(_text(cell) for cell in dates)
    fits = strange <= MOST_FURNITURE and _day(text) is not None if text else strange == 0 and bool(dates)
    return replace(grid, table=row.table) if fits else None


def _end(row: Row) -> int:
    return max(cell.column + cell.col_span for cell in row.cells)


def _spread(row: Row, grid: _Grid, spans: dict[int, tuple[Cell, int]]) -> list[Cell]:
    """Return the cells of a row and those that reach down into it; `spans` keeps what reaches further, by column.

    Where the 項目 itself reaches down, the row is a part of the change above and has its own cells only.
    """
    own = {cell.column for cell in row.cells}
    down = {column: reach for column, reach in spans.items() if column not in own}
    spans.clear()
    spans |= {column: (cell, rows - 1) for column, (cell, rows) in down.items() if rows > 1}
    spans |= {cell.column: (cell, cell.row_span - 1) for cell in row.cells if cell.row_span > 1}
    if any(grid.roles.get(column) == "item" for column in down):
        return list(row.cells)
    return sorted([*row.cells, *(cell for cell, _ in down.values())], key=lambda cell: cell.column)


def _entry(cells: Sequence[Cell], row: Row, grid: _Grid, opens: bool) -> _Entry | None:
    """Return what a row holds; None for an empty one and for a line of text that only stands in the table's frame."""
    texts: dict[str, list[str]] = {}
    for cell in cells:
        beyond = cell.column >= grid.width or cell.column in grid.untitled
        role = "stray" if beyond else grid.roles.get(cell.column)
        text = _text(cell)
        if role and text:
            texts.setdefault(role, []).append(text)
    if not texts.keys() - {"page", "date"} and (not texts.keys() - {"page"} or not _day(texts["date"][0])):
        return None
    values, shifted = _realigned(_Values(**{role: "\n".join(found) for role, found in texts.items()}), grid)
    whole = _end(row) > max(grid.column("before"), grid.column("after"))
    scrap = grid.has("date") and not _in_columns(values, whole and not shifted)
    return _Entry(values, row.place, grid.has("date"), opens, shifted, scrap)


def _in_columns(values: _Values, aligned: bool) -> bool:
    """Tell whether a row stands in its columns, going by what 変更日 holds: nothing, a day, or what looks like one."""
    if values.date is None or _day(values.date) is not None:
        return True
    squashed = squash(values.date)
    if squashed in _words("continued") | _words("blanks") | _words("undated"):
        return True
    return aligned and _pattern("date_like").search(squashed) is not None


# ------------------------------------------------------------------------------------------------------- shifted rows


def _realigned(values: _Values, grid: _Grid) -> tuple[_Values, bool]:
    """Return the texts in their columns and whether any had slipped out of them.

    提出時期 is the touchstone: by the form it says 事前, 事後 or nothing.
    """
    shifted = False
    if grid.has("submission"):
        moved = _checked(values, grid)
        values, shifted = moved or values, moved is not None
    if values.stray is None:
        return values, shifted
    reason = _joined([text for text in (values.reason, values.stray) if text], in_pdf=False)
    return replace(values, reason=reason if grid.has("reason") else values.reason, stray=None), True


def _checked(values: _Values, grid: _Grid) -> _Values | None:
    """Return the row with its cells put back; None where 提出時期 holds what it can hold."""
    printed = values.submission
    if printed and (_leading_option().match(printed) or _option(printed) or squash(printed) in _words("blanks")):
        return None
    if any(_option(text) for text in (values.item, values.before, values.after)):
        return _Values(date=values.date)  # slipped to the left, nobody knows from where
    if printed is None:
        return _late_submission(values)
    return _strange_submission(values, printed, grid)


def _late_submission(values: _Values) -> _Values | None:
    """Put back a 提出時期 that stands one column to the right."""
    if not _option(values.reason):
        return None
    back = replace(values, submission=values.reason, reason=values.stray, stray=None)
    return back if values.before else replace(back, before=None, after=None)


def _strange_submission(values: _Values, printed: str, grid: _Grid) -> _Values:
    """Put back what follows from a 提出時期 that holds some other text; null what does not."""
    if values.before is None and _option(values.reason):
        return replace(
            values, before=values.after, after=printed, submission=values.reason, reason=values.stray, stray=None
        )
    first, second = _serial(values.after), _serial(printed)
    if values.before is None and values.reason is None and first and second and _names_a_day(values.item):
        return replace(values, before=first.isoformat(), after=second.isoformat(), submission=None)
    if values.before and values.after and values.reason is None and grid.has("reason"):
        return replace(values, submission=None, reason=printed)
    if values.reason or (values.before and values.after):
        return replace(values, submission=None)
    return replace(values, before=None, after=None, submission=None)


def _names_a_day(item: str | None) -> bool:
    return bool(item) and _pattern("days").search(squash((item or "").splitlines()[-1])) is not None


# -------------------------------------------------------------------------------------------------------- logical rows


def _groups(entries: Iterable[_Entry]) -> Iterator[list[_Entry]]:
    """Yield the pieces of each logical row."""
    group: list[_Entry] = []
    for entry in entries:
        if group and _completes_day(entry, group[0]):
            group.append(replace(entry, scrap=False))
        elif group and (entry.scrap or _carries_on(entry, group[0])):
            group.append(entry)
        elif not entry.scrap:
            if group:
                yield group
            group = [entry]
    if group:
        yield group


def _completes_day(entry: _Entry, head: _Entry) -> bool:
    """Tell whether 変更日 holds the rest of a day that a page break cut: 令和2年3月1 and 2日."""
    if not entry.opens or not entry.values.date or not head.values.date or entry.day or head.day:
        return False
    return _day(head.values.date + entry.values.date) is not None


def _carries_on(entry: _Entry, head: _Entry) -> bool:
    """Tell whether a row is a piece of the row that `head` begins."""
    values = entry.values
    if _is_continued(values.date) or _carries_item(values.item, head.values.item):
        return entry.day in (None, head.day)
    if not entry.dated:
        return values.page is None and values.item is None
    return values.date is None and _is_fragment(entry)


def _is_fragment(entry: _Entry) -> bool:
    """Tell whether a row without 変更日 is the rest of one, not a change whose date was left out.

    Behind a page break it is, unless its 項目 begins with a chapter; elsewhere only where it is no change by itself.
    """
    values = entry.values
    if values.item is None or not (values.before or values.after):
        return True
    return entry.opens and _pattern("chapters").search(squash(values.item)) is None


def _is_continued(text: str | None) -> bool:
    return bool(text) and squash(text or "") in _words("continued")


def _carries_item(item: str | None, head: str | None) -> bool:
    """Tell whether an 項目 is (続き) alone, or that of the row before with (続き) behind it."""
    squashed = squash(item or "")
    mark = next((word for word in _words("continued") if squashed.endswith(word)), None)
    return mark is not None and (squashed == mark or squash(head or "").endswith(squashed.removesuffix(mark)))


def _change(group: Sequence[_Entry]) -> ChangeRow:
    """Return the logical row of its pieces."""
    pieces = [entry for entry in group if not entry.scrap]
    in_pdf = pieces[0].place.page is not None
    printed = _printed_date(pieces)
    changed_on = _day(printed) if printed else None
    submission, reason = _submission([entry.values for entry in pieces], in_pdf)
    return ChangeRow(
        changed_on,
        printed,
        _joined(_items(pieces), in_pdf),
        _joined(_uncontinued(entry.values.before for entry in pieces), in_pdf),
        _joined(_uncontinued(entry.values.after for entry in pieces), in_pdf),
        submission,
        reason,
        Place.hull(entry.place for entry in group),
        tuple(sorted(_notes(group, pieces, changed_on, printed))),
    )


def _printed_date(pieces: Sequence[_Entry]) -> str | None:
    """Return 変更日, with the part of it that a page break cut off."""
    first = pieces[0].values.date
    if first is None or len(pieces) < 2 or not _completes_day(pieces[1], pieces[0]):
        return first
    return first + (pieces[1].values.date or "")


def _items(pieces: Sequence[_Entry]) -> Iterator[str]:
    """Yield the 項目 of all pieces; what only says that the row carries on is none."""
    for number, entry in enumerate(pieces):
        item = entry.values.item
        if item and (number == 0 or not any(squash(item).endswith(word) for word in _words("continued"))):
            yield item


def _uncontinued(texts: Iterable[str | None]) -> Iterator[str]:
    """Yield the texts of the pieces of a cell, without what only says that it carries on."""
    for number, text in enumerate(texts):
        lines = (text or "").split("\n")
        left = text if number == 0 or not _is_continued(lines[0]) else "\n".join(lines[1:])
        if left:
            yield left


def _submission(pieces: Sequence[_Values], in_pdf: bool) -> tuple[str | None, str | None]:
    """Return 提出時期 and its explanation, part of which can stand in the cell of 提出時期."""
    option: str | None = None
    reasons: list[str] = []
    for values in pieces:
        match = _leading_option().match(values.submission or "")
        found = squash(match["option"]) if match else _option(values.submission)
        option = option or found
        rest = match["rest"].strip() if match else ""
        reasons += [text for text in (rest, values.reason) if text and text not in reasons[-2:]]
    return option, _joined(reasons, in_pdf)


def _notes(group: Sequence[_Entry], pieces: Sequence[_Entry], day: date | None, printed: str | None) -> set[str]:
    found = set[str]()
    if len(pieces) > 1:
        found.add("change_row_joined")
    if len(pieces) < len(group) or _is_headless(pieces[0]):
        found.add("change_row_cut")
    if any(entry.shifted for entry in pieces):
        found.add("change_row_shifted")
    if printed and day is None and not _is_only_a_month(printed):
        found.add("change_date_unreadable")
    return found


def _is_headless(entry: _Entry) -> bool:
    """Tell whether what begins a logical row is the rest of one whose beginning is not there."""
    values = entry.values
    if _is_continued(values.item) or _is_continued(values.date):
        return True
    return entry.dated and values.date is None and _is_fragment(entry)


def _is_only_a_month(printed: str) -> bool:
    """Tell whether a 変更日 without a day was read all the same: a month, a blank, 未定."""
    return squash(printed) in _words("blanks") | _words("undated") or parse_date(printed).precision == "month"


# ------------------------------------------------------------------------------------------------------- running lines


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or a word of one, of a table printed as running lines. `edge` is what stands between two pages of it."""

    kind: Literal["day", "option", "text", "edge"]
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Titles:
    """A header printed as lines: how many, which columns they title, whether each title has a line of its own."""

    lines: int
    roles: frozenset[Role]
    stacked: bool


def _unsplit(rows: Sequence[Row]) -> list[ChangeRow]:
    """Return the rows of a table whose cells were printed one after the other, as far as they are certain.

    A row begins with a day and has one 提出時期. A day that does not follow a row with its 提出時期 can be a value of
    the row before: what it begins is left out. Explanations are read only between two certain rows of one page.
    """
    titles, pieces = _running(rows)
    blocks = _blocks(pieces)
    if titles is None or not blocks or not {"date", "submission"} <= titles.roles:
        return []
    certain = [_is_certain(before, block, titles) for before, block in zip([None, *blocks], blocks, strict=False)]
    return [
        _unsplit_change(block, titles, followed)
        for block, sure, followed in zip(blocks, certain, [*certain[1:], False], strict=True)
        if sure
    ]


def _running(rows: Sequence[Row]) -> tuple[_Titles | None, list[_Piece]]:
    """Return the first header printed as lines and all that stands behind it."""
    texts = _running_lines(rows)
    first: _Titles | None = None
    pieces: list[_Piece] = []
    number = 0
    while number < len(rows):
        titles = _titles(texts, number)
        first = first or titles
        if titles is not None or not texts[number]:
            pieces.append(_Piece("edge", "", rows[number].place))
        elif first is not None:
            pieces += _pieces(texts[number], rows[number].place, first)
        number += 1 if titles is None else titles.lines
    return first, pieces


def _running_lines(rows: Sequence[Row]) -> list[str]:
    """Return the text of each line of prose; rows of tables are empty."""
    return [row.text.strip() if row.table is None and len(row.cells) == 1 else "" for row in rows]


def _titles(texts: Sequence[str], number: int) -> _Titles | None:
    """Return the header that begins with a line: all titles on it, or one on each line."""
    stacked = len(texts[number].split()) < 2
    words = texts[number : number + len(_roles())] if stacked else texts[number].split()
    roles: list[Role] = []
    for word in words:
        role = _roles().get(squash(word)) if len(word) <= LONGEST_TITLE else None
        if role is None or role in roles:
            if not stacked:
                return None
            break
        roles.append(role)
    if len(roles) < LEAST_TITLES or not {"before", "after"} <= set(roles):
        return None
    return _Titles(len(roles) if stacked else 1, frozenset(roles), stacked)


def _pieces(text: str, place: Place, titles: _Titles) -> list[_Piece]:
    """Return a line as pieces: whole where each cell has lines of its own, else word by word."""
    if _furniture().fullmatch(squash(text)):
        return [_Piece("edge", "", place)]
    words = [text] if titles.stacked else text.split()
    begins = _is_bare_day(words[0]) and (titles.stacked or len(words) > 1)
    found = [_Piece("option" if _option(word) else "text", word, place) for word in words]
    return [_Piece("day", words[0], place), *found[1:]] if begins else found


def _is_bare_day(text: str) -> bool:
    """Tell whether a text is a day and nothing else, not even 時点."""
    return squash(text).endswith("日") and _day(text) is not None


def _blocks(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Return the pieces from each day to the next; what stands before the first day is no row."""
    blocks: list[list[_Piece]] = []
    for piece in pieces:
        if piece.kind == "day":
            blocks.append([piece])
        elif blocks:
            blocks[-1].append(piece)
    return blocks


def _is_certain(before: Sequence[_Piece] | None, block: Sequence[_Piece], titles: _Titles) -> bool:
    """Tell whether a block is one row of the table."""
    options = [number for number, piece in enumerate(block) if piece.kind == "option"]
    if len(options) != 1 or (before is not None and all(piece.kind != "option" for piece in before)):
        return False
    holds_text = any(piece.kind == "text" for piece in block[: options[0]])
    ends = "reason" in titles.roles or all(piece.kind == "edge" for piece in block[options[0] + 1 :])
    return holds_text and ends


def _unsplit_change(block: Sequence[_Piece], titles: _Titles, followed: bool) -> ChangeRow:
    at = next(number for number, piece in enumerate(block) if piece.kind == "option")
    rest = block[at + 1 :]
    told = followed and all(piece.kind == "text" for piece in rest)
    reason = _reason([piece.text for piece in rest], titles) if told else None
    return ChangeRow(
        changed_on=_day(block[0].text),
        changed_on_printed=block[0].text,
        item=None,
        before=None,
        after=None,
        submission=_option(block[at].text),
        reason=reason,
        place=Place.hull(piece.place for piece in (block if told else block[: at + 1])),
        notes=("change_row_unsplit",),
    )


def _reason(texts: Sequence[str], titles: _Titles) -> str | None:
    """Return an explanation: words of one line, or lines, wrapped but where one begins on purpose."""
    if not titles.stacked:
        return " ".join(texts) or None
    glues = ("\n" if _begins(text) else glue(before, text) for before, text in pairwise(texts))
    return "".join([*texts[:1], *(part for pair in zip(glues, texts[1:], strict=True) for part in pair)]) or None

"""Tables of members: a row for each, with columns for name, role, affiliation and whether they came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from normalize.text import squash
from parsers.minutes.field_labels import PEOPLE, Label, label_at
from parsers.minutes.list_shapes import tells_of_others
from parsers.minutes.name_tokens import holds_people
from parsers.minutes.names import group_of
from parsers.minutes.people import read_list
from parsers.minutes.person import Kind, Person, told_of
from parsers.minutes.presence import mark_of
from parsers.minutes.remarks import read_remark, tells_whence
from parsers.minutes.speaker import Office, read_office
from parsers.minutes.speech_table import heads_columns, speaks_apart
from parsers.minutes.strips import Strip
from parsers.minutes.told_below import head_of
from parsers.minutes.words import RosterColumn, without_note
from parsers.passage import Passage, lines_of

__all__ = ["DITTO", "Roster", "read_rosters"]


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of one table, the strips that hold it, and what of its cells could not be read.

    `kinds` says of each row what kind of people its cells name (事務局); None where they leave it to the label. `label` is
    what a column of labels says of all the rows (欠席委員); None where the table has none or says nothing.
    """

    held: tuple[int, ...]
    rows: tuple[Mapping[RosterColumn, Passage], ...]
    kinds: tuple[Kind | None, ...]
    label: Label | None = None

    def people(self, kind: Kind, *, present: bool) -> list[Person]:
        """Return those whom the table lists; `kind` and `present` say what the label above it does."""
        rows = zip(self.rows, self.kinds, strict=True)
        return [person for row, own in rows for person in _people(row, own or kind, present=present)]

    @property
    def unclear(self) -> list[Passage]:
        """Marks of presence that say neither, and remarks that are no role and say nothing of whence or how somebody came."""
        named = [row for row in self.rows if LETTER.search(row["name"].text if "name" in row else "")]
        marks = [mark for row in named if (mark := row.get("presence")) is not None and _came(mark) is None]
        remarks = [one for row in named if (one := row.get("remark")) is not None and read_remark(one.text).unclear]
        return marks + remarks


def read_rosters(strips: Sequence[Strip]) -> list[Roster]:
    """Return the tables of members: those with a row of heads that name a column of names; what other columns hold may be unknown.

    A table whose first column holds labels of the header (出席委員, below it 欠席委員) is one for each label.
    """
    found: list[Roster] = []
    number = 0
    while number < len(strips):
        columns = _columns(strips[number])
        if columns is None:
            number += 1
            continue
        heads, end = number, number + 1
        while end < len(strips) and _goes_on(strips[end], strips[heads], columns):
            if _label_beside(strips[end], columns) is not None:
                found.extend(_roster(strips, range(number, end), heads, columns))
                number = end
            end += 1
        found.extend(_roster(strips, range(number, end), heads, columns))
        number = end
    return found


def _roster(strips: Sequence[Strip], held: range, heads: int, columns: Mapping[int, RosterColumn]) -> Iterator[Roster]:
    """Yield the table that the strips `held` are, if it has rows; the strip `heads` is its row of heads."""
    below = [strips[number] for number in held if number != heads]
    if below:
        lines = [line for strip in below for line in _lines_of(strip, columns)]
        rows = tuple(_without_dittos(_row(line, columns) for line in lines))
        kinds = tuple(_kind(line, columns) for line in lines)
        yield Roster(tuple(held), rows, kinds, _label_beside(strips[held.start], columns))


def _lines_of(strip: Strip, columns: Mapping[int, RosterColumn]) -> list[Strip]:
    """Return the rows that one row is whose cells hold a line for each of its roles: 会長 and 委員 beside 井川 悠 and 鵜川 高."""
    cells = [(column, tuple(lines_of(cell))) for column, cell in zip(strip.columns, strip.cells, strict=True)]
    filled = [(column, lines) for column, lines in cells if lines]
    roles = [line for column, lines in filled if columns.get(column) in ROLES for line in lines]
    even = len(roles) > 1 and all(len(lines) == len(roles) for _, lines in filled)
    if not even or not all(tells_of_others(squash(role.text)) for role in roles):
        return [strip]
    numbers = tuple(column for column, _ in filled)
    return [replace(strip, cells=row, columns=numbers) for row in zip(*(lines for _, lines in filled), strict=True)]


def _label_beside(strip: Strip, columns: Mapping[int, RosterColumn]) -> Label | None:
    """Return the label of people that a row begins with in a column of its own: 欠席委員 beside 委員, 井川 悠."""
    label = label_at(strip.cells[0]) if strip.columns[0] not in columns else None
    return label if label is not None and label.key in PEOPLE and not label.value.text.strip() else None


def _without_dittos(rows: Iterable[Mapping[RosterColumn, Passage]]) -> Iterator[Mapping[RosterColumn, Passage]]:
    """Yield the rows, a 〃 as what it stands for: the cell above."""
    above: Mapping[RosterColumn, Passage] = {}
    for row in rows:
        above = {key: above.get(key, cell) if squash(cell.text) in DITTO else cell for key, cell in row.items()}
        yield above


DITTO = frozenset({"〃", "″", "同上"})
"""What stands in a cell for what the cell above it holds."""


def _goes_on(strip: Strip, heads: Strip, columns: Mapping[int, RosterColumn]) -> bool:
    """Tell whether a strip is a row of the table below the row of its heads; another row of heads or a field is none."""
    if strip.table != heads.table or len(strip.cells) != len(heads.cells) or _columns(strip) is not None:
        return False
    cell = _row(strip, columns).get("name")
    if _begins_field(strip, columns):
        return _label_beside(strip, columns) is not None and cell is not None and _names_somebody(cell.text)
    return cell is None or (len(squash(cell.text)) <= LONGEST_CELL and "。" not in cell.text)


def _begins_field(strip: Strip, columns: Mapping[int, RosterColumn]) -> bool:
    """Tell whether a row begins with the label of a field; a role or a kind of people in a column of roles is none."""
    first = strip.cells[0]
    if strip.columns[0] in columns and (group_of(squash(first.text)) or read_office(squash(first.text))):
        return False
    label = label_at(first)
    return label is not None and not label.value.text.strip()


def _names_somebody(text: str) -> bool:
    """Tell whether a cell holds names: what stands below the heads of other people may be laid out otherwise."""
    return holds_people(text) and not tells_of_others(squash(text))


LONGEST_CELL = 40
"""Squashed characters of a cell that holds a name."""


def _columns(strip: Strip) -> dict[int, RosterColumn] | None:
    """Return what each column of a table holds, as its row of heads says; None for other rows."""
    if strip.table is None or len(strip.cells) < 2:
        return None
    heads = [head_of(squash(cell.text)) for cell in strip.cells]
    known = {head for head in heads if head is not None}
    if "name" not in known or (len(known) < 2 and _tells_of_words(strip)):
        return None
    return {column: head for column, head in zip(strip.columns, heads, strict=True) if head is not None}


def _tells_of_words(strip: Strip) -> bool:
    """Tell whether a row of heads may be that of a table of speeches."""
    heads = [squash(cell.text) for cell in strip.cells]
    return any(heads_columns(*two) for two in pairwise(heads)) or speaks_apart(heads) is not None


def _row(strip: Strip, columns: Mapping[int, RosterColumn]) -> dict[RosterColumn, Passage]:
    """Return the cells of a row by what they hold; of two columns for roles, 区分 and 職, the last that prints one."""
    return {column: cell for column, cell in _cells(strip, columns) if not _heads_only(cell, column)}


def _kind(strip: Strip, columns: Mapping[int, RosterColumn]) -> Kind | None:
    """Return what kind of people a row tells of by a word that is no role: 事務局."""
    groups = (group_of(squash(cell.text)) for column, cell in _cells(strip, columns) if _heads_only(cell, column))
    return next(groups, None)


def _cells(strip: Strip, columns: Mapping[int, RosterColumn]) -> Iterator[tuple[RosterColumn, Passage]]:
    cells = zip(strip.columns, strip.cells, strict=True)
    return ((columns[column], cell) for column, cell in cells if column in columns and cell.text.strip())


def _heads_only(cell: Passage, column: RosterColumn) -> bool:
    """Tell whether a cell of roles names a kind of people and no role; 学識経験者 says whence a member comes."""
    text = squash(cell.text)
    group = group_of(text)
    if column not in ROLES or group is None or read_office(text) is not None:
        return False
    return group != "member" or not tells_whence(text)


ROLES: frozenset[RosterColumn] = frozenset({"role", "class"})


def _people(row: Mapping[RosterColumn, Passage], kind: Kind, *, present: bool) -> list[Person]:
    """Return who stands in a row: the name's cell may hold the role, too; what has a column of its own is taken from there."""
    cell = row.get("name")
    if cell is None or not LETTER.search(cell.text):
        return []
    office, whence = _told_in(row)
    remark = read_remark(row["remark"].text) if "remark" in row else None
    came = _came(row["presence"]) if "presence" in row else None
    people, _ = read_list([cell], kind, present=present if came is None else came, office=office)
    if whence is not None:
        people = [replace(person, affiliation=whence) for person in people]
    return [told_of(person, remark) for person in people] if remark is not None else people


def _told_in(row: Mapping[RosterColumn, Passage]) -> tuple[Office | None, str | None]:
    """Return the role and the affiliation that a row tells.

    弁護士 is no role in a column of roles, and in one of classes (区分) nothing is one that no list holds.
    """
    office, whence = None, None
    for column in ("class", "role"):
        told = "".join(row[column].text.split()) if column in row else ""
        read = read_office(squash(told))
        if read is not None:
            office = read
        elif told and (column == "class" or tells_whence(squash(told))):
            whence = told
        elif told:
            office = Office(None, None, told, "member")
    return office, " ".join(row["affiliation"].text.split()) if "affiliation" in row else whence


LETTER = regex.compile(r"\p{L}")


def _came(mark: Passage) -> bool | None:
    """Tell what a mark says: came, did not come; None where it says neither. A note, ○(Web), says how."""
    return mark_of(without_note(squash(mark.text)))

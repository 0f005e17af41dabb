"""Lists of people: how their lines are laid out, as rows of a table or one after the other, with marks before the names or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from types import MappingProxyType

import regex

from normalize.text import squash
from parsers.minutes.list_offices import prints_roles_in_columns
from parsers.minutes.list_reader import ListReader
from parsers.minutes.list_shapes import is_ruby, legend_of
from parsers.minutes.person import Kind, Person, told_of
from parsers.minutes.presence import absent_mark, headed_presence, presence_of, tells_presence
from parsers.minutes.remarks import read_remark
from parsers.minutes.speaker import Office
from parsers.minutes.told_below import Rows, row_by_row, rows_below, torn_columns
from parsers.passage import Passage, lines_of

__all__ = ["read_list"]


def read_list(
    lines: Iterable[Passage],
    kind: Kind,
    *,
    present: bool,
    office: Office | None = None,
    legend: Mapping[str, Office] = MappingProxyType({}),
) -> tuple[list[Person], list[str]]:
    """Return the people of a field of the header in the order of their print, and the words that told nobody.

    `kind` and `present` are what the field's label says; groups within the field (事務局, 説明者) say otherwise.
    `office` is the role that the label itself gives to the first of them, `legend` what marks mean that a line apart explains.
    """
    listed = row_by_row([line for cell in lines for line in lines_of(cell)])
    marked = any(absent_mark(line.text) for line in listed)
    told = {**legend, **legend_of(listed)}
    reader = ListReader(kind, present, told, in_columns=any(prints_roles_in_columns(line.text) for line in listed))
    reader.expect(office)
    rows = rows_below([line.text for line in listed]) if office is None else None
    came: bool | None = present
    if rows is not None:
        came = _read_rows(reader, listed, rows, present=present)
        listed = listed[rows.end :]
    torn = torn_columns([line.text for line in listed])
    if torn:
        cells = [line.text for line in listed[torn.start : torn.stop]]
        del listed[torn.start : torn.stop]
        reader.lost.extend(cells)
        came = None if any(tells_presence(squash(cell)) for cell in cells) else came
    for line, following in pairwise([*listed, None]):
        headed = headed_presence(line.text) if line is not None else None
        came = came if headed is None else headed
        if line is not None and (following is None or not is_ruby(line.text, following.text)):
            reader.read(*presence_of(line, present=came) if marked else (line, came))
    return reader.listed.people, [word for word in reader.lost if KANJI.search(word)]


KANJI = regex.compile(r"\p{Han}")


def _read_rows(reader: ListReader, lines: Sequence[Passage], rows: Rows, *, present: bool) -> bool | None:
    """Read the lines of a list that tell below each name of its bearer; return whether those below them came."""
    came: bool | None = present
    for line in lines[: rows.start - rows.heads]:
        reader.read(line, came)
    listed, known = reader.listed, 0
    for number in range(rows.start, rows.end):
        line = lines[number]
        if number in rows.names:
            known = len(listed.people)
            reader.read(line, came)
            continue
        remark = read_remark(line.text)
        alone = remark.present is False and tells_presence(squash(line.text))
        if alone and not rows.show_presence and number < len(lines) - 1:
            remark, came = replace(remark, present=None), None
            listed.retell(known, partial(replace, present=None))
            reader.lost.append(line.text)
        if rows.is_affiliation(number) and remark.unclear:
            listed.retell(known, partial(replace, affiliation=remark.affiliation))
        else:
            listed.retell(known, partial(told_of, remark=remark))
            reader.lost.extend(remark.unclear)
    return came

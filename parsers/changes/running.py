"""A table of changes that was printed as running lines: the changes whose beginning and end are certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Literal

import regex

from extract.sheet import Place, Row
from normalize.text import squash
from parsers.changes.change import ChangeRow, Changes
from parsers.changes.columns import LEAST_TITLES
from parsers.changes.parting import KnownForm
from parsers.changes.running_cells import Cells, RowLines, cells_of, wrapped
from parsers.changes.words import LONGEST_TITLE, Role, day_of, furniture, option_of, pattern_for, title_roles

__all__ = ["Titles", "running_lines", "titles_at", "unsplit"]

SHORT_DAY = regex.compile(r"[MTSHR]?[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,2}")
"""H28.7.26, 2016/7/26."""
LINES_OF_A_TITLE = 3
"""Lines into which a narrow column breaks 提出時期に係る説明."""
LINES_OF_A_DAY = 3
"""Lines into which a narrow column breaks a day."""
LINE_END = 2
"""Characters of the longest line end: where more lies between two rows, furniture of a page stood there."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or a word of one, of a table printed as running lines. `edge` is what stands between two pages of it.

    `gap` says that blank space stands before the line.
    """

    kind: Literal["day", "option", "text", "edge"]
    text: str
    place: Place
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Titles:
    """A header printed as lines: how many, which columns they title, whether each title has a line of its own.

    Of the header above rows, `stacked` tells this of their cells.
    """

    lines: int
    roles: frozenset[Role]
    stacked: bool


def unsplit(rows: Sequence[Row], known: KnownForm | None = None) -> Changes:
    """Return the rows of a table whose cells were printed one after the other, as far as they are certain.

    A row begins with a day that its 項目 follows, and has one 提出時期. Such a day that does not follow a row with its
    提出時期 can be a value of the row before: what it begins is left out. `known` are the items of the form, by which
    lines are told to be 項目, 変更前 and 変更後.
    """
    titles, pieces = _running(rows)
    blocks = _blocks(pieces)
    if titles is None or not blocks or not {"date", "submission"} <= titles.roles:
        return Changes()
    certain = [_is_certain(before, block, titles) for before, block in zip([None, *blocks], blocks, strict=False)]
    sure = [block for block, is_sure in zip(blocks, certain, strict=True) if is_sure]
    cells, reasons = _cells(sure, known, titles), _reasons(blocks, certain, titles)
    read = [_unsplit_change(*row) for row in zip(sure, cells, reasons, strict=True)]
    return Changes(tuple(read), tuple(_left_out(blocks, certain)))


def _left_out(blocks: Sequence[Sequence[_Piece]], certain: Sequence[bool]) -> Iterator[Place]:
    """Yield where rows stand that are not certain, several in a row as one.

    It ends with the last option. Without one it is a row only if an 項目 follows the day: a letter below the table has a
    date, too.
    """
    for is_sure, run in groupby(zip(blocks, certain, strict=True), key=itemgetter(1)):
        pieces = [piece for block, _ in run for piece in block if piece.kind != "edge"]
        last = max((number for number, piece in enumerate(pieces) if piece.kind == "option"), default=1)
        if not is_sure and (last > 1 or pattern_for("chapters").search(squash(pieces[1].text))):
            yield Place.hull(piece.place for piece in pieces[: last + 1])


def _cells(blocks: Sequence[Sequence[_Piece]], known: KnownForm | None, titles: Titles) -> list[Cells]:
    """Return the cells of rows whose lines stand one below the other; words of one line can't be told apart."""
    return cells_of([_lines(block) for block in blocks], known) if titles.stacked else [Cells() for _ in blocks]


def _lines(block: Sequence[_Piece]) -> RowLines:
    at = _option(block)
    within = block[1:at]
    whole = all(piece.kind != "edge" for piece in within) and not _goes_on(block[at + 1 :])
    parts = tuple(number for number, piece in enumerate(within) if piece.gap)
    return RowLines(tuple(piece.text for piece in within), parts, day_of(block[0].text), whole)


def _goes_on(behind: Sequence[_Piece]) -> bool:
    """Tell whether a row goes on behind the head of a page: its cells are cut."""
    edges = [at for at, piece in enumerate(behind) if piece.kind == "edge"]
    return bool(edges) and any(piece.kind != "edge" for piece in behind[edges[0] :])


def _running(rows: Sequence[Row]) -> tuple[Titles | None, list[_Piece]]:
    """Return the first header printed as lines and all that stands behind it."""
    texts = running_lines(rows)
    first: Titles | None = None
    pieces: list[_Piece] = []
    number = 0
    while number < len(rows):
        titles = titles_at(texts, number)
        if first is None and titles is not None:
            first = replace(titles, stacked=_are_stacked(texts, number + titles.lines, titles))
        lines = 1
        if titles is not None or not texts[number] or _turns_page(rows, number):
            pieces.append(_Piece("edge", "", rows[number].place))
        if titles is not None:
            lines = titles.lines
        elif texts[number] and first is not None:
            lines = _lines_of_day(texts, number) if first.stacked else 1
            place = Place.hull(row.place for row in rows[number : number + lines])
            found = _pieces("".join(texts[number : number + lines]), place, first)
            pieces += [replace(found[0], gap=rows[number].gap), *found[1:]]
        number += lines
    return first, pieces


def _are_stacked(texts: Sequence[str], below: int, titles: Titles) -> bool:
    """Tell whether the cells below a header have lines of their own: the first day does. Where is none, titles tell."""
    for number in range(below, len(texts)):
        lines = _lines_of_day(texts, number)
        if _is_bare_day("".join(texts[number : number + lines])):
            return True
        if (words := texts[number].split(maxsplit=1)) and _is_bare_day(words[0]):
            return False
    return titles.stacked


def _turns_page(rows: Sequence[Row], number: int) -> bool:
    """Tell whether furniture of a page was left out before a line of a dump."""
    end, start = rows[number - 1].place.end if number else None, rows[number].place.start
    return end is not None and start is not None and start - end > LINE_END and not rows[number].gap


def _lines_of_day(texts: Sequence[str], number: int) -> int:
    """Return how many lines hold the day that begins with a line; 1 where none does."""
    if not texts[number][-1:].isdecimal() and not texts[number].endswith(("年", "月")):
        return 1
    joined = ("".join(texts[number : number + lines]) for lines in range(1, LINES_OF_A_DAY + 1))
    return next((lines for lines, text in enumerate(joined, 1) if _is_bare_day(text)), 1)


def running_lines(rows: Sequence[Row]) -> list[str]:
    """Return the text of each line of prose; rows of tables are empty."""
    return [row.text.strip() if row.table is None and len(row.cells) == 1 else "" for row in rows]


def titles_at(texts: Sequence[str], number: int) -> Titles | None:
    """Return the header that begins with a line: all titles on it, or one below the other, each in a line or wrapped."""
    words = texts[number].split()
    stacked = len(words) < 2
    found = list(_stacked_titles(texts, number)) if stacked else [(_role(word), 0) for word in words]
    roles = [role for role, _ in found if role is not None]
    if (
        len(roles) < max(len(found), LEAST_TITLES)
        or len(set(roles)) < len(roles)
        or not {"before", "after"} <= set(roles)
    ):
        return None
    return Titles(sum(lines for _, lines in found) if stacked else 1, frozenset(roles), stacked)


def _stacked_titles(texts: Sequence[str], number: int) -> Iterator[tuple[Role, int]]:
    """Yield the columns that lines title from here on, each once, with how many lines the title takes."""
    roles: set[Role] = set()
    while True:
        joined = (("".join(texts[number : number + lines]), lines) for lines in range(LINES_OF_A_TITLE, 0, -1))
        role, lines = next(((role, lines) for text, lines in joined if (role := _role(text))), (None, 0))
        if role is None or role in roles:
            return
        roles.add(role)
        yield role, lines
        number += lines


def _role(text: str) -> Role | None:
    return title_roles().get(squash(text)) if len(text) <= LONGEST_TITLE else None


def _pieces(text: str, place: Place, titles: Titles) -> list[_Piece]:
    """Return a line as pieces: whole where each cell has lines of its own, else word by word."""
    if furniture().fullmatch(squash(text)):
        return [_Piece("edge", "", place)]
    words = [text] if titles.stacked else text.split()
    begins = _is_bare_day(words[0]) and (titles.stacked or len(words) > 1)
    found = [_Piece("option" if option_of(word) else "text", word, place) for word in words]
    return [_Piece("day", words[0], place), *found[1:]] if begins else found


def _is_bare_day(text: str) -> bool:
    """Tell whether a text is a day and nothing else, not even 時点."""
    squashed = squash(text)
    return (squashed.endswith("日") or SHORT_DAY.fullmatch(squashed) is not None) and day_of(text) is not None


def _blocks(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Return the pieces from each day that begins a row to the next; what stands before the first one is no row.

    An 項目 stands behind the day of a row. A day before another one or an option is a value: when a check took place.
    """
    begins: list[bool] = []
    behind: str | None = None
    for piece in reversed(pieces):
        begins.append(piece.kind == "day" and behind == "text")
        behind = behind if piece.kind == "edge" else piece.kind
    blocks: list[list[_Piece]] = []
    for piece, is_first in zip(pieces, reversed(begins), strict=True):
        if is_first:
            blocks.append([piece])
        elif blocks:
            blocks[-1].append(piece)
    return blocks


def _is_certain(before: Sequence[_Piece] | None, block: Sequence[_Piece], titles: Titles) -> bool:
    """Tell whether a block is one row of the table."""
    options = sum(piece.kind == "option" for piece in block)
    if options != 1 or (before is not None and all(piece.kind != "option" for piece in before)):
        return False
    return "reason" in titles.roles or not _behind(block)


def _option(block: Sequence[_Piece]) -> int:
    return next(number for number, piece in enumerate(block) if piece.kind == "option")


def _behind(block: Sequence[_Piece]) -> list[_Piece]:
    """Return what stands behind the option of a block."""
    return [piece for piece in block[_option(block) + 1 :] if piece.kind != "edge"]


@dataclass(frozen=True, slots=True)
class _Reason:
    """The explanation of a row, None where there is none; `told` where it can be told that this is all of it."""

    text: str | None
    told: bool


def _reasons(blocks: Sequence[Sequence[_Piece]], certain: Sequence[bool], titles: Titles) -> list[_Reason]:
    """Return the explanations of the certain rows.

    Each ends where the next certain row begins. Behind any other row, and behind the last, anything may stand: but not
    what explains another row, too.
    """
    found = [
        (_reason([piece.text for piece in _behind(block)], titles), follows, _is_whole(block))
        for block, is_sure, follows in zip(blocks, certain, [*certain[1:], False], strict=True)
        if is_sure
    ]
    ended = {text for text, follows, whole in found if follows and whole}
    return [_Reason(text, whole and (follows or text is None or text in ended)) for text, follows, whole in found]


def _is_whole(block: Sequence[_Piece]) -> bool:
    """Tell whether no page cuts what stands behind the option of a block, and no day can begin a row there."""
    rest = block[_option(block) + 1 :]
    return not _goes_on(rest) and all(piece.kind != "day" for piece in rest)


def _unsplit_change(block: Sequence[_Piece], cells: Cells, reason: _Reason) -> ChangeRow:
    at = _option(block)
    return ChangeRow(
        changed_on=day_of(block[0].text),
        changed_on_printed=block[0].text,
        item=cells.item,
        before=cells.before,
        after=cells.after,
        submission=option_of(block[at].text),
        reason=reason.text if reason.told else None,
        place=Place.hull(piece.place for piece in (block if reason.told else block[: at + 1]) if piece.kind != "edge"),
        notes=() if cells.told and reason.told else ("change_row_unsplit",),
    )


def _reason(texts: Sequence[str], titles: Titles) -> str | None:
    """Return an explanation: words of one line, or lines, wrapped but where one begins on purpose."""
    return wrapped(texts) if titles.stacked else " ".join(texts) or None

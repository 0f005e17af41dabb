"""A table of changes that was printed as running lines: the changes whose beginning and end are certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import regex

from extract.sheet import Place, Row
from normalize.text import glue, squash, width
from parsers.changes.cells import begins
from parsers.changes.change import ChangeRow
from parsers.changes.columns import LEAST_TITLES
from parsers.changes.parting import KnownForm, Parted, item_of, parted
from parsers.changes.words import LONGEST_TITLE, Role, day_of, furniture, option_of, title_roles

__all__ = ["Titles", "running_lines", "titles_at", "unsplit"]

SHORT_DAY = regex.compile(r"[MTSHR]?[0-9]{1,4}([./-])[0-9]{1,2}\1[0-9]{1,2}")
"""H28.7.26, 2016/7/26."""
LINES_OF_A_TITLE = 3
"""Lines into which a narrow column breaks 提出時期に係る説明."""
LINES_OF_A_DAY = 3
"""Lines into which a narrow column breaks a day."""
FULL_LINE = 0.8
"""Share of a cell's widest line that a wrapped line of it fills: breaks leave room for a word in Latin letters."""
LINE_END = 2
"""Characters of the longest line end: where more lies between two rows, furniture of a page stood there."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or a word of one, of a table printed as running lines. `edge` is what stands between two pages of it."""

    kind: Literal["day", "option", "text", "edge"]
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Titles:
    """A header printed as lines: how many, which columns they title, whether each title has a line of its own."""

    lines: int
    roles: frozenset[Role]
    stacked: bool


def unsplit(rows: Sequence[Row], known: KnownForm | None = None) -> list[ChangeRow]:
    """Return the rows of a table whose cells were printed one after the other, as far as they are certain.

    A row begins with a day and has one 提出時期. A day that does not follow a row with its 提出時期 can be a value of
    the row before: what it begins is left out. Explanations are read only between two certain rows. `known` are the
    items of the form, by which lines are told to be 項目, 変更前 and 変更後.
    """
    titles, pieces = _running(rows)
    blocks = _blocks(pieces)
    if titles is None or not blocks or not {"date", "submission"} <= titles.roles:
        return []
    certain = [_is_certain(before, block, titles) for before, block in zip([None, *blocks], blocks, strict=False)]
    sure = [
        (block, followed)
        for block, is_sure, followed in zip(blocks, certain, [*certain[1:], False], strict=True)
        if is_sure
    ]
    cells = _cells([block for block, _ in sure], known, titles)
    return [_unsplit_change(block, titles, followed, own) for (block, followed), own in zip(sure, cells, strict=True)]


@dataclass(frozen=True, slots=True)
class _Cells:
    """項目, 変更前 and 変更後 of a row; `told` where they can be told."""

    item: str | None = None
    before: str | None = None
    after: str | None = None
    told: bool = False


def _cells(blocks: Sequence[Sequence[_Piece]], known: KnownForm | None, titles: Titles) -> list[_Cells]:
    """Return the cells of rows whose lines stand one below the other; nothing of a row that a page cut."""
    if known is None or not titles.stacked:
        return [_Cells() for _ in blocks]
    found: list[_Cells] = []
    items: set[str] = set()
    for block in reversed(blocks):
        at = _option(block)
        texts = [piece.text for piece in block[1:at]]
        item = item_of(texts, known)
        path = squash("".join(texts[:item])) if item is not None else ""
        whole = all(piece.kind != "edge" for piece in block[:at]) and not _goes_on(block[at + 1 :])
        found.append(_both(texts, parted(texts, known, last=path not in items) if whole else None))
        items.add(path)
    return found[::-1]


def _both(texts: Sequence[str], how: Parted | None) -> _Cells:
    if how is None:
        return _Cells()
    behind = how.item + how.before
    item, before, after = (_wrapped(part) for part in (texts[: how.item], texts[how.item : behind], texts[behind:]))
    return _Cells(item, before, after, told=True)


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
        first = first or titles
        lines = 1
        if titles is not None or not texts[number] or _turns_page(rows, number):
            pieces.append(_Piece("edge", "", rows[number].place))
        if titles is not None:
            lines = titles.lines
        elif texts[number] and first is not None:
            lines = _lines_of_day(texts, number) if first.stacked else 1
            place = Place.hull(row.place for row in rows[number : number + lines])
            pieces += _pieces("".join(texts[number : number + lines]), place, first)
        number += lines
    return first, pieces


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
    """Return the pieces from each day to the next; what stands before the first day is no row."""
    blocks: list[list[_Piece]] = []
    for piece in pieces:
        if piece.kind == "day":
            blocks.append([piece])
        elif blocks:
            blocks[-1].append(piece)
    return blocks


def _is_certain(before: Sequence[_Piece] | None, block: Sequence[_Piece], titles: Titles) -> bool:
    """Tell whether a block is one row of the table."""
    options = [number for number, piece in enumerate(block) if piece.kind == "option"]
    if len(options) != 1 or (before is not None and all(piece.kind != "option" for piece in before)):
        return False
    holds_text = any(piece.kind == "text" for piece in block[: options[0]])
    ends = "reason" in titles.roles or all(piece.kind == "edge" for piece in block[options[0] + 1 :])
    return holds_text and ends


def _option(block: Sequence[_Piece]) -> int:
    return next(number for number, piece in enumerate(block) if piece.kind == "option")


def _unsplit_change(block: Sequence[_Piece], titles: Titles, followed: bool, cells: _Cells) -> ChangeRow:
    at = _option(block)
    rest = block[at + 1 :]
    told = followed and not _goes_on(rest)
    reason = _reason([piece.text for piece in rest if piece.kind == "text"], titles) if told else None
    complete = cells.told and (told or not rest)
    return ChangeRow(
        changed_on=day_of(block[0].text),
        changed_on_printed=block[0].text,
        item=cells.item,
        before=cells.before,
        after=cells.after,
        submission=option_of(block[at].text),
        reason=reason,
        place=Place.hull(piece.place for piece in (block if told else block[: at + 1]) if piece.kind != "edge"),
        notes=() if complete else ("change_row_unsplit",),
    )


def _reason(texts: Sequence[str], titles: Titles) -> str | None:
    """Return an explanation: words of one line, or lines, wrapped but where one begins on purpose."""
    return _wrapped(texts) if titles.stacked else " ".join(texts) or None


def _wrapped(texts: Sequence[str]) -> str | None:
    """Return lines as one text: those that are full run on, but where the next begins on purpose."""
    full = FULL_LINE * max(map(width, texts), default=0.0)
    glues = ("\n" if begins(text) or width(before) < full else glue(before, text) for before, text in pairwise(texts))
    return "".join([*texts[:1], *(part for pair in zip(glues, texts[1:], strict=True) for part in pair)]) or None

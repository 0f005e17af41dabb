"""A table of changes that was printed as running lines: the changes whose beginning and end are certain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from extract.sheet import Place, Row
from normalize.text import glue, squash
from parsers.changes.cells import begins
from parsers.changes.change import ChangeRow
from parsers.changes.columns import LEAST_TITLES
from parsers.changes.words import LONGEST_TITLE, Role, day_of, furniture, option_of, title_roles

__all__ = ["running_lines", "titles_at", "unsplit"]


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


def unsplit(rows: Sequence[Row]) -> list[ChangeRow]:
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
    texts = running_lines(rows)
    first: _Titles | None = None
    pieces: list[_Piece] = []
    number = 0
    while number < len(rows):
        titles = titles_at(texts, number)
        first = first or titles
        if titles is not None or not texts[number]:
            pieces.append(_Piece("edge", "", rows[number].place))
        elif first is not None:
            pieces += _pieces(texts[number], rows[number].place, first)
        number += 1 if titles is None else titles.lines
    return first, pieces


def running_lines(rows: Sequence[Row]) -> list[str]:
    """Return the text of each line of prose; rows of tables are empty."""
    return [row.text.strip() if row.table is None and len(row.cells) == 1 else "" for row in rows]


def titles_at(texts: Sequence[str], number: int) -> _Titles | None:
    """Return the header that begins with a line: all titles on it, or one on each line."""
    stacked = len(texts[number].split()) < 2
    words = texts[number : number + len(title_roles())] if stacked else texts[number].split()
    roles: list[Role] = []
    for word in words:
        role = title_roles().get(squash(word)) if len(word) <= LONGEST_TITLE else None
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
    if furniture().fullmatch(squash(text)):
        return [_Piece("edge", "", place)]
    words = [text] if titles.stacked else text.split()
    begins = _is_bare_day(words[0]) and (titles.stacked or len(words) > 1)
    found = [_Piece("option" if option_of(word) else "text", word, place) for word in words]
    return [_Piece("day", words[0], place), *found[1:]] if begins else found


def _is_bare_day(text: str) -> bool:
    """Tell whether a text is a day and nothing else, not even 時点."""
    return squash(text).endswith("日") and day_of(text) is not None


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
        changed_on=day_of(block[0].text),
        changed_on_printed=block[0].text,
        item=None,
        before=None,
        after=None,
        submission=option_of(block[at].text),
        reason=reason,
        place=Place.hull(piece.place for piece in (block if told else block[: at + 1])),
        notes=("change_row_unsplit",),
    )


def _reason(texts: Sequence[str], titles: _Titles) -> str | None:
    """Return an explanation: words of one line, or lines, wrapped but where one begins on purpose."""
    if not titles.stacked:
        return " ".join(texts) or None
    glues = ("\n" if begins(text) else glue(before, text) for before, text in pairwise(texts))
    return "".join([*texts[:1], *(part for pair in zip(glues, texts[1:], strict=True) for part in pair)]) or None

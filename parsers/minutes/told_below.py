"""Lists that print below a name what is told of it: a dump prints the cells of a table so, a line for each.

井川 悠 / 弁護士 / 会長 / 鵜川 高 … A list that begins with a name, or with the heads of such a table, is read so: what heads
names stands above the first of them, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from normalize.markers import find_marker
from normalize.text import squash
from parsers.minutes.name_tokens import Token, paired, tokens_of
from parsers.minutes.names import (
    SHORTEST_FULL,
    council_role,
    group_of,
    is_name,
    is_noise,
)
from parsers.minutes.presence import tells_attendance, told_absent
from parsers.minutes.remarks import read_remark, tells_whence
from parsers.minutes.speaker import read_office
from parsers.minutes.words import CHAIRS, RosterColumn, minutes_words
from parsers.passage import Passage

__all__ = ["Rows", "goes_on_below_name", "head_of", "is_head", "row_by_row", "rows_below", "torn_columns"]

Tells = Callable[[str], bool]
LONGEST_LIST = 200
"""Lines of a list of people: longer ones are none, and each of their lines is not looked at again for the next."""
LONGEST_CELL = 40
"""Squashed characters of a cell that tells of somebody."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Which of the lines of a list are such rows: from the first name on, up to the line `end`; `names` are those of names.

    `heads` are those lines before them that are the heads of the table; `whence` says that the second of these heads
    affiliations, whatever they look like. `show_presence` says that a mark of presence is that of the name above it and
    heads nobody below, for heads announce it, or another line says that somebody came.
    """

    start: int
    end: int
    names: frozenset[int]
    heads: int
    whence: bool
    show_presence: bool

    def is_affiliation(self, at: int) -> bool:
        """Tell whether a line is a cell of the column of affiliations, if it is none of another."""
        return self.whence and at - 1 in self.names


def goes_on_below_name(lines: Sequence[str], text: str) -> bool:
    """Tell whether a line of its own tells of the name above it in a list of these lines, or is one of its heads."""
    if len(lines) > LONGEST_LIST:
        return False
    start = _behind_group(lines)
    heads = _heads(lines, start)
    first = start == len(lines) - 1 and head_of(squash(lines[-1])) == "name"
    if first or (heads and start + heads == len(lines) and is_head(squash(text))):
        return is_head(squash(text))
    if _goes_on_in_column(lines, text):
        return True
    rows = rows_below([*lines, text])
    return rows is not None and rows.end == len(lines) + 1 and len(lines) not in rows.names


def rows_below(lines: Sequence[str]) -> Rows | None:
    """Return the rows with which a list begins; None where nothing in it tells of the name above."""
    start = _behind_group(lines)
    heads = _heads(lines, start)
    start += heads
    if start >= len(lines) or not _is_one(lines[start]):
        return None
    names, end = _taken(lines, start, _told, under_heads=heads > 0)
    if not heads and not _alternates(names, end):
        names, end = _taken(lines, start, _told_of_office, under_heads=False)
    if len(names) == end - start:
        return None
    bearers = frozenset(names)
    whence = heads > 0 and head_of(squash(lines[start - heads + 1])) in {"affiliation", "class"}
    told = [lines[number] for number in range(start, end) if number not in bearers]
    show_presence = heads > 0 or any(read_remark(line).present for line in told)
    return Rows(start, end, bearers, heads, whence, show_presence)


def row_by_row(lines: Sequence[Passage]) -> list[Passage]:
    """Return the lines of a table that was dumped column by column, 氏名 and the names, 区分 and the classes, row by row.

    Each column must have a cell for each name; other lines are returned as they are.
    """
    texts = [line.text for line in lines]
    start = _behind_group(texts)
    height = _height(texts, start)
    columns = [lines[at : at + height] for at in _columns(texts, start, height)]
    if len(columns) < LEAST_COLUMNS:
        return list(lines)
    rows = (cell for row in zip(*columns, strict=True) for cell in row)
    return [*lines[:start], *rows, *lines[start + len(columns) * height :]]


def torn_columns(lines: Sequence[str]) -> range:
    """Return the lines of columns that can't be read row by row, for a cell is missing: empty ones leave no line."""
    start = _behind_group(lines)
    at = start + _height(lines, start)
    if at == start or at >= len(lines) or not is_head(squash(lines[at])):
        return range(0)
    cells = list(takewhile(lambda line: is_head(squash(line)) or _told(squash(line)), lines[at:]))
    return range(at, at + len(cells)) if any(not is_head(squash(cell)) for cell in cells) else range(0)


LEAST_COLUMNS = 2


def _height(lines: Sequence[str], start: int) -> int:
    """Return how many lines the column of names has with its head; 0 for no such column, or one name only."""
    if start + 1 >= len(lines) or head_of(squash(lines[start])) != "name":
        return 0
    spaced = _is_spaced(lines[start + 1])
    names = list(takewhile(lambda line: _is_one(line) and _is_spaced(line) == spaced, lines[start + 1 :]))
    return len(names) + 1 if len(names) > 1 else 0


def _columns(lines: Sequence[str], start: int, height: int) -> Iterator[int]:
    """Yield the lines at which the columns of a table begin, that of the names first."""
    at = start
    while height and at + height <= len(lines) and is_head(squash(lines[at])):
        cells = lines[at + 1 : at + height]
        if at > start and not all(_may_be_cell(cell) or _told(squash(cell)) for cell in cells):
            return
        yield at
        at += height


def _goes_on_in_column(lines: Sequence[str], text: str) -> bool:
    """Tell whether a line is the head or a cell of a column behind that of the names, as far as such a table goes."""
    start = _behind_group(lines)
    height = _height(lines, start)
    behind = len(lines) - start
    if not height or behind < height or any(not is_head(squash(lines[at])) for at in range(start, len(lines), height)):
        return False
    return is_head(squash(text)) if behind % height == 0 else _may_be_cell(text) or _told(squash(text))


def _behind_group(lines: Sequence[str]) -> int:
    """Return the number of the first line that is not the kind of all those who follow: 委員."""
    first = squash(lines[0]) if lines else ""
    office = read_office(first)
    return 1 if group_of(first) == "member" and (office is None or office.rank == "member") else 0


def _heads(lines: Sequence[str], start: int) -> int:
    """Return how many lines are heads of a table whose first column holds the names; 0 for no such table."""
    if start >= len(lines) or head_of(squash(lines[start])) != "name":
        return 0
    end = start
    while end < len(lines) and is_head(squash(lines[end])):
        end += 1
    return end - start if end - start > 1 else 0


def is_head(squashed_text: str) -> bool:
    """Tell whether a line is the head of a column of a table of people."""
    return head_of(squashed_text) is not None


def head_of(squashed_text: str) -> RosterColumn | None:
    """Return what the column holds that a word heads in a table of people; None where it heads none."""
    return _roster_heads().get(squashed_text)


@cache
def _roster_heads() -> dict[str, RosterColumn]:
    return {squash(word): head for head, words in minutes_words().roster_heads.items() for word in words}


def _taken(lines: Sequence[str], start: int, told: Tells, *, under_heads: bool) -> tuple[list[int], int]:
    """Return which of the lines from the first name on are names, and where the rows end.

    Under the heads of a table a line right below a name may be a cell whatever it says (地域団体推薦), if it is no longer
    than one.
    """
    spaced = _is_spaced(lines[start])
    names, at = [start], start + 1
    while at < len(lines):
        text = squash(lines[at])
        if told(text) and not (under_heads and len(text) > LONGEST_CELL):
            at += 1
        elif _is_one(lines[at]) and _is_spaced(lines[at]) == spaced:
            names.append(at)
            at += 1
        elif under_heads and at - 1 == names[-1] and _may_be_cell(lines[at]):
            at += 1
        else:
            break
    return names, at


def _told(squashed_text: str) -> bool:
    """Tell whether a line says nothing but what somebody is, whence, or whether and how somebody took part."""
    return _told_of_office(squashed_text) or tells_whence(squashed_text) or council_role(squashed_text) is not None


def _told_of_office(squashed_text: str) -> bool:
    """Tell the same of a line that heads nothing but the chair or the deputy: of plain names none is one of several members."""
    if group_of(squashed_text) is not None and read_office(squashed_text) is None:
        return False
    if ":" in squashed_text or told_absent(squashed_text) is not None:
        return False  # 欠席委員:江藤 健, 江藤委員が都合により欠席
    remark = read_remark(squashed_text)
    if remark.others or (remark.present is None and is_noise(squashed_text)):
        return False
    rank = remark.office.rank if remark.office is not None else None
    return rank in CHAIRS or (rank is None and (remark.present is not None or tells_attendance(squashed_text)))


def _alternates(names: Sequence[int], end: int) -> bool:
    """Tell whether something is told of each, but for the last, of whom it may be told below."""
    return all(below - above > 1 for above, below in pairwise(names)) and (len(names) > 1 or end > names[0] + 1)


def _may_be_cell(line: str) -> bool:
    """Tell whether an unknown word may be a cell."""
    text = squash(line)
    plain = "。" not in text and ":" not in text and find_marker(line) is None
    return plain and len(text) <= LONGEST_CELL and group_of(text) is None and read_office(text) is None


def _is_one(line: str) -> bool:
    """Tell whether a line is a name in full and nothing else but a note behind it."""
    tokens = tokens_of(line)
    if len(tokens) > 1 and tokens[-1].kind == "bracket":
        tokens.pop()
    words = [token for token in tokens if token.kind == "word"]
    if not words or len(words) < len(tokens) or not all(map(_is_plain, words)):
        return False
    return sum(len(one.text) for one in words) >= SHORTEST_FULL and len(list(paired(words))) == 1


def _is_plain(word: Token) -> bool:
    return is_name(word.text) and read_office(word.text) is None and not tells_whence(word.text)


def _is_spaced(line: str) -> bool:
    return len(line.split()) > 1

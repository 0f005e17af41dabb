"""The cells of a change whose lines were dumped one below the other: parted where what the form prints and holds is proof.

The 項目 is a path through the form: chapter, heading, label, or the markers of the first two. What stands behind it is
変更前 and 変更後, and no line says where one ends: only what the item can hold (an option, a box, its current value) does, or
a sign for nothing. How many lines there are says nothing, since an empty cell prints none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from normalize.text import squash
from parsers.changes.words import day_of, pattern_for, words_for

__all__ = ["KnownForm", "KnownItem", "Parted", "PrintedItem", "days_parted", "item_of", "parted", "path_of"]

LINES_OF_AN_ITEM = 16
"""Lines of an 項目 in the narrowest column seen."""
MOST_LINES = 400
"""Lines of a row in the narrowest columns over five pages: no time is spent on the ways to part more."""
BETWEEN_PARTS = str.maketrans("", "", "-.・()、,")
"""What stands between the parts of a path, squashed, and is none of it: Ⅰ－５－②所属長, Ⅰ 5.②所属長."""


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What an 項目 stands for: options and labels of boxes, and the values that items of this path have now, squashed.

    `key` names the one item of the form that this is, whatever the version calls it; None where each block or file has
    one.
    """

    key: str | None
    options: frozenset[str]
    boxes: frozenset[str]
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class KnownForm:
    """The items of a form by their path (see `path_of`), and its labels by themselves, squashed."""

    items: Mapping[str, KnownItem]
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """The 項目 of a row: how many lines it takes, the path that they tell, and what of the form that is."""

    lines: int
    path: str
    known: KnownItem


@dataclass(frozen=True, slots=True)
class Parted:
    """How many lines are the 項目, and how many of the others 変更前."""

    item: int
    before: int


def path_of(text: str) -> str:
    """Return the path that a print of it tells, squashed, without what parts its parts."""
    return squash(text).translate(BETWEEN_PARTS)


def days_parted(lines: Sequence[str]) -> Parted | None:
    """Return where the cells of a change of one day to another end: both stand alone in their lines.

    The 項目 must begin with a chapter and name a day, and no other line be one; None anywhere else.
    """
    item = len(lines) - 2
    days = [day_of(line) is not None for line in lines]
    if item < 1 or days != [False] * item + [True, True]:
        return None
    path = squash("".join(lines[:item]))
    names_day = pattern_for("chapters").search(path) and pattern_for("days").search(path)
    return Parted(item, 1) if names_day else None


def item_of(lines: Sequence[str], form: KnownForm) -> PrintedItem | None:
    """Return the 項目 that the first lines are: the longest path of the form. None where none is, or a label behind it.

    None for more lines than a row has, too.
    """
    if len(lines) > MOST_LINES:
        return None
    parts = [path_of(line) for line in lines[:LINES_OF_AN_ITEM]]
    paths = enumerate(zip(parts, accumulate(parts), strict=True), 1)
    found = [(number, path) for number, (part, path) in paths if part and path in form.items]
    if not found:
        return None
    item, path = found[-1]
    behind = map(squash, lines[item : item + LINES_OF_AN_ITEM])
    labelled = any(text in form.labels for text in accumulate(behind))
    return None if labelled else PrintedItem(item, path, form.items[path])


def parted(lines: Sequence[str], item: PrintedItem | None, *, last: bool) -> Parted | None:
    """Return where the cells of a change end; None where that can't be told.

    `last` says that no later change has the same 項目: then 変更後 is what the item says now.
    """
    if item is None:
        return None
    ways = set(_ways([squash(line) for line in lines[item.lines :]], item.known, last=last))
    return Parted(item.lines, ways.pop()) if len(ways) == 1 else None


def _ways(rest: Sequence[str], item: KnownItem, *, last: bool) -> list[int]:
    """Return how many lines may be 変更前, by all signs that there are."""
    nothing, deleted = words_for("blanks"), words_for("deleted")
    texts = {at: ("".join(rest[:at]), "".join(rest[at:])) for at in range(len(rest) + 1)}
    if item.options:
        return [at for at, (before, after) in texts.items() if {before, after} <= item.options | nothing | deleted]
    if item.boxes:
        return [at for at, (before, after) in texts.items() if _boxes(before) == _boxes(after) <= item.boxes]
    found = [at for at, (_, after) in texts.items() if last and after in item.values and after]
    if rest and rest[0] in words_for("added") | (nothing if len(rest) > 1 else set()):  # alone it may be either cell
        found.append(1)
    if rest and rest[-1] in deleted:
        found.append(len(rest) - 1)
    return found


def _boxes(text: str) -> frozenset[str]:
    """Return the labels of the boxes that a squashed text shows; the empty label where it shows something else."""
    parts = text.split("[")
    return frozenset(part.partition("]")[2] for part in parts[1:]) | ({""} if parts[0] or len(parts) < 2 else set())

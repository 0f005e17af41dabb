"""Walls that touch each other, and the sides that they leave open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.pdf.rulings import GAP, SNAP, Ruling, Rulings

__all__ = ["Network", "networks"]

_STUB = 8.0
"""Points. Walls that run on by less beyond the last wall across stick out; by more, they leave a line of text open."""

_UNFRAMED = 0.5
"""Share of a table's height. Where more of its sides is not drawn, it has no outer borders; less is a row whose border was
forgotten."""


@dataclass(frozen=True, slots=True)
class Network:
    """The walls of one table in order of position, closed on all sides.

    `lids` are the level walls among them that nobody drew: at them the table was cut, by a page break for the most part.
    `framed` says that both sides are drawn, but for pieces here and there.
    """

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]
    lids: tuple[Ruling, ...] = ()
    framed: bool = True


def networks(walls: Rulings) -> Iterator[Network]:
    """Yield the walls that touch or cross each other, table by table.

    Walls that touch no other are left out, but for upright ones side by side: a row that fills a page has no others.
    """
    owner: list[int] = [-1] * len(walls.upright)
    groups: dict[int, tuple[list[Ruling], list[int]]] = {}
    for number, (wall, touched) in enumerate(_touching(walls)):
        others = {owner[index] for index in touched if owner[index] >= 0}
        group = groups[number] = ([wall], [])
        for index in touched:
            if owner[index] < 0:
                group[1].append(index)
                owner[index] = number
        for other in sorted(others):
            level, upright = groups.pop(other)
            group[0].extend(level)
            group[1].extend(upright)
            for index in upright:
                owner[index] = number
    for level, members in groups.values():
        if members:
            yield _closed(tuple(sorted(level)), tuple(walls.upright[index] for index in sorted(members)))
    yield from _cut_on_both_ends([wall for wall, number in zip(walls.upright, owner, strict=True) if number < 0])


def _cut_on_both_ends(alone: Sequence[Ruling]) -> Iterator[Network]:
    """Yield the upright walls that begin and end at one height, closed above and below."""
    longest = max(alone, key=lambda wall: (wall.end - wall.start, -wall.position), default=None)
    if longest is None:
        return
    _, top, bottom = longest
    beside = tuple(wall for wall in alone if abs(wall.start - top) <= SNAP and abs(wall.end - bottom) <= SNAP)
    if len(beside) > 1 and bottom - top > _STUB:
        lids = tuple(Ruling(y, beside[0].position, beside[-1].position) for y in (top, bottom))
        yield Network(lids, beside, lids)


def _touching(walls: Rulings) -> Iterator[tuple[Ruling, list[int]]]:
    """Yield each level wall with the indices of the upright walls that it meets, give or take GAP."""
    xs = [wall.position for wall in walls.upright]
    for wall in walls.level:
        y, start, end = wall
        first, last = bisect_left(xs, start - GAP), bisect_right(xs, end + GAP)
        yield (
            wall,
            [
                index
                for index, (_, top, bottom) in enumerate(walls.upright[first:last], first)
                if top - GAP <= y <= bottom + GAP
            ],
        )


# ── sides left open ──


def _closed(level: tuple[Ruling, ...], upright: tuple[Ruling, ...]) -> Network:
    """Close a table that its walls leave open on a side: cut by a page break, or drawn without outer borders."""
    lids, sides = list(_lids(upright, level)), list(_lids(level, upright))
    if not lids and not sides:
        return Network(level, upright)
    if len({side.position for side in sides}) > 1:
        lids += _lids_of_one(level, upright)
    missing = sum(side.end - side.start for side in sides)
    lids, sides = [_to(lid, sides) for lid in lids], [_to(side, lids) for side in sides]
    level, upright = tuple(sorted((*level, *lids))), tuple(sorted((*upright, *sides)))
    height = level[-1].position - level[0].position
    return Network(level, upright, tuple(lids), missing <= _UNFRAMED * height)


def _lids(walls: Sequence[Ruling], across: Sequence[Ruling]) -> Iterator[Ruling]:
    """Yield the missing walls across at the first and at the last end that walls run on to.

    Where no wall across stands near, that is one from the first to the last wall that reaches so far; where some do,
    it is the pieces between two walls that none of them covers.
    """
    first, last = min(wall.start for wall in walls), max(wall.end for wall in walls)
    reaching = [wall.position for wall in walls if wall.start - first <= SNAP]
    yield from _lid(first, reaching, [wall for wall in across if wall.position <= first + _STUB])
    reaching = [wall.position for wall in walls if last - wall.end <= SNAP]
    yield from _lid(last, reaching, [wall for wall in across if wall.position >= last - _STUB])


def _lid(position: float, reaching: Sequence[float], near: Sequence[Ruling]) -> Iterator[Ruling]:
    if len(reaching) < 2:
        return
    if not near:
        yield Ruling(position, reaching[0], reaching[-1])
        return
    if any(wall.start <= reaching[0] and wall.end >= reaching[-1] for wall in near):
        return  # one wall closes all of it: most tables
    for start, end in pairwise(reaching):
        middle = (start + end) / 2
        if not any(wall.start <= middle <= wall.end for wall in near):
            yield Ruling(near[0].position, start, end)


def _lids_of_one(level: Sequence[Ruling], upright: Sequence[Ruling]) -> Iterator[Ruling]:
    """Yield a point where a single upright wall ends that runs on beyond all level ones, above or below.

    In a table without outer borders that is the wall between the two cells of the first or last row.
    """
    top, bottom = level[0].position, level[-1].position
    above = [wall for wall in upright if top - wall.start > _STUB]
    below = [wall for wall in upright if wall.end - bottom > _STUB]
    if len(above) == 1:
        yield Ruling(above[0].start, above[0].position, above[0].position)
    if len(below) == 1:
        yield Ruling(below[0].end, below[0].position, below[0].position)


def _to(lid: Ruling, corners: Iterable[Ruling]) -> Ruling:
    """Lengthen a lid up to the lids that close the sides beside it."""
    ends = [corner.position for corner in corners]
    return Ruling(lid.position, min(lid.start, *ends, lid.start), max(lid.end, *ends, lid.end))

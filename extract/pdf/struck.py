"""Text that is struck out: a line through the middle of its characters, from the first to the last of them.

Drafts show this way what is to go (見え消し). It is no part of any value, and the line is no border.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.pdf.ink import Run, hull
from extract.pdf.rulings import GAP, Ruling, Rulings
from extract.sheet import Box, Fault, Place

__all__ = ["Kept", "without_struck"]

_MIDDLE = (0.3, 0.75)
"""Shares of a line's height between which a line strikes it out; underlines lie lower, borders at its edges."""

_ENDS = 0.5
"""Em. A line that strikes characters out begins and ends as near to the first and the last of them; others run on."""

_MEETS = 0.5
"""Points. A line that ends as near to the middle of an upright wall is a border: text stands 0.6 pt from it and more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays of a page's runs and walls, and a Fault for each text that was struck out."""

    runs: tuple[Run, ...]
    walls: Rulings
    faults: tuple[Fault, ...] = ()


def without_struck(runs: tuple[Run, ...], walls: Rulings, page: int) -> Kept:
    """Return the runs and walls without text that is struck out and what strikes it; only level lines of print."""
    lines = _by_themselves(walls)
    if not lines:
        return Kept(runs, walls)
    level = _Level.of(runs)
    strikes = {wall: found for wall in lines if (found := list(_struck(runs, level.across(wall), wall)))}
    if not strikes:
        return Kept(runs, walls)
    out: dict[int, set[int]] = {}
    faults: list[Fault] = []
    for found in strikes.values():
        for number, start, end in found:
            out.setdefault(number, set()).update(range(start, end))
            box = Box(*hull(runs[number].boxes()[start:end]))
            faults.append(Fault("text_struck_out", runs[number].text[start:end], Place(page, box)))
    kept = tuple(part for number, run in enumerate(runs) for part in _parts(run, out.get(number, set())))
    return Kept(kept, replace(walls, level=tuple(wall for wall in walls.level if wall not in strikes)), tuple(faults))


def _by_themselves(walls: Rulings) -> list[Ruling]:
    """Return the level lines that neither meet nor cross an upright wall: no borders."""
    xs = [wall.position for wall in walls.upright]
    found: list[Ruling] = []
    for line in walls.level:
        first, last = bisect_left(xs, line.start - _MEETS), bisect_right(xs, line.end + _MEETS)
        if not any(wall.start - GAP <= line.position <= wall.end + GAP for wall in walls.upright[first:last]):
            found.append(line)
    return found


@dataclass(frozen=True, slots=True)
class _Level:
    """The level runs of a page by their tops: `numbers` are their indexes, `height` is that of the tallest."""

    tops: Sequence[float]
    numbers: Sequence[int]
    height: float

    @classmethod
    def of(cls, runs: Sequence[Run]) -> _Level:
        order = sorted([(run.box[1], number) for number, run in enumerate(runs) if run.turn == 0])
        height = max((run.box[3] - run.box[1] for run in runs), default=0.0)
        return cls([top for top, _ in order], [number for _, number in order], height)

    def across(self, wall: Ruling) -> list[int]:
        """Return the runs, in order, that begin above a line and not farther away than the tallest is high."""
        start, end = bisect_left(self.tops, wall.position - self.height), bisect_left(self.tops, wall.position)
        return sorted(self.numbers[start:end])


def _struck(runs: Sequence[Run], near: Sequence[int], wall: Ruling) -> Iterator[tuple[int, int, int]]:
    """Yield those of the runs near a line that it strikes out, each with the span of its characters.

    None where the line runs on.
    """
    found: list[tuple[int, int, int]] = []
    ends: list[float] = []
    for number in near:
        run = runs[number]
        x0, y0, x1, y1 = run.box
        share = (wall.position - y0) / (y1 - y0) if y1 > y0 else 0.0
        if not _MIDDLE[0] <= share <= _MIDDLE[1] or wall.end <= x0 or wall.start >= x1:
            continue
        middles = [(left + right) / 2 for left, _, right, _ in run.boxes()]
        start, end = bisect_left(middles, wall.start), bisect_left(middles, wall.end)
        if end > start and run.text[start:end].strip():
            found.append((number, start, end))
            ends += [run.boxes()[start][0], run.boxes()[end - 1][2]]
    size = max((runs[number].size for number, _, _ in found), default=0.0)
    if found and max(abs(min(ends) - wall.start), abs(max(ends) - wall.end)) <= _ENDS * size:
        yield from found


def _parts(run: Run, out: set[int]) -> Iterator[Run]:
    """Yield what is left of a run."""
    if not out:
        yield run
        return
    start = 0
    for end in (*sorted(out), len(run.text)):
        if end > start:
            yield run.part(start, end)
        start = end + 1

"""The best path of anchors through a form: in the order of the print, with blocks repeated as often as they come.

A label says little by itself: リスクへの対策は十分か stands 22 times in a form. Only the order tells which one it is. The path
takes the anchors whose weights add up to most, never going back, except to the head of the block it is in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

__all__ = ["Anchor", "Loop", "best_path"]

SKIPPED = 0.02
"""What leaving out a slot of the form costs. Far less than any label is worth, so that a missing page is jumped over;
more than nothing, so that of equal labels the next one is taken."""

_DIGITS = 9
"""Decimals of a score. Sums of the same costs in another order differ by less, and are equal."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Fragments `fragment` to `last` that may be the label of a slot; the value begins at offset `end` of the last one.

    `number` is that of a repeated block (委託事項2), `whole` says that the fragment is the label and nothing else.
    """

    fragment: int
    last: int
    slot: int
    weight: float
    end: int
    whole: bool
    number: int | None = None


class Loop(NamedTuple):
    """The slots, first to last, from each of which a path may return to a slot before them, and what that costs."""

    first: int
    last: int
    cost: float = 0.0


@dataclass(slots=True)
class _Best:
    """The best path that ends at a slot so far: its score and the place of its last anchor."""

    score: float
    last: int | None


class _Paths:
    """The best paths so far, by the slot they end at, and the best of all that end before a slot.

    The latter are kept in a binary indexed tree: a form has hundreds of slots, and each anchor asks for one.
    """

    def __init__(self, slots: int) -> None:
        self.held: list[_Best | None] = [None] * slots
        self._tree: list[tuple[float, int] | None] = [None] * (slots + 1)

    def enter(self, slot: int, score: float, at: int) -> None:
        """Enter the path with this score and last anchor, if none as good ends at the slot."""
        held = self.held[slot]
        if held is not None and score <= held.score:
            return
        self.held[slot] = _Best(score, at)
        entry = (round(score + SKIPPED * slot, _DIGITS), -slot)
        number = slot + 1
        while number < len(self._tree):
            there = self._tree[number]
            if there is None or entry > there:
                self._tree[number] = entry
            number += number & -number

    def before(self, slot: int) -> tuple[float, int | None]:
        """Return the best score with which a slot is reached from one before it, and the last anchor; of equal ones,
        from the earliest slot."""
        found: tuple[float, int] | None = None
        number = slot
        while number:
            there = self._tree[number]
            if there is not None and (found is None or there > found):
                found = there
            number -= number & -number
        held = self.held[-found[1]] if found is not None else None
        if found is not None and held is not None:
            score = held.score - SKIPPED * (slot - 1 + found[1])
            if score > -SKIPPED * slot:
                return score, held.last
        return -SKIPPED * slot, None


def best_path(anchors: Sequence[Anchor], slots: int, loops: Sequence[Loop | None]) -> list[Anchor]:
    """Return the best order-preserving path, at most one anchor per fragment.

    `anchors` are sorted by fragment. `loops[slot]` says from where the path may return to a slot; None: from nowhere.
    Ties go to the earlier slot.
    Time is proportional to the number of anchors times that of slots in a loop, and the logarithm of all slots.
    """
    best = _Paths(slots)
    before: list[int | None] = [None] * len(anchors)
    waiting: list[tuple[int, float]] = []  # anchors that end further on, with the score of their path
    for fragment, same in groupby(range(len(anchors)), key=lambda at: anchors[at].fragment):
        waiting = _settle(best, waiting, anchors, fragment)
        for at in same:
            score, before[at] = _reach(best, anchors[at].slot, loops[anchors[at].slot])
            waiting.append((at, score + anchors[at].weight))
    _settle(best, waiting, anchors, None)
    return _trace(best, before, anchors)


def _settle(
    best: _Paths, waiting: Sequence[tuple[int, float]], anchors: Sequence[Anchor], fragment: int | None
) -> list[tuple[int, float]]:
    """Enter the paths whose last anchor ends before `fragment`, and return the others."""
    left = []
    for at, score in waiting:
        if fragment is not None and anchors[at].last >= fragment:
            left.append((at, score))
            continue
        best.enter(anchors[at].slot, score, at)
    return left


def _reach(best: _Paths, slot: int, loop: Loop | None) -> tuple[float, int | None]:
    """Return the best score with which a slot can be reached, and the last anchor on the way."""
    score, last = best.before(slot)
    if loop is None:
        return score, last
    for held in best.held[loop.first : loop.last + 1]:
        if held is not None and held.score - loop.cost > score:
            score, last = held.score - loop.cost, held.last
    return score, last


def _trace(best: _Paths, before: Sequence[int | None], anchors: Sequence[Anchor]) -> list[Anchor]:
    ends = [held for held in best.held if held is not None]
    at = max(ends, key=lambda held: held.score).last if ends else None
    path = []
    while at is not None:
        path.append(anchors[at])
        at = before[at]
    return path[::-1]

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


def best_path(anchors: Sequence[Anchor], slots: int, loops: Sequence[Loop | None]) -> list[Anchor]:
    """Return the best order-preserving path, at most one anchor per fragment.

    `anchors` are sorted by fragment. `loops[slot]` says from where the path may return to a slot; None: from nowhere.
    Ties go to the earlier slot.
    Time is proportional to the number of anchors times that of slots.
    """
    best: list[_Best | None] = [None] * slots
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
    best: list[_Best | None], waiting: Sequence[tuple[int, float]], anchors: Sequence[Anchor], fragment: int | None
) -> list[tuple[int, float]]:
    """Enter the paths whose last anchor ends before `fragment`, and return the others."""
    left = []
    for at, score in waiting:
        if fragment is not None and anchors[at].last >= fragment:
            left.append((at, score))
            continue
        held = best[anchors[at].slot]
        if held is None or score > held.score:
            best[anchors[at].slot] = _Best(score, at)
    return left


def _reach(best: Sequence[_Best | None], slot: int, loop: Loop | None) -> tuple[float, int | None]:
    """Return the best score with which a slot can be reached, and the last anchor on the way."""
    score, last = -SKIPPED * slot, None
    for left_out, held in zip(range(slot - 1, -1, -1), best, strict=False):
        if held is not None and (reached := held.score - SKIPPED * left_out) > score:
            score, last = reached, held.last
    for at in range(loop.first, loop.last + 1) if loop else ():
        held = best[at]
        if held is not None and loop is not None and held.score - loop.cost > score:
            score, last = held.score - loop.cost, held.last
    return score, last


def _trace(best: Sequence[_Best | None], before: Sequence[int | None], anchors: Sequence[Anchor]) -> list[Anchor]:
    ends = [held for held in best if held is not None]
    at = max(ends, key=lambda held: held.score).last if ends else None
    path = []
    while at is not None:
        path.append(anchors[at])
        at = before[at]
    return path[::-1]

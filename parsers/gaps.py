"""Labels that the best path left out: in the gap between two of its labels only few can stand, so less likeness is enough.

A path is narrowed twice. Where it jumps over slots of the form, a piece of print there that is somewhat like the label of
one of them is that label: between 部署 and 他の評価実施機関 only 所属長の役職名 can stand. And where two rows of a table
changed places, the label that no ordered path can hold is the one that is missing right beside it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from normalize.text import squash
from parsers.alignment import Anchor
from parsers.anchors import LONGEST_LABEL, Labels, bare_label, joined_lines, plain_print
from parsers.fragments import Fragment
from parsers.slots import Slot

__all__ = ["displaced", "guessed", "missing"]

LIKENESS = 0.6
"""Three letters in five: at ten percent noise a label of three letters keeps two of them."""
GUESSED, PER_LETTER, MOST_LETTERS = 0.5, 0.1, 20
"""Weight of such a label and of its letters: less than of any label that is found by itself."""
ROWS_APART = 2
"""Rows that have changed places stand next to each other, or with a stray row between."""


def missing(before: Anchor | None, after: Anchor | None, slots: Sequence[Slot]) -> range:
    """Return the slots that a path jumps over between two anchors; where it goes back, the rest of what it leaves."""
    start = 0 if before is None else before.slot + 1
    if after is None:
        return range(start, len(slots))
    if after.slot >= start:
        return range(start, after.slot)
    loop = slots[after.slot].loop
    return range(start, loop.last + 1 if loop is not None else start)


def guessed(fragments: Sequence[Fragment], path: Sequence[Anchor], labels: Labels, apart: Set[int]) -> Iterator[Anchor]:
    """Yield anchors for slots that the path jumps over, where a piece between its neighbours is somewhat like them."""
    for before, after in pairwise([None, *path, None]):
        gap = missing(before, after, labels.slots)
        if not gap:
            continue
        known = [(text, at) for at in gap for text in _written(labels.slots[at])]
        end = len(fragments) if after is None else after.fragment
        for number in range(0 if before is None else before.last + 1, end):
            if number not in apart and _may_be_label(fragments[number]):
                yield from _like(number, fragments, end, known, labels)


def _written(slot: Slot) -> list[str]:
    """Return the prints of a slot's label, squashed, with and without its marker."""
    marker = squash(slot.node.marker)
    return [text for label in sorted(slot.labels) for text in sorted({label, marker + label})]


def _may_be_label(fragment: Fragment) -> bool:
    """Tell whether a piece may be a label: the last of several cells in a row is a value."""
    return len(fragment.text) <= LONGEST_LABEL and (fragment.cells == 1 or fragment.cell + 1 < fragment.cells)


def _like(
    number: int, fragments: Sequence[Fragment], end: int, known: Sequence[tuple[str, int]], labels: Labels
) -> Iterator[Anchor]:
    texts = [text for text, _ in known]
    best: dict[int, tuple[float, int]] = {}
    for last, text in [(number, fragments[number].text), *joined_lines(number, fragments)]:
        if last >= end:
            break
        for written in sorted({bare_label(text, labels.words)[0], plain_print(text)}):
            for _, share, index in process.extract(
                written, texts, scorer=Levenshtein.normalized_similarity, score_cutoff=LIKENESS, limit=None
            ):
                best[known[index][1]] = max(best.get(known[index][1], (0.0, last)), (share, -last))
    for at, (share, last) in sorted(best.items()):
        longest = max(map(len, labels.slots[at].labels))
        weight = GUESSED + PER_LETTER * min(longest, MOST_LETTERS) * share
        yield Anchor(number, -last, at, weight, len(fragments[-last].text), whole=True)


def displaced(
    fragments: Sequence[Fragment], anchors: Sequence[Anchor], path: Sequence[Anchor], slots: Sequence[Slot]
) -> Iterator[tuple[int, Anchor]]:
    """Yield labels of rows that changed places with a neighbour, each with its index in the order of the form.

    The index is that on the path before which it belongs.
    """
    starts = [anchor.fragment for anchor in path]
    taken = {number for anchor in path for number in range(anchor.fragment, anchor.last + 1)}
    found: set[int] = set()
    for anchor in anchors:
        if anchor.fragment in taken or anchor.fragment in found or not anchor.whole:
            continue
        if not fragments[anchor.fragment].is_cell:
            continue
        index = _belongs(anchor, bisect_left(starts, anchor.fragment), fragments, path, slots)
        if index is not None:
            found.add(anchor.fragment)
            yield index, anchor


def _belongs(
    anchor: Anchor, at: int, fragments: Sequence[Fragment], path: Sequence[Anchor], slots: Sequence[Slot]
) -> int | None:
    """Return before which anchor of the path a label belongs that is printed before anchor `at`; None for nowhere."""
    row = fragments[anchor.fragment].row
    if at < len(path) and fragments[path[at].fragment].row - row <= ROWS_APART:
        after = path[at + 1] if at + 1 < len(path) else None
        if anchor.slot in missing(path[at], after, slots) and not _is_same(anchor, path[at], slots):
            return at + 1
    if at and row - fragments[path[at - 1].last].row <= ROWS_APART:
        before = path[at - 2] if at > 1 else None
        if anchor.slot in missing(before, path[at - 1], slots) and not _is_same(anchor, path[at - 1], slots):
            return at - 1
    return None


def _is_same(one: Anchor, other: Anchor, slots: Sequence[Slot]) -> bool:
    """Tell whether two anchors have one label: it is printed again, no row has moved."""
    return slots[one.slot].labels == slots[other.slot].labels

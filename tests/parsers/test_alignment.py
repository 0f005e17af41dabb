"""The best path of anchors: never back except to the head of a block, and no other path scores more."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.alignment import SKIPPED, Anchor, Loop, best_path

Loops = list[Loop | None]

SLOTS = 5


def anchor(fragment: int, slot: int, weight: float = 2.0, last: int | None = None) -> Anchor:
    return Anchor(fragment, fragment if last is None else last, slot, weight, 1, whole=True)


def reaching(fragment: int, slot: int, weight: float, more: int) -> Anchor:
    return anchor(fragment, slot, weight, fragment + more)


def step(before: Anchor | None, after: Anchor, loops: Loops) -> float | None:
    """Return what a step costs; None where it is not allowed."""
    loop = loops[after.slot]
    if before is None:
        return SKIPPED * after.slot
    if before.last >= after.fragment:
        return None
    costs = [SKIPPED * (after.slot - before.slot - 1)] if before.slot < after.slot else []
    if loop is not None and loop.first <= before.slot <= loop.last:
        costs.append(loop.cost)
    return min(costs, default=None)


def score(path: Sequence[Anchor], loops: Loops) -> float | None:
    """Return the score of a path; None where a step of it is not allowed."""
    total, before = 0.0, None
    for one in path:
        cost = step(before, one, loops)
        if cost is None:
            return None
        total, before = total + one.weight - cost, one
    return total


def best_of_all(anchors: Sequence[Anchor], loops: Loops, before: Anchor | None = None) -> float:
    """Return the best score of all paths that go on from an anchor, by trying them all."""
    best = 0.0 if before is not None else float("-inf")
    for one in anchors:
        cost = step(before, one, loops)
        if cost is not None and (before is None or one.fragment > before.last):
            best = max(best, one.weight - cost + best_of_all(anchors, loops, one))
    return best


@st.composite
def printed(draw: st.DrawFn) -> tuple[list[Anchor], Loops]:
    """Draw anchors of a form with five slots, sorted by fragment, and loops around each of them."""
    found = draw(
        st.lists(
            st.builds(
                reaching,
                st.integers(0, 6),
                st.integers(0, SLOTS - 1),
                st.sampled_from([0.5, 1.0, 2.2, 3.0]),
                st.sampled_from([0, 0, 0, 1, 2]),
            ),
            min_size=1,
            max_size=7,
        )
    )
    loops: Loops = []
    for slot in range(SLOTS):
        ends = st.builds(Loop, st.just(slot), st.integers(slot, SLOTS - 1), st.sampled_from([0.0, 1.5]))
        loops.append(draw(st.one_of(st.none(), ends)))
    return sorted(found, key=lambda one: (one.fragment, one.slot, one.last)), loops


@given(printed())
@settings(max_examples=300)
def test_no_path_scores_more(drawn: tuple[list[Anchor], Loops]) -> None:
    anchors, loops = drawn
    found = score(best_path(anchors, SLOTS, loops), loops)
    assert found is not None, "a step of the path is not allowed"
    assert found == pytest.approx(best_of_all(anchors, loops))


@given(printed())
@settings(max_examples=300)
def test_fragments_are_taken_once_and_slots_in_order_except_for_loops(drawn: tuple[list[Anchor], Loops]) -> None:
    anchors, loops = drawn
    path = best_path(anchors, SLOTS, loops)
    assert all(one in anchors for one in path)
    for before, after in pairwise(path):
        assert before.last < after.fragment
        loop = loops[after.slot]
        assert before.slot < after.slot or (loop is not None and loop.first <= before.slot <= loop.last)


def test_without_anchors_there_is_no_path() -> None:
    assert best_path([], 3, [None] * 3) == []


def test_of_equal_labels_the_next_one_is_taken() -> None:
    """A label that stands at slots 1 and 3 of the form, printed behind slot 0 and before slot 2."""
    anchors = [anchor(0, 0), anchor(1, 1), anchor(1, 3), anchor(2, 2)]
    assert [one.slot for one in best_path(anchors, 4, [None] * 4)] == [0, 1, 2]
    assert [one.slot for one in best_path(anchors[:3], 4, [None] * 4)] == [0, 1]


def test_a_block_repeats_and_a_slot_without_a_loop_does_not() -> None:
    anchors = [anchor(0, 0), anchor(1, 1), anchor(2, 0), anchor(3, 1)]
    assert best_path(anchors, 2, [Loop(0, 1), None]) == anchors
    assert [one.slot for one in best_path(anchors, 2, [None, None])] == [0, 1]


def test_a_path_never_returns_to_a_block_from_outside_of_it() -> None:
    anchors = [anchor(0, 0), anchor(1, 2), anchor(2, 0, 1.0)]
    assert best_path(anchors, 3, [Loop(0, 1), None, None]) == anchors[:2]


def test_a_label_of_several_lines_takes_them_all() -> None:
    anchors = [anchor(0, 0, 3.0, last=1), anchor(1, 1, 2.0), anchor(2, 2)]
    assert best_path(anchors, 3, [None] * 3) == [anchors[0], anchors[2]]

"""Pieces of borders to walls: however they are cut, and in whatever order they are drawn."""

from __future__ import annotations

from random import Random

import hypothesis.strategies as st
from hypothesis import given

from extract.pdf.ink import Corners, Ink
from extract.pdf.rulings import Ruling, Rulings, rulings


def walls(*rules: Corners) -> Rulings:
    return rulings(Ink(width=600.0, height=800.0, runs=(), rules=rules))


def test_a_double_line_of_pieces_drawn_in_turns_is_one_wall() -> None:
    pieces = [
        (left, top, left + 10.5, top + 0.5)  # each piece reaches into the next one's corner
        for left in range(100, 300, 10)
        for top in (200.0, 201.5)
    ]
    assert walls(*pieces) == Rulings((Ruling(201.0, 100.0, 300.5),), ())


def test_dots_are_a_wall_in_the_direction_in_which_they_follow() -> None:
    down = [(50.0, 100.0 + 2 * step, 51.0, 101.0 + 2 * step) for step in range(20)]
    across = [(50.0 + 2 * step, 300.0, 51.0 + 2 * step, 301.0) for step in range(20)]
    assert walls(*down, *across) == Rulings((Ruling(300.5, 50.0, 89.0),), (Ruling(50.5, 100.0, 139.0),))


def test_pieces_with_room_between_them_are_two_walls() -> None:
    assert walls((100.0, 200.0, 150.0, 200.5), (154.0, 200.0, 180.0, 200.5)) == Rulings(
        (Ruling(200.25, 100.0, 150.0), Ruling(200.25, 154.0, 180.0)), ()
    )


LINES = st.tuples(st.integers(1, 50), st.integers(1, 30), st.integers(1, 20), st.booleans())
"""Where a line stands (in tens of points), where it begins, how many pieces of ten points it has, whether it is level."""


@given(st.lists(LINES, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_pieces_are_drawn_does_not_matter(
    lines: list[tuple[int, int, int, bool]], random: Random
) -> None:
    pieces = [
        (10.0 * at, 10.0 * position, 10.0 * at + 10, 10.0 * position)
        if level
        else (10.0 * position, 10.0 * at, 10.0 * position, 10.0 * at + 10)
        for position, begin, count, level in lines
        for at in range(begin, begin + count)
    ]
    in_order = walls(*pieces)
    random.shuffle(pieces)
    assert walls(*pieces) == in_order

"""Pieces of borders are joined in the drawing instructions, and nothing else about these is changed."""

from __future__ import annotations

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pdf.joined import with_joined_pieces

Box = tuple[float, float, float, float]

FAR = b"".join(b"%d 500 5 5 re\nf\n" % (300 + 20 * number) for number in range(100))
"""Squares that stand apart, for there must be a hundred rectangles before any are joined."""


def boxes(contents: bytes) -> list[Box]:
    """Left, bottom, right and top of every rectangle."""
    found = re.findall(rb"(\S+) (\S+) (\S+) (\S+) re", contents)
    return [(float(x), float(y), float(x) + float(width), float(y) + float(height)) for x, y, width, height in found]


def joined(contents: bytes) -> list[Box]:
    return [box for box in boxes(with_joined_pieces(contents + b"q\n" + FAR)) if box[1] != 500]


def test_the_edges_of_cells_are_one_line() -> None:
    pieces = b"".join(b"%d 700 10 .5 re\nf\n" % (50 + 10 * number) for number in range(8))
    assert joined(pieces) == [(50, 700, 130, 700.5)]


def test_dots_are_one_line_level_and_upright() -> None:
    level = b"".join(b"%.1f 700 .5 .5 re\nf\n" % (50 + 1.5 * number) for number in range(8))
    upright = b"".join(b"50 %.1f .5 .5 re\nf\n" % (701.5 + 1.5 * number) for number in range(7))
    assert joined(level + upright) == [(50, 700, 61, 700.5), (50, 700, 50.5, 711)]


def test_a_path_of_many_pieces_is_joined_and_filled_as_it_was() -> None:
    pieces = b"".join(b"%d 700 10 .5 re\n%d 702 10 .5 re\n" % (50 + 10 * at, 50 + 10 * at) for at in range(8))
    contents = with_joined_pieces(b"q\n" + pieces + b"h\n0 0 0 rg f\nQ\n" + FAR)
    assert contents[: -len(FAR)] == (
        b"q\n50.00000 700.00000 80.00000 0.50000 re\n50.00000 702.00000 80.00000 0.50000 re\nh\n0 0 0 rg f\nQ\n"
    )


@pytest.mark.parametrize("painted", [b"S", b"B", b"W n", b"h S", b"W* n"])
def test_what_is_stroked_or_clips_stays(painted: bytes) -> None:
    pieces = b"".join(b"%d 700 10 .5 re\n" % (50 + 10 * number) for number in range(8))
    contents = b"q\n" + pieces + painted + b"\nQ\n"
    assert with_joined_pieces(contents + FAR) == contents + FAR


def test_things_in_a_row_are_no_line() -> None:
    squares = b"".join(b"%d 700 7 7 re\nf\n" % (50 + 14 * number) for number in range(8))
    assert joined(squares) == boxes(squares)


def test_what_stands_before_stays_apart_from_the_first_piece() -> None:
    pieces = b"".join(b"%d 700 10 .5 re\nf\n" % (50 + 10 * number) for number in range(8))
    assert with_joined_pieces(b"/G3 gs\n" + pieces + FAR).startswith(b"/G3 gs\n50.00000 700.00000 80.00000 0.50000 re")


@pytest.mark.parametrize("odd", [b"1.2.3", b"-", b"--4", b"9" * 400])
def test_what_is_no_number_stays(odd: bytes) -> None:
    pieces = b"%b 700 10 .5 re\nf\n" % odd + b"".join(b"%d 700 10 .5 re\nf\n" % (50 + 10 * at) for at in range(120))
    assert with_joined_pieces(pieces) == pieces


def test_a_page_of_few_rectangles_stays() -> None:
    pieces = b"".join(b"%d 700 10 .5 re\nf\n" % (50 + 10 * number) for number in range(99))
    assert with_joined_pieces(pieces) is pieces


@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(0, 40), st.sampled_from([-3, 0, 1, 2, 9]), st.sampled_from([1, 2, 9])
        ),
        min_size=100,
        max_size=200,
    )
)
def test_nothing_is_lost_and_only_gaps_are_filled(pieces: list[tuple[int, int, int, int]]) -> None:
    contents = b"".join(b"%d %d %d %d re\nf\n" % piece for piece in pieces)
    before, after = boxes(contents), boxes(with_joined_pieces(contents))
    for x0, y0, x1, y1 in before:
        assert any(a <= x0 and b <= y0 and c >= x1 and d >= y1 for a, b, c, d in after)
    for a, b, c, d in after:
        thick = min(abs(c - a), abs(d - b))
        inside = [box for box in before if a <= box[0] and b <= box[1] and c >= box[2] and d >= box[3]]
        covered = sum(max(abs(x1 - x0), abs(y1 - y0)) for x0, y0, x1, y1 in inside)
        assert max(abs(c - a), abs(d - b)) <= covered + len(inside) * min(3 * thick, 4)


@pytest.mark.parametrize(
    "unit", [b"1 ", b"1", b" ", b"1 1 1 1 re ", b"1 1 1 1 re f ", b"1 1 1 1 re\n1 1 m ", b"re f ", b"f "]
)
def test_time_is_linear_in_the_length_of_the_instructions(unit: bytes) -> None:
    def seconds(times: int) -> float:
        contents = unit * times + FAR
        began = process_time()
        with_joined_pieces(contents)
        return process_time() - began

    short, long = (min(seconds(times) for _ in range(3)) for times in (20_000, 160_000))
    assert long < 24 * max(short, 0.001)  # eight times as long; a square would be 64 times

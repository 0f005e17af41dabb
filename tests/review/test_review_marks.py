"""Marks on the lines of a text and on the pages of a PDF."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.sheet import Box
from hyokasho.review.marks import Line, Mark, on_lines, on_pages
from hyokasho.review.sources import LINE_END, PageSize, TextPart


def on_text(key: str, start: int, end: int) -> Mark:
    return Mark(key, "read", None, None, start, end)


def on_page(key: str, page: int, box: Box) -> Mark:
    return Mark(key, "read", page, box, None, None)


def shown(lines: tuple[Line, ...]) -> list[tuple[int, list[tuple[str, str]]]]:
    return [(line.number, [(piece.text, piece.keys) for piece in line.pieces]) for line in lines]


def test_marks_cut_lines_into_pieces_the_smallest_mark_last() -> None:
    part = TextPart("甲乙丙丁\n戊己", 10, 3, cut=False)
    marks = [on_text("inner", 11, 13), on_text("outer", 10, 16), on_text("elsewhere", 0, 10)]
    assert shown(on_lines(part, marks)) == [
        (3, [("甲", "outer"), ("乙丙", "outer inner"), ("丁", "outer")]),
        (4, [("戊", "outer"), ("己", "")]),
    ]


def test_every_line_stands_even_an_empty_one_whatever_ends_it() -> None:
    part = TextPart("甲\r\n\r乙\f丙\n", 0, 1, cut=False)
    assert shown(on_lines(part, [on_text("a", 4, 7)])) == [
        (1, [("甲", "")]),
        (2, []),
        (3, [("乙", "a")]),
        (4, [("丙", "a")]),
    ]


def test_marks_on_one_place_keep_their_order() -> None:
    part = TextPart("甲", 0, 1, cut=False)
    assert shown(on_lines(part, [on_text("issue", 0, 1), on_text("item", 0, 1)])) == [(1, [("甲", "issue item")])]


def test_a_mark_without_characters_is_no_mark() -> None:
    part = TextPart("甲", 5, 1, cut=False)
    assert shown(on_lines(part, [on_text("a", 5, 5), on_text("b", 9, 12), Mark("c", "absent", None, None, None, None)])) == [
        (1, [("甲", "")])
    ]  # fmt: skip


@given(
    text=st.text(alphabet="甲乙 \t<&\n\r\f", max_size=40),
    start=st.integers(0, 9),
    places=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=8),
)
def test_no_character_is_lost_and_each_has_the_marks_that_cover_it(
    text: str, start: int, places: list[tuple[int, int]]
) -> None:
    marks = [on_text(str(number), one, other) for number, (one, other) in enumerate(places)]
    pieces = [piece for line in on_lines(TextPart(text, start, 1, cut=False), marks) for piece in line.pieces]
    assert "".join(piece.text for piece in pieces) == "".join(LINE_END.split(text))
    at = start
    for piece in pieces:
        while text[at - start] in "\n\r\f":
            at += 1
        covering = {mark.key for mark in marks if mark.start <= at and at + len(piece.text) <= mark.end}  # type: ignore[operator]
        assert {mark.key for mark in piece.marks} == covering
        at += len(piece.text)


def test_boxes_stand_on_their_pages_the_large_ones_below() -> None:
    sizes = (PageSize(2, 595, 842), PageSize(3, 842, 595))
    small, large = Box(10, 10, 20, 20), Box(0, 0, 100, 100)
    sheets = on_pages(sizes, [on_page("small", 2, small), on_page("large", 2, large), on_page("gone", 9, large)])
    assert [[boxed.mark.key for boxed in sheet.boxes] for sheet in sheets] == [["large", "small"], []]
    assert (sheets[0].boxes[1].x, sheets[0].boxes[1].width) == (10, 10)


def test_a_box_without_breadth_can_still_be_seen() -> None:
    (sheet,) = on_pages((PageSize(1, 595, 842),), [on_page("thin", 1, Box(10, 10, 10, 30))])
    assert sheet.boxes[0].width >= 4

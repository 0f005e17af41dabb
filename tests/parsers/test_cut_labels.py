"""Rows that a page break cuts within their label."""

from extract.sheet import Box, Line, Place
from parsers.anchors import Labels
from parsers.cut_labels import with_whole_labels
from parsers.forms import forms
from parsers.fragments import Fragment
from parsers.passage import join
from parsers.slots import lay_out

(FORM,) = [form for form in forms() if (form.kind, form.version) == ("priority", "r07_05")]
LABELS = Labels.of(lay_out(FORM))


def row(number: int, page: int, cells: dict[int, str], *, is_cell: bool = True) -> list[Fragment]:
    """Return the filled cells of a row, by their column."""
    place = Place(page, Box(0, 0, 1, 1))
    return [
        Fragment(join([Line(text, place)], []), number, at, len(cells), column, is_cell)
        for at, (column, text) in enumerate(cells.items())
    ]


def told(pieces: list[Fragment]) -> list[tuple[int, int, str]]:
    return [(piece.row, piece.column, piece.text) for piece in pieces]


def test_the_halves_of_a_label_on_two_pages_are_one_row_with_their_values() -> None:
    upper = row(0, 1, {0: "⑤ 提供する情報の対象となる本", 1: "被保険者と"})
    lower = row(2, 2, {0: "人の範囲", 1: "その世帯主"})
    found = with_whole_labels([*upper, *row(1, 1, {0: "12"}, is_cell=False), *lower], LABELS, set())
    assert told(found) == [
        (0, 0, "⑤ 提供する情報の対象となる本\n人の範囲"),
        (0, 1, "被保険者と\nその世帯主"),
        (1, 0, "12"),
    ]


def test_a_value_on_the_second_page_alone_stands_beside_the_whole_label() -> None:
    upper, lower = row(0, 1, {0: "⑤ 提供する情報の対象となる本"}), row(1, 2, {0: "人の範囲", 1: "被保険者"})
    found = with_whole_labels([*upper, *lower], LABELS, set())
    assert told(found) == [(0, 0, "⑤ 提供する情報の対象となる本\n人の範囲"), (0, 1, "被保険者")]
    assert {piece.cells for piece in found} == {2}


def test_rows_that_make_no_label_or_stand_on_one_page_stay_apart() -> None:
    upper = row(0, 1, {0: "⑤ 提供する情報の対象となる本"})
    for lower in (row(1, 1, {0: "人の範囲"}), row(1, 2, {0: "⑥ 提供方法"}), row(1, 2, {1: "人の範囲"})):
        assert with_whole_labels([*upper, *lower], LABELS, set()) == [*upper, *lower]
    whole = [*row(0, 1, {0: "⑥ 提供方法"}), *row(1, 2, {0: "⑦ 時期・頻度"})]
    assert with_whole_labels(whole, LABELS, set()) == whole
    quoted = [*upper, *row(1, 2, {0: "人の範囲"})]
    assert with_whole_labels(quoted, LABELS, {1}) == quoted

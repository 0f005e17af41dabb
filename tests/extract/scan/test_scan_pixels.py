"""What is decided from pixels alone: the angle, rulings, brackets and marks. No model is run here."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.scan.characters import Alphabet, told_apart
from extract.scan.raster import Grey, Mask, level
from extract.scan.recogniser import decoded
from extract.scan.segments import text_lines
from extract.scan.shapes import bracket, is_ring, is_slash, is_tick
from extract.scan.strokes import ruled

SCALE = 200 / 72
EM = 29.0  # 10.5 pt


def paper(height: int = 800, width: int = 1000, grey: int = 245) -> Grey:
    return np.full((height, width), grey, np.uint8)


def form() -> Grey:
    """Two rows: one cell across, then two. The rulings stand at x 100, 400, 900 and y 100, 200, 300."""
    page = paper()
    for y in (100, 200, 300):
        cv2.line(page, (100, y), (900, y), 60, 2)
    for x in (100, 900):
        cv2.line(page, (x, 100), (x, 300), 60, 2)
    cv2.line(page, (400, 200), (400, 300), 60, 2)
    return page


def shape(*rows: str, times: int = 2) -> Mask:
    small = np.array([[letter == "#" for letter in row] for row in rows])
    return np.kron(small, np.ones((times, times), bool)).astype(bool)


@pytest.mark.parametrize("angle", [-3.1, -0.6, 0.0, 0.9, 4.4])
def test_a_page_that_lies_askew_is_turned_level(angle: float) -> None:
    turn = cv2.getRotationMatrix2D((500, 400), -angle, 1.0)
    askew = cv2.warpAffine(form(), turn, (1000, 800), flags=cv2.INTER_CUBIC, borderValue=(245,))
    raster = level(np.asarray(askew, np.uint8), SCALE)
    assert raster.angle == pytest.approx(angle, abs=0.05)
    (grid,) = ruled(raster).grids
    assert [(cell.row_span, cell.col_span) for cell in grid.cells] == [(1, 2), (1, 1), (1, 1)]
    assert [round(x * SCALE) for x in grid.xs] == pytest.approx([100, 400, 900], abs=2)
    assert [round(y * SCALE) for y in grid.ys] == pytest.approx([100, 200, 300], abs=2)


def test_paper_may_be_dark_and_unevenly_lit() -> None:
    shade = np.linspace(120, 230, 1000)[None, :].repeat(800, axis=0)
    page = np.minimum(shade, shade * (form() / 245.0)).astype(np.uint8)
    (grid,) = ruled(level(page, SCALE)).grids
    assert len(grid.cells) == 3


def test_dashes_are_a_ruling_and_words_are_none() -> None:
    page = form()
    for x in range(400, 900, 12):
        cv2.line(page, (x, 250), (x + 5, 250), 60, 2)
    cv2.putText(page, "EEEEEEEEEEEEEEEE", (110, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 30, 2)
    (grid,) = ruled(level(page, SCALE)).grids
    assert [(cell.row_span, cell.col_span) for cell in grid.cells] == [(1, 2), (2, 1), (1, 1), (1, 1)]


def test_rulings_are_no_text_and_dust_is_none() -> None:
    page = form()
    page[250, 250] = page[600, 300] = 0
    raster = level(page, SCALE)
    rulings = ruled(raster)
    assert text_lines(raster, rulings.text, rulings.grids) == []


def test_brackets_are_known_by_their_shape() -> None:
    opening = shape("####", "##..", *["##.."] * 10, "##..", "####")
    parenthesis = shape("..##", ".##.", ".#..", *["##.."] * 7, ".#..", ".##.", "..##")
    lens = shape("######", "#####.", "####..", *["###..."] * 7, "####..", "#####.", "######")
    corner = shape(*["##.."] * 12, "####", "####")
    assert bracket(opening, EM) == "["
    assert bracket(opening[:, ::-1], EM) == "]"
    for other in (parenthesis, parenthesis[:, ::-1], lens, corner, corner[:, ::-1]):
        assert bracket(other, EM) is None


def test_a_ring_and_a_tick_are_known_by_their_shape() -> None:
    round_canvas, square, nought, tick = (np.zeros((40, 40), np.uint8) for _ in range(4))
    cv2.circle(round_canvas, (20, 20), 17, 1, 3)
    cv2.rectangle(square, (3, 3), (36, 36), 1, 3)
    cv2.ellipse(nought, (20, 20), (9, 17), 0, 0, 360, 1, 3)
    cv2.polylines(tick, [np.array([[4, 20], [14, 34], [36, 4]], np.int32)], isClosed=False, color=1, thickness=3)
    shapes = [cut(one) for one in (round_canvas, square, nought, tick)]
    assert [is_ring(one) for one in shapes] == [True, False, False, False]
    assert [is_tick(one) for one in shapes] == [False, False, False, True]


def test_a_slash_is_no_figure() -> None:
    slash, one = np.zeros((40, 40), np.uint8), np.zeros((40, 40), np.uint8)
    cv2.line(slash, (24, 4), (12, 36), 1, 3)
    cv2.polylines(one, [np.array([[14, 10], [20, 4], [20, 36]], np.int32)], isClosed=False, color=1, thickness=3)
    assert [is_slash(cut(slash)), is_slash(cut(one))] == [True, False]


def cut(drawn: Grey) -> Mask:
    ys, xs = np.nonzero(drawn)
    return drawn[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1].astype(bool)


def test_boxes_of_a_line_are_cut_at_their_brackets() -> None:
    """A drawn [ ○ ] and, apart from it, [ ] in one line: blank and mark are told without a model."""
    page = paper()
    for x in (100, 160, 400, 460):
        step = 6 if x in (100, 400) else -6
        cv2.polylines(page, [np.array([[x + step, 100], [x, 100], [x, 130], [x + step, 130]], np.int32)], False, 30, 2)
    cv2.circle(page, (130, 115), 10, 30, 2)
    raster = level(page, SCALE)
    (line,) = text_lines(raster, raster.ink, ())
    assert [segment.mark for segment in line.segments] == ["[", "○", "]", "[", "]"]
    assert line.segments[1].x0 == pytest.approx(119, abs=2)


def test_forms_of_one_character_add_up_and_what_is_not_printed_in_japan_has_no_chance() -> None:
    classes = ("", "満", "满", "査", "查", "们", "り", "リ")
    alphabet = Alphabet.of(classes)
    assert alphabet.texts == ("", "満", "査", "り", "リ")
    step = np.array([[0.0, 0.3, 0.4, 0.1, 0.05, 0.1, 0.03, 0.02]], np.float32)
    assert alphabet.chances(step)[0] == pytest.approx([0.0, 0.7, 0.15, 0.03, 0.02])
    assert [alphabet.texts[twin] for twin in alphabet.twins] == ["", "満", "査", "リ", "り"]


def test_twins_that_follow_each_other_are_one_character() -> None:
    """The model wavers between り and リ in one place; with a step of no character between, they are two."""
    alphabet = Alphabet.of(("", "り", "リ"))
    waver = np.array([[0.1, 0.5, 0.4], [0.1, 0.3, 0.6], [0.9, 0.1, 0.0], [0.0, 0.9, 0.1]], np.float32)
    glyphs = decoded(waver, alphabet, 1.0)
    assert [(one.text, one.middle) for one in glyphs] == [("リ", 0.25), ("り", 0.875)]
    assert [one.certainty for one in glyphs] == pytest.approx([0.9, 1.0])


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("ファイルを取リ扱う事務", "ファイルを取り扱う事務"),
        ("登録する。ー致しない", "登録する。一致しない"),
        ("リスクへの対策", "リスクへの対策"),
        ("システムへの", "システムへの"),
        ("サーバーを", "サーバーを"),
        ("セキュ口ック", "セキュロック"),
        ("係ごとのー覧表", "係ごとの一覧表"),
        ("I関連情報", "Ⅰ関連情報"),
        ("IV リスク対策", "Ⅳ リスク対策"),
        ("ICカード", "ICカード"),
        ("り", "り"),
        ("", ""),
    ],
)
def test_twins_are_told_by_their_neighbours(read: str, printed: str) -> None:
    assert told_apart(read) == printed

"""Boxes stand on the page as displayed, after cropping and rotation."""

from __future__ import annotations

from dataclasses import astuple

import pymupdf
import pytest
from drawn import Drawing

from extract.pdf import read_pdf
from extract.sheet import Box

PAPER = 250  # lighter pixels are paper


def inked(page: pymupdf.Page) -> Box:
    """The hull of the dark pixels of a page, in points: four pixels a point."""
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(4, 4), colorspace=pymupdf.csGRAY)
    dark = [index for index, value in enumerate(pixmap.samples) if value < PAPER]
    xs, ys = [index % pixmap.stride for index in dark], [index // pixmap.stride for index in dark]
    return Box(min(xs) / 4, min(ys) / 4, (max(xs) + 1) / 4, (max(ys) + 1) / 4)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 30, 360, 540)])
def test_a_table_stands_where_the_page_shows_it(rotation: int, crop: tuple[float, ...] | None) -> None:
    draw = Drawing(400, 600)
    draw.grid([100, 200, 300], [150, 200])
    draw.text(210, 180, "右のセル")
    if crop:
        draw.page.set_cropbox(pymupdf.Rect(crop))
    draw.page.set_rotation(rotation)
    data = draw.bytes()
    rows = read_pdf(data).rows
    shown = inked(pymupdf.open(stream=data, filetype="pdf")[0])
    table = [cell.place.box for row in rows for cell in row.cells]
    assert len(table) == 2
    assert astuple(table[0].hull(table[1])) == pytest.approx(astuple(shown), abs=0.5)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 30, 360, 540)])
def test_the_box_of_a_line_holds_its_ink(rotation: int, crop: tuple[float, ...] | None) -> None:
    draw = Drawing(400, 600)
    draw.text(110, 180, "見出しの行", size=20)
    if crop:
        draw.page.set_cropbox(pymupdf.Rect(crop))
    draw.page.set_rotation(rotation)
    data = draw.bytes()
    (row,) = read_pdf(data).rows
    shown = inked(pymupdf.open(stream=data, filetype="pdf")[0])
    box = row.place.box
    assert row.text == "見出しの行"
    assert (box.x0 <= shown.x0, box.y0 <= shown.y0, box.x1 >= shown.x1, box.y1 >= shown.y1) == (True,) * 4
    # The line is 100 points long and 20 high, whichever way it is turned.
    assert sorted((box.x1 - box.x0, box.y1 - box.y0))[1] == pytest.approx(100, abs=1)


def test_a_page_turned_by_a_quarter_has_its_width_and_height_exchanged() -> None:
    draw = Drawing(400, 600)
    draw.text(110, 180, "甲乙")
    draw.page.set_rotation(90)
    (row,) = draw.read().rows
    box = row.place.box
    # (x, y) is shown at (600 - y, x): the baseline at y = 180 stands upright at x = 420, from y = 110 to 130.
    assert (box.y0, box.y1) == pytest.approx((110, 130))
    assert box.x0 < 420 < box.x1


def test_a_landscape_page_that_is_stored_upright_reads_from_left_to_right() -> None:
    """As office programs store it: drawn upwards on a portrait page that is turned by a quarter when shown."""
    draw = Drawing(595, 842)

    def shown(x: float, y: float) -> tuple[float, float]:
        return y, 842 - x

    for x in (100, 300, 500):
        draw.page.draw_line(shown(x, 100), shown(x, 160))
    for y in (100, 130, 160):
        draw.page.draw_line(shown(100, y), shown(500, y))
    for x, y, text in ((110, 80, "横長の表"), (110, 120, "一"), (310, 120, "二"), (110, 150, "三"), (310, 150, "四")):
        draw.text(*shown(x, y), text, rotate=90)
    draw.page.set_rotation(90)
    rows = draw.read().rows
    assert [row.text for row in rows] == ["横長の表", "一\t二", "三\t四"]
    assert astuple(rows[2].cells[1].place.box) == pytest.approx((300, 130, 500, 160))


def test_what_the_crop_box_hides_is_not_read() -> None:
    draw = Drawing(400, 600)
    draw.text(50, 20, "欄外の文")
    draw.text(50, 200, "本文")
    draw.page.set_cropbox(pymupdf.Rect(40, 100, 360, 540))
    assert [row.text for row in draw.read().rows] == ["本文"]

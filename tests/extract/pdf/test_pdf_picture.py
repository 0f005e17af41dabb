"""The picture of a page frames what was found where it is shown."""

from __future__ import annotations

import pymupdf
import pytest
from drawn import Drawing

from extract.errors import UsageError
from extract.pdf import draw_page


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_frame_of_a_cell_is_drawn_over_its_border(rotation: int) -> None:
    draw = Drawing(400, 600)
    draw.grid([100, 300], [150, 200])
    draw.page.set_rotation(rotation)
    picture = pymupdf.Pixmap(draw_page(draw_with_text(draw), 1))
    x, y = {0: (200, 150), 90: (450, 200), 180: (200, 450), 270: (150, 200)}[rotation]
    near = {picture.pixel(2 * x + dx, 2 * y + dy)[:3] for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
    assert any(red > 150 and green < 120 and blue < 120 for red, green, blue in near)
    assert picture.pixel(10, 10)[:3] == (255, 255, 255)


def draw_with_text(draw: Drawing) -> bytes:
    draw.text(110, 180, "甲")
    return draw.bytes()


def test_a_page_that_is_not_there_is_told() -> None:
    draw = Drawing()
    draw.text(50, 60, "本文")
    with pytest.raises(UsageError, match="page 2: the file has 1 pages"):
        draw_page(draw.bytes(), 2)

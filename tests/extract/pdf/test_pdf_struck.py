"""Text with a line through it is left out and told; borders and underlines strike nothing out."""

from __future__ import annotations

from drawn import Drawing

XS, YS = (50, 150, 400), (100, 130, 160)
BASE = 119
"""Where text of the first row stands. Type of 10 points is 10 wide a character; its middle lies 4 points above."""


def form(*texts: tuple[float, str]) -> Drawing:
    """A table of two rows; the second cell of the first row holds the texts."""
    draw = Drawing()
    for x in XS:
        draw.line(x, YS[0], x, YS[-1])
    for y in YS:
        draw.line(XS[0], y, XS[-1], y)
    draw.text(53, BASE, "部署")
    for x, text in texts:
        draw.text(x, BASE, text)
    draw.text(53, 149, "所属長")
    draw.text(153, 149, "課長")
    return draw


def told(draw: Drawing) -> tuple[list[str], list[str]]:
    sheet = draw.read()
    return [row.text for row in sheet.rows], [
        fault.message for fault in sheet.faults if fault.code == "text_struck_out"
    ]


def test_a_text_that_is_struck_out_is_left_out_and_named() -> None:
    draw = form((153, "総務課"), (183, "情報課"))
    draw.line(153, BASE - 4, 183, BASE - 4)
    assert told(draw) == (["部署\t情報課", "所属長\t課長"], ["総務課"])


def test_a_stroke_over_the_whole_width_of_a_cell_is_no_border() -> None:
    draw = form((151, "一" * 24))
    draw.line(151, BASE - 4, 391, BASE - 4)
    assert told(draw) == (["部署\t", "所属長\t課長"], ["一" * 24])


def test_characters_amid_a_run_are_struck_out() -> None:
    draw = form((153, "総務部情報課"))
    draw.line(173, BASE - 4, 193, BASE - 4)
    assert told(draw) == (["部署\t総務 報課", "所属長\t課長"], ["部情"])


def test_one_line_strikes_out_several_runs() -> None:
    draw = form((153, "総務"), (193, "課"), (233, "情報課"))
    draw.line(153, BASE - 4, 203, BASE - 4)
    assert told(draw) == (["部署\t情報課", "所属長\t課長"], ["総務", "課"])


def test_an_underline_strikes_nothing_out() -> None:
    draw = form((153, "総務課"))
    draw.line(153, BASE + 1.5, 183, BASE + 1.5)
    assert told(draw) == (["部署\t総務課", "所属長\t課長"], [])


def test_a_border_across_an_overflowing_text_strikes_nothing_out() -> None:
    draw = form()
    draw.text(153, 134, "下の罫線に掛かる文字")
    assert told(draw)[1] == []


def test_a_line_that_runs_on_beside_the_text_strikes_nothing_out() -> None:
    draw = form((153, "総務課"))
    draw.line(153, BASE - 4, 300, BASE - 4)
    assert told(draw)[1] == []


def test_a_border_that_runs_out_over_the_frame_strikes_nothing_out() -> None:
    draw = form()
    draw.text(XS[0], YS[1] + 4, "一" * 35)
    draw.line(XS[0] - 0.7, YS[1], XS[-1] + 0.7, YS[1])
    _, struck = told(draw)
    assert struck == []

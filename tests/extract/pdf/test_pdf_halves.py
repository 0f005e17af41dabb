"""Lines that a page break cuts, and print beside the middle of a wrapped text: drawn as spreadsheets draw them."""

from __future__ import annotations

from drawn import Drawing

LEFT, SPLIT, RIGHT = 100, 200, 400


def table(drawing: Drawing, top: float, bottom: float, *closed: float) -> None:
    """Draw a table of two columns from `top` to `bottom`; `closed` are its level borders."""
    for x in (LEFT, SPLIT, RIGHT):
        drawing.line(x, top, x, bottom)
    for y in closed:
        drawing.line(LEFT, y, RIGHT, y)


def rows(drawing: Drawing) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in drawing.read().rows if not row.furniture]


def test_a_line_that_a_page_break_cuts_stands_once_with_the_marks_of_both_halves() -> None:
    drawing = Drawing(500, 300)
    table(drawing, 150, 200, 150)
    drawing.text(105, 170, "項目")
    drawing.text(205, 170, "一行目である。")
    drawing.text(205, 202, "二行目は 切れている")
    drawing.turn_page()
    table(drawing, 50, 90, 90)
    drawing.text(205, 51, "二行目は、切れている。")
    drawing.text(205, 75, "三行目である。")
    assert rows(drawing) == [["項目", "一行目である。\n二行目は、切れている。\n三行目である。"]]


def test_a_sliver_of_a_line_that_stands_whole_on_the_next_page_is_no_text() -> None:
    drawing = Drawing(500, 300)
    table(drawing, 150, 200, 150)
    drawing.text(105, 170, "項目")
    drawing.text(205, 170, "一行目である。")
    for x, left in ((205, "毎年度"), (255, "任者"), (285, "修を"), (325, "行"), (365, "る")):
        drawing.text(x, 208, left)
    drawing.turn_page()
    table(drawing, 50, 90, 90)
    drawing.text(205, 59, "毎年度、新任者研修を別に行っている。")
    drawing.text(205, 75, "三行目である。")
    assert rows(drawing) == [["項目", "一行目である。\n毎年度、新任者研修を別に行っている。\n三行目である。"]]


def test_halves_on_one_line_with_each_other_or_with_a_title_are_told_apart() -> None:
    drawing = Drawing(500, 300)
    table(drawing, 120, 200, 120, 140)
    for number, x in enumerate((105, 205)):
        drawing.text(x, 134, ("変更日", "項目")[number])
        drawing.text(x, 206, ("令和二年四月", "基本情報")[number])
    drawing.turn_page()
    table(drawing, 50, 110, 50, 70, 110)
    for number, x in enumerate((105, 205)):
        drawing.text(x, 62, ("変更日", "項目")[number])
        drawing.text(x, 76, ("令和二年四月", "基本情報")[number])
        drawing.text(x, 90, ("一日", "システム")[number])
    assert rows(drawing) == [["変更日", "項目"], ["令和二年四月\n一日", "基本情報\nシステム"]]


def test_print_beside_the_middle_of_two_lines_comes_before_or_behind_them() -> None:
    drawing = Drawing(500, 300)
    table(drawing, 50, 200, 50, 100, 200)
    drawing.text(105, 78, "接続")
    drawing.text(205, 78, "[○]その他（")
    drawing.text(270, 72, "国税連携システム、")
    drawing.text(270, 84, "口座管理システム")
    drawing.text(370, 78, "）")
    drawing.text(105, 122, "提供")
    drawing.text(205, 122, "提供・移転")
    drawing.text(205, 134, "しない場合")
    drawing.text(300, 128, "[ ]しない")
    assert rows(drawing) == [
        ["接続", "[○]その他（\n国税連携システム、\n口座管理システム\n）"],
        ["提供", "提供・移転\nしない場合\n[ ]しない"],
    ]

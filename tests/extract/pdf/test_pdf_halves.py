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


def test_a_line_of_which_little_is_left_beyond_the_edge_does_not_stand_between_two_pages() -> None:
    """Its cells are clipped to fragments on one line, and the next page begins with them below its edge."""
    drawing = Drawing(500, 300)
    table(drawing, 150, 200, 150)
    drawing.text(205, 190, "一つ目の措置である。")
    drawing.text(105, 208, "委託 提供")
    drawing.text(205, 208, "人事 動 総務課 登録")
    drawing.turn_page()
    table(drawing, 50, 110, 110)
    drawing.text(105, 59, "委託先間の提供")
    drawing.text(205, 59, "人事異動の都度、総務課が登録を見直す。")
    drawing.text(205, 90, "三つ目の措置である。")
    assert rows(drawing) == [
        ["委託先間の提供", "一つ目の措置である。\n人事異動の都度、総務課が登録を見直す。\n三つ目の措置である。"]
    ]


def test_a_note_below_a_table_that_the_next_page_does_not_repeat_stays() -> None:
    drawing = Drawing(500, 300)
    table(drawing, 150, 200, 150)
    drawing.text(205, 190, "一つ目の措置である。")
    drawing.text(105, 208, "(注)別紙を参照")
    drawing.turn_page()
    table(drawing, 50, 110, 110)
    drawing.text(205, 64, "人事異動の都度見直す。")
    assert ["(注)別紙を参照"] in rows(drawing)


def test_a_line_that_goes_on_higher_than_the_parenthesis_before_it_is_a_line_of_its_own() -> None:
    drawing = Drawing(500, 300)
    table(drawing, 50, 100, 50, 100)
    drawing.text(205, 78, "[○]その他（")
    drawing.text(265, 71.5, "国税連携システム、")
    drawing.text(265, 84.5, "口座管理システム")
    drawing.text(355, 78, "）")
    assert rows(drawing) == [["", "[○]その他（\n国税連携システム、\n口座管理システム\n）"]]


def test_type_taller_than_its_row_is_no_half_of_a_like_line_on_the_page_before() -> None:
    """Word processors set rows so tight that lines lie over both borders of their cells."""
    drawing = Drawing(500, 300)
    table(drawing, 150, 178, 150, 169, 178)
    drawing.text(105, 168, "備考")
    drawing.text(205, 177, "該当なしとする。")
    drawing.turn_page()
    table(drawing, 50, 86, 50, 76, 86)
    drawing.text(105, 60, "備考")
    drawing.text(205, 60, "事務の実施のほかは、")
    drawing.text(205, 75, "該当なしとする。")
    drawing.text(205, 85, "別に定める。")
    assert rows(drawing)[-2:] == [["備考", "事務の実施のほかは、\n該当なしとする。"], ["", "別に定める。"]]

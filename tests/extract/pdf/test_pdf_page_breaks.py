"""Tables over page breaks: one table, cut cells and rows joined, every place kept."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from drawn import Drawing

XS = [50, 150, 300, 500]


def table(draw: Drawing, ys: list[float], texts: list[list[str]], *, bottom: bool = True, top: bool = True) -> None:
    """Draw a table; without `bottom` or `top` the page break leaves it open there."""
    for x in XS:
        draw.line(x, ys[0], x, ys[-1])
    for y in ys[0 if top else 1 : None if bottom else -1]:
        draw.line(XS[0], y, XS[-1], y)
    for y, row in zip(ys, texts, strict=False):
        for x, text in zip(XS, row, strict=False):
            for number, line in enumerate(text.split("\n") if text else []):
                draw.text(x + 3, y + 14 + 12 * number, line)


def rows(draw: Drawing) -> list[tuple[int | None, str, bool]]:
    return [(row.table, row.text, row.furniture) for row in draw.read().rows]


def test_a_row_left_open_by_a_page_break_is_one_row_with_both_places() -> None:
    draw = Drawing()
    table(draw, [700, 730, 790], [["甲", "乙", "丙"], ["丁", "長い文\n続く文", "戊"]], bottom=False)
    draw.turn_page()
    table(draw, [50, 80, 110], [["", "終わり", ""], ["己", "庚", "辛"]], top=False)
    found = draw.read().rows
    assert [(row.table, row.text) for row in found] == [
        (1, "甲\t乙\t丙"),
        (1, "丁\t長い文\n続く文\n終わり\t戊"),
        (1, "己\t庚\t辛"),
    ]
    cut = found[1]
    assert [place.page for place in (cut.place, *cut.continued)] == [1, 2]
    assert cut.last_page == 2
    middle = cut.cells[1]
    assert [line.place.page for line in middle.lines] == [1, 1, 2]
    assert astuple(middle.place.box) == pytest.approx((150, 730, 300, 790), abs=0.5)
    assert [astuple(place.box) for place in middle.continued] == [pytest.approx((150, 50, 300, 80), abs=0.5)]
    assert (middle.row_span, found[0].continued) == (1, ())


def test_a_piece_of_border_that_was_forgotten_leaves_a_cut_cell_whole() -> None:
    draw = Drawing()
    table(draw, [700, 790], [["甲", "一", "乙"]], bottom=False)
    draw.turn_page()
    for x in XS[1:]:
        draw.line(x, 50, x, 140)
    draw.line(XS[0], 50, XS[0], 80)
    draw.line(XS[0], 110, XS[0], 140)  # the second row of three lacks its left side
    for y in (80, 110, 140):
        draw.line(XS[0], y, XS[-1], y)
    for y, row in zip((50, 80, 110), (["", "二", ""], ["丙", "三", "丁"], ["戊", "四", "己"]), strict=True):
        for x, text in zip(XS, row, strict=False):
            draw.text(x + 3, y + 14, text)
    assert [row.text for row in draw.read().rows] == ["甲\t一\n二\t乙", "丙\t三\t丁", "戊\t四\t己"]


def test_a_cell_over_a_whole_page_is_one_cell_of_three_places() -> None:
    draw = Drawing()
    table(draw, [700, 790], [["甲", "一", "乙"]], bottom=False)
    draw.turn_page()
    table(draw, [50, 790], [["", "二", ""]], bottom=False, top=False)
    draw.turn_page()
    table(draw, [50, 80], [["", "三", ""]], top=False)
    (row,) = draw.read().rows
    assert (row.text, [place.page for place in row.continued]) == ("甲\t一\n二\n三\t乙", [2, 3])


def test_titles_printed_anew_are_furniture_and_the_row_below_them_goes_on() -> None:
    draw = Drawing()
    titles = ["変更日", "変更前", "変更後"]
    table(draw, [700, 730, 790], [titles, ["甲", "長い文", "乙"]], bottom=False)
    draw.turn_page()
    table(draw, [50, 80, 110, 140], [titles, ["", "終わり", ""], ["丙", "丁", "戊"]])
    assert rows(draw) == [
        (1, "変更日\t変更前\t変更後", False),
        (1, "甲\t長い文\n終わり\t乙", False),
        (1, "変更日\t変更前\t変更後", True),
        (1, "丙\t丁\t戊", False),
    ]


def test_titles_printed_anew_may_stand_below_a_caption_of_their_table() -> None:
    draw = Drawing()
    draw.line(50, 20, 500, 20)
    draw.line(50, 20, 50, 50)
    draw.line(500, 20, 500, 50)
    draw.text(55, 40, "変更箇所")
    table(draw, [50, 80, 110], [["日", "項目", "記載"], ["甲", "乙", "丙"]])
    draw.turn_page()
    table(draw, [50, 80, 110], [["日", "項目", "記載"], ["丁", "戊", "己"]])
    assert rows(draw) == [
        (1, "変更箇所", False),
        (1, "日\t項目\t記載", False),
        (1, "甲\t乙\t丙", False),
        (1, "日\t項目\t記載", True),
        (1, "丁\t戊\t己", False),
    ]


def test_a_cell_that_reaches_down_over_the_page_break_spans_the_rows_of_both_pages() -> None:
    draw = Drawing()
    for x in (50, 150, 300):
        draw.line(x, 730, x, 790)
    for x0, y in ((50, 730), (150, 760), (150, 790)):
        draw.line(x0, y, 300, y)
    for x, y, text in ((55, 745, "大"), (155, 745, "一"), (155, 775, "二")):
        draw.text(x, y, text)
    draw.turn_page()
    for x in (50, 150, 300):
        draw.line(x, 50, x, 110)
    for x0, y in ((150, 50), (150, 80), (50, 110)):
        draw.line(x0, y, 300, y)
    for y, text in ((65, "三"), (95, "四")):
        draw.text(155, y, text)
    found = draw.read().rows
    assert [(row.table, row.text) for row in found] == [(1, "大\t一"), (1, "二"), (1, "三"), (1, "四")]
    assert (found[0].cells[0].row_span, found[0].cells[0].continued[0].page) == (4, 2)
    assert [row.continued for row in found] == [()] * 4


def test_a_row_that_borders_close_is_joined_only_where_nothing_begins_on_the_next_page() -> None:
    draw = Drawing()
    table(draw, [700, 730, 756], [["甲", "乙", "丙"], ["丁", "長い文\n続く文", "戊"]])
    draw.turn_page()
    table(draw, [50, 80, 110], [["", "終わり", ""], ["己", "庚", "辛"]])
    sheet = draw.read()
    assert [row.text for row in sheet.rows] == ["甲\t乙\t丙", "丁\t長い文\n続く文\n終わり\t戊", "己\t庚\t辛"]
    assert [(fault.code, fault.place.page) for fault in sheet.faults] == [("row_rejoined", 2)]


@pytest.mark.parametrize(
    ("below", "last"),
    [
        (["己", "庚", ""], 756),  # something begins in its first cell
        (["", "庚", ""], 790),  # there was room on the page before
    ],
)
def test_rows_with_borders_between_them_stay_apart(below: list[str], last: float) -> None:
    draw = Drawing()
    table(draw, [730, last], [["丁", "長い文\n続く文" if last < 760 else "文", "戊"]])
    draw.turn_page()
    table(draw, [50, 80], [below])
    assert len(draw.read().rows) == 2
    assert [row.table for row in draw.read().rows] == [1, 1]
    assert draw.read().faults == ()


def test_page_numbers_between_the_pieces_of_a_table_do_not_part_them() -> None:
    draw = Drawing()
    for number in (1, 2, 3):
        if number > 1:
            draw.turn_page()
        table(draw, [50, 80, 110], [["甲", "乙", "丙"], ["丁", "戊", "己"]])
        draw.text(290, 815, f"- {number} -")
    assert {table for table, _, furniture in rows(draw) if not furniture} == {1}


def test_other_columns_or_text_between_make_another_table() -> None:
    draw = Drawing()
    table(draw, [50, 80], [["甲", "乙", "丙"]])
    draw.turn_page()
    draw.grid([50, 250, 500], [50, 80])
    draw.text(55, 70, "丁")
    draw.turn_page()
    draw.text(50, 40, "間の文")
    draw.grid([50, 250, 500], [50, 80])
    draw.text(55, 70, "戊")
    assert [(number, text) for number, text, _ in rows(draw)] == [
        (1, "甲\t乙\t丙"),
        (2, "丁\t"),
        (None, "間の文"),
        (3, "戊\t"),
    ]


def test_tables_without_outer_borders_are_not_cut() -> None:
    draw = Drawing()
    for page in (1, 2):
        if page == 2:
            draw.turn_page()
        for x in (150, 250):
            draw.line(x, 50, x, 140)
        for y in (80, 110):
            draw.line(50, y, 350, y)
        for y, text in ((70, "上"), (100, "中"), (130, "下")):
            draw.text(60, y, f"{text}{page}")
    assert [text.strip() for _, text, _ in rows(draw)] == ["上1", "中1", "下1", "上2", "中2", "下2"]


def test_a_numbered_item_on_the_next_page_is_a_row_of_its_own_beside_a_cut_label() -> None:
    draw = Drawing()
    table(draw, [700, 720], [["再委託", "⑦有無", "委託する"]])
    draw.turn_page()
    table(draw, [50, 70, 90], [["", "⑧許諾方法", "書面による。"], ["己", "庚", "辛"]])
    assert [text for _, text, _ in rows(draw)] == ["再委託\t⑦有無\t委託する", "\t⑧許諾方法\t書面による。", "己\t庚\t辛"]


def test_a_row_over_a_whole_page_below_titles_goes_on_behind_it() -> None:
    titles = ["変更日", "前", "後"]
    draw = Drawing()
    table(draw, [700, 720, 746], [titles, ["四月", "一行目\n二行目", "戊"]])
    draw.turn_page()
    table(draw, [50, 70, 96], [titles, ["", "三行目\n四行目", ""]])
    draw.turn_page()
    table(draw, [50, 70, 90, 110], [titles, ["", "五行目", ""], ["五月", "庚", "辛"]])
    assert [text for _, text, furniture in rows(draw) if not furniture] == [
        "変更日\t前\t後",
        "四月\t一行目\n二行目\n三行目\n四行目\n五行目\t戊",
        "五月\t庚\t辛",
    ]


def test_a_row_whose_first_cell_is_empty_on_both_pages_goes_on_where_its_label_does_not_begin_again() -> None:
    draw = Drawing()
    table(draw, [700, 730, 756], [["甲", "乙", "丙"], ["", "方法", "長い文\n続く文"]])
    draw.turn_page()
    table(draw, [50, 80, 110], [["", "", "終わり"], ["己", "庚", "辛"]])
    assert [text for _, text, _ in rows(draw)] == ["甲\t乙\t丙", "\t方法\t長い文\n続く文\n終わり", "己\t庚\t辛"]


def test_a_table_goes_on_below_a_cell_that_spans_its_last_rows() -> None:
    draw = Drawing()
    for x in XS:
        draw.line(x, 700, x, 760)
    for x0, y in ((50, 700), (150, 730), (50, 760)):
        draw.line(x0, y, 500, y)
    for x, y, text in ((55, 715, "日"), (155, 715, "甲"), (305, 715, "乙"), (155, 745, "丙"), (305, 745, "丁")):
        draw.text(x, y, text)
    draw.turn_page()
    table(draw, [50, 80], [["", "戊", "己"]])
    assert rows(draw) == [(1, "日\t甲\t乙", False), (1, "丙\t丁", False), (1, "\t戊\t己", False)]

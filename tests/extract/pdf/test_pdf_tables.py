from __future__ import annotations

from base64 import a85encode
from collections.abc import Callable
from dataclasses import astuple

import pytest
from drawn import Drawing

from extract.pdf import EngineName, read_pdf
from extract.pdf.engine import open_pdf
from extract.pdf.paths import drawn

# One table: a title over three columns, below it a cell over two rows beside four single cells.
#
#     100   200   300   400
#  100 ┌─────────────────┐
#      │ 題              │
#  130 ├─────┬─────┬─────┤
#      │ 縦  │ 一  │ 二  │
#  160 │     ├─────┼─────┤
#      │     │ 三  │     │
#  190 └─────┴─────┴─────┘
EDGES = [
    (100, 100, 400, 100),
    (100, 130, 400, 130),
    (200, 160, 400, 160),
    (100, 190, 400, 190),
    (100, 100, 100, 190),
    (200, 130, 200, 190),
    (300, 130, 300, 190),
    (400, 100, 400, 190),
]
CELLS = [(100, 100, 400, 130), (100, 130, 200, 190), (200, 130, 300, 160), (300, 130, 400, 160), (200, 160, 300, 190), (300, 160, 400, 190)]  # fmt: skip
EXPECTED = [
    [("題", 0, 1, 3)],
    [("縦", 0, 2, 1), ("一", 1, 1, 1), ("二", 2, 1, 1)],
    [("三", 1, 1, 1), ("", 2, 1, 1)],
]


def strokes(draw: Drawing) -> None:
    for edge in EDGES:
        draw.line(*edge)


def stroke_per_cell(draw: Drawing) -> None:
    for cell in CELLS:
        draw.box(*cell)


def bars(draw: Drawing) -> None:
    for x0, y0, x1, y1 in EDGES:
        draw.bar(x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25)


def bar_per_cell_border(draw: Drawing) -> None:
    """As Excel prints: four thin rectangles a cell, those of neighbours beside each other."""
    for x0, y0, x1, y1 in CELLS:
        draw.bar(x0, y0, x1, y0 + 0.5)
        draw.bar(x0, y1 - 0.5, x1, y1)
        draw.bar(x0, y0, x0 + 0.5, y1)
        draw.bar(x1 - 0.5, y0, x1, y1)


def polygons(draw: Drawing) -> None:
    for x0, y0, x1, y1 in EDGES:
        corners = [(x0, y0), (x1 + 0.5, y0), (x1 + 0.5, y1 + 0.5), (x0, y1 + 0.5), (x0, y0)]
        draw.page.draw_polyline(corners, color=None, fill=(0, 0, 0))


def dash_array(draw: Drawing) -> None:
    for edge in EDGES:
        draw.line(*edge, dashes="[3 2] 0")


def dash_by_dash(draw: Drawing) -> None:
    for x0, y0, x1, y1 in EDGES:
        for at in range(0, int(x1 - x0 + y1 - y0), 5):
            if y0 == y1:
                draw.line(x0 + at, y0, x0 + at + 2.5, y0)
            else:
                draw.line(x0, y0 + at, x0, y0 + at + 2.5)


def dot_by_dot(draw: Drawing) -> None:
    for x0, y0, x1, y1 in EDGES:
        for at in range(0, int(x1 - x0 + y1 - y0) + 1, 2):
            x, y = (x0 + at, y0) if y0 == y1 else (x0, y0 + at)
            draw.bar(x - 0.4, y - 0.4, x + 0.4, y + 0.4)


def thousands_of_dots(draw: Drawing) -> None:
    """As browsers print a dotted border: too many rectangles for the engine to collect them beside the text."""
    for x0, y0, x1, y1 in EDGES:
        for step in range(int(2 * (x1 - x0 + y1 - y0)) + 1):
            x, y = (x0 + step / 2, y0) if y0 == y1 else (x0, y0 + step / 2)
            draw.bar(x - 0.2, y - 0.2, x + 0.2, y + 0.2)


def double_bars(draw: Drawing) -> None:
    """One after the other, of one length: side by side they are two walls, no dashes of one."""
    for x0, y0, x1, y1 in EDGES:
        for apart in (0.0, 0.8, 1.6, 2.0):
            x, y = (0.0, apart) if y0 == y1 else (apart, 0.0)
            draw.bar(x0 + x, y0 + y, x1 + x + 0.4 * (x0 == x1), y1 + y + 0.4 * (y0 == y1))


def double(draw: Drawing) -> None:
    for x0, y0, x1, y1 in EDGES:
        draw.line(x0, y0, x1, y1)
        draw.line(*((x0, y0 + 1.8, x1, y1 + 1.8) if y0 == y1 else (x0 + 1.8, y0, x1 + 1.8, y1)))


def slanted(draw: Drawing) -> None:
    for x0, y0, x1, y1 in EDGES:
        draw.line(x0, y0, x1 + 0.3 * (x0 == x1), y1 + 0.3 * (y0 == y1))


def corners_apart(draw: Drawing) -> None:
    for x0, y0, x1, y1 in EDGES:
        draw.line(*((x0 + 1, y0, x1 - 1, y1) if y0 == y1 else (x0, y0 + 1, x1, y1 - 1)))


STYLES = [strokes, stroke_per_cell, bars, bar_per_cell_border, polygons, dash_array, dash_by_dash, dot_by_dot, thousands_of_dots, double, double_bars, slanted, corners_apart]  # fmt: skip


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_a_border_is_read_however_it_is_drawn(style: Callable[[Drawing], None]) -> None:
    draw = Drawing()
    style(draw)
    for x, y, text in ((110, 120, "題"), (110, 165, "縦"), (210, 150, "一"), (310, 150, "二"), (210, 180, "三")):
        draw.text(x, y, text)
    assert draw.tables() == {1: EXPECTED}
    boxes = [astuple(cell.place.box) for row in draw.read().rows for cell in row.cells]
    assert boxes == [pytest.approx(cell, abs=1.2) for cell in CELLS]


def test_a_block_of_two_by_two_is_one_cell() -> None:
    draw = Drawing()
    for cell in ((50, 50, 150, 110), (150, 50, 200, 80), (150, 80, 200, 110), (50, 110, 100, 140), (100, 110, 150, 140), (150, 110, 200, 140)):  # fmt: skip
        draw.box(*cell)
    draw.text(60, 90, "大")
    draw.text(160, 70, "右")
    assert draw.tables()[1] == [
        [("大", 0, 2, 2), ("右", 2, 1, 1)],
        [("", 2, 1, 1)],
        [("", 0, 1, 1), ("", 1, 1, 1), ("", 2, 1, 1)],
    ]


def test_the_box_of_a_row_holds_its_cells() -> None:
    draw = Drawing()
    strokes(draw)
    draw.text(110, 120, "題")
    rows = draw.read().rows
    assert [astuple(row.place.box) for row in rows] == [
        pytest.approx((100, 100, 400, 130)),
        pytest.approx((100, 130, 400, 190)),
        pytest.approx((200, 160, 400, 190)),
    ]
    assert {row.place.page for row in rows} == {1}


def test_an_empty_cell_has_no_lines() -> None:
    draw = Drawing()
    draw.grid([50, 100, 150], [50, 80])
    draw.text(105, 70, "右")
    left, right = draw.read().rows[0].cells
    assert (left.lines, left.text, len(right.lines)) == ((), "", 1)


def test_brackets_and_mark_in_cells_of_their_own_stay_apart() -> None:
    draw = Drawing()
    draw.grid([50, 65, 95, 110, 200], [50, 75])
    draw.text(53, 66, "[")
    draw.text(75, 66, "○")
    draw.text(100, 66, "]")
    draw.text(115, 66, "委託しない")
    assert draw.tables()[1] == [[("[", 0, 1, 1), ("○", 1, 1, 1), ("]", 2, 1, 1), ("委託しない", 3, 1, 1)]]


def test_text_that_runs_over_a_border_is_cut_at_the_border() -> None:
    draw = Drawing()
    draw.grid([50, 101, 200], [50, 75])
    draw.text(61, 66, "左のセル右のセル")  # ten points a character: four end at 101
    assert draw.tables()[1] == [[("左のセル", 0, 1, 1), ("右のセル", 1, 1, 1)]]


def test_the_lines_of_a_cell_are_in_order_whatever_the_order_of_drawing() -> None:
    draw = Drawing()
    draw.grid([50, 200], [50, 120])
    for x, y, text in ((60, 100, "三行目"), (90, 70, "の続き"), (60, 85, "二行目"), (60, 70, "一行目")):
        draw.text(x, y, text)
    assert draw.tables()[1] == [[("一行目の続き\n二行目\n三行目", 0, 1, 1)]]


def test_two_tables_and_the_prose_around_them_are_in_reading_order() -> None:
    draw = Drawing()
    draw.text(50, 300, "後書き")
    draw.grid([50, 100, 150], [200, 230])
    draw.text(55, 220, "乙")
    draw.text(50, 150, "間の文")
    draw.grid([50, 100], [80, 110])
    draw.text(55, 100, "甲")
    draw.text(50, 50, "前書き")
    rows = draw.read().rows
    assert [(row.table, row.text) for row in rows] == [
        (None, "前書き"),
        (1, "甲"),
        (None, "間の文"),
        (2, "乙\t"),
        (None, "後書き"),
    ]


def test_tables_side_by_side_come_from_left_to_right() -> None:
    draw = Drawing()
    draw.grid([300, 400], [50, 80])
    draw.grid([50, 150], [50, 80])
    draw.text(305, 70, "右表")
    draw.text(55, 70, "左表")
    assert [(row.table, row.text) for row in draw.read().rows] == [(1, "左表"), (2, "右表")]


def test_tables_are_numbered_through_all_pages() -> None:
    draw = Drawing()
    draw.grid([50, 100], [50, 80])
    draw.grid([50, 100], [150, 180])
    draw.text(55, 70, "一")
    draw.turn_page()
    draw.grid([50, 100], [50, 80])
    draw.text(55, 70, "二")
    rows = draw.read().rows
    assert [(row.table, row.place.page, row.text) for row in rows] == [(1, 1, "一"), (2, 1, ""), (3, 2, "二")]


def test_a_frame_is_a_table_of_one_cell() -> None:
    draw = Drawing()
    draw.box(50, 50, 300, 100)
    draw.text(60, 70, "枠の中の一行目")
    draw.text(60, 90, "枠の中の二行目")
    assert draw.tables() == {1: [[("枠の中の一行目\n枠の中の二行目", 0, 1, 1)]]}


def test_a_table_within_a_frame_stays_a_table() -> None:
    draw = Drawing()
    draw.box(50, 50, 400, 200)
    draw.text(60, 70, "枠の文")
    draw.grid([100, 200, 300], [100, 130])
    draw.text(110, 120, "内の表")
    assert draw.tables() == {1: [[("枠の文", 0, 1, 1)]], 2: [[("内の表", 0, 1, 1), ("", 1, 1, 1)]]}


def test_a_box_within_a_cell_belongs_to_the_text_of_the_cell() -> None:
    draw = Drawing()
    draw.grid([50, 150, 400], [50, 100])
    draw.text(160, 80, "前の")
    draw.box(182, 68, 206, 84)
    draw.text(184, 80, "囲み")
    draw.text(208, 80, "後の")
    assert draw.tables() == {1: [[("", 0, 1, 1), ("前の囲み後の", 1, 1, 1)]]}


def test_a_tick_box_in_prose_is_no_table() -> None:
    draw = Drawing()
    draw.box(50, 50, 60, 60)
    draw.text(50, 59, "✓")
    draw.text(64, 59, "同意する")
    (row,) = draw.read().rows
    assert (row.table, row.text) == (None, "✓同意する")


def test_a_table_that_a_page_break_leaves_open_is_closed_at_the_end_of_its_walls() -> None:
    draw = Drawing()
    for x in (50, 150, 300):
        draw.line(x, 700, x, 800)
    draw.line(50, 700, 300, 700)
    draw.line(50, 740, 300, 740)
    for x, y, text in ((60, 720, "上左"), (160, 720, "上右"), (60, 760, "下左"), (160, 760, "下右")):
        draw.text(x, y, text)
    assert draw.tables()[1] == [[("上左", 0, 1, 1), ("上右", 1, 1, 1)], [("下左", 0, 1, 1), ("下右", 1, 1, 1)]]
    assert astuple(draw.read().rows[1].cells[0].place.box) == pytest.approx((50, 740, 150, 800), abs=0.3)


def test_a_table_without_outer_borders_is_closed_all_around() -> None:
    draw = Drawing()
    for x in (150, 250):
        draw.line(x, 50, x, 140)
    for y in (80, 110):
        draw.line(50, y, 350, y)
    for row, y in enumerate((70, 100, 130)):
        for column, x in enumerate((60, 160, 260)):
            draw.text(x, y, f"{row}{column}")
    assert draw.tables()[1] == [[(f"{row}{column}", column, 1, 1) for column in range(3)] for row in range(3)]


def test_the_last_row_of_a_table_without_outer_borders_ends_where_its_one_wall_does() -> None:
    draw = Drawing()
    for y in (140, 180):
        draw.line(100, y, 400, y)
    draw.line(200, 100, 200, 220)
    draw.line(300, 140, 300, 180)
    texts = {(110, 120): "甲", (210, 120): "乙", (110, 160): "丙", (210, 160): "丁", (310, 160): "戊"}
    for (x, y), text in ({**texts, (110, 200): "己", (210, 200): "庚一", (110, 240): "辛"}).items():
        draw.text(x, y, text)
    draw.text(210, 212, "庚二")
    assert [(row.table, row.text) for row in draw.read().rows] == [
        (1, "甲\t乙"),
        (1, "丙\t丁\t戊"),
        (1, "己\t庚一\n庚二"),
        (None, "辛"),
    ]


def test_a_wall_that_runs_out_of_a_table_with_borders_makes_no_row() -> None:
    draw = Drawing()
    draw.grid([100, 200, 400], [100, 140, 180])
    draw.line(200, 180, 200, 220)
    draw.text(110, 120, "甲")
    draw.text(110, 210, "乙")
    assert [(row.table, row.text) for row in draw.read().rows] == [(1, "甲\t"), (1, "\t"), (None, "乙")]


def test_a_missing_piece_of_border_is_reported_and_nothing_is_lost() -> None:
    draw = Drawing()
    # Two by two cells of which the upper left one is open to the right and below.
    draw.box(50, 50, 250, 110)
    draw.line(150, 80, 150, 110)
    draw.line(150, 80, 250, 80)
    for x, y, text in ((60, 70, "甲"), (160, 70, "乙"), (60, 100, "丙"), (160, 100, "丁")):
        draw.text(x, y, text)
    assert draw.tables()[1] == [[("甲 乙", 0, 1, 2)], [("丙", 0, 1, 1), ("丁", 1, 1, 1)]]
    (fault,) = draw.read().faults
    assert fault.code == "irregular_cell"
    assert astuple(fault.place.box) == pytest.approx((50, 50, 250, 110), abs=0.3)


def test_underlines_diagonals_and_white_lines_make_no_cells() -> None:
    draw = Drawing()
    draw.box(50, 50, 250, 110)
    draw.text(60, 75, "下線の語")
    draw.line(60, 77, 100, 77)
    draw.line(50, 110, 250, 50)
    draw.line(50, 90, 250, 90, color=(1, 1, 1))
    draw.bar(150, 50, 150.5, 110, fill=(1, 1, 1))
    assert draw.tables() == {1: [[("下線の語", 0, 1, 1)]]}


def test_backgrounds_and_page_frames_are_no_tables() -> None:
    draw = Drawing()
    draw.bar(0, 0, 595, 842, fill=(0.9, 0.9, 1))
    draw.box(2, 2, 593, 840)
    draw.bar(50, 50, 250, 110, fill=(0.8, 0.8, 0.8))
    draw.text(60, 75, "地の文")
    (row,) = draw.read().rows
    assert (row.table, row.text) == (None, "地の文")


def test_the_space_between_the_lines_of_a_wide_double_border_is_no_cell() -> None:
    draw = Drawing()
    draw.grid([50, 150, 153, 250], [50, 80, 83.5, 110])
    for x, y, text in ((60, 70, "甲"), (160, 70, "乙"), (60, 100, "丙"), (160, 100, "丁")):
        draw.text(x, y, text)
    assert draw.tables()[1] == [[("甲", 0, 1, 1), ("乙", 1, 1, 1)], [("丙", 0, 1, 1), ("丁", 1, 1, 1)]]


def test_a_page_with_more_lines_than_any_paper_is_read_as_prose() -> None:
    draw = Drawing(14_000, 14_000)
    shape = draw.page.new_shape()
    for at in range(10, 6_010, 10):
        shape.draw_line((at, 10), (at, 6_000))
        shape.draw_line((10, at), (6_000, at))
    shape.finish(width=0.5)
    shape.commit()
    draw.text(20, 7_000, "文は残る")
    sheet = draw.read()
    assert [row.text for row in sheet.rows] == ["文は残る"]
    assert [fault.code for fault in sheet.faults] == ["page_too_complex"]


def test_lines_printed_over_each_other_are_reported() -> None:
    draw = Drawing()
    draw.box(50, 50, 250, 110)
    draw.text(60, 70, "はみ出した行")
    draw.text(60, 75, "次のセルの行")
    (fault,) = draw.read().faults
    assert (fault.code, fault.message) == ("overlapping_lines", "printed over the line before it: 次のセルの行")


def test_punctuation_that_hangs_over_a_border_belongs_to_its_line() -> None:
    draw = Drawing()
    draw.grid([100, 152, 300], [100, 130])
    draw.text(103, 120, "点検する。")
    draw.text(155, 120, "乙")
    (row,) = draw.read().rows
    assert [cell.text for cell in row.cells] == ["点検する。", "乙"]


def test_punctuation_that_hangs_over_a_border_right_before_other_print_stays_in_its_cell() -> None:
    draw = Drawing()
    draw.grid([100, 148, 300], [100, 130])
    draw.text(105, 120, "点検する。事前")
    (row,) = draw.read().rows
    assert [cell.text for cell in row.cells] == ["点検する。", "事前"]


def test_punctuation_drawn_by_itself_that_hangs_out_of_a_table_belongs_to_its_cell() -> None:
    draw = Drawing()
    draw.grid([100, 148], [100, 130])
    draw.text(105, 120, "点検する")
    draw.text(145, 120, "。")
    assert [row.text for row in draw.read().rows] == ["点検する。"]


@pytest.mark.parametrize("engine", ["pymupdf", "pdfplumber"])
def test_borders_filled_between_two_rectangles_in_a_window_are_walls(engine: EngineName) -> None:
    """A browser's way: each side of a cell is a frame of which the window shows one side."""
    draw = Drawing()
    parts = []
    for x0, x1 in ((50, 150), (150, 400)):
        for window in (
            f"{x0} 92 m {x0} 50 l {x0 + 1} 51 l {x0 + 1} 91 l",
            f"{x0} 50 m {x1} 50 l {x1 - 1} 51 l {x0 + 1} 51 l",
            f"{x1} 50 m {x1} 92 l {x1 - 1} 91 l {x1 - 1} 51 l",
            f"{x1} 92 m {x0} 92 l {x0 + 1} 91 l {x1 - 1} 91 l",
        ):
            frame = f"{x0 + 1} 51 {x1 - x0 - 2} 40 re {x0} 50 {x1 - x0} 42 re f*"
            parts.append(f"q {window} h W* n 0 0 0 rg {frame} Q")
    parts.append("0 0 0 rg 200 300 2 2 re f")  # a dot, for which the engine is asked for every path
    contents = draw.document.get_new_xref()
    draw.document.update_object(contents, "<<>>")
    draw.document.update_stream(contents, f"q 1 0 0 -1 0 842 cm {' '.join(parts)} Q".encode())
    draw.page.set_contents(contents)
    for x, text in ((60, "部署"), (160, "総務課")):
        draw.text(x, 75, text)
    (row,) = [row for row in read_pdf(draw.bytes(), engine).rows if row.table]
    assert [cell.text for cell in row.cells] == ["部署", "総務課"]
    boxes = [cell.place.box for cell in row.cells]
    assert [(box.x0, box.y0, box.x1, box.y1) for box in boxes if box] == [
        pytest.approx((50.5, 50.5, 150, 91.5), abs=1.3),
        pytest.approx((150, 50.5, 399.5, 91.5), abs=1.3),
    ]


def test_a_frame_has_no_side_where_its_rectangles_share_one() -> None:
    draw = Drawing()
    contents = draw.document.get_new_xref()
    draw.document.update_object(contents, "<<>>")
    # left and upper side only
    draw.document.update_stream(contents, b"0 0 0 rg 51 700 349 49 re 50 700 350 50 re f* 200 300 2 2 re f")
    draw.page.set_contents(contents)
    rules = drawn(open_pdf(draw.bytes()).load_page(0)).rules
    assert [rule for rule in rules if rule[1] < 200] == [(50, 92, 400, 93), (50, 92, 51, 142)]


def test_a_page_of_which_one_stream_is_packed_otherwise_keeps_it_where_pieces_are_joined() -> None:
    draw = Drawing()
    draw.grid([50, 150, 400], [50, 80])
    draw.text(60, 70, "部署")
    draw.text(160, 70, "総務課")
    pieces = b"".join(b"%d 100 10 .5 re\nf\n" % (50 + 10 * at) for at in range(120))
    streams = []
    for packed, stream in (
        ("/ASCII85Decode", a85encode(draw.page.read_contents()) + b"~>"),
        ("null", pieces),
    ):
        xref = draw.document.get_new_xref()
        draw.document.update_object(xref, "<<>>")
        draw.document.update_stream(xref, stream, new=True, compress=False)
        draw.document.xref_set_key(xref, "Filter", packed)
        streams.append(f"{xref} 0 R")
    draw.document.xref_set_key(draw.page.xref, "Contents", f"[{' '.join(streams)}]")
    sheet = read_pdf(draw.document.tobytes())
    assert [row.text for row in sheet.rows if row.table] == ["部署\t総務課"]

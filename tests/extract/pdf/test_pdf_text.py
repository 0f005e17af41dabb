from __future__ import annotations

from dataclasses import astuple

import pymupdf
import pytest
from drawn import Drawing

from extract.pdf import EngineName, read_pdf
from extract.reference import rows_of
from extract.sheet import Place
from normalize.text import fold


def texts(draw: Drawing) -> list[str]:
    return [row.text for row in draw.read().rows]


def codes(draw: Drawing) -> list[str]:
    return [fault.code for fault in draw.read().faults]


def test_a_line_of_prose_is_a_row_of_one_cell_with_the_box_of_its_characters() -> None:
    draw = Drawing()
    draw.text(50, 60, "会議録")
    (row,) = draw.read().rows
    (cell,) = row.cells
    (line,) = cell.lines
    assert (row.table, cell.column, cell.row_span, cell.col_span, line.offsets) == (None, 0, 1, 1, None)
    assert line.place == cell.place == row.place
    assert line.place.page == 1
    x0, y0, x1, y1 = astuple(line.place.box)
    assert (x0, x1) == pytest.approx((50, 80))
    assert y0 < 52  # the top of the characters, ten points high, on the baseline at 60
    assert 60 <= y1 < 64


def test_white_space_does_not_count_for_the_box_and_only_the_indent_stays() -> None:
    draw = Drawing()
    draw.text(50, 60, " \N{IDEOGRAPHIC SPACE}字下げ\N{IDEOGRAPHIC SPACE} ")
    draw.text(50, 90, "  ")
    (row,) = draw.read().rows
    assert row.text == "\N{IDEOGRAPHIC SPACE}字下げ"
    assert row.place.box.x1 - row.place.box.x0 == pytest.approx(30)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        (0, "令和7年"),
        (2.5, "令和7年"),  # the quarter em that type rules put between kanji and figures
        (4.5, "令和7年"),
        (6, "令和 7年"),
        (40, "令和 7年"),
    ],
)
def test_a_gap_beside_a_japanese_character_is_a_space_from_half_an_em(gap: float, expected: str) -> None:
    draw = Drawing()
    draw.text(50, 60, "令和")
    draw.text(70 + gap, 60, "7年")
    assert texts(draw) == [expected]


@pytest.mark.parametrize(("gap", "expected"), [(0, "MyNumber"), (1, "MyNumber"), (2, "My Number"), (3, "My Number")])
def test_a_gap_between_latin_characters_is_a_space_from_a_seventh_of_an_em(gap: float, expected: str) -> None:
    draw = Drawing()
    width = pymupdf.get_text_length("My", fontname="helv", fontsize=10)
    draw.page.insert_text((50, 60), "My", fontname="helv", fontsize=10)
    draw.page.insert_text((50 + width + gap, 60), "Number", fontname="helv", fontsize=10)
    assert texts(draw) == [expected]


def test_printed_spaces_stay_and_get_no_second_one() -> None:
    draw = Drawing()
    draw.text(50, 60, "氏 名\N{IDEOGRAPHIC SPACE}甲 ")
    draw.text(150, 60, "乙")
    assert texts(draw) == ["氏 名\N{IDEOGRAPHIC SPACE}甲 乙"]


def test_raised_figures_stay_in_their_line_and_ruby_stands_above_it() -> None:
    draw = Drawing()
    draw.text(50, 60, "本文")
    draw.text(70, 56.5, "1", size=6)
    draw.text(50, 50.5, "ほん", size=5)
    assert texts(draw) == ["ほん", "本文1"]


def test_text_on_both_sides_of_a_table_is_not_one_line() -> None:
    draw = Drawing()
    draw.grid([200, 300], [50, 80])
    draw.text(100, 70, "左の文")
    draw.text(210, 70, "表")
    draw.text(320, 70, "右の文")
    assert [(row.table, row.text) for row in draw.read().rows] == [(1, "表"), (None, "左の文"), (None, "右の文")]


def test_rows_set_off_by_an_empty_line_say_so() -> None:
    draw = Drawing()
    for y, text in ((60, "一行目"), (78, "二行目"), (114, "一行空けて"), (300, "遠く離れて")):
        draw.text(50, y, text)
    draw.grid([50, 100], [310, 340])
    draw.text(55, 330, "表")
    assert [(row.text, row.gap) for row in draw.read().rows] == [
        ("一行目", False),
        ("二行目", False),
        ("一行空けて", True),
        ("遠く離れて", True),
        ("表", False),
    ]


def test_text_that_reads_downwards_is_read_downwards_column_by_column() -> None:
    draw = Drawing()
    draw.grid([50, 90, 200], [50, 200])
    draw.text(75, 60, "縦の一列", rotate=270)
    draw.text(60, 60, "縦の二列", rotate=270)
    draw.text(100, 70, "横の行")
    assert draw.tables()[1] == [[("縦の一列\n縦の二列", 0, 1, 1), ("横の行", 1, 1, 1)]]


def test_text_that_reads_upwards_is_read_upwards() -> None:
    draw = Drawing()
    draw.text(60, 200, "上へ読む", rotate=90)
    draw.text(75, 200, "次の列", rotate=90)
    assert texts(draw) == ["上へ読む", "次の列"]


def mapped(draw: Drawing, mapping: str) -> None:
    """Let the font of the page say what its characters mean."""
    xref = draw.page.get_fonts()[0][0]
    cmap = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <00> <ff> endcodespacerange
{mapping.count("<") // 2} beginbfchar {mapping} endbfchar endcmap end end"""
    stream = draw.document.get_new_xref()
    draw.document.update_object(stream, "<<>>")
    draw.document.update_stream(stream, cmap.encode())
    draw.document.xref_set_key(xref, "ToUnicode", f"{stream} 0 R")


def test_radicals_are_the_characters_they_look_like_and_compatibility_characters_stay() -> None:
    draw = Drawing()
    draw.page.insert_text((50, 60), "ABCD", fontname="helv", fontsize=10)
    mapped(draw, "<41> <2fae> <42> <2ed1> <43> <3231> <44> <fb01>")
    assert texts(draw) == ["非長㈱ﬁ"]
    assert codes(draw) == []


def in_two_cells(mapping: str) -> Drawing:
    """ABCD and DA in two cells, of which a font's map says what they mean."""
    draw = Drawing()
    draw.grid([40, 90, 140], [40, 70])
    draw.page.insert_text((50, 60), "ABCD", fontname="helv", fontsize=10)
    draw.page.insert_text((95, 60), "DA", fontname="helv", fontsize=10)
    mapped(draw, mapping)
    return draw


@pytest.mark.parametrize("engine", ["pymupdf", "pdfplumber"])
def test_radicals_keep_their_places(engine: EngineName) -> None:
    draw, plain = (
        in_two_cells(mapping)
        for mapping in (
            "<41> <2f47> <42> <2ed1> <43> <2f49> <44> <2ea0>",
            "<41> <65e5> <42> <9577> <43> <6708> <44> <6c11>",
        )
    )
    assert read_pdf(draw.bytes(), engine).rows == read_pdf(plain.bytes(), engine).rows
    assert [row.text for row in draw.read().rows] == ["日長月民\t民日"]


def test_radicals_are_known_as_they_are_for_comparison() -> None:
    listed = {row["radical"]: row["ideograph"] for row in rows_of("radicals.tsv")}
    assert {radical: fold(radical) for radical in listed} == listed
    others = [chr(code) for code in range(0x2E80, 0x2FE0) if chr(code) not in listed]
    assert [other for other in others if fold(other) != other] == []


def test_characters_without_meaning_are_counted_and_control_codes_dropped() -> None:
    draw = Drawing()
    draw.page.insert_text((50, 60), "ABCDA", fontname="helv", fontsize=10)
    mapped(draw, "<41> <00580001> <42> <fffd> <43> <e000> <44> <d800>")
    sheet = draw.read()
    assert [row.text for row in sheet.rows] == ["X\N{REPLACEMENT CHARACTER}\ue000\N{REPLACEMENT CHARACTER}X"]
    (fault,) = sheet.faults
    assert (fault.code, fault.message, fault.place) == (
        "unmapped_characters",
        "3 characters have no known meaning",
        Place(page=1),
    )


def test_invisible_text_is_left_out_and_counted() -> None:
    draw = Drawing()
    draw.text(50, 60, "見える")
    draw.text(50, 90, "見えない", render_mode=3)
    (fault,) = draw.read().faults
    assert texts(draw) == ["見える"]
    assert (fault.code, fault.message) == ("hidden_text", "4 characters drawn invisibly are left out")


def test_invisible_text_is_read_where_there_is_no_other() -> None:
    draw = Drawing()
    draw.text(50, 60, "認識した文", render_mode=3)
    assert texts(draw) == ["認識した文"]
    assert codes(draw) == ["invisible_text"]


@pytest.mark.parametrize("mode", [0, 1, 2])
def test_filled_and_stroked_text_is_read(mode: int) -> None:
    draw = Drawing()
    draw.text(50, 60, "太字", render_mode=mode)
    assert texts(draw) == ["太字"]
    assert codes(draw) == []


def test_type_too_small_to_be_seen_is_left_out() -> None:
    draw = Drawing()
    draw.text(50, 60, "見える")
    draw.text(50, 90, "アンカー", size=0.5)
    assert texts(draw) == ["見える"]


def test_text_struck_twice_to_look_bold_is_read_once() -> None:
    draw = Drawing()
    draw.text(50, 60, "太字")
    draw.text(50.4, 60, "太字")
    draw.text(50, 75, "太字")
    assert texts(draw) == ["太字", "太字"]


def test_a_wrapped_text_that_begins_right_behind_its_parenthesis_is_no_part_of_that_line() -> None:
    draw = Drawing()
    draw.grid([100, 400], [100, 160])
    draw.text(110, 130, "その他（")
    draw.text(150.5, 125.4, "甲システム、乙シス")
    draw.text(150.5, 134.6, "テム、丙システム")
    draw.text(240, 130, "）")
    (row,) = draw.read().rows
    assert row.cells[0].text == "その他（\n甲システム、乙シス\nテム、丙システム\n）"


def test_what_is_drawn_later_into_the_holes_of_a_printed_line_stands_there() -> None:
    draw = Drawing()
    draw.text(50, 60, "平成\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}年\N{IDEOGRAPHIC SPACE}月")
    draw.text(70, 60, "二七")
    draw.text(100, 60, "四")
    assert texts(draw) == ["平成二七年四月"]


def test_text_over_text_is_not_mixed() -> None:
    draw = Drawing()
    draw.text(50, 60, "印刷文字")
    draw.text(62, 60, "上書き")
    assert texts(draw) == ["印刷文字上書き"]


def test_a_box_beside_the_first_line_of_a_wrapped_heading_stands_behind_it() -> None:
    draw = Drawing()
    draw.grid([100, 400], [100, 160])
    draw.text(110, 120, "５．特定個人情報の提供・移転（委託を")
    draw.text(300, 120, "[ ○ ]")
    draw.text(330, 120, "提供しない")
    draw.text(110, 134, "除く。）")
    (row,) = draw.read().rows
    assert row.cells[0].text == "５．特定個人情報の提供・移転（委託を\n除く。）\n[ ○ ]提供しない"


def test_a_box_beside_the_first_line_of_a_wrapped_heading_stands_behind_it_in_prose_too() -> None:
    draw = Drawing()
    draw.text(110, 106, "上の行")
    draw.text(110, 120, "５．特定個人情報の提供・移転（委託を")
    draw.text(300, 120, "[ ○ ]")
    draw.text(330, 120, "提供しない")
    draw.text(110, 134, "除く。）")
    draw.text(110, 148, "下の行")
    texts = [row.text for row in draw.read().rows]
    assert texts == ["上の行", "５．特定個人情報の提供・移転（委託を", "除く。）", "[ ○ ]提供しない", "下の行"]


def test_a_box_beside_a_whole_line_stays_in_it() -> None:
    draw = Drawing()
    draw.grid([100, 400], [100, 160])
    draw.text(110, 120, "方法")
    draw.text(300, 120, "[ ○ ]紙")
    draw.text(110, 134, "別に定める。")
    (row,) = draw.read().rows
    assert row.cells[0].text == "方法 [ ○ ]紙\n別に定める。"


def test_labels_with_boxes_that_wrap_in_columns_are_read_column_by_column() -> None:
    draw = Drawing()
    draw.grid([100, 500], [100, 220])
    columns = {
        110: ("［○］課税台帳を", "持つ部署", "（市民課）"),
        210: ("［　］県の機関", "（　）"),
        310: ("［○］隣の町村",),
    }
    for top, shown in ((122, columns), (170, {110: ("［　］民間の事", "業者"), 210: ("［○］その他",)})):
        for x, lines in shown.items():
            for number, line in enumerate(lines):
                draw.text(x, top + 12 * number, line)
    (row,) = draw.read().rows
    assert row.cells[0].text == (
        "［○］課税台帳を\n持つ部署\n（市民課）\n［　］県の機関\n（　）\n［○］隣の町村\n［　］民間の事\n業者\n［○］その他"
    )


def test_labels_with_boxes_that_run_on_are_no_columns() -> None:
    draw = Drawing()
    draw.grid([100, 500], [100, 220])
    draw.text(110, 122, "■紙")
    draw.text(150, 122, "□電子メー")
    draw.text(110, 134, "ル")
    draw.text(150, 134, "■専用線")
    draw.text(110, 146, "□紙")
    draw.text(170, 146, "□その他（")
    draw.text(110, 158, "別に定める）")
    (row,) = draw.read().rows
    assert row.cells[0].text == "■紙 □電子メー\nル ■専用線\n□紙 □その他（\n別に定める）"


def bracketed(*lines: tuple[float, float, str]) -> str:
    """Return the text of a cell with brackets at x = 120 and 205, half-way down, and these lines."""
    draw = Drawing()
    draw.grid([100, 500], [100, 200])
    draw.text(110, 134, "［")
    draw.text(205, 134, "］")
    for x, y, text in lines:
        draw.text(x, y, text)
    (row,) = draw.read().rows
    return row.cells[0].text


def test_an_answer_that_wraps_between_brackets_stands_between_them() -> None:
    answer = ((122, 122, "点検及び監査の実施"), (122, 134, "が法令により義務付"), (140, 146, "けられる"))
    assert bracketed(*answer) == "［\n点検及び監査の実施\nが法令により義務付\nけられる\n］"
    options = ((250, 122, "＜選択肢＞"), (250, 134, "１）点検及び監査の実施が"), (250, 146, "義務付けられる"))
    assert bracketed(*answer, *options) == (
        "＜選択肢＞\n［\n点検及び監査の実施\nが法令により義務付\nけられる\n］ １）点検及び監査の実施が\n義務付けられる"
    )


def test_what_stands_above_and_below_brackets_is_not_drawn_between_them() -> None:
    short = ((122, 122, "点検及び監査の実施"), (140, 134, "実施する"), (122, 146, "別に定める"))
    assert bracketed(*short) == "点検及び監査の実施\n［ 実施する ］\n別に定める"
    entries = ((122, 134, "点検及び監査を行う"), (122, 146, "１）点検及び監査を"))
    assert bracketed(*entries) == "［点検及び監査を行う］\n１）点検及び監査を"
    wider = ((112, 122, "点検及び監査の実施状況の報告"), (122, 134, "点検及び監査を行う"))
    assert bracketed(*wider) == "点検及び監査の実施状況の報告\n［点検及び監査を行う］"


def test_an_answer_between_two_pairs_of_brackets_is_read_once() -> None:
    lines = ((122, 134, "点検及び監査の実施"), (122, 146, "が法令により義務付"), (122, 158, "点検及び監査を行う"))
    second = ((110, 158, "［"), (205, 158, "］"))
    assert bracketed(*lines, *second) == ("［\n点検及び監査の実施\nが法令により義務付\n］\n［点検及び監査を行う］")


def test_marks_between_brackets_of_boxes_stay_in_their_own() -> None:
    draw = Drawing()
    draw.grid([100, 500], [100, 200])
    for y, marked, label in ((122, False, "紙"), (134, True, "電子メール"), (146, True, "専用線")):
        draw.text(110, y, "[")
        draw.text(175, y, "]")
        draw.text(185, y, label)
        if marked:
            draw.text(140, y, "○")
    (row,) = draw.read().rows
    assert row.cells[0].text == "[ ]紙\n[ ○ ]電子メール\n[ ○ ]専用線"


def test_a_box_that_wraps_to_the_next_line_stays_before_its_rest() -> None:
    draw = Drawing()
    draw.grid([100, 400], [100, 160])
    draw.text(110, 120, "６．接続（入手）")
    draw.text(200, 120, "[ ]")
    draw.text(220, 120, "接続しない（")
    draw.text(110, 134, "提供）")
    (row,) = draw.read().rows
    assert row.cells[0].text == "６．接続（入手） [ ]接続しない（\n提供）"

import pytest

from extract.html import cell_lines, page_rows


def texts(cell: str) -> list[str]:
    return [line.text for line in cell_lines(cell, 0)]


def test_blocks_and_breaks_begin_lines() -> None:
    assert texts("<p>1 符号管理<br>情報を保管する。</p> <ul><li>・一</li><li>・二</li></ul>") == [
        "1 符号管理",
        "情報を保管する。",
        "・一",
        "・二",
    ]


def test_form_controls_become_one_character_each() -> None:
    cell = '[ <input checked="" type="radio"/> ] 紙 [ <input type="radio"/> ] 甲 <input type="checkbox"/> 乙 <input checked type=checkbox> 丙'
    assert texts(cell) == ["[ ⦿ ] 紙 [ ⚪ ] 甲 ☐ 乙 ☑ 丙"]


def test_a_nested_table_becomes_lines_with_its_cells_side_by_side() -> None:
    assert texts(
        "<p>&lt;選択肢&gt;</p><table><tr><td>1) 1年未満</td><td>2) 1年</td></tr><tr><td>3) 2年</td></tr></table>"
    ) == [
        "<選択肢>",
        "1) 1年未満\t2) 1年",
        "3) 2年",
    ]


def test_every_character_knows_its_offset() -> None:
    source = "x<b>Ⅱ</b>&amp;き"
    (line,) = cell_lines(source, 10)
    assert (line.text, line.offsets) == ("xⅡ&き", (10, 14, 19, 24))
    assert (line.place.start, line.place.end) == (10, 25)
    assert line.part(1, 3).offsets == (14, 19)


def test_a_page_keeps_its_tables_and_their_spans() -> None:
    rows = page_rows(
        "<html><body><h1>意見募集の結果</h1><p>募集した\n意見は次のとおり。</p>"
        '<table><tr><td rowspan="2">1</td><td colspan=2>甲</td></tr><tr><td>乙</td><td></td></tr></table></body></html>'
    )
    assert [(row.text, row.heading, row.table) for row in rows[:2]] == [
        ("意見募集の結果", 1, None),
        ("募集した意見は次のとおり。", None, None),
    ]
    spans = [[(cell.text, cell.column, cell.row_span, cell.col_span) for cell in row.cells] for row in rows[2:]]
    assert spans == [[("1", 0, 2, 1), ("甲", 1, 1, 2)], [("乙", 1, 1, 1), ("", 2, 1, 1)]]


def test_a_table_that_only_places_things_is_none() -> None:
    rows = page_rows(
        "<table><tr><td>本文</td><td><table><tr><td>公表日</td><td>4月1日</td></tr><tr><td>番号</td><td>3</td></tr></table></td></tr></table>"
    )
    assert [[cell.text for cell in row.cells] for row in rows] == [["本文"], ["公表日", "4月1日"], ["番号", "3"]]
    assert [row.table for row in rows] == [None, 1, 1]


def test_a_hostile_span_does_not_widen_the_grid() -> None:
    (row,) = page_rows('<table><tr><td colspan="999999999">甲</td><td colspan="-1">乙</td></tr></table>')
    assert [(cell.column, cell.col_span) for cell in row.cells] == [(0, 1000), (1000, 1)]


def test_the_readings_of_characters_are_no_part_of_the_line() -> None:
    assert texts("<ruby>遠<rp>（</rp><rt>とお</rt><rp>）</rp>山<rp>（<rt>やま<rp>）</ruby>ゆき委員") == ["遠山ゆき委員"]
    assert texts("<ruby><rb>遠山<rtc><rt>とおやま</rtc></ruby>ゆき委員") == ["遠山ゆき委員"]
    assert texts("<ruby>遠山<rt>" + "とお" * 120 + "</ruby>") == ["遠山" + "とお" * 120]  # longer than any reading


@pytest.mark.parametrize(
    "part",
    [
        "<nav><ul><li>他の会議</li></ul></nav>",
        "<aside>他の会議</aside>",
        "<footer><nav>他の会議</nav></footer>",
        '<div role="navigation"><div>他の会議</div></div>',
        '<main></main><div><section></section></div><footer role="contentinfo">他の会議</footer>',
    ],
)
def test_the_parts_of_a_page_that_are_about_its_site_are_furniture(part: str) -> None:
    rows = page_rows(f"<html><body><header><h1>会議録</h1></header>{part}<p>開会</p></body></html>")
    assert [(row.text, row.furniture) for row in rows] == [("会議録", False), ("他の会議", True), ("開会", False)]


@pytest.mark.parametrize(
    "part",
    [
        "<article><p>本文</p><footer>総務課</footer></article>",
        "<main><section><aside>総務課</aside></section></main>",
        '<nav role="presentation">総務課</nav>',
        '<header role="banner">総務課</header>',
        "<nav>総務課",  # never closed
        "<div><nav>総務課</div></nav>",
        "<table><tr><td><nav>総務課</nav></td></tr></table>",
    ],
)
def test_what_is_of_the_text_or_never_closed_is_no_furniture(part: str) -> None:
    rows = page_rows(f"<html><body>{part}<p>開会</p></body></html>")
    assert {row.text for row in rows} >= {"総務課", "開会"}
    assert not any(row.furniture for row in rows)


def test_a_page_that_is_nothing_but_a_sidebar_is_its_text() -> None:
    assert [(row.text, row.furniture) for row in page_rows("<html><aside>会議録</aside></html>")] == [("会議録", False)]

"""Comma-separated values: told from running text by the whole file, every character with its offset."""

import pytest

from extract.read import read
from extract.separated import separated_rows
from extract.sheet import Row

SHEET = '評価書番号,評価書名,\r\n7,"国民年金 ""新""\r\n事務",\r\n,,\r\n①部署,,市民課\r\n'


def texts(rows: list[Row] | None) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows or ()]


def test_fields_are_cells_in_their_columns_and_a_blank_record_is_a_gap() -> None:
    rows = separated_rows(SHEET)
    assert texts(rows) == [["評価書番号", "評価書名", ""], ["7", '国民年金 "新"\n事務', ""], ["①部署", "", "市民課"]]
    assert rows is not None
    assert [row.gap for row in rows] == [False, False, True]
    assert [row.table for row in rows] == [1, 1, 1]
    assert [cell.column for cell in rows[0].cells] == [0, 1, 2]


def test_places_lead_to_the_characters() -> None:
    rows = separated_rows(SHEET) or []
    quoted = rows[1].cells[1]
    assert SHEET[quoted.place.start : quoted.place.end] == '"国民年金 ""新""\r\n事務"'
    first, second = quoted.lines
    assert SHEET[first.place.start : first.place.end] == '国民年金 ""新""'
    assert SHEET[second.place.start : second.place.end] == "事務"
    mark = first.part(6, 7)
    assert (mark.text, SHEET[mark.place.start : mark.place.end]) == ("新", "新")
    assert SHEET[rows[2].place.start : rows[2].place.end] == "①部署,,市民課"


def test_tables_written_one_after_the_other_with_lines_between() -> None:
    text = '表紙\n番号,名称\n1,"い\nろ"\n"は\nに",\n所属,役職,"一\n二"\n"前\n後"\n'
    rows = separated_rows(text) or []
    assert texts(rows) == [
        ["表紙"],
        ["番号", "名称"],
        ["1", "い\nろ"],
        ["は\nに", ""],
        ["所属", "役職", "一\n二"],
        ["前"],
        ["後"],
    ]
    assert [row.table for row in rows] == [None, 1, 1, 1, 2, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "届出の受理,通知\n台帳の作成\n",  # a comma is a mark of running text
        "受理,認定\n通知,交付\n",  # two lines may have as many by chance
        "a,b\nc,d\ne,f,g\n",
        '「い,"ろ",は\nに,ほ\nへ,と\n',  # a quote after other text is no quoted field
        'い,"ろ\nは,に\nほ,へ\n',  # never closed
        "い,ろ\tは\nに,ほ\nへ,と\n",
        "一行だけ\n",
    ],
)
def test_other_texts_are_no_such_file(text: str) -> None:
    assert separated_rows(text) is None


def test_the_door_names_the_kind() -> None:
    sheet = read(SHEET.encode("cp932"), "assessment.csv")
    assert (sheet.media_type, sheet.reader, sheet.encoding) == ("text/csv", "csv", "cp932")
    assert read("い,ろ".encode(), "a.csv").media_type == "text/plain"

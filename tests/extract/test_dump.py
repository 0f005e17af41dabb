import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.dump import dump_rows
from extract.markup import Text, tokens


def grid(text: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in dump_rows(text)]


def test_pipe_rows_with_and_without_outer_pipes() -> None:
    text = "| 項目 | 値 |\n|---|:--:|\n| ①部署 |  |\n\nNO | 事務名 |\n---|---|\n1 | 年金 |\n本文 a|b\n"
    assert grid(text) == [["項目", "値"], ["①部署", ""], ["NO", "事務名"], ["1", "年金"], ["本文 a", "b"]]
    assert [row.table for row in dump_rows(text)] == [1, 1, 2, 2, 2]


def test_a_delimiter_row_of_single_dashes_is_told_by_its_colons() -> None:
    text = "| 氏名 | 出欠 |\n|:-|:-:|\n| 甲野 | - |\n| - | - |\n"
    assert grid(text) == [["氏名", "出欠"], ["甲野", "-"], ["-", "-"]]


def test_a_pipe_in_prose_is_no_table() -> None:
    assert grid("甲|乙を選ぶ。\n次の行\n") == [["甲|乙を選ぶ。"], ["次の行"]]


def test_a_pipe_row_inside_a_list_entry() -> None:
    assert grid("- | リスクへの対策は十分か | [ 十分である ] |\n") == [["リスクへの対策は十分か", "[ 十分である ]"]]


def test_tabs_part_cells_and_an_empty_first_cell_is_a_cell() -> None:
    rows = dump_rows("発言者\t内容\n\t<p>（会長挨拶）</p>\n\n別表\t1\n")
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["発言者", "内容"],
        ["", "（会長挨拶）"],
        ["別表", "1"],
    ]
    assert [row.table for row in rows] == [1, 1, 2]


def test_headings_lose_their_mark_and_keep_their_level() -> None:
    (row,) = dump_rows("## III リスク対策\n")
    assert (row.text, row.heading, row.place.start, row.cells[0].place.start) == ("III リスク対策", 2, 0, 3)


def test_a_blank_line_leaves_a_gap() -> None:
    assert [row.gap for row in dump_rows("一\n二\n \n三\n")] == [False, False, True]


def test_an_html_table_over_many_lines() -> None:
    text = "前\n<table>\n<tr><td>公表日</td>\n<td>令和7年<br>4月1日</td></tr>\n</table>\n後\n"
    assert grid(text) == [["前"], ["公表日", "令和7年\n4月1日"], ["後"]]


def test_an_html_table_without_an_end_swallows_nothing() -> None:
    assert grid("<table><tr><td>甲\n乙\n丙\n") == [["甲"], ["乙"], ["丙"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f"])
def test_line_ends(end: str) -> None:
    rows = dump_rows(f"公表日{end}令和7年{end}")
    assert [(row.text, row.place.start, row.place.end) for row in rows] == [
        ("公表日", 0, 3),
        ("令和7年", 3 + len(end), 7 + len(end)),
    ]


def test_real_angle_brackets_stay(shared: Path) -> None:
    text = next((shared / "seeds").glob("004*")).read_text(encoding="utf-8")
    printed = "\n".join(row.text for row in dump_rows(text))
    assert printed.count("<選択肢>") == 26
    assert printed.count("<中間サーバー・プラットフォームにおける措置>") == 3


def assert_nothing_lost(text: str) -> None:
    """Every character that is no markup stands in exactly one line, at its own offset."""
    found = sorted(
        (offset, character)
        for row in dump_rows(text)
        for line in row.lines()
        for offset, character in zip(
            line.offsets or range(line.place.start or 0, line.place.end), line.text, strict=True
        )
        if not character.isspace() and text[offset] not in "<&"
    )
    assert len({offset for offset, _ in found}) == len(found)
    assert all(text[offset] == character for offset, character in found)
    printed = [
        token.start + at
        for token in tokens(text, 0)
        if isinstance(token, Text) and len(token.text) == token.end - token.start
        for at, character in enumerate(token.text)
        if not character.isspace() and character not in "<&"
    ]
    lost = set(printed) - {offset for offset, _ in found}
    assert all(text[offset] in "|-:#*" for offset in lost), sorted(text[offset] for offset in lost)[:10]


@given(st.text(alphabet="|-\t\n<>br/p 甲乙12#:+", max_size=200))
def test_nothing_is_lost_and_nothing_stands_twice(text: str) -> None:
    assert_nothing_lost(text)


def test_nothing_is_lost_of_the_samples(samples: Path) -> None:
    for path in sorted(samples.glob("0[2-7]*.*")):
        if path.suffix in {".txt", ".md"}:
            assert_nothing_lost(path.read_text(encoding="utf-8"))


def test_nothing_is_lost_of_the_seeds(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        assert_nothing_lost(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "piece",
    [
        "| ",
        "<a ",
        '<a "',
        "<!--",
        "<table>",
        "&",
        "\t",
        "- | a |\n",
        "a|b\n",
        "<td colspan=9>",
        "|--",
        '\t"',
        '"\t',
        '\t"\n',
        '\t"""a',
        "\\",
        "+--+\n|a|\n",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Eight times the text may take at most four times as long per character: quadratic time would take eight times."""
    spent = []
    for size in (20_000, 160_000):
        text = piece * (size // len(piece))
        started = time.process_time()
        dump_rows(text)
        spent.append((time.process_time() - started) / size)
    assert spent[1] < 4 * max(spent[0], 2e-7)


def test_the_marks_of_bold_text_are_left_out_and_every_character_keeps_its_offset() -> None:
    text = "**Ⅰ 関連情報** ※\n| **①部署** | 会計課**注 |\n"
    heading, row = dump_rows(text)
    assert (heading.text, [cell.text for cell in row.cells]) == ("Ⅰ 関連情報 ※", ["①部署", "会計課**注"])
    line = row.cells[0].lines[0].part(1, 2)
    assert (line.text, text[line.place.start : line.place.end]) == ("部", "部")
    (stars,) = dump_rows("****** 2 ** 3")
    assert stars.text == "****** 2 ** 3"


def test_lines_between_the_rules_of_a_grid_table_are_one_row() -> None:
    text = "+----+------+\n| 項 | 前の |\n| 目 | 記載 |\n+====+======+\n| ①  | あり |\n+----+------+\n本文\n+----+----+\n| 表題    |\n| 二行目  |\n+----+----+\n"
    rows = dump_rows(text)
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["項\n目", "前の\n記載"], ["①", "あり"], ["本文"], ["表題"], ["二行目"],
    ]  # fmt: skip
    assert [row.table for row in rows] == [1, 1, None, 2, 2]
    place = rows[0].cells[1].lines[1].place
    assert text[place.start : place.end] == "記載"


def test_a_quoted_field_of_tab_separated_values_may_hold_line_breaks() -> None:
    text = '発言者\t発言\n会長\t"始めます。\n（休憩）\n""再開""です。"\n"総務\n課長"\tはい。\n'
    rows = dump_rows(text)
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["発言者", "発言"],
        ["会長", '始めます。\n（休憩）\n"再開"です。'],
        ["総務\n課長", "はい。"],
    ]
    line = rows[1].cells[1].lines[2]
    assert [text[line.part(at, at + 1).place.start or 0] for at in (1, 4)] == ["再", "で"]


@pytest.mark.parametrize(
    "text", ['甲\t"乙"\n', '甲\t"乙\n丙\t丁"\n', '"甲\n乙"\n丙\t丁\n', '甲\t"乙\n丙" 丁\n', '甲\t5"\n乙\t6"\n']
)
def test_other_quotes_are_printed(text: str) -> None:
    assert grid(text) == [line.split("\t") for line in text.splitlines()]


def test_the_backslashes_of_markdown_are_no_text() -> None:
    text = "混在（p.28）\\[様式\\]\\\n次の\\\\行\n| No\\. | 甲\\|乙 |\n\\1,000 と C:\\甲\n"
    rows = dump_rows(text)
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["混在（p.28）[様式]"], ["次の\\行"], ["No.", "甲|乙"], ["\\1,000 と C:\\甲"],
    ]  # fmt: skip
    line = rows[0].cells[0].lines[0].part(8, 10)
    assert (line.text, text[line.place.start : line.place.end]) == ("[様", "[様")


def test_lines_of_a_grid_cell_run_on_where_blank_lines_part_its_paragraphs() -> None:
    rule = "+------+------------------------+\n"
    text = (
        rule
        + "| 議題 | １　障害者福祉に関する |\n|      | 評価書の点検           |\n|      |                        |\n|      | ２　その他             |\n"
        + rule
        + "| 資料 | - 諮問書の写しそのほか |\n|      | - 評価書               |\n"
        + rule
        + "| 委員 | 井川                   |\n|      | ゆき　と鵜川　たかしは\\ |\n|      | 欠席                   |\n"
        + rule
    )
    (items, papers, people) = (row.cells[1] for row in dump_rows(text))
    assert items.text == "１　障害者福祉に関する評価書の点検\n２　その他"
    assert papers.text == "- 諮問書の写しそのほか\n- 評価書"
    assert people.text == "井川\nゆき　と鵜川　たかしは\n欠席"
    line = items.lines[0].part(11, 14)
    assert (line.text, text[line.place.start : line.place.end]) == ("評価書", "評価書")
    (whole,) = dump_rows(rule + "| 委員 | 井川　悠　　鵜川　高子 |\n|      | 遠山                   |\n" + rule)
    assert whole.cells[1].text == "井川　悠　　鵜川　高子\n遠山"

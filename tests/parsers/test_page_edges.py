"""Page numbers in forms that nothing parts from the text, and what pages repeat beside them."""

import pytest

from extract.dump import dump_rows
from parsers.page_edges import page_edges

PAGE = [f"第{number}行の本文" for number in range(1, 16)]


def page(number: int) -> list[str]:
    return [f"{number}枚目の{line}" for line in PAGE]


def edges(lines: list[str]) -> list[str]:
    rows = dump_rows("\n".join(lines))
    return [rows[at].text for at in sorted(page_edges(rows))]


def pages(*beside: str, first: int = 1) -> list[str]:
    return [
        line for number in range(first, first + 5) for line in (*page(number), *(one.format(number) for one in beside))
    ]


def test_numbers_in_order_far_apart_are_those_of_pages() -> None:
    assert edges(pages("{}")) == ["1", "2", "3", "4", "5"]
    assert edges(pages("{}", first=2)) == ["2", "3", "4", "5", "6"]


def test_numbers_that_blanks_move_to_the_middle_of_the_page_are_those_of_pages() -> None:
    assert [text.strip() for text in edges(pages(f"{'':60}{{}}"))] == ["1", "2", "3", "4", "5"]


def test_a_number_that_is_a_value_stays() -> None:
    assert edges(["評価書番号", "1", *pages("{}")]) == ["1", "2", "3", "4", "5"]
    rows = dump_rows("\n".join(["評価書番号", "1", *pages("{}")]))
    assert min(page_edges(rows)) > 1


def test_entries_of_a_list_stand_too_close() -> None:
    assert edges([line for number in range(1, 30) for line in (str(number), "氏名", "住所", "生年月日")]) == []


def test_lines_that_pages_repeat_beside_their_number_go_with_it() -> None:
    assert edges(pages("青波市 全項目評価書(案)", "{}", "税務部税制課")) == [
        text for number in range(1, 6) for text in ("青波市 全項目評価書(案)", str(number), "税務部税制課")
    ]


@pytest.mark.parametrize("number", ["- {} -", "―　{}　―", "{} / 5"])
def test_lines_that_pages_repeat_beside_a_marked_number_go_with_it(number: str) -> None:
    printed = [text for page in range(1, 6) for text in (number.format(page), "青波市　税の賦課に関する事務")]
    assert edges(pages(number, "青波市　税の賦課に関する事務")) == printed
    assert edges(pages("青波市　税の賦課に関する事務", number))[:2] == [
        "青波市　税の賦課に関する事務",
        number.format(1),
    ]


@pytest.mark.parametrize("line", ["青波市 児童手当 {}/5", "令和7年度 評価書（{} / 5）", "児童手当　{}/5ページ"])
def test_a_title_before_a_number_of_a_total_goes_with_it(line: str) -> None:
    assert edges(pages(line)) == [line.format(page) for page in range(1, 6)]


@pytest.mark.parametrize(
    "values",
    [
        ["対象 1/2", "対象 2/3", "対象 3/4", "対象 4/5"],  # other totals
        ["税務課 1/5", "市民課 2/5", "保健課 3/5", "総務課 4/5"],  # other titles
        ["課税 3/5", "課税 2/5", "課税 5/5", "課税 4/5"],  # out of order
        ["第1条", "第2条", "第3条", "第4条"],  # of no total
        ["公表日 7/1/5", "公表日 7/2/5", "公表日 7/3/5", "公表日 7/4/5"],  # days
    ],
)
def test_values_with_other_numbers_stay(values: list[str]) -> None:
    assert edges([line for at, value in enumerate(values) for line in (*page(at), value)]) == []


def test_a_title_behind_a_number_and_a_form_feed_is_in_no_value() -> None:
    lines = [line for at in range(1, 6) for line in (*page(at), str(at), "\f青波市　税の賦課に関する事務")]
    assert [row.text for row in dump_rows("\n".join([*lines, *page(6)])) if row.furniture] == ["1", "2", "3", "4", "5"]
    rows = [row for row in dump_rows("\n".join([*lines, *page(6)])) if not row.furniture]
    assert [rows[at].text for at in sorted(page_edges(rows))] == ["青波市　税の賦課に関する事務"] * 5


def test_values_that_stand_beside_some_marked_numbers_stay() -> None:
    values = ["なし", "なし", "税務課", "税務課", "なし"]
    lines = [line for at, value in enumerate(values, 1) for line in (*page(at), value, f"- {at} -", "税務課")]
    printed = [text for at in range(1, 6) for text in (f"- {at} -", "税務課")]
    assert edges(lines) == printed
    assert edges([line for at in range(1, 6) for line in (*page(at), "なし", f"-{at}")]) == []
    assert edges([line for at in (3, 9, 2, 7, 5) for line in (*page(at), "なし", f"- {at} -")]) == []


def test_a_few_numbers_count_nothing() -> None:
    assert edges([*PAGE, "1", *PAGE, "2", *PAGE, "3"]) == []


def test_a_number_that_lost_a_dash_is_a_pages_where_it_continues_those_with_two() -> None:
    assert edges([*PAGE, "- 1 -", *PAGE, "- 2", *PAGE, "－３－", *PAGE, "4 -", *PAGE, "- l O"]) == ["- 2", "4 -"]
    assert edges([*PAGE, "- 4", *PAGE, "- 6 -"]) == ["- 4"]


def test_the_end_of_a_number_that_wraps_is_no_pages() -> None:
    telephone = ["電話:0899-62", "-2148"]
    assert edges([*telephone, *PAGE, "2 / 5 ページ"]) == []
    assert edges([*PAGE, "- 1 -", *telephone, *PAGE, "- 2 -"]) == []
    assert edges([*PAGE, "- 1 -", "電話:0899-62-", "2-", *PAGE, "- 3 -"]) == []
    assert edges([*PAGE, "- 1 -", "電話:0899-62", "-3", *PAGE, "- 2 -"]) == []

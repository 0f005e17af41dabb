"""Dumps that begin each page with its number, or print each page as one line."""

import pytest

from extract.dump import dump_rows
from extract.page_lines import page_furniture

TEXT = "事務の内容は次のとおりです " * 30


def rows(text: str) -> list[tuple[str, bool]]:
    return [(row.text, row.furniture) for row in dump_rows(text)]


def test_what_says_that_it_is_a_page_is_none_of_its_text() -> None:
    text = "表紙です。\n\nPage 1: 基本情報\n\n本文\n\nPage 2: 概要\n\nPage 3: 対策\n"
    assert rows(text) == [
        ("表紙です。", False),
        ("Page 1:", True),
        ("基本情報", False),
        ("本文", False),
        ("Page 2:", True),
        ("概要", False),
        ("Page 3:", True),
        ("対策", False),
    ]


def test_a_page_in_one_line_begins_with_its_number() -> None:
    pages = [f"{number} 第{number}章 {TEXT}" for number in range(1, 6)]
    found = rows("\n\n".join(pages))
    assert [text for text, furniture in found if furniture] == ["1", "2", "3", "4", "5"]
    assert [text.split()[0] for text, furniture in found if not furniture] == [
        f"第{number}章" for number in range(1, 6)
    ]


@pytest.mark.parametrize("count", [4, 5])
def test_a_list_of_numbered_paragraphs_has_no_pages(count: int) -> None:
    short = [f"{number} 第{number}の項目について" for number in range(1, count + 1)]
    assert not any(furniture for _, furniture in rows("\n\n".join(short)))
    long = [f"{number} {TEXT}" for number in range(1, 5)]
    assert not any(furniture for _, furniture in rows("\n\n".join(long)))


def test_a_footer_with_the_number_of_its_page_is_furniture_and_a_word_that_all_end_with_is_text() -> None:
    chapters = ("基本情報", "概要", "対策", "手続")
    pages = [f"Page {number}: {one} なし 青波市 税務課 {number} / 4 頁" for number, one in enumerate(chapters, 1)]
    found = page_furniture(pages)
    assert [[pages[line][begin:end] for begin, end in found[line]] for line in range(4)] == [
        [f"Page {number}: ", f"なし 青波市 税務課 {number} / 4 頁"] for number in range(1, 5)
    ]
    same = [f"Page {number}: {one} なし" for number, one in enumerate(chapters, 1)]
    assert all(len(spans) == 1 for spans in page_furniture(same).values())


def test_nothing_is_lost_and_nothing_twice() -> None:
    text = "\n".join(f"Page {number}: {number} / 5 {one} 本文" for number, one in enumerate("甲乙丙丁戊", 1))
    found = dump_rows(text)
    assert "".join("".join(row.text.split()) for row in found) == "".join(text.split())
    for row in found:
        assert text[row.place.start : row.place.end].strip() == row.text.strip()

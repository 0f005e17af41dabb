"""What belongs to the pages is marked and stays in the Sheet; what only looks like it stays text."""

from __future__ import annotations

import pytest
from drawn import Drawing


def read(draw: Drawing) -> list[tuple[str, bool]]:
    return [(row.text, row.furniture) for row in draw.read().rows]


def pages(tops: list[str], bottoms: list[str], size: float = 10) -> Drawing:
    draw = Drawing()
    for number, (top, bottom) in enumerate(zip(tops, bottoms, strict=True), 1):
        if number > 1:
            draw.turn_page()
        draw.text(60, 40, top, size=size)
        draw.text(60, 120, f"{number}枚目の本文")
        draw.text(60, 140, "ここに述べる")
        draw.text(280, 815, bottom)
    return draw


def test_page_numbers_are_furniture_on_every_page() -> None:
    draw = pages(["甲", "乙", "丙"], ["- 1 -", "- 2 -", "- 3 -"])
    assert [text for text, furniture in read(draw) if furniture] == ["- 1 -", "- 2 -", "- 3 -"]


def test_a_number_of_all_pages_beside_the_page_number_may_stay_the_same() -> None:
    draw = pages(["甲", "乙"], ["1 / 2 ページ", "2 / 2 ページ"])
    assert [text for text, furniture in read(draw) if furniture] == ["1 / 2 ページ", "2 / 2 ページ"]


def test_a_page_number_is_furniture_beside_print_that_is_scaled_down() -> None:
    draw = Drawing()
    for number in range(1, 4):
        if number > 1:
            draw.turn_page()
        draw.text(60, 120, f"{number}枚目の本文", size=5)
        draw.text(60, 140, "ここに述べる", size=5)
        draw.text(280, 815, f"{number}")
    assert [text for text, furniture in read(draw) if furniture] == ["1", "2", "3"]


def test_a_running_header_is_furniture_from_its_second_page_on() -> None:
    draw = pages(["第3回会議録"] * 3, ["甲", "乙", "丙"])
    assert read(draw) == [
        ("第3回会議録", False),
        ("1枚目の本文", False),
        ("ここに述べる", False),
        ("甲", False),
        ("第3回会議録", True),
        ("2枚目の本文", False),
        ("ここに述べる", False),
        ("乙", False),
        ("第3回会議録", True),
        ("3枚目の本文", False),
        ("ここに述べる", False),
        ("丙", False),
    ]


def forms_and_changes(size: float) -> Drawing:
    """Return two pages of usual type and two of a table set small, with one header of that size."""
    draw = Drawing()
    for number in range(1, 5):
        if number > 1:
            draw.turn_page()
        draw.text(60, 40, "某村 評価書", size=size)
        for line in range(4):
            draw.text(60, 120 + 20 * line, f"{number}枚目の{line}行目", size=10 if number < 3 else 5)
    return draw


def test_a_running_header_is_furniture_beside_print_that_is_scaled_down() -> None:
    found = read(forms_and_changes(size=8))
    assert [furniture for text, furniture in found if text == "某村 評価書"] == [False, True, True, True]


def test_a_title_that_is_set_large_on_every_page_is_text() -> None:
    found = read(forms_and_changes(size=16))
    assert [furniture for text, furniture in found if text == "某村 評価書"] == [False] * 4


def test_a_running_footer_is_furniture_from_its_first_page_on() -> None:
    draw = pages(["甲", "乙"], ["某市情報公開課"] * 2)
    assert [text for text, furniture in read(draw) if furniture] == ["某市情報公開課"] * 2


def test_facing_pages_have_headers_of_their_own() -> None:
    draw = pages(["左の見出し", "右の見出し"] * 2, ["甲", "乙", "丙", "丁"])
    assert [text for text, furniture in read(draw) if furniture] == ["左の見出し", "右の見出し"]


@pytest.mark.parametrize(
    ("tops", "size"),
    [
        (["第1条 目的", "第2条 定義", "第4条 責務"], 10),  # numbers that don't go with the pages
        (["諮問書", "諮問書", "諮問書"], 16),  # titles of papers bound together
    ],
)
def test_headings_in_the_margin_are_text(tops: list[str], size: float) -> None:
    assert not any(furniture for _, furniture in read(pages(tops, ["甲", "乙", "丙"], size)))


def test_lines_that_are_repeated_in_the_body_are_text() -> None:
    draw = Drawing()
    for number in range(3):
        if number:
            draw.turn_page()
        draw.text(60, 300, "繰り返す一行")
    assert read(draw) == [("繰り返す一行", False)] * 3


def test_the_furniture_of_pages_is_in_no_document() -> None:
    from parsers.parse import parse

    draw = pages(["第3回会議録"] * 2, ["- 1 -", "- 2 -"])
    records = parse(draw.read(), "0" * 16)
    texts = [getattr(record, "text", None) or "" for record in records]
    assert any("2枚目の本文" in text for text in texts)
    assert not any("- 2 -" in text for text in texts)

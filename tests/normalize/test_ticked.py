"""Choices printed with boxes or rings: which option is ticked, and that nothing else counts as a tick."""

from __future__ import annotations

import pytest

from normalize.choices import ChoiceReading
from normalize.ticked import read_ticked

OPTIONS = ["特に力を入れている", "十分である", "課題が残されている"]


@pytest.mark.parametrize(
    ("text", "selected"),
    [
        ("□特に力を入れている\n☑十分である\n□課題が残されている", "十分である"),
        ("■特に力を入れている　□十分である　□課題が残されている", "特に力を入れている"),
        ("[ ]特に力を入れている [ ]十分である [○]課題が残されている", "課題が残されている"),
        ("[○]十分である [ ]特に力を入れている [ ]課題が残されている", "十分である"),
        ("<選択肢>\n　1) 特に力を入れている\n○2) 十分である\n　3) 課題が残されている", "十分である"),
        ("１）特に力を入れている ２）十分である 〇３）課題が残されている", "課題が残されている"),
        ("☐ 1）特に力を入れている\n☑ 2）十分である\n☐ 3）課題が残されている", "十分である"),
        ("■1）特に力を入れている □2）十分である □3）課題が残されている", "特に力を入れている"),
        ("[ ] 1) 特に力を入れている [○] 2) 十分である [ ] 3) 課題が残されている", "十分である"),
        ("<選択肢>\n1) 特に力を入れている 3) 課題が残されている\n○2) 十分である", "十分である"),
    ],
)
def test_one_of_all_options_is_ticked(text: str, selected: str) -> None:
    reading = read_ticked(text, OPTIONS)
    assert reading is not None
    assert (reading.selected, reading.status, reading.rule) == (selected, "inferred", "ticked_option")


@pytest.mark.parametrize(
    "text",
    [
        "[ 十分である ] <選択肢> 1) 特に力を入れている 2) 十分である 3) 課題が残されている",
        "[ ]特に力を入れている [ ]十分である [ ]課題が残されている",
        "☑特に力を入れている ☑十分である □課題が残されている",
        "□特に力を入れている ☑十分である",
        "○1) 特に力を入れている ○2) 十分である 3) 課題が残されている",
        "1) 特に力を入れている 2) 十分である 3) 課題が残されている",
        "[ ☐ 十分である ] [ ☐ 特に力を入れている ] [ ☐ 課題が残されている ]",
        "☐1）特に力を入れている ☐2）十分である ☐3）課題が残されている",
        "☑1）特に力を入れている 2）十分である ☐3）課題が残されている",
        "☑1）特に力を入れている ☑2）十分である ☐3）課題が残されている",
        "●1）特に力を入れている ○2）十分である ○3）課題が残されている",
        "○1) 十分である 2) 特に力を入れている 3) 課題が残されている",
        "○1) 特に力を入れている 2) 十分である",
        "1) 特に力を入れている ○2) 十分である 2) 十分である 3) 課題が残されている",
        "○1) 特に力を入れている 2) 十分である 3) 課題が残されている 別に定める",
        "①特に力を入れている ②十分である ③課題が残されている",
        "",
    ],
)
def test_no_option_or_more_than_one_is_ticked(text: str) -> None:
    assert read_ticked(text, OPTIONS) is None


def test_the_value_has_a_place_and_the_count_is_read() -> None:
    assert read_ticked("☑委託する（ 2 ）件\n□委託しない", ["委託する", "委託しない"]) == ChoiceReading(
        "委託する", "inferred", "ticked_option", 2, 0, 5
    )
    assert read_ticked("○1) 委託する （ 3 ）件 2) 委託しない", ["委託する", "委託しない"]) == ChoiceReading(
        "委託する", "inferred", "ticked_option", 3, 0, 8
    )


def test_options_of_numbers_are_told_from_the_numbers_before_them() -> None:
    text = "<選択肢>\n1) 1,000人未満 3) 10万人以上\n○2) 1,000人以上10万人未満"
    reading = read_ticked(text, ["1,000人未満", "1,000人以上10万人未満", "10万人以上"])
    assert reading is not None
    assert reading.selected == "1,000人以上10万人未満"

"""Text dumps of a few prints: read as well as their PDFs where they are in order, nothing wrong where they are not.

`make dumps-report` measures all ways of all prints.
"""

from __future__ import annotations

import dumps
import pytest

from parsers.records import Issue

SHORT = ["b02_web", "b04_word", "b06_web", "p05_word"]
"""Prints of all kinds of damage, short enough to be read in every run."""
RIGHT, SILENT = 0.95, 0.01
"""Shares of the units of a dump in order."""
SILENT_WITHOUT_ORDER = 0.02
TABLES_FOUND = ["b02_web", "b04_word", "p02_web", "p05_word"]
"""Prints whose tables PyMuPDF finds; of b06_web it makes dozens."""


@pytest.mark.parametrize(
    ("way", "names"),
    [
        ("plain", [*SHORT, "p03_rects"]),
        ("paragraphs", [*SHORT, "b05_sheet"]),
        ("saved page", [*SHORT, "b07_sheet"]),
        ("markdown", TABLES_FOUND),
        ("tabs", TABLES_FOUND),
    ],
)
def test_a_dump_in_order_is_read(way: str, names: list[str]) -> None:
    found = dumps.whole(way, names)
    wrong = [unit for unit in found.units if unit.outcome != "right"]
    assert found.share("right") >= RIGHT, wrong
    assert found.share("wrong") <= SILENT, wrong


@pytest.mark.parametrize("name", ["b01_sheet", "b05_sheet", "p04_sheet"])
def test_columns_one_after_the_other_say_nothing_wrong(name: str) -> None:
    assert_order_lost("plain", name, "labels_apart_from_values")


@pytest.mark.parametrize("name", ["b02_web", "b03_rects", "p02_web", "p05_word"])
@pytest.mark.parametrize("way", ["laid out", "by height"])
def test_neighbours_on_one_line_say_nothing_wrong(way: str, name: str) -> None:
    assert_order_lost(way, name, "neighbours_on_one_line")


def assert_order_lost(way: str, name: str, how: str) -> None:
    dump = dumps.read(way, name)
    found = [one for one in dump.records if isinstance(one, Issue) and one.code == "reading_order_lost"]
    assert [issue.message for issue in found] == [how]
    wrong = [unit for unit in dump.score.units if unit.outcome == "wrong"]
    assert len(wrong) <= max(1, SILENT_WITHOUT_ORDER * len(dump.score.units)), wrong
    assert dump.score.share("right") > 0  # what content proves is read all the same


def test_tables_of_changes_in_lines_are_parted_or_null() -> None:
    units = [unit for unit in dumps.whole("plain", SHORT).units if unit.kind == "change"]
    assert {unit.outcome for unit in units} <= {"right", "abstained", "missing"}
    assert sum(unit.outcome == "right" for unit in units) >= 0.75 * len(units)

"""The cells of changes printed as running lines: what several rows tell together."""

from datetime import date

import pytest

from parsers.changes.parting import KnownForm, KnownItem
from parsers.changes.running_cells import Cells, RowLines, cells_of

HEAD = KnownItem("head", frozenset(), frozenset(), frozenset())
FILE = KnownItem(None, frozenset(), frozenset(), frozenset())
FORM = KnownForm(
    {"II3妥当性": FILE, "I52所属長": HEAD, "I52所属長の役職名": HEAD, "I関連情報5担当部署1部署": HEAD}, frozenset()
)


def rows(*printed: str, years: str = "") -> list[RowLines]:
    """Return rows whose lines / parts, and // where blank space stands between; `years` are the last digits of theirs."""
    found = []
    for number, text in enumerate(printed):
        boxes = [box.split("/") for box in text.split("//")]
        starts = tuple(sum(map(len, boxes[:box])) for box in range(len(boxes)))
        day = date(2010 + (int(years[number]) if years else number), 4, 1)
        found.append(RowLines(tuple(line for box in boxes for line in box), starts, day, whole=True))
    return found


def told(found: list[Cells]) -> list[tuple[str | None, str | None, str | None]]:
    return [(cells.item, cells.before, cells.after) for cells in found]


UNTOLD = (None, None, None)


def test_what_one_change_leaves_is_what_the_next_one_finds() -> None:
    found = cells_of(rows("Ⅰ－５－②所属長/課長 甲山/課長乙川", "Ⅰ５②/所属長の役職名/課長/乙川/課長"), FORM)
    assert told(found) == [
        ("Ⅰ－５－②所属長", "課長 甲山", "課長乙川"),
        ("Ⅰ５②\n所属長の役職名", "課長乙川", "課長"),
    ]


def test_a_table_may_have_its_newest_change_first() -> None:
    printed = rows("Ⅰ－５－②所属長/乙川/丙田", "Ⅰ－５－②所属長/甲山/乙川", years="54")
    assert [cells.after for cells in cells_of(printed, FORM)] == ["丙田", "乙川"]
    assert (
        told(cells_of(rows("Ⅰ－５－②所属長/乙川/丙田", "Ⅰ－５－②所属長/甲山/乙川", years="45"), FORM)) == [UNTOLD] * 2
    )


@pytest.mark.parametrize(
    "printed",
    [
        ["Ⅰ－５－②所属長/甲山/乙川"],  # an empty cell and one of two lines look the same
        ["Ⅰ－５－②所属長/甲山/乙川", "Ⅰ－５－②所属長/丙田/丁野"],
        ["Ⅰ－５－②所属長/甲山/乙川", "Ⅰ 関連情報/5.担当部署/①部署の名/乙川/丙田"],  # another item
        ["Ⅱ３妥当性/甲/乙/甲", "Ⅱ３妥当性/甲/丙/甲"],  # of two files
        ["Ⅰ－５－②所属長/甲/乙/乙", "Ⅰ－５－②所属長/乙/乙/丙"],  # 乙 and 乙乙
    ],
)
def test_rows_that_may_be_parted_otherwise_are_left(printed: list[str]) -> None:
    assert told(cells_of(rows(*printed), FORM)) == [UNTOLD] * len(printed)


def test_rows_of_one_day_do_not_follow_each_other() -> None:
    printed = rows("Ⅰ－５－②所属長/甲山/乙川", "Ⅰ－５－②所属長/乙川/丙田", years="33")
    assert told(cells_of(printed, FORM)) == [UNTOLD] * 2


def test_blank_space_parts_cells_where_it_does_in_every_row() -> None:
    found = cells_of(rows("Ⅰ 基本情報/②所属長//甲山//乙川", "Ⅱ 概要/③委託先//株式会社甲//乙有限会社"), None)
    assert told(found) == [
        ("Ⅰ 基本情報\n②所属長", "甲山", "乙川"),
        ("Ⅱ 概要\n③委託先", "株式会社甲", "乙有限会社"),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        ["Ⅰ 基本情報/②所属長//甲山//乙川"],  # one row: 変更前 may be empty, and 変更後 two paragraphs
        ["Ⅰ 基本情報/②所属長//甲山//乙川", "Ⅱ 概要//甲"],  # here a cell is
        ["Ⅰ 基本情報//甲山//乙川", "Ⅱ 概要//甲//乙"],  # every line may be followed by a blank one
        ["Ⅰ 基本情報/②所属長//甲山//乙川", "③委託先//甲//乙"],  # no 項目 begins so
    ],
)
def test_blank_space_within_cells_parts_none(printed: list[str]) -> None:
    assert told(cells_of(rows(*printed), None)) == [UNTOLD] * len(printed)


def test_signs_that_contradict_each_other_tell_nothing() -> None:
    both = KnownItem("head", frozenset(), frozenset(), frozenset({"甲山乙川"}))
    printed = rows("Ⅰ－５－②所属長//甲山//乙川", "Ⅰ 基本情報/③//甲//乙")
    found = cells_of(printed, KnownForm({"I52所属長": both}, frozenset()))
    assert told(found) == [UNTOLD, ("Ⅰ 基本情報\n③", "甲", "乙")]


def test_nothing_is_told_of_a_row_that_a_page_cuts() -> None:
    (row,) = rows("Ⅱ①実施日/令和2年3月1日/令和2年3月2日")
    cut = RowLines(row.texts, row.parts, row.day, whole=False)
    assert told(cells_of([row, cut], None)) == [("Ⅱ①実施日", "令和2年3月1日", "令和2年3月2日"), UNTOLD]

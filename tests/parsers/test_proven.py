"""What is proven of single slots where neighbours stand on one line: titles of blocks, files that not all chapters tell of."""

import pytest

from extract.dump import dump_rows
from extract.sheet import Line, Place, Row
from parsers.alignment import Anchor
from parsers.filled import FilledSlot
from parsers.forms import forms
from parsers.fragments import Fragment
from parsers.passage import Passage, join
from parsers.proven import proven
from parsers.readings import read_value
from parsers.regions import Region
from parsers.slots import lay_out

SLOTS = {slot.node.key: slot for slot in lay_out(next(form for form in forms() if form.kind == "priority"))}
ROWS: list[Row] = dump_rows("\n".join(f"第{number}行" for number in range(100)))


def passage(text: str, line: int) -> Passage:
    return join([Line(text, Place(start=line, end=line + 1))], [])


def printed(key: str, row: int, label: str, *values: str, file: int | None = None) -> FilledSlot:
    """Return a slot whose label stands in line `row`, the first value behind it and the others in the lines below."""
    slot = SLOTS[key]
    head = Fragment(passage(f"{label} {values[0]}" if values else label, row), row, 0, 1, 0, is_cell=False)
    region = Region(Anchor(row, row, 0, 1.0, len(label), whole=not values), slot, 1, file)
    for number, value in enumerate(values):
        region.add(row + number, passage(value, row + number))
    return FilledSlot(slot, 1, file, region, read_value(slot.node, region.text), head)


def read(*slots: FilledSlot) -> list[FilledSlot]:
    return list(proven(slots, ROWS, "neighbours_on_one_line"))


@pytest.mark.parametrize(
    ("values", "title"),
    [
        (["データの入力"], "データの入力"),
        (["データの入力", "令和7年度公表分"], ""),
        (["6"], ""),
        ([], ""),
    ],
)
def test_a_title_of_several_lines_may_hold_what_the_page_ends_with(values: list[str], title: str) -> None:
    block = printed("outsourcing", 10, "委託事項1", *values)
    assert read(block, printed("outsourcing.content", 20, "①委託内容", "入力"))[0].text == title


def test_titles_that_a_heading_ends_are_whole() -> None:
    before = printed(
        "file.provision.status", 9, "提供・移転の有無", "[○]提供を行っている [ ]移転を行っている [ ]行っていない"
    )
    block = printed("transfer", 10, "移転先1", "福祉課", "子育て課")
    assert read(before, block, printed("file.storage", 20, "6.特定個人情報の保管・消去"))[1].text == "福祉課\n子育て課"


def test_a_file_that_only_one_chapter_tells_of_may_be_a_label_that_wandered() -> None:
    first = [
        printed("file.name", 1, "1.特定個人情報ファイル名", "国保ファイル", file=1),
        printed("risk.file_name", 5, "1.特定個人情報ファイル名", "国保ファイル", file=1),
    ]
    third = printed("file.held_since", 9, "⑤保有開始日", "平成28年1月1日", file=2)
    assert [slot.reading.status for slot in read(*first, third)] == ["read", "read", "unreadable"]
    again = printed("risk.file_name", 12, "1.特定個人情報ファイル名", "年金ファイル", file=2)
    assert [slot.reading.status for slot in read(*first, third, again)] == ["read"] * 4

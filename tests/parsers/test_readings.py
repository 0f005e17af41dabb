"""Values by the kind of their item: what a damaged print offers is never taken for one."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.forms import Box, Node
from parsers.readings import ValueReading, read_value, read_within

CHOICE = Node(
    key="a.choice", label="実施の有無", role="item", kind="choice", options=("実施する", "実施しない", "未定")
)
BOXES = Node(
    key="a.boxes",
    label="入手方法",
    role="item",
    kind="checkboxes",
    boxes=(Box("紙"), Box("専用線"), Box("その他", free=True)),
)
DATE = Node(key="a.date", label="実施日", role="item", kind="date")
TEXT = Node(key="a.text", label="方法", role="item", kind="text")
COUNT = Node(key="a.count", label="件数", role="item", kind="count")

pieces = st.lists(
    st.sampled_from(
        ["実施する", "実施しない", "未定", "[", "]", "〔", "○", "☑", "<選択肢>", "1)", "2)", "(3)件", "\n", "甲"]
    ),
    max_size=12,
).map(" ".join)
printed = st.lists(
    st.sampled_from(["紙", "専用線", "その他", "[○]", "[ ]", "[", "]", "☑", "☐", "(", ")", "\n", "甲", "5", "件"]),
    max_size=12,
).map(" ".join)


@given(pieces)
def test_a_choice_selects_what_it_says_and_nothing_where_nobody_can_know(text: str) -> None:
    reading = read_value(CHOICE, text)
    selected = [option.label for option in reading.options if option.selected]
    assert [option.label for option in reading.options] == list(CHOICE.options)
    if reading.status == "unreadable":
        assert reading.value is None
        assert {option.selected for option in reading.options} == {None}
        assert reading.rule
    elif reading.status == "blank":
        assert reading.value is None
        assert selected == []
    else:
        assert reading.status in {"read", "inferred"}
        assert selected == ([] if reading.value is None else [reading.value])


@given(printed)
def test_boxes_say_which_are_checked_and_one_unreadable_box_makes_the_item_so(text: str) -> None:
    reading = read_value(BOXES, text)
    states = [box.state for box in reading.boxes]
    checked = [box.label for box in reading.boxes if box.state == "checked"]
    assert [box.label for box in reading.boxes] == [box.label for box in BOXES.boxes]
    assert (reading.value or "") == ("" if reading.status == "unreadable" else "、".join(checked))
    assert ("unreadable" in states) <= (reading.status == "unreadable")
    assert (reading.status == "blank") == (not text.strip())


@given(st.text(alphabet="甲 1年月日[]○\n\u3000", max_size=20))
def test_a_text_is_blank_only_where_nothing_stands(text: str) -> None:
    for node in (TEXT, COUNT):
        reading = read_value(node, text)
        assert reading.value == (text.strip() or None)
        assert (reading.status == "blank") == (reading.value is None)
    assert (read_value(DATE, text).status == "blank") == (not text.strip())


@given(st.text(alphabet="令和元平成2７年月日.未定 ", max_size=14))
def test_a_date_is_a_day_or_words_and_digits_alone_are_neither(text: str) -> None:
    reading = read_value(DATE, text)
    assert (reading.start is None) == (reading.end is None)
    assert reading.value in {None, text.strip()}
    if any(letter.isdecimal() for letter in text):
        assert (reading.status == "read") == (reading.start is not None)


@pytest.mark.parametrize(
    ("text", "value", "status", "number"),
    [
        ("[ 実施する ] <選択肢> 1) 実施する 2) 実施しない 3) 未定", "実施する", "read", None),
        ("[実施しない]", "実施しない", "read", None),
        ("[ 実施する ]\n<選択肢>\n( 65 ) 件\n1) 実施する 2) 実施しない 3) 未定", "実施する", "read", 65),
        ("[ ] <選択肢> 1) 実施する 2) 実施しない 3) 未定", None, "blank", None),
        ("<選択肢> 1) 実施する 2) 実施しない 3) 未定", None, "unreadable", None),
        ("別紙のとおり", None, "unreadable", None),
    ],
)
def test_a_choice(text: str, value: str | None, status: str, number: int | None) -> None:
    reading = read_value(CHOICE, text)
    assert (reading.value, reading.status, reading.number) == (value, status, number)


@pytest.mark.parametrize(
    ("text", "value", "status", "states"),
    [
        ("[○] 紙 [ ] 専用線 [○] その他 ( 甲 )", "紙、その他", "read", ["checked", "unchecked", "checked"]),
        ("[ ] 紙 [ ] 専用線 [ ] その他 ( )", None, "read", ["unchecked"] * 3),
        ("", None, "blank", ["absent"] * 3),
        ("別紙のとおり", None, "unreadable", ["absent"] * 3),
        ("[○] 紙 専用線 [ ] その他 ( )", None, "unreadable", ["checked", "unreadable", "unchecked"]),
        ("[○] 紙 [ ] その他 ( )", "紙", "inferred", ["checked", "absent", "unchecked"]),
        ("[ ] 紙 [ ] その他 ( )", None, "unreadable", ["unchecked", "absent", "unchecked"]),
    ],
)
def test_boxes(text: str, value: str | None, status: str, states: list[str]) -> None:
    reading = read_value(BOXES, text)
    assert (reading.value, reading.status, [box.state for box in reading.boxes]) == (value, status, states)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("令和5年12月1日から令和6年1月4日まで", date(2023, 12, 1), date(2024, 1, 4)),
        ("平成27年10月", date(2015, 10, 1), date(2015, 10, 31)),
        ("令和3年6月8日", date(2021, 6, 8), date(2021, 6, 8)),
        ("未定", None, None),
    ],
)
def test_a_date_keeps_its_print(text: str, start: date | None, end: date | None) -> None:
    reading = read_value(DATE, text)
    assert (reading.value, reading.status, reading.start, reading.end) == (text, "read", start, end)


def test_a_count_keeps_its_print_and_has_its_number() -> None:
    assert read_value(COUNT, " １２ ") == ValueReading("１２", "read", number=12)
    assert read_value(COUNT, "多数") == ValueReading("多数", "read")


def test_a_count_stands_behind_its_box() -> None:
    boxes = Node(
        key="b", label="提供・移転", role="item", kind="checkboxes", boxes=(Box("提供している"), Box("移転している"))
    )
    text = "[○] 提供している ( 65 ) 件 [ ] 移転している ( ) 件"
    host = read_value(boxes, text)
    found = [
        read_within(Node(key="b.n", label="件数", role="item", kind="count", within="b", box=box), host, text)
        for box in ("提供している", "移転している", "行っていない")
    ]
    assert found == [ValueReading("65", "read", number=65), ValueReading(None, "blank"), ValueReading(None, "blank")]


def test_a_count_stands_behind_the_options_of_a_choice() -> None:
    inner = Node(key="a.n", label="件数", role="item", kind="count", within="a.choice")
    text = "[ 実施する ] <選択肢> 1) 実施する 2) 実施しない 3) 未定 ( 5 ) 件"
    assert read_within(inner, read_value(CHOICE, text), text) == ValueReading("5", "read", number=5)


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("[ 無料 ]\n(手数料額、納付方法: 写しは実費)", "写しは実費", "read"),
        ("〔有料〕(手数料額、 納付方法：300円(現金))", "300円(現金)", "read"),
        ("[ 無料 ] (手数料額、納付方法: )", None, "blank"),
        ("[ 無料 ]", None, "absent"),
    ],
)
def test_text_in_parentheses_behind_a_label(text: str, value: str | None, status: str) -> None:
    inner = Node(key="c.fee", label="手数料額、納付方法", role="item", kind="text", within="c")
    reading = read_within(inner, ValueReading("無料", "read"), text)
    assert (reading.value, reading.status) == (value, status)


def test_what_stands_in_an_absent_item_is_absent() -> None:
    inner = Node(key="a.n", label="件数", role="item", kind="count", within="a.choice")
    assert read_within(inner, ValueReading(None, "absent"), "( 5 ) 件") == ValueReading(None, "absent")


def test_a_count_that_the_next_column_cuts_in_two_is_unreadable_not_blank() -> None:
    boxes = replace(BOXES, boxes=(Box("提供している"), Box("移転している")))
    count = Node(key="a.n", label="件数", role="item", kind="count", within="a.boxes", box="提供している")
    text = "[○] 提供している ( 2 [ ] 移転している (\n) 件 ) 件"
    assert read_within(count, read_value(boxes, text), text).status == "unreadable"
    text = "[○] 提供している ( ) 件 [ ] 移転している ( ) 件"
    assert read_within(count, read_value(boxes, text), text).status == "blank"
    text = "[○] 提供している [○] 移転している\n( 2 ) 件 ( 3 ) 件"
    assert read_within(count, read_value(boxes, text), text).status == "unreadable"


def test_a_text_that_goes_on_in_the_next_line_is_told_only_where_no_box_is_missing() -> None:
    whole = read_value(BOXES, "[○] 紙 [ ] 専用線 [○] その他（市民課\n窓口）")
    assert whole.boxes[2].detail == "市民課\n窓口"
    torn = read_value(BOXES, "[○] 紙 [ ] 専用 [○] その他（市民課\n線 窓口）")
    assert [(box.state, box.detail) for box in torn.boxes] == [("checked", None), ("absent", None), ("checked", None)]
    assert (torn.value, torn.status, torn.rule) == ("紙、その他", "inferred", "boxes missing")
    plain = read_value(BOXES, "[○] 紙 [○] その他（窓口）")
    assert plain.boxes[2].detail == "窓口"

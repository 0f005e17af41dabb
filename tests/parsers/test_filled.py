"""Where a value stands: on the page on which it is read, whatever of its cell a page break left on the page before."""

from extract.sheet import Box, Line, Place
from parsers.alignment import Anchor
from parsers.filled import FilledSlot
from parsers.forms import forms
from parsers.passage import join
from parsers.readings import read_value
from parsers.regions import Region
from parsers.slots import lay_out


def line(text: str, page: int, y: float) -> Line:
    return Line(text, Place(page, Box(300, y, 300 + 10 * len(text), y + 10)))


def filled(kind: str, *lines: Line) -> FilledSlot:
    """Return the first slot of a kind with these lines as its cell."""
    slot = next(slot for form in forms() for slot in lay_out(form) if slot.node.kind == kind)
    region = Region(Anchor(0, 0, 0, 1.0, 0, whole=True), slot, None, None)
    region.add(0, join(lines, ["\n"] * (len(lines) - 1)))
    return FilledSlot(slot, None, None, region, read_value(slot.node, region.text))


def test_a_choice_behind_a_page_break_stands_there_and_not_with_the_heading_of_its_options() -> None:
    slot = filled("choice")
    option = slot.slot.node.options[0]
    cut = filled("choice", line("＜選択肢＞", 3, 770), line(f"[{option}]", 4, 60), line(f"1) {option}", 4, 72))
    assert cut.reading.value == option
    assert cut.where == Place(4, Box(300, 60, 310 + 10 * (len(option) + 2), 82))


def test_a_choice_before_a_page_break_stands_before_it() -> None:
    option = filled("choice").slot.node.options[0]
    cut = filled("choice", line(f"[{option}] ＜選択肢＞", 3, 770), line(f"1) {option}", 4, 60))
    assert (cut.reading.value, cut.where and cut.where.page) == (option, 3)


def test_a_choice_that_is_not_read_stands_where_its_print_begins() -> None:
    cut = filled("choice", line("＜選択肢＞", 3, 770), line("[何か]", 4, 60))
    assert (cut.reading.value, cut.where and cut.where.page) == (None, 3)


def test_boxes_stand_where_the_first_of_them_does() -> None:
    label = filled("checkboxes").slot.node.boxes[0].label
    cut = filled("checkboxes", line("（該当するもの）", 3, 770), line(f"[○]{label}", 4, 60))
    assert (cut.reading.boxes[0].state, cut.where and cut.where.page) == ("checked", 4)


def test_text_over_a_page_break_stands_where_it_begins() -> None:
    cut = filled("text", line("台帳に載せ", 3, 770), line("る。", 4, 60))
    assert cut.where == Place(3, Box(300, 770, 350, 780))

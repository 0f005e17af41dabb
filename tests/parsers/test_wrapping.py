"""Wrapped lines of a cell are those that leave no room before its border; the longest of them need not be one."""

import pytest

from extract.sheet import Box, Cell, Line, Place, Row
from parsers.alignment import Anchor
from parsers.forms import forms
from parsers.fragments import fragments
from parsers.paragraphs import Breaks, cell_passages, paragraphs
from parsers.regions import Region
from parsers.slots import lay_out
from parsers.wrapping import is_wrapped, right_of

HEIGHT = 10.0
NO_BREAKS = Breaks(lambda _: False, lambda _: False)


def cell(width: float, *lines: str, x0: float = 104.0) -> Cell:
    """Return a cell from x = 100 on with lines of full-width characters, 10 points each."""
    made = [
        Line(line, Place(1, Box(x0, HEIGHT * at, x0 + HEIGHT * len(line), HEIGHT * (at + 1))))
        for at, line in enumerate(lines)
    ]
    return Cell(tuple(made), Place(1, Box(100.0, 0.0, 100.0 + width, 200.0)))


def value(made: Cell) -> str:
    """Return what the cell says as the value of an item."""
    row = Row((made,), made.place, table=1)
    (fragment,) = fragments(paragraphs([row], NO_BREAKS))
    region = Region(Anchor(0, 0, 0, 1.0, 0, whole=True), lay_out(forms()[0])[0], None, None)
    region.add(0, fragment.passage)
    return region.value


CASES = [
    # the longest line ends far from the border: an address
    (300.0, ("硯川市市民課", "〒０００－０００１硯川市本町", "電話０１２"), "硯川市市民課\n〒０００－０００１硯川市本町\n電話０１２"),
    # one line, then the rest of it
    (108.0, ("届出を受けて台帳に載せ", "る。"), "届出を受けて台帳に載せる。"),
    (108.0, ("届出を受けて台帳に記", "載する。"), "届出を受けて台帳に記載する。"),
    # a sentence that ends two characters and more before the border ends its paragraph
    (108.0, ("届出を受け付ける", "年度ごとに点検する"), "届出を受け付ける\n年度ごとに点検する"),
    # what is listed begins lines, however full the one before
    (108.0, ("届出を受けて台帳に載せ", "・送付"), "届出を受けて台帳に載せ\n・送付"),
    (108.0, ("届出を受けて台帳に載せ", "②送付"), "届出を受けて台帳に載せ\n②送付"),
    (108.0, ("届出を受けて台帳に載せ", "○送付"), "届出を受けて台帳に載せ\n○送付"),
    (108.0, ("届出を受けて台帳に載せ", "○○市に送る"), "届出を受けて台帳に載せ○○市に送る"),
    # a Latin word is not broken
    (138.0, ("地方税ポータルシステム", "(eLTAX)を使う"), "地方税ポータルシステム(eLTAX)を使う"),
    (138.0, ("地方税ポータルシステム", "総務課が担う"), "地方税ポータルシステム\n総務課が担う"),
    # but an address of the Web is no word, and may stand on a line of its own
    (188.0, ("硯川市のホームページのとおり", "https://suzurikawa.example.jp/"), "硯川市のホームページのとおり\nhttps://suzurikawa.example.jp/"),
]  # fmt: skip


@pytest.mark.parametrize(("width", "lines", "expected"), CASES)
def test_a_line_is_wrapped_that_leaves_no_room_before_the_border(
    width: float, lines: tuple[str, ...], expected: str
) -> None:
    assert value(cell(width, *lines)) == expected


@pytest.mark.parametrize(("width", "lines", "expected"), CASES)
def test_lines_of_cells_in_the_text_of_sections_are_joined_likewise(
    width: float, lines: tuple[str, ...], expected: str
) -> None:
    made = cell(width, *lines)
    row = Row((made,), made.place, table=1)
    assert [passage.text for passage in cell_passages(row, NO_BREAKS)] == [expected]
    assert [paragraph.text for paragraph in paragraphs([row], NO_BREAKS)] == [expected]


def test_text_set_in_the_middle_of_a_cell_keeps_its_lines() -> None:
    made = cell(300.0, "硯川市市民課窓口", "電話", x0=210.0)
    assert value(made) == "硯川市市民課窓口\n電話"


def test_cells_of_a_dump_have_no_border() -> None:
    lines = (Line("届出を受けて台帳に載せ", Place(start=0, end=11)), Line("る。", Place(start=12, end=14)))
    made = Cell(lines, Place(start=0, end=14))
    assert right_of(made) is None
    assert not is_wrapped(*lines, None)
    assert value(made) == "届出を受けて台帳に載せ\nる。"

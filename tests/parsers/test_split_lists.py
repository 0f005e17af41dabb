"""Lists of options above and below their label: which of their entries are given back, and which texts hold a whole one."""

import pytest

from extract.sheet import Line, Place
from parsers.alignment import Anchor
from parsers.forms import forms
from parsers.passage import join
from parsers.regions import Region
from parsers.slots import Slot, lay_out
from parsers.split_lists import holds_whole_list, rejoin_lists

FORM = next(form for form in forms() if form.kind == "basic" and form.version == "h31_01")
NETWORK = FORM.place("basics.network.status").node  # 実施する, 実施しない, 未定


def slot(key: str) -> Slot:
    return next(slot for slot in lay_out(FORM) if slot.node.key == key)


def region(key: str, first: int, *lines: str) -> Region:
    """Return a region whose label is fragment `first`, with lines of the dump behind it."""
    made = Region(Anchor(first, first, 0, 1.0, 0, whole=True), slot(key), None, None)
    for number, line in enumerate(lines, first + 1):
        made.add(number, join([Line(line, Place(start=number, end=number + 1))], []))
    return made


def rejoined(*above: str, own: tuple[str, ...] = ()) -> tuple[str, str]:
    text = region("basics.number_use.legal_basis", 0, *above)
    choice = region("basics.network.status", 50, *own)
    rejoin_lists([text, choice])
    return text.text, choice.text


@pytest.mark.parametrize(
    ("above", "left", "given"),
    [
        (["番号法第9条", "<選択肢>", "1) 実施する"], "番号法第9条", "<選択肢>\n1) 実施する"),
        (["番号法第9条", "1) 実施する 2) 実施しない"], "番号法第9条", "1) 実施する 2) 実施しない"),
        (["番号法第9条", "＜選択肢＞"], "番号法第9条", "＜選択肢＞"),
        (["<選択肢>", "1)実施する", "2)実施しない"], "", "<選択肢>\n1)実施する\n2)実施しない"),
        (["番号法第9条", "1) 実施する", "2) 実施しない", "3) 未定"], "番号法第9条\n1) 実施する\n2) 実施しない\n3) 未定", ""),
        (["番号法第9条", "2) 実施しない"], "番号法第9条\n2) 実施しない", ""),
        (["番号法第9条", "1) 発生あり"], "番号法第9条\n1) 発生あり", ""),
        (["番号法第9条 1) 実施する"], "番号法第9条 1) 実施する", ""),
        (["1) 実施する", "番号法第9条"], "1) 実施する\n番号法第9条", ""),
    ],
)  # fmt: skip
def test_what_begins_a_list_above_its_label_is_given_back(above: list[str], left: str, given: str) -> None:
    assert rejoined(*above) == (left, given)


def test_the_list_stands_before_what_the_choice_has_already() -> None:
    own = ("[ 実施する ] 2) 実施しない", "3) 未定")
    assert (
        rejoined("<選択肢>", "1) 実施する", own=own)[1] == "<選択肢>\n1) 実施する\n[ 実施する ] 2) 実施しない\n3) 未定"
    )


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("[実施する]<選択肢>1)実施する2)実施しない3)未定", True),
        ("<選択肢>1)実施する[実施しない]2)実施しない3)未定", True),
        ("〔未定〕(2)件1)実施する2)実施しない3)未定", True),
        ("1)実施する2)実施しない[未定]3)未定", True),
        ("1)実施する2)実施しない3)未定[未定]", False),
        ("<選択肢>1)実施する[実施しない]3)未定", False),
        ("1)実施する[実施しない]2)実施しない3)未定<選択肢>", False),
        ("1)実施する[実施しない]2)実施しない[未定]3)未定", False),
        ("1)実施する[発生なし]2)実施しない3)未定", False),
        ("[]1)実施する2)実施しない3)未定", False),
        ("[実施する]2)実施しない1)実施する3)未定", False),
        ("[実施する]番号法第9条1)実施する2)実施しない3)未定", False),
        ("", False),
    ],
)
def test_a_whole_list_with_one_answer(text: str, *, whole: bool) -> None:
    assert holds_whole_list(NETWORK, text) is whole

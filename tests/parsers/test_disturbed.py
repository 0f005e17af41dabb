"""Choices whose lists are torn, or hold other text, in a print that is clean letter by letter."""

import pytest

from extract.sheet import Line, Place
from parsers.alignment import Anchor
from parsers.disturbed import are_disturbed
from parsers.forms import forms
from parsers.fragments import Fragment
from parsers.passage import join
from parsers.regions import Region
from parsers.slots import lay_out

SLOTS = lay_out(next(one for one in forms() if (one.kind, one.version) == ("basic", "r06_10")))
AT = next(at for at, slot in enumerate(SLOTS) if slot.node.label == "実施の有無" and slot.node.kind == "choice")
WHOLE = "[ 実施する ] <選択肢> 1) 実施する 2) 実施しない 3) 未定"


def disturbed(*printed: str, label: str = "①実施の有無") -> bool:
    """Tell whether choices are disturbed, of which this is printed behind as many labels."""
    head = join([Line(label, Place(start=0, end=len(label)))], [])
    fragments = [Fragment(head, at, 0, 1, 0, is_cell=False) for at in range(len(printed))]
    regions = []
    for at, text in enumerate(printed):
        region = Region(Anchor(at, at, AT, 1.0, len(label), whole=True), SLOTS[AT], None, None)
        region.add(at, join([Line(text, Place(start=0, end=len(text)))], []))
        regions.append(region)
    return are_disturbed(regions, fragments)


@pytest.mark.parametrize(
    "text",
    [
        "[ 実施する ] <選択肢> 1) 実施する 2) 実施しない",  # 未定 stands elsewhere
        f"国民年金システム {WHOLE}",
        "[ 1) 1,000人未満 2) 1,000人以上1万人未満",
    ],
)
def test_three_torn_lists_tell_that_the_order_is_lost(text: str) -> None:
    assert disturbed(text, WHOLE, text, WHOLE, text)
    assert not disturbed(text, WHOLE, text)
    assert not disturbed(text, text, text, *[WHOLE] * 30)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "[ 未定 ]",  # no list is printed
        "実施しない ( 2 ) 件 1) 実施する 3) 未定 2) 実施しない",
        "[ 実旋する ] <選択肢> 1) 実施する 2) 実施しない 3) 未定",
        "",
    ],
)
def test_lists_with_a_letter_misread_or_set_in_columns_are_whole(text: str) -> None:
    assert not disturbed(*[text] * 5)


def test_where_labels_are_misread_lists_are_damaged_in_any_order() -> None:
    text = "[ 実施する ] <選択肢> 1) 実施する 2) 実施しない"
    assert disturbed(*[text] * 5)
    assert not disturbed(*[text] * 5, label="①実旋の有無")

"""Labels between two that are certain: what a path jumps over, what is somewhat like it, and rows that changed places."""

import pytest

from extract.dump import dump_rows
from parsers.alignment import Anchor
from parsers.anchors import Labels
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.forms import forms
from parsers.fragments import Fragment, fragments
from parsers.gaps import displaced, guessed, missing
from parsers.paragraphs import paragraphs
from parsers.slots import lay_out

SLOTS = lay_out(next(form for form in forms() if form.stamp == "平成30年5月 様式3"))
LABELS = Labels.of(SLOTS)


def at(key: str) -> int:
    return next(number for number, slot in enumerate(SLOTS) if slot.node.key == key)


def anchor(key: str, fragment: int) -> Anchor:
    return Anchor(fragment, fragment, at(key), 2.0, 0, whole=True)


def pieces(text: str) -> list[Fragment]:
    return fragments(paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))


def keys(gap: range) -> list[str]:
    return [SLOTS[number].node.key for number in gap]


def test_what_lies_between_two_labels_is_missing() -> None:
    gap = missing(anchor("basics.department.name", 0), anchor("basics.other_organisations", 2), SLOTS)
    assert keys(gap) == ["basics.department.head"]
    assert not missing(anchor("basics.department.name", 0), anchor("basics.department.head", 2), SLOTS)


def test_before_the_first_and_behind_the_last_label_the_rest_of_the_form_is_missing() -> None:
    assert missing(None, anchor("cover.number", 0), SLOTS) == range(at("cover.number"))
    assert missing(anchor("changes", 0), None, SLOTS) == range(at("changes") + 1, len(SLOTS))


def test_a_path_that_goes_back_to_the_next_block_misses_the_rest_of_the_one_it_leaves() -> None:
    gap = missing(anchor("outsourcing.handlers", 0), anchor("outsourcing", 2), SLOTS)
    assert keys(gap) == [
        "outsourcing.contractor",
        "outsourcing.redelegation_label",
        "outsourcing.redelegation",
        "outsourcing.redelegation_consent",
        "outsourcing.redelegated_work",
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [("②所属の職名", ["basics.department.head"]), ("②所属長の役職名", ["basics.department.head"]), ("②概要", [])],
)
def test_a_piece_somewhat_like_the_one_label_of_a_gap_is_it(label: str, expected: list[str]) -> None:
    printed = pieces(f"| ①部署 | 税務課 |\n|--|--|\n| {label} | 税務課長 |\n\n7. 他の評価実施機関\n\nなし\n")
    path = [anchor("basics.department.name", 0), anchor("basics.other_organisations", 4)]
    assert [piece.text for piece in printed[:5]] == ["①部署", "税務課", label, "税務課長", "7. 他の評価実施機関"]
    inner = [one for one in guessed(printed, path, LABELS, set()) if 0 < one.fragment < 4]
    assert [(SLOTS[one.slot].node.key, one.fragment) for one in inner] == [(key, 2) for key in expected]


def test_a_piece_apart_is_no_label_and_a_value_beside_its_label_is_none() -> None:
    printed = pieces("| ①部署 | 所属長の役職 |\n|--|--|\n| ②所属の職名 | 税務課長 |\n\n7. 他の評価実施機関\n")
    path = [anchor("basics.department.name", 0), anchor("basics.other_organisations", 4)]
    assert [one.fragment for one in guessed(printed, path, LABELS, {2}) if 0 < one.fragment < 4] == []


def test_of_two_rows_that_changed_places_the_one_off_the_path_goes_where_it_is_missing() -> None:
    printed = pieces("| ②所属長の役職名 | 税務課長 |\n|--|--|\n| ①部署 | 税務課 |\n\n7. 他の評価実施機関\n")
    name, head, other = (
        anchor("basics.department.name", 2),
        anchor("basics.department.head", 0),
        anchor("basics.other_organisations", 4),
    )
    assert list(displaced(printed, [head, name, other], [name, other], SLOTS)) == [(1, head)]


def test_a_label_far_from_where_it_is_missing_stays_off_the_path() -> None:
    rows = "".join(f"| 甲{number} | 乙 |\n" for number in range(4))
    printed = pieces(f"| ②所属長の役職名 | 税務課長 |\n|--|--|\n{rows}| ①部署 | 税務課 |\n")
    name, head = anchor("basics.department.name", 10), anchor("basics.department.head", 0)
    assert list(displaced(printed, [head, name], [name], SLOTS)) == []

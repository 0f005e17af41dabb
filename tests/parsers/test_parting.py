"""The cells of a change, dumped line below line."""

import pytest

from parsers.changes.parting import KnownForm, KnownItem, Parted, item_of, parted

TEXT = KnownItem("head", frozenset(), frozenset(), frozenset({"税務課長", "介護システム中間サーバー"}))
CHOICE = KnownItem("link", frozenset({"実施する", "実施しない", "未定"}), frozenset(), frozenset({"未定"}))
BOXES = KnownItem("means", frozenset(), frozenset({"紙", "専用線"}), frozenset())
FORM = KnownForm(
    {
        "I関連情報5担当部署1部署": TEXT,
        "I関連情報4情報連携": CHOICE,
        "I関連情報入手方法": BOXES,
        "I関連情報5担当部署": TEXT,
    },
    frozenset({"2所属長", "所属長", "1部署"}),
)


def found(lines: list[str], *, last: bool) -> Parted | None:
    return parted(lines, item_of(lines, FORM), last=last)


@pytest.mark.parametrize(
    ("lines", "item", "before"),
    [
        ("Ⅰ 関連情報/5.担当/部署/①部署/住民課長/税務課長", 4, 1),  # what it says now is 変更後
        ("Ⅰ 関連情報/5.担当部署/①部署/－/何かの措置/を講じる", 3, 1),  # a sign for nothing
        ("Ⅰ 関連情報/5.担当部署/①部署/(新規)", 3, 1),
        ("Ⅰ 関連情報/5.担当部署/①部署/何かの措置/を講じる/(削除)", 3, 2),
        ("Ⅰ 関連情報/4.情報連携/実施/しない/実施する", 2, 2),  # options
        ("Ⅰ 関連情報/入手方法/[ ] 紙/[○] 紙", 2, 1),  # the same boxes twice
        ("Ⅰ 関連情報/入手方法/[ ] 紙/[ ] 専用線/[○] 紙/[ ] 専用線", 2, 2),
    ],
)
def test_what_the_item_can_hold_parts_the_cells(lines: str, item: int, before: int) -> None:
    assert found(lines.split("/"), last=True) == Parted(item, before)


@pytest.mark.parametrize(
    "lines",
    [
        "Ⅰ 関連情報/5.担当部署/①部署/住民課/市民課",  # nothing tells where one ends
        "Ⅰ 関連情報/5.担当部署/①部署/②所属長/－/税務課長",  # a label goes on with the 項目
        "Ⅰ 関連情報/4.情報連携/実施する/実施しない/未定",  # three options
        "Ⅰ 関連情報/入手方法/[ ] 紙/[○] 専用線",
        "６．知らない項目/－/税務課長",
        "Ⅰ 関連情報/5.担当部署/①部署/なし",  # there before or since
        "Ⅰ 関連情報/5.担当部署/①部署/－/" + "/".join("甲" * 400),  # more lines than a row has
    ],
)
def test_what_can_be_parted_in_more_ways_is_left(lines: str) -> None:
    assert found(lines.split("/"), last=True) is None


def test_an_item_that_changed_again_later_need_not_say_now_what_it_said_then() -> None:
    lines = ["Ⅰ 関連情報", "5.担当部署", "①部署", "住民課長", "税務課長"]
    assert found(lines, last=False) is None

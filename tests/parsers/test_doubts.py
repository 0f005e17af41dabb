"""Texts whose own print tells that a piece is lost or misread, and those that only look like it."""

import pytest

from parsers.doubts import doubt
from parsers.forms import Node, forms

FREE = Node(key="free", label="自由記載", role="item", kind="text")


def named(key: str) -> Node:
    return next(form for form in forms() if form.kind == "priority").place(key).node


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("窓口で本人確認を", "text_ends_amid_a_sentence"),
        ("届出書、", "text_ends_amid_a_sentence"),
        ("をここに宣言する。", "text_begins_amid_a_word"),
        ("第5号)第16条", "bracket_without_its_other"),
        ("命令(平成26年内閣府・総務省令", "bracket_without_its_other"),
        ("(甲「乙)丙」", "bracket_without_its_other"),
        ("(2)賦課ファイル", "numbering_with_a_hole"),
        ("①受付\n③交付", "numbering_with_a_hole"),
        ("1) 受付\n2) 審査\n4) 交付", "numbering_with_a_hole"),
        ("中間サーバ一", "letter_of_another_script"),
        ("別表第ニの第二欄", "letter_of_another_script"),
        ("月l回", "letter_of_another_script"),
        ("1O日以内", "letter_of_another_script"),
        ("令和4年4月1曰", "letter_of_another_script"),
    ],
)
def test_what_speaks_against_a_text(value: str, rule: str) -> None:
    assert doubt(FREE, value) == rule


@pytest.mark.parametrize(
    "value",
    [
        "住民票(除票を含む。)の写し",
        "1) 受付\n2) 審査(再審査を含む。)",
        "ア) 受付\n(1) 審査\n(2) 交付\n(1) 再審査",
        "①受付\n②審査\n①受付",
        "データ一覧、サービス一つ",
        "第一号ニ及びハに掲げる事務",
        "ICカードのID、LGWAN、URL(https://example.jp/l)",
        "令和4年10月の0時",
        "受付に関すること",
    ],
)
def test_what_is_whole(value: str) -> None:
    assert doubt(FREE, value) is None


def test_the_name_of_a_file_bears_its_own_number() -> None:
    assert doubt(FREE, "(2)賦課ファイル", per_file=True) is None
    assert doubt(FREE, "(1)甲\n(3)乙", per_file=True) == "numbering_with_a_hole"


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("cover.number", "12", None),
        ("cover.number", "評価書名", "looks_like_no_value_of_this_item"),
        ("cover.organisation", "架空県萌葉市長", None),
        ("cover.organisation", "令和7年3月28日", "looks_like_no_value_of_this_item"),
        ("cover.organisation", "架空県萌葉市長\n令和7年3月28日", "looks_like_no_value_of_this_item"),
        ("basics.department.name", "税務部課税課", None),
        ("basics.department.name", "課税課長", "looks_like_no_value_of_this_item"),
    ],
)
def test_a_value_looks_as_its_item_must(key: str, value: str, rule: str | None) -> None:
    assert doubt(named(key), value) == rule

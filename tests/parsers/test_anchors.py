"""Labels in the print: whole, wrapped, in front of their value, misprinted, and what only looks like one."""

import pytest

from extract.dump import dump_rows
from parsers.alignment import Anchor
from parsers.anchors import Labels, bare_label, find_anchors, is_fold
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.forms import Form, forms
from parsers.fragments import Fragment, fragments
from parsers.paragraphs import paragraphs
from parsers.slots import lay_out

WORDS = ("システム", "リスク")


def form(kind: str, version: str) -> Form:
    (found,) = [one for one in forms() if (one.kind, one.version) == (kind, version)]
    return found


PRIORITY, BASIC = form("priority", "r07_05"), form("basic", "h26_04")


def pieces(text: str) -> list[Fragment]:
    return fragments(paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))


def anchors(text: str, of: Form = PRIORITY) -> list[Anchor]:
    return find_anchors(pieces(text), Labels.of(lay_out(of)))


def labels(found: list[Anchor], of: Form = PRIORITY) -> set[str]:
    return {lay_out(of)[one.slot].node.label for one in found}


@pytest.mark.parametrize(
    ("text", "label", "marker"),
    [
        ("①実施の有無 ※", "実施の有無", "①"),
        ("委託の有無※", "委託の有無", None),
        ("3. 第三者点検【任意】", "第三者点検", "3."),
        ("リスク2： 不正な 提供", "不正な提供", "リスク2"),
        ("評価 書名", "評価書名", None),
    ],
)
def test_a_label_without_marker_and_star(text: str, label: str, marker: str | None) -> None:
    bare, found = bare_label(text, WORDS)
    assert (bare, found.printed if found else None) == (label, marker)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("システム2～5", True),
        ("システム6~10", True),
        ("システム2", False),
        ("システム15", False),
        ("2～5", False),
        ("リスク", False),
    ],
)
def test_only_a_counted_word_with_a_range_is_a_fold(text: str, folded: bool) -> None:
    assert is_fold(text, Labels.of(lay_out(PRIORITY))) is folded


def test_a_whole_label_weighs_more_than_one_in_front_of_a_value() -> None:
    (whole,), (front,) = anchors("公表日\n"), anchors("公表日 令和3年4月1日\n")
    assert (whole.whole, front.whole) == (True, False)
    assert whole.slot == front.slot
    assert whole.weight > front.weight
    assert "公表日 令和3年4月1日"[front.end :] == "令和3年4月1日"


def test_the_head_of_a_block_has_its_number_and_a_fold_heads_nothing() -> None:
    (one,) = anchors("| システム3 | |\n|--|--|\n")
    assert (one.number, lay_out(PRIORITY)[one.slot].node.group) == (3, "system")
    assert anchors("| システム2～5 | |\n|--|--|\n") == []


def test_a_label_stands_for_every_slot_of_its_name() -> None:
    found = anchors("| リスクへの対策は十分か | [十分である] |\n|--|--|\n")
    assert len(found) >= 8
    assert labels(found) == {"リスクへの対策は十分か"}
    assert {one.fragment for one in found} == {0}


def test_the_marker_tells_for_a_slot_and_another_one_against_it() -> None:
    found = {text: anchors(f"{text}\n", BASIC) for text in ("②法令上の根拠", "法令上の根拠", "⑨法令上の根拠")}
    weights = {
        text: max(one.weight for one in same if lay_out(BASIC)[one.slot].node.marker == "②")
        for text, same in found.items()
    }
    assert weights["②法令上の根拠"] > weights["法令上の根拠"] > weights["⑨法令上の根拠"]


def test_a_label_that_a_line_break_cuts_is_one() -> None:
    text = "過去1年以内に、評価実施機関において特定個人\n情報に関する重大事故が発生したか\n"
    (one,) = anchors(text, BASIC)
    assert (one.fragment, one.last, one.whole) == (0, 1, True)
    assert labels([one], BASIC) == {"過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか"}
    assert one.end == len("情報に関する重大事故が発生したか")


@pytest.mark.parametrize(
    "print_", ["| {} | [十分である] |\n|--|--|\n", "{}\n", "| 甲 | {} | [十分である] |\n|--|--|--|\n"]
)
def test_a_misprinted_label_counts_less_than_the_right_one(print_: str) -> None:
    found = anchors(print_.format("リスクヘの対策は十分か"))
    right = anchors(print_.format("リスクへの対策は十分か"))
    assert labels(found) == {"リスクへの対策は十分か"}
    assert max(one.weight for one in found) < min(one.weight for one in right)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("4情報提供ネットワークシステムによる情報携", "情報提供ネットワークシステムによる情報連携"),  # 4. … 連携
        ("評実施機関名", "評価実施機関名"),
        ("スク1: 目的を超えた紐付け、事務に必要のない報と紐付けが行われろリス", "目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスク"),
    ],
)  # fmt: skip
def test_letters_that_are_lost_or_misread_leave_a_label_what_it_is(text: str, label: str) -> None:
    assert labels(anchors(f"{text}\n")) == {label}


def test_a_misread_label_that_a_line_break_cuts_does_not_swallow_the_value_above_it() -> None:
    text = "甲市長\n個人のプライバシー等権利利益の\n保護の宣言\n"
    assert {(one.fragment, one.last) for one in anchors(text)} == {(1, 2)}


@pytest.mark.parametrize(("text", "number"), [("委託事頂2", 2), ("供先11", 11), ("システ3", 3)])
def test_the_head_of_a_block_with_a_letter_misread_is_one(text: str, number: int) -> None:
    (one,) = anchors(f"| {text} | |\n|--|--|\n")
    assert one.number == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("システム1の利用者を管理する機能\n", None),
        ("システム2から受領した所得情報を\n", None),
        ("提供先1の求めに応じて提供する。\n", None),
        ("委託事項2 とあわせて契約する。\n", None),
        ("システム1 及びシステム2を利用する\n", None),
        ("委託事項2 がん検診の受付\n", 2),
        ("委託事項2 にこにこ窓口の運営\n", 2),
        ("提供先1 厚生労働大臣\n", 1),
    ],
)
def test_a_block_that_a_sentence_speaks_of_has_no_head_there(text: str, number: int | None) -> None:
    assert [one.number for one in anchors(text) if one.number is not None] == ([] if number is None else [number])


def test_the_head_of_a_block_may_be_spread_over_its_cell() -> None:
    (one,) = anchors("| 委 託 事 項 2 | 印刷 |\n|--|--|\n")
    assert one.number == 2


@pytest.mark.parametrize(
    "text", ["委託事頂6～10", "託事項11～l5", "供先11～15", "委託項11～15", "提供先610", "システム25", "委事項1620"]
)
def test_a_misread_fold_heads_nothing(text: str) -> None:
    assert is_fold(text, Labels.of(lay_out(PRIORITY)))
    assert anchors(f"| {text} | |\n|--|--|\n") == []


@pytest.mark.parametrize("text", ["<リスクに対する措置の内容>", "[ 特定個人情報ファイルの概要 ]"])
def test_what_stands_in_brackets_is_no_misread_label(text: str) -> None:
    assert anchors(f"{text}\n") == []


def test_a_short_label_is_never_taken_for_another() -> None:
    assert anchors("| 公表目 | 令和3年 |\n|--|--|\n") == []


@pytest.mark.parametrize(
    "text", ["特定個人情報ファイルの全体", "1) 特定個人情報ファイルの全体", "2）特定個人情報ファイルの一部", "専用線"]
)
def test_an_answer_that_is_near_to_a_label_is_none(text: str) -> None:
    """特定個人情報ファイルの全体 is three letters from 特定個人情報ファイル名, but an option of another item."""
    assert anchors(text, form("full", "h26_04")) == []


def test_a_star_below_its_label_belongs_to_it() -> None:
    weights = {anchor.last: anchor.weight for anchor in anchors("使用部署\n※\n税務課、出張所")}
    assert weights[1] > weights[0]


def test_a_label_within_a_sentence_is_none() -> None:
    assert anchors("この公表日は評価書名とともに定める。\n") == []


def test_anchors_come_in_the_order_of_the_print() -> None:
    found = anchors("評価書番号\n1\n評価書名\n甲\n評価実施機関名\n乙\n公表日\n")
    assert [one.fragment for one in found] == [0, 2, 4, 6]
    assert [one.slot for one in found] == sorted(one.slot for one in found)


def test_what_stands_behind_a_star_on_the_line_of_a_label_is_its_value() -> None:
    """⑥使用目的 ※ and, three wide spaces on, the value: a label in front of its value, not a label alone."""
    (found,) = {(anchor.whole, anchor.end) for anchor in anchors("⑥使用目的 ※　　　・対象者の特定を行う")}
    assert found == (False, len("⑥使用目的 ※　　　")) or found == (False, len("⑥使用目的 "))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("委託の有無 ※ [ 委託する ]\n委託事項1", "委託の有無"),
        ("使用部署 ※ 税務課\n使用者数", "使用部署"),
        ("②法令上の根拠 【情報照会の根拠】", "法令上の根拠"),
        ("情報の突合 ※　　　届出と突合する。\n情報の統計分析 ※　　　しない。", "情報の突合"),
    ],
)
def test_of_a_star_or_brackets_only_those_of_the_form_belong_to_a_label(text: str, label: str) -> None:
    full = form("full", "h30_05")
    first = [one for one in anchors(text, full) if one.fragment == 0]
    assert labels(first, full) == {label}
    assert {(one.last, one.whole) for one in first} == {(0, False)}


def test_a_note_behind_the_star_and_a_suffix_of_the_form_belong_to_the_label() -> None:
    (heading,) = anchors("Ⅲ リスク対策 ※(7. ②を除く。)")
    (hearing,) = anchors("2. 国民・住民等からの意見の聴取【任意】")
    assert heading.whole
    assert hearing.whole


def test_a_heading_at_the_side_may_share_the_cell_of_a_label() -> None:
    text = (
        "| ⑦使用の主体<br>使用者数 | [ 10人未満 ] |\n|--|--|\n"
        "| ⑧再委託の許諾方法<br>委<br>託 | 書面による。 |\n| ⑨再委託事項<br>印刷 | なし |\n"
    )
    found = {one.fragment: one for one in anchors(text, form("full", "h30_05"))}
    assert labels([found[0]], form("full", "h30_05")) == {"使用者数"}
    assert [found[at].whole for at in (0, 2, 4)] == [True, True, False]  # 印刷 are no letters of 再委託

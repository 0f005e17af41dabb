"""Values away from their labels: given back where that is certain, else unreadable and null."""

import pytest

from extract.dump import dump_rows
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.filled import FilledForm
from parsers.form_reading import read_form
from parsers.forms import FormKind
from parsers.misplaced import settled
from parsers.paragraphs import paragraphs
from parsers.readings import ValueReading

Told = tuple[str | None, str, str | None]


def form(kind: FormKind, text: str) -> FilledForm:
    return read_form(kind, paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))


def told(kind: FormKind, text: str) -> dict[str, Told]:
    """Return value, status and rule of every printed item, by its key."""
    return {slot.slot.node.key: said(slot.reading) for slot in form(kind, text).slots if slot.slot.node.is_item}


def said(reading: ValueReading) -> Told:
    return (reading.value, reading.status, reading.rule)


NETWORK = "Ⅰ 関連情報\n4.情報提供ネットワークシステムによる情報連携\n①実施の有無\n②法令上の根拠\n"
PROCESS = "Ⅰ 関連情報\n1.特定個人情報ファイルを取り扱う事務\n①事務の名称\n②事務の概要\n③システムの名称\n"


def test_a_choice_behind_the_next_label_goes_back_to_its_own() -> None:
    found = told("basic", NETWORK + "[\n実施する\n]\n番号法第19条第8号\n")
    assert found["basics.network.status"] == ("実施する", "inferred", "value_behind_the_next_label")
    assert found["basics.network.legal_basis"] == ("番号法第19条第8号", "inferred", "value_behind_the_next_label")


def test_a_choice_that_has_its_own_value_takes_no_other_and_the_text_is_unreadable() -> None:
    text = NETWORK.replace("①実施の有無\n", "①実施の有無\n[ 実施しない ]\n")
    found = told("basic", text + "[\n実施する\n]\n番号法第19条第8号\n")
    assert found["basics.network.status"] == ("実施しない", "read", None)
    assert found["basics.network.legal_basis"] == (None, "unreadable", "print_of_another_item")


def test_a_bare_list_of_options_is_left_out() -> None:
    text = NETWORK.replace("①実施の有無\n", "①実施の有無\n[ 実施する ]\n")
    found = told("basic", text + "番号法第19条第8号\n<選択肢>\n1) 発生あり\n2) 発生なし\n")
    assert found["basics.network.legal_basis"] == ("番号法第19条第8号", "inferred", "options_of_another_item_left_out")


def test_labels_before_values_that_could_be_parted_in_two_ways_are_all_unreadable() -> None:
    found = told("basic", PROCESS + "甲の事務\n甲を管理する。\n乙システム\n甲システム\n")
    keys = ("basics.process.name", "basics.process.description", "basics.system_names")
    assert [found[key] for key in keys] == [(None, "unreadable", "labels_before_their_values")] * 3


def test_an_item_left_blank_before_one_line_is_blank() -> None:
    found = told("basic", "特記事項\n評価実施機関名\n甲市長\n公表日\n令和3年4月1日\n")
    assert found["cover.special_notes"] == (None, "blank", None)
    assert found["cover.organisation"] == ("甲市長", "read", None)


def test_a_label_in_the_place_of_a_value_makes_both_unreadable() -> None:
    text = "| システム1 | |\n|--|--|\n| ①システムの名称 | ②システムの機能 |\n| | 甲 |\n"
    slots = [slot for slot in form("priority", text).slots if slot.slot.place.group == "system" and slot.region]
    texts = [slot.reading for slot in slots if slot.slot.node.kind == "text"]
    assert [said(one) for one in texts] == [(None, "unreadable", "label_beside_label")] * 2


ANSWER = "| リスクへの対策は十分か | [{}] <選択肢> 1) 特に力を入れている 2) 十分である 3) 課題が残されている | |\n"

BEFORE = (
    "III リスク対策\n\n| 2. 特定個人情報の入手(情報提供ネットワークシステムを通じた入手を除く。) | | |\n|--|--|--|\n"
    + "".join(
        row + ANSWER.format("特に力を入れている")
        for row in (
            "| リスク: 目的外の入手が行われるリスク | | |\n",
            "| 3. 特定個人情報の使用 | | |\n| リスク1: 目的を超えた紐付け、事務に必要のない情報との紐付けが行われるリスク | | |\n",
            "| リスク2: 権限のない者(元職員、アクセス権限のない職員等)によって不正に使用されるリスク | | |\n",
            "| 4. 特定個人情報ファイルの取扱いの委託 | | |\n| リスク: 委託先における不正な使用等のリスク | | |\n",
            "| 5. 特定個人情報の提供・移転(委託や情報提供ネットワークシステムを通じた提供を除く。) | | |\n"
            "| リスク: 不正な提供・移転が行われるリスク | | |\n",
        )
    )
)
RISKS = """\
| 6. 情報提供ネットワークシステムとの接続 | | |
| リスク1: 目的外の入手が行われるリスク | | |
| リスクに対する措置の内容 | 甲 | |
| リスク2: 不正な提供が行われるリスク | | |
| リスクに対する措置の内容 | 乙 | |
"""


STORAGE = """\
| 7. 特定個人情報の保管・消去 | | |
| リスク: 特定個人情報の漏えい・滅失・毀損リスク | | |
| ①事故発生時手順の策定・周知 | [十分に行っている] | |
| その他の措置の内容 | 丙 | |
""" + ANSWER.format("十分である")


def adequacies(text: str) -> list[Told]:
    slots = form("priority", text).slots
    risks = [
        slot
        for slot in slots
        if slot.slot.node.label == "リスクへの対策は十分か"
        and slot.slot.place.heading == "情報提供ネットワークシステムとの接続"
    ]
    return [said(slot.reading) for slot in risks]


def test_answers_in_one_place_as_many_as_risks_go_to_their_own() -> None:
    answers = ANSWER.format("十分である") + ANSWER.format("課題が残されている")
    assert adequacies(BEFORE + RISKS + answers + STORAGE) == [
        ("十分である", "inferred", "answers_in_one_place"),
        ("課題が残されている", "inferred", "answers_in_one_place"),
    ]


def test_one_answer_for_two_risks_is_that_of_the_one_it_stands_in() -> None:
    assert adequacies(BEFORE + RISKS + ANSWER.format("十分である") + STORAGE) == [
        (None, "absent", None),
        ("十分である", "read", None),
    ]


def test_text_below_a_heading_is_that_of_the_one_item_whose_label_is_lost() -> None:
    text = "5.評価実施機関における担当部署\n①部署\n総務課\n7.特定個人情報の開示・訂正・利用停止請求\n甲市役所\n8.特定個人情報ファイルの取扱いに関する問合せ\n連絡先\n乙課\n"
    found = told("basic", text)
    assert found["disclosure.request.contact"] == ("甲市役所", "inferred", "label_lost")
    assert found["disclosure.inquiry.contact"] == ("乙課", "read", None)


@pytest.mark.parametrize("text", [NETWORK + "[\n実施する\n]\n番号法\n", PROCESS + "甲\n乙\n丙\n", RISKS, ""])
def test_settling_keeps_slots_and_order(text: str) -> None:
    filled = form("basic" if text.startswith("Ⅰ") else "priority", text or "公表日\n")
    again = settled(filled.slots, filled.form)
    assert [slot.slot for slot in again] == [slot.slot for slot in filled.slots]
    assert all(slot.reading.value is None for slot in again if slot.reading.status == "unreadable")

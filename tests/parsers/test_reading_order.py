"""Forms whose reading order is lost in the dump: what content proves stays, all else is null and says so."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hyokasho.engine import read_source
from parsers.records import Change, Checkbox, Choice, InDocument, Issue, Item

ROWS = [
    ("①事務の名称", ["国民年金に関する事務"]),
    ("②事務の概要", ["国民年金法に基づき、届出を受け付ける。", "その結果を通知する。"]),
    ("③システムの名称", ["国民年金システム"]),
    ("2.特定個人情報ファイル名", ["国民年金ファイル"]),
    ("法令上の根拠", ["番号法第9条第1項"]),
    ("①実施の有無", ["[ 実施する ]", "<選択肢>", "1) 実施する", "2) 実施しない", "3) 未定"]),
    ("①部署", ["市民部保険年金課"]),
    ("②所属長の役職名", ["保険年金課長"]),
    ("請求先", ["萌葉市総務部総務課"]),
    ("連絡先", ["萌葉市市民部保険年金課"]),
    ("評価対象の事務の対象人数は何人か", ["[ 1万人以上10万人未満 ]", "<選択肢>", *(
        f"{number}) {band}" for number, band in enumerate(
            ("1,000人未満(任意実施)", "1,000人以上1万人未満", "1万人以上10万人未満", "10万人以上30万人未満", "30万人以上"), 1)
    )]),
    ("いつ時点の計数か", ["令和3年4月1日 時点"]),
    ("特定個人情報ファイル取扱者数は500人以上か", ["[ 500人未満 ]", "<選択肢>", "1) 500人以上", "2) 500人未満"]),
    ("いつ時点の計数か", ["令和3年4月2日 時点"]),
    ("過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか",
     ["[ 発生なし ]", "<選択肢>", "1) 発生あり", "2) 発生なし"]),
    ("しきい値判断結果", ["基礎項目評価の実施が義務付けられる"]),
]  # fmt: skip
HEADINGS = {
    "①事務の名称": ["Ⅰ 関連情報", "1. 特定個人情報ファイルを取り扱う事務"],
    "法令上の根拠": ["3. 個人番号の利用"],
    "①実施の有無": ["4. 情報提供ネットワークシステムによる情報連携"],
    "①部署": ["5. 評価実施機関における担当部署"],
    "請求先": ["7. 特定個人情報の開示・訂正・利用停止請求"],
    "連絡先": ["8. 特定個人情報ファイルの取扱いに関する問合せ"],
    "評価対象の事務の対象人数は何人か": ["Ⅱ しきい値判断項目", "1. 対象人数"],
    "特定個人情報ファイル取扱者数は500人以上か": ["2. 取扱者数"],
    "過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか": ["3. 重大事故"],
    "しきい値判断結果": ["Ⅲ しきい値判断結果"],
}
COVER = ["特定個人情報保護評価書(基礎項目評価書)", "評価書番号", "7", "評価書名", "国民年金に関する事務 基礎項目評価書"]
COVER += ["評価実施機関名", "架空県萌葉市長", "公表日", "令和3年6月1日", "[令和3年4月 様式2]"]


def in_order() -> str:
    lines = [*COVER]
    for label, values in ROWS:
        lines += [*HEADINGS.get(label, []), label, *values]
    return "\n".join(lines)


def by_column() -> str:
    """Labels of a page, then its values, as a spreadsheet's print comes out of some tools."""
    lines = [*COVER]
    for begin, end in ((0, 5), (5, 10), (10, len(ROWS))):
        page = ROWS[begin:end]
        for label, _ in page[::-1]:
            lines += [*HEADINGS.get(label, []), label]
        for _, values in page:
            lines += values
    return "\n".join(lines)


def laid_out() -> str:
    """Columns kept apart by blanks, a label beside the middle of its value."""
    lines = [f"{'':20}{line}" for line in COVER]
    for label, values in ROWS:
        lines += ["", *HEADINGS.get(label, []), ""]
        middle = len(values) // 2
        lines += [f"{label if at == middle else '':16}{'':6}{value}" for at, value in enumerate(values)]
    return "\n".join(lines)


def answers_late() -> str:
    """The value before a choice behind the label of the choice, headings behind what they head: as some tools print tables."""
    lines, late = [*COVER], list[str]()
    for (label, values), (_, after) in zip(ROWS, [*ROWS[1:], ("", [])], strict=True):
        headings = HEADINGS.get(label, [])
        is_late = "<選択肢>" in after and "<選択肢>" not in values
        lines += [*headings[1:], label, *late, *([] if is_late else values), *headings[:1]]
        late = values if is_late else []
    return "\n".join([*lines, *late])


def lists_behind_texts() -> str:
    """The answers of choices behind texts that stand in the column beside them, all in one line."""
    pieces = list(COVER)
    answers = [values for _, values in ROWS if "<選択肢>" in values]
    for label, values in ROWS:
        pieces += [*HEADINGS.get(label, []), label, *([] if "<選択肢>" in values else values)]
        pieces += answers.pop(0) if label in {"①部署", "②所属長の役職名", "請求先", "連絡先"} else []
    return " ".join(pieces)


WHOLE_COVER = ["特定個人情報保護評価書(基礎項目評価書)", "評価書番号 評価書名", "7 国民年金に関する事務 基礎項目評価書"]
WHOLE_COVER += [
    "個人のプライバシー等の権利利益の保護の宣言",
    "萌葉市は、国民年金に関する事務における特定個人情報の",
    "保護に取り組む。",
]
WHOLE_COVER += [
    "特記事項",
    "研修を行う。",
    "評価実施機関名",
    "架空県萌葉市長",
    "公表日",
    "令和3年6月1日",
    "[令和3年4月 様式2]",
]


def by_height() -> str:
    """Labels and values on one line, a label beside the middle of its list: as tools print a page from its top to its end."""
    lines = [*WHOLE_COVER]
    for label, values in ROWS:
        lines += HEADINGS.get(label, [])
        if "<選択肢>" in values:
            answer, *listed = values
            lines += [*listed[:2], f"{label} {answer} {listed[2]}", *listed[3:]]
        else:
            lines += [label, *values] if label.startswith("2.") else [f"{label} {values[0]}", *values[1:]]
    return "\n".join(lines)


def read(text: str) -> list[InDocument]:
    return list(read_source(text.encode(), "assessment.txt", "0" * 16).records)


def values(records: list[InDocument]) -> dict[str, str | None]:
    return {record.key: record.value for record in records if isinstance(record, Item) and record.value is not None}


def codes(records: list[InDocument]) -> set[str]:
    return {record.code for record in records if isinstance(record, Issue)}


def test_in_order_all_is_read() -> None:
    records = read(in_order())
    assert "reading_order_lost" not in codes(records)
    found = values(records)
    assert found["basics.process.name"] == "国民年金に関する事務"
    assert found["basics.process.description"] == "国民年金法に基づき、届出を受け付ける。\nその結果を通知する。"
    assert found["threshold.result"] == "基礎項目評価の実施が義務付けられる"


@pytest.mark.parametrize("dump", [by_column, laid_out, answers_late, lists_behind_texts, by_height])
def test_nothing_wrong_is_read_where_the_order_is_lost(dump: Callable[[], str]) -> None:
    records = read(dump())
    (issue,) = [record for record in records if isinstance(record, Issue) and record.code == "reading_order_lost"]
    assert issue.severity == "error"
    right = values(read(in_order()))
    assert values(records).items() <= right.items()
    nulls = [record for record in records if isinstance(record, Item) and record.value is None]
    assert {record.status for record in nulls} <= {"unreadable", "absent"}


def test_misread_letters_disturb_lists_and_no_order() -> None:
    noisy = in_order()
    for letter, alike in (("人", "入"), ("務", "努"), ("名", "各"), ("未", "末"), ("施", "旋")):
        noisy = noisy.replace(letter, alike)
    assert "reading_order_lost" not in codes(read(noisy))


def test_behind_the_titles_of_the_changes_nothing_is_current() -> None:
    """No row of this table is certain, since its cells run together; the labels that it quotes are no items all the same."""
    titles = "変更箇所\n変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n"
    row = "令和3年5月1日\nⅠ 関連情報\n5. 評価実施機関における担当部署\n①部署\n－ 会計課 事後\n"
    assert values(read(f"{in_order()}\n{titles}{row}"))["basics.department.name"] == "市民部保険年金課"
    assert values(read(f"{in_order()}\n{titles}{row}")) == values(read(in_order()))


AMBIGUOUS = {"basics.process.description", "basics.system_names", "cover.declaration", "cover.special_notes"}
"""Items of `by_height` whose second line may be the first one of the next item, and those items."""


def test_what_stands_between_certain_neighbours_is_read() -> None:
    found = values(read(by_height()))
    assert found == {key: value for key, value in values(read(in_order())).items() if key not in AMBIGUOUS}
    assert found["subjects.band"] == "1万人以上10万人未満"
    assert found["cover.organisation"] == "架空県萌葉市長"


def test_lines_below_a_label_are_its_value_up_to_a_list_or_a_heading() -> None:
    text = by_height().replace("番号法第9条第1項", "番号法第9条第1項\n番号法別表の46の項")
    text = text.replace("請求先 萌葉市総務部総務課", "請求先 萌葉市総務部総務課\n電話 0899-62-2111")
    found = values(read(text))
    assert found["basics.number_use.legal_basis"] == "番号法第9条第1項\n番号法別表の46の項"
    assert found["disclosure.request.contact"] == "萌葉市総務部総務課\n電話 0899-62-2111"


def test_a_line_above_a_label_leaves_its_value_uncertain() -> None:
    text = by_height().replace("②所属長の役職名 保険年金課長", "保険年金課長\n②所属長の役職名 (兼務)")
    found = values(read(text))
    assert "basics.department.head" not in found
    assert "basics.department.name" not in found


def test_what_pages_repeat_is_no_value() -> None:
    text = by_height().replace("Ⅱ しきい値", "公表用\nⅡ しきい値").replace("Ⅲ しきい値", "公表用\nⅢ しきい値")
    assert "disclosure.inquiry.contact" not in values(read(text))
    text = by_height().replace("Ⅱ しきい値", "      2\nⅡ しきい値")
    assert "disclosure.inquiry.contact" not in values(read(text))
    assert (
        values(read(by_height().replace("令和3年6月1日", "令和3年6月1日\n公印省略"))).get("cover.published_on") is None
    )


def test_a_list_that_is_not_whole_proves_no_answer() -> None:
    found = values(read(by_height().replace("\n3) 1万人以上10万人未満", "")))
    assert "subjects.band" in values(read(by_height()))
    assert "subjects.band" not in found
    assert "subjects.as_of" not in found  # what is left of the list may hold the beginning of its value


def test_an_item_whose_label_is_torn_is_unreadable_and_not_absent() -> None:
    label = "評価対象の事務の対象人数は何人か"
    text = by_height().replace(
        f"{label} [ 1万人以上10万人未満 ]", f"{label[:12]} [ 1万人以上10万人未満 ]\n{label[12:]}"
    )
    records = read(text)
    (item,) = [record for record in records if isinstance(record, Item) and record.key == "subjects.band"]
    assert (item.value, item.status) == (None, "unreadable")
    assert [issue.code for issue in records if isinstance(issue, Issue) and issue.item_no == item.no] == [
        "item_unreadable"
    ]
    (item,) = [record for record in records if isinstance(record, Item) and record.key == "basics.other_organisations"]
    assert item.status == "absent"


def test_what_is_left_of_a_label_is_no_line_of_its_value() -> None:
    text = by_height().replace("法令上の根拠 番号法第9条第1項", "法令上の 番号法第9条第1項\n根拠")
    assert "basics.number_use.legal_basis" not in values(read(text))
    wrapped = by_height().replace("②所属長の役職名 保険年金課長", "②所属長 保険年金課長\nの役職名")
    wrapped = wrapped.replace("7. 特定個人情報の開示", "6. 他の評価実施機関\n7. 特定個人情報の開示")
    assert "basics.department.head" not in values(read(wrapped))


def test_a_line_with_its_label_in_front_is_certain_and_one_beside_several_is_not() -> None:
    found = values(read(laid_out()))
    assert found["basics.department.head"] == "保険年金課長"
    assert "basics.process.description" not in found


def test_options_and_boxes_that_nothing_proves_have_rows_without_an_answer() -> None:
    records = read(laid_out())
    items = {record.no: record for record in records if isinstance(record, Item)}
    unread = [one for one in records if isinstance(one, Choice) and items[one.item_no].status == "unreadable"]
    assert {choice.selected for choice in unread} == {None}
    assert not [one for one in records if isinstance(one, Checkbox) and one.checked is not None]


def test_a_table_of_changes_in_lines_is_left_alone() -> None:
    changes = "\n変更箇所\n変更日\n項目\n変更前の記載\n変更後の記載\n提出時期\n提出時期に係る説明\n"
    row = "令和3年5月1日\nⅠ 関連情報\n5. 評価実施機関における担当部署\n②所属長の役職名\n－\n保険年金課長\n事後\n"
    assert [record.after for record in read(in_order() + changes + row) if isinstance(record, Change)] == [
        "保険年金課長"
    ]
    indented = "".join(f"      {line}     \n" for line in (changes + row).split("\n"))
    assert not [record for record in read(laid_out() + indented) if isinstance(record, Change)]


def test_seeds_are_in_order(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        records = read_source(path.read_bytes(), path.name, "0" * 16).records
        assert not [record for record in records if isinstance(record, Issue) and record.code == "reading_order_lost"]

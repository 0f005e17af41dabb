"""Forms from end to end: what stands in the dumps, read by hand, and what nobody can know."""

import ast
import html
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
import regex

from extract.dump import dump_rows
from extract.read import read
from normalize.text import squash
from parsers.assessment import read_assessment
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.forms import FormKind, forms
from parsers.issues import Finding
from parsers.paragraphs import paragraphs
from parsers.parse import parse
from parsers.records import (
    Assessment,
    Change,
    Checkbox,
    Choice,
    InDocument,
    Issue,
    Item,
    Outsourcing,
    Recipient,
    RecordItem,
    Risk,
    System,
)

ID = "0123456789abcdef"
PROJECT = Path(__file__).parents[2]
BEHIND_THE_NEXT_LABEL = (
    "実施の有無",
    "評価対象の事務の対象人数は何人か",
    "特定個人情報ファイル取扱者数は500人以上か",
)
"""Choices of the basic form of 2015 whose answer stands behind the label of the item after."""
TAG = regex.compile(r"</?[a-z][^<>]*>")

Row = TypeVar("Row", bound=InDocument)


@dataclass(frozen=True)
class Filled:
    """A form as read from a text."""

    text: str
    rows: tuple[InDocument, ...]

    def of(self, kind: type[Row]) -> list[Row]:
        return [row for row in self.rows if isinstance(row, kind)]

    def item(self, line: int, label: str) -> Item:
        """Return the item of this label whose value (where it has none, the label) begins on a line, from 1."""
        (item,) = [one for one in self.of(Item) if one.label == label and self.line(one.char_start) == line]
        return item

    def line(self, at: int | None) -> int | None:
        return None if at is None else self.text.count("\n", 0, at) + 1

    def boxes(self, item: Item) -> list[Checkbox]:
        return [box for box in self.of(Checkbox) if box.item_no == item.no]

    def checked(self, line: int, label: str) -> dict[str, str | None]:
        """Return the boxes with a mark, each with the text in its parentheses."""
        return {box.label: box.detail for box in self.boxes(self.item(line, label)) if box.checked}

    def issues(self, item: Item) -> list[str]:
        return [issue.code for issue in self.of(Issue) if issue.item_no == item.no]

    def assessment(self) -> Assessment:
        (row,) = self.of(Assessment)
        return row


def seed(shared: Path, pattern: str) -> Filled:
    (path,) = (shared / "seeds").glob(pattern)
    data = path.read_bytes()
    rows = parse(read(data, path.name), ID)
    (form,) = [row for row in rows if isinstance(row, Assessment)]
    return Filled(data.decode("utf-8"), tuple(row for row in rows if row.document_id == form.document_id))


@pytest.fixture(scope="module")
def meguro(shared: Path) -> Filled:
    return seed(shared, "001_*.txt")


@pytest.fixture(scope="module")
def komae(shared: Path) -> Filled:
    return seed(shared, "002_*.txt")


@pytest.fixture(scope="module")
def wako(shared: Path) -> Filled:
    return seed(shared, "004_*.txt")


def made_up(kind: FormKind, text: str) -> tuple[Filled, list[Finding]]:
    joined = paragraphs(list(dump_rows(text)), line_breaks(document_kinds()))
    rows, findings = read_assessment(kind, joined, f"{ID}-01", ())
    return Filled(text, tuple(rows)), findings


# ------------------------------------------------------------------------------------------------------ priority form


@pytest.mark.parametrize(
    ("line", "label", "kind", "value", "status"),
    [
        (6, "評価書番号", "text", "14", "read"),
        (18, "評価実施機関名", "text", "和光市長", "read"),
        (39, "対象人数", "choice", "1万人以上10万人未満", "read"),
        (55, "実施の有無", "choice", "実施しない", "read"),
        (56, "法令上の根拠", "text", None, "blank"),
        (61, "他の評価実施機関", "text", "なし", "read"),
        (70, "対象となる本人の範囲", "text", "・納付者", "read"),
        (84, "使用者数", "choice", "10人以上50人未満", "inferred"),
        (90, "委託の有無", "choice", "委託する", "read"),
        (90, "委託の件数", "count", "1", "read"),
        (94, "委託先名", "text", "AGS株式会社", "read"),
        (95, "再委託の有無", "choice", "再委託しない", "read"),
        (97, "再委託事項", "text", None, "blank"),
        (104, "提供の件数", "count", None, "blank"),
        (204, "委託契約書中の特定個人情報ファイルの取扱いに関する規定", "choice", "定めている", "read"),
        (206, "再委託先による特定個人情報ファイルの適切な取扱いの担保", "choice", "再委託していない", "read"),
        (224, "リスクへの対策は十分か", "choice", None, "blank"),
        (231, "事故発生時手順の策定・周知", "choice", "十分に行っている", "read"),
        (243, "従業者に対する教育・啓発", "choice", "十分に行っている", "inferred"),
        (254, "個人情報ファイル簿への不記載等", "text", "-", "read"),
        (263, "しきい値判断結果", "choice", "基礎項目評価及び重点項目評価の実施が義務付けられる", "read"),
        (271, "結果", "text", None, "blank"),
    ],
)
def test_a_priority_form(wako: Filled, line: int, label: str, kind: str, value: str | None, status: str) -> None:
    item = wako.item(line, label)
    assert (item.kind, item.value, item.status) == (kind, value, status)


@pytest.mark.parametrize(
    ("line", "label", "start", "end"),
    [
        (22, "公表日", date(2021, 6, 8), date(2021, 6, 8)),
        (76, "保有開始日", date(2015, 10, 1), date(2015, 10, 31)),
        (87, "使用開始日", date(2016, 1, 1), date(2016, 1, 1)),
        (262, "実施日", date(2020, 10, 1), date(2020, 10, 1)),
        (266, "実施日・期間", None, None),
    ],
)
def test_dates_of_a_priority_form(wako: Filled, line: int, label: str, start: date | None, end: date | None) -> None:
    item = wako.item(line, label)
    assert (item.kind, item.date_start, item.date_end) == ("date", start, end)


@pytest.mark.parametrize(
    ("line", "label", "checked"),
    [
        (
            44,
            "他のシステムとの接続",
            {"庁内連携システム": None, "既存住民基本台帳システム": None, "宛名システム等": None, "税務システム": None},
        ),
        (80, "入手元", {"地方公共団体・地方独立行政法人": "他市区町村"}),
        (81, "入手方法", {"紙": None, "庁内連携システム": None}),
        (104, "提供・移転の有無", {"行っていない": None}),
        (111, "提供方法", {}),
        (221, "情報提供ネットワークシステムとの接続", {"接続しない(入手)": None, "接続しない(提供)": None}),
        (241, "実施の有無", {"自己点検": None}),
    ],
)
def test_boxes_of_a_priority_form(wako: Filled, line: int, label: str, checked: dict[str, str | None]) -> None:
    assert wako.checked(line, label) == checked


def test_boxes_that_all_look_alike_tell_nothing(wako: Filled) -> None:
    item = wako.item(73, "主な記録項目")
    boxes = wako.boxes(item)
    assert (item.value, item.status, wako.issues(item)) == (None, "unreadable", ["item_unreadable"])
    assert [(box.checked, box.status) for box in boxes] == [(None, "unreadable")] * 19
    assert (boxes[0].label, boxes[-1].label) == ("個人番号", "その他")
    assert boxes[-1].detail == "技術的事項(エラーコードなど)"


def test_two_lists_of_record_items_stand_under_their_files(wako: Filled) -> None:
    entries = wako.of(RecordItem)
    one, two = entries[:27], entries[27:]
    assert {(row.file_no, row.file_name) for row in one} == {(1, "滞納処分ファイル")}
    assert {(row.file_no, row.file_name) for row in two} == {(2, "交渉記録ファイル")}
    assert (len(two), [row.no for row in entries]) == (27, list(range(1, 55)))
    assert (one[0].name, one[-1].name, two[0].name, two[-1].name) == (
        "科目コード",
        "更新端末番号",
        "番号",
        "端末番号",
    )
    assert all(wako.text[row.char_start : row.char_end] == row.name for row in entries)


def test_risks_of_a_priority_form(wako: Filled) -> None:
    risks = wako.of(Risk)
    assert [(wako.line(row.char_start), row.marker, row.adequacy, row.status) for row in risks] == [
        (185, "リスク", "十分である", "read"),
        (191, "リスク1", "十分である", "read"),
        (194, "リスク2", "十分である", "read"),
        (203, "リスク", "十分である", "read"),
        (213, "リスク", "十分である", "read"),
        (222, "リスク1", None, "blank"),
        (225, "リスク2", None, "blank"),
        (230, "リスク", "十分である", "read"),
    ]
    assert (risks[0].measures or "").startswith("・書面様式は")
    assert risks[5].measures is None


def test_the_row_of_a_priority_form(wako: Filled) -> None:
    row = wako.assessment()
    assert (row.kind, row.number, row.organisation, row.published_on) == (
        "priority",
        "14",
        "和光市長",
        date(2021, 6, 8),
    )
    assert (row.subjects, row.subjects_min, row.subjects_max) == ("1万人以上10万人未満", 10_000, 100_000)
    assert (row.network_linkage, row.department, row.head) == ("実施しない", "総務部収納課", "課長")
    assert (row.declared_outsourcing, row.declared_provisions, row.declared_transfers) == (1, None, None)
    assert row.systems == ("滞納整理システム",)
    assert [(one.no, one.name, one.content) for one in wako.of(Outsourcing)] == [
        (1, "システムの保守・運用", "システムの保守・運用、一括処理等の委託")
    ]
    assert wako.of(Recipient) == []


# ---------------------------------------------------------------------------------------------------------- full form


@pytest.mark.parametrize(
    ("line", "label", "kind", "value", "status"),
    [
        (7, "評価書番号", "text", "2", "read"),
        (17, "評価実施機関名", "text", "目黒区長", "read"),
        (55, "対象人数", "choice", "30万人以上", "read"),
        (126, "法令上の根拠", "text", "番号法別表24の項", "read"),
        (128, "実施の有無", "choice", "実施する", "inferred"),
        (133, "他の評価実施機関", "text", None, "blank"),
        (165, "ファイルの種類", "choice", "システム用ファイル", "read"),
        (169, "記録される項目", "choice", "100項目以上", "read"),
        (196, "使用者数", "choice", "100人以上500人未満", "read"),
        (206, "委託の件数", "count", "5", "read"),
        (213, "委託先における取扱者数", "choice", "50人以上100人未満", "read"),
        (217, "再委託の有無", "choice", "再委託しない", "read"),
        (251, "委託先名", "text", "株式会社アール・ケー・ケー・コンピューター・サービス", "read"),
        (312, "提供の件数", "count", "65", "read"),
        (312, "移転の件数", "count", "46", "read"),
        (324, "時期・頻度", "text", "随時", "read"),
        (
            619,
            "過去3年以内に、評価実施機関において、個人情報に関する重大事故が発生したか",
            "choice",
            "発生なし",
            "read",
        ),
        (700, "手数料等", "choice", "無料", "read"),
        (721, "しきい値判断結果", "choice", "基礎項目評価及び全項目評価の実施が義務付けられる", "read"),
        (730, "主な意見の内容", "text", "意見なし", "read"),
    ],
)
def test_a_full_form(meguro: Filled, line: int, label: str, kind: str, value: str | None, status: str) -> None:
    item = meguro.item(line, label)
    assert (item.kind, item.value, item.status) == (kind, value, status)


@pytest.mark.parametrize(
    ("line", "label", "start", "end"),
    [
        (23, "公表日", date(2025, 9, 1), date(2025, 9, 1)),
        (173, "保有開始日", date(2016, 1, 1), date(2016, 1, 31)),
        (728, "実施日・期間", date(2023, 12, 1), date(2024, 1, 4)),
        (737, "実施日", date(2024, 2, 5), date(2024, 2, 5)),
        (745, "提出日", None, None),
    ],
)
def test_dates_of_a_full_form(meguro: Filled, line: int, label: str, start: date | None, end: date | None) -> None:
    item = meguro.item(line, label)
    assert (item.kind, item.date_start, item.date_end) == ("date", start, end)


@pytest.mark.parametrize(
    ("line", "label", "checked"),
    [
        (72, "他のシステムとの接続", {"庁内連携システム": None, "税務システム": None}),
        (117, "他のシステムとの接続", {"その他": "共通連携基盤システム"}),
        (
            180,
            "入手元",
            {
                "本人又は本人の代理人": None,
                "評価実施機関内の他部署": "生活福祉課 障害者支援課",
                "行政機関・独立行政法人等": "国税庁 年金保険者 地方公共団体情報システム機構 内閣総理大臣",
                "地方公共団体・地方独立行政法人": "他地方公共団体",
                "民間事業者": "給与支払者",
                "その他": None,  # printed behind the next label
            },
        ),
        (230, "委託先への特定個人情報ファイルの提供方法", {"紙": None, "その他": "ファイル転送サービス(LGWAN回線)"}),
        (312, "提供・移転の有無", {"提供を行っている": None, "移転を行っている": None}),
        (332, "提供方法", {"紙": None, "その他": "eLTAX"}),
    ],
)
def test_boxes_of_a_full_form(meguro: Filled, line: int, label: str, checked: dict[str, str | None]) -> None:
    assert meguro.checked(line, label) == checked


def test_labels_that_lost_their_boxes_tell_nothing_and_the_others_are_read(meguro: Filled) -> None:
    item = meguro.item(170, "主な記録項目")
    boxes = {box.label: box for box in meguro.boxes(item)}
    assert (item.value, item.status, meguro.issues(item)) == (None, "unreadable", ["item_unreadable"])
    assert boxes["国税関係情報"].checked is True
    assert boxes["健康・医療関係情報"].checked is False
    assert (boxes["年金関係情報"].checked, boxes["年金関係情報"].status) == (None, "unreadable")


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (381, "期間"),
        (604, "NISC政府機関統一基準群"),
        (605, "安全管理体制"),
        (606, "安全管理規程"),
        (607, "安全管理体制・規程の職員への周知"),
    ],
)
def test_a_choice_that_lost_its_answer_is_null(meguro: Filled, line: int, label: str) -> None:
    item = meguro.item(line, label)
    assert (item.value, item.status, meguro.issues(item)) == (None, "unreadable", ["item_unreadable"])
    options = [choice for choice in meguro.of(Choice) if choice.item_no == item.no]
    assert len(options) >= 2
    assert all(choice.selected is None for choice in options)


def test_rows_without_their_labels_are_no_values(meguro: Filled) -> None:
    timing = meguro.item(190, "入手の時期・頻度")
    purpose, change = meguro.item(194, "使用目的"), meguro.item(195, "変更の妥当性")
    assert [(one.value, one.status) for one in (timing, purpose, change)] == [(None, "unreadable")] * 3
    (department,) = [one for one in meguro.of(Item) if one.label == "使用部署"]
    assert (department.value, department.status, department.char_start) == (None, "absent", None)


def test_answers_printed_in_one_place_go_to_their_risks(meguro: Filled) -> None:
    for line, risk in ((577, 5), (582, 6)):
        item = meguro.item(line, "リスクへの対策は十分か")
        assert (item.group_no, item.value, item.status) == (risk, "十分である", "inferred")
        assert meguro.issues(item) == ["item_inferred"]
    assert [(row.marker, row.adequacy, row.status) for row in meguro.of(Risk)][16:18] == [
        ("リスク5", "十分である", "inferred"),
        ("リスク6", "十分である", "inferred"),
    ]


def test_the_counts_of_a_full_form_are_those_it_declares(meguro: Filled) -> None:
    row = meguro.assessment()
    assert (row.declared_outsourcing, row.declared_provisions, row.declared_transfers) == (5, 65, 46)
    assert (row.kind, row.form_version, row.published_on) == ("full", "令和7年5月 様式4", date(2025, 9, 1))
    assert (row.subjects, row.subjects_min, row.subjects_max) == ("30万人以上", 300_000, None)
    assert (row.opinions_from, row.opinions_to, row.reviewed_on) == (
        date(2023, 12, 1),
        date(2024, 1, 4),
        date(2024, 2, 5),
    )
    assert len(meguro.of(Change)) == 305


def test_ten_systems_stand_on_pages_of_their_own(meguro: Filled) -> None:
    systems = meguro.of(System)
    assert [row.no for row in systems] == list(range(1, 11))
    assert [row.name for row in systems if row.no != 6] == [
        "個人住民税システム",
        "収納消込システム",
        "口座管理システム",
        "共通連携基盤システム",
        "中間サーバー",
        "地方税ポータルシステム(eLTAXシステム)",
        "課税資料イメージ管理システム",
        "住民基本台帳ネットワークシステム",
        "マイナポータル申請管理",
    ]
    assert systems[8].connections == ("既存住民基本台帳システム",)
    names = {item.no: item.value for item in meguro.of(Item)}
    assert [names[row.item_no or 0] for row in systems] == [row.name for row in systems]


def test_a_block_that_nobody_filled_in_makes_no_row(meguro: Filled) -> None:
    assert [(row.no, row.contractor) for row in meguro.of(Outsourcing)] == [
        (1, "株式会社イメージ"),
        (2, "TOPPANエッジ株式会社"),
        (3, "株式会社アール・ケー・ケー・コンピューター・サービス"),
        (4, "未定"),
        (5, "株式会社日立システムズ"),
    ]
    sixth = [item for item in meguro.of(Item) if (item.group, item.group_no) == ("outsourcing", 6)]
    assert sixth
    assert all(item.value is None for item in sixth)


def test_recipients_are_told_by_kind_and_number(meguro: Filled) -> None:
    recipients = meguro.of(Recipient)
    assert [(row.kind, row.no) for row in recipients] == [
        ("provision", 1),
        ("provision", 2),
        ("provision", 3),
        ("provision", 4),
        ("transfer", 1),
    ]
    assert [row.name for row in recipients[1:3]] == ["給与特別徴収義務者", "日本年金機構"]
    assert (recipients[1].methods, recipients[1].other_method) == (("紙", "その他"), "eLTAX")
    assert recipients[3].timing == "月1回"
    assert recipients[4].legal_basis == "目黒区個人番号の利用に関する条例第3条第2項"


def test_risks_of_a_full_form(meguro: Filled) -> None:
    risks = meguro.of(Risk)
    numbered = [f"リスク{number}" for most in (4, 4, 3, 7, 3) for number in range(1, most + 1)]
    assert [row.marker for row in risks] == [*numbered[:8], None, *numbered[8:]]
    assert (meguro.line(risks[0].char_start), risks[0].risk) == (405, "目的外の入手が行われるリスク")
    assert (meguro.line(risks[-1].char_start), risks[-1].adequacy) == (632, "十分である")


# --------------------------------------------------------------------------------------------------------- basic form


@pytest.mark.parametrize(
    ("line", "label", "kind", "value", "status"),
    [
        (1195, "評価書番号", "text", "15", "read"),
        (1207, "特記事項", "text", None, "blank"),
        (1209, "評価実施機関名", "text", "東京都狛江市長", "read"),
        (1211, "公表日", "date", "平成27年12月15日", "read"),
        (1234, "法令上の根拠", "text", "番号法第9条第1項 別表第1 47の項", "read"),
        (1251, "部署", "text", "福祉保健部高齢障がい課", "read"),
        (1253, "所属長", "text", "浅見 文恵", "read"),
        (1255, "他の評価実施機関", "text", "なし", "read"),
        (1303, "しきい値判断結果", "text", "特定個人情報保護評価の実施が義務付けられない", "read"),
    ],
)
def test_a_basic_form(komae: Filled, line: int, label: str, kind: str, value: str | None, status: str) -> None:
    item = komae.item(line, label)
    assert (item.kind, item.value, item.status) == (kind, value, status)


def test_five_risks_that_share_their_answers_are_one_row(meguro: Filled) -> None:
    (risk,) = [one for one in meguro.of(Risk) if one.heading == "特定個人情報ファイルの取扱いの委託"]
    assert risk.risk.splitlines() == [
        "委託先による特定個人情報の不正入手・不正な使用に関するリスク",
        "委託先による特定個人情報の不正な提供に関するリスク",
        "委託先による特定個人情報の保管・消去に関するリスク",
        "委託契約終了後の不正な使用等のリスク",
        "再委託に関するリスク",
    ]


def test_labels_before_their_values_are_told_by_their_looks(komae: Filled) -> None:
    items = [komae.item(1218, "事務の名称"), komae.item(1220, "事務の概要"), komae.item(1229, "システムの名称")]
    assert [one.status for one in items] == ["inferred"] * 3
    assert [komae.issues(one) for one in items] == [["item_inferred"]] * 3
    assert (items[1].value or "").startswith(
        "特別児童扶養手当等の支給に関する法律(昭和39年法律第134号)に基づき一定の条件を満たした受給資格者に"
    )
    assert (items[1].value or "").endswith("\n④所得状況届の受理,審査及び審査結果の通知")
    assert komae.assessment().office == (
        "障害児福祉手当若しくは特別障害者手当又は国民年金法の一部を改正する法律附則第九十七条第一項の福祉手当の支給に関する事務"
    )
    assert komae.assessment().systems == (
        "福祉総合システム",
        "庁内連携システム",
        "団体内統合宛名システム",
        "中間サーバー",
    )


@pytest.mark.parametrize(
    ("label", "value", "selected"),
    [
        ("実施の有無", "実施する", 1),
        ("評価対象の事務の対象人数は何人か", "1,000人未満(任意実施)", 1),
        ("特定個人情報ファイル取扱者数は500人以上か", "500人未満", 2),
    ],
)
def test_a_choice_behind_the_next_label_is_given_back(komae: Filled, label: str, value: str, selected: int) -> None:
    (item,) = [one for one in komae.of(Item) if one.label == label]
    assert (item.value, item.status, komae.issues(item)) == (value, "inferred", ["item_inferred"])
    assert [one.no for one in komae.of(Choice) if one.item_no == item.no and one.selected] == [selected]


def test_what_the_choices_left_behind_is_the_value(komae: Filled) -> None:
    basis = komae.item(1241, "法令上の根拠")
    assert (basis.value or "").splitlines()[:2] == ["【情報提供】", "番号法第19条第7号 別表第2 19,26,56の2,87の項"]
    contact = komae.item(1263, "連絡先")
    assert (contact.value or "").splitlines()[0] == "狛江市企画財政部政策室"
    assert (basis.status, contact.status) == ("inferred", "inferred")
    counted = [one for one in komae.of(Item) if one.label == "いつ時点の計数か"]
    assert [(one.date_start, one.status) for one in counted] == [(date(2015, 11, 1), "inferred")] * 2


def test_the_row_of_a_basic_form(komae: Filled) -> None:
    row = komae.assessment()
    assert (row.kind, row.form_version, row.published_on) == ("basic", "平成26年4月 様式2", date(2015, 12, 15))
    assert (row.subjects_min, row.subjects_max, row.handlers) == (None, 1000, "500人未満")
    assert komae.of(Change) == []


# -------------------------------------------------------------------------------------------------------- every form


@pytest.mark.parametrize(
    ("name", "kind", "version"),
    [("meguro", "full", "r07_05"), ("komae", "basic", "h26_04"), ("wako", "priority", None)],
)
def test_every_item_of_the_form_has_a_row(
    request: pytest.FixtureRequest, name: str, kind: FormKind, version: str | None
) -> None:
    filled: Filled = request.getfixturevalue(name)
    items = filled.of(Item)
    held = {one.key for one in items}
    asked = [
        {place.node.key for place in form.places() if place.node.is_item}
        for form in forms()
        if form.kind == kind and version in {None, form.version}
    ]
    assert asked
    assert any(keys == held for keys in asked)
    assert [one.no for one in items] == list(range(1, len(items) + 1))


@pytest.mark.parametrize("name", ["meguro", "komae", "wako"])
def test_what_is_not_known_is_null_and_told(request: pytest.FixtureRequest, name: str) -> None:
    filled: Filled = request.getfixturevalue(name)
    for item in filled.of(Item):
        if item.status in {"absent", "blank", "unreadable"}:
            assert item.value is None, item
        if item.status == "absent":
            assert item.char_start is None, item
        if item.status == "read" and item.kind != "checkboxes":
            assert item.value, item
        told = {"unreadable": ["item_unreadable"], "inferred": ["item_inferred"]}.get(item.status, [])
        assert [code for code in filled.issues(item) if code.startswith("item_")] == told, item


def astray(filled: Filled, item: Item) -> bool:
    """Tell whether the beginning of a value does not stand at its place."""
    raw = filled.text[item.char_start : item.char_end]
    value = item.value or ""
    begins = value.split("、")[0] if item.kind == "checkboxes" else value.splitlines()[0]
    return squash(begins[:10]) not in squash(html.unescape(TAG.sub("", raw)))


@pytest.mark.parametrize(("name", "least"), [("meguro", 250), ("komae", 17), ("wako", 80)])
def test_every_value_stands_at_its_place(request: pytest.FixtureRequest, name: str, least: int) -> None:
    filled: Filled = request.getfixturevalue(name)
    values = [
        item
        for item in filled.of(Item)
        if item.value is not None and not (name == "komae" and item.label in BEHIND_THE_NEXT_LABEL)
    ]
    assert len(values) >= least
    assert [(item.label, item.value) for item in values if astray(filled, item)] == []


def test_a_choice_given_back_stands_at_its_place(komae: Filled) -> None:
    values = [item for item in komae.of(Item) if item.label in BEHIND_THE_NEXT_LABEL]
    assert [item.label for item in values if astray(komae, item)] == []


def test_functions_above_their_label_are_those_of_the_system(meguro: Filled) -> None:
    assert (meguro.of(System)[4].functions or "").startswith("1 符号管理")


def test_a_name_ends_where_its_cell_ends(meguro: Filled) -> None:
    assert meguro.of(System)[5].name == "国税連携システム"


# ----------------------------------------------------------------------------------------------------------- made up

SYSTEMS = """\
I 基本情報

| 1. 特定個人情報ファイルを取り扱う事務 | |
|--|--|
| ①事務の名称 | 甲の事務 |
| 2. 特定個人情報ファイルを取り扱う事務において使用するシステム | |
| システム1 | |
| ①システムの名称 | 甲システム |
| ②システムの機能 | 前の頁の機能。 |

- 3 -

| | 次の頁の機能。 |
|--|--|
| ③他のシステムとの接続 | [○] 庁内連携システム [ ] 税務システム [○] その他 (乙システム) |
| システム2～5 | |
| システム2 | |
| ①システムの名称 | |
| ②システムの機能 | |
| ③他のシステムとの接続 | [ ] 庁内連携システム [ ] 税務システム [ ] その他 ( ) |
"""


def test_a_cell_that_a_page_break_cuts_is_one_value() -> None:
    filled, _ = made_up("priority", SYSTEMS)
    (system,) = filled.of(System)
    assert (system.no, system.name) == (1, "甲システム")
    assert (system.functions or "").splitlines() == ["前の頁の機能。", "次の頁の機能。"]
    assert (system.connections, system.other_connections) == (("庁内連携システム", "その他"), "乙システム")


def test_an_empty_block_has_items_and_no_row() -> None:
    filled, _ = made_up("priority", SYSTEMS)
    second = [item for item in filled.of(Item) if (item.group, item.group_no) == ("system", 2)]
    assert [(item.label, item.value) for item in second] == [
        ("システムの名称", None),
        ("システムの機能", None),
        ("他のシステムとの接続", None),
    ]
    assert [row.no for row in filled.of(System)] == [1]
    assert filled.assessment().systems == ("甲システム",)


OUTSOURCING = """\
II 特定個人情報ファイルの概要

| 4. 特定個人情報ファイルの取扱いの委託 | |
|--|--|
| 委託の有無 ※ | [ 委託する ] <選択肢> 1) 委託する 2) 委託しない ( 12 ) 件 |
| 委託事項1 | 甲の委託 |
| ①委託内容 | 甲の内容 |
| ③委託先名 | 甲株式会社 |
| 委託事項2 | 乙の委託 |
| ①委託内容 | 乙の内容 |
| ③委託先名 | 乙株式会社 |
"""


def test_a_count_and_its_blocks() -> None:
    filled, findings = made_up("priority", OUTSOURCING)
    assert filled.assessment().declared_outsourcing == 12
    assert [(row.no, row.name, row.content, row.contractor) for row in filled.of(Outsourcing)] == [
        (1, "甲の委託", "甲の内容", "甲株式会社"),
        (2, "乙の委託", "乙の内容", "乙株式会社"),
    ]
    assert [(one.code, one.message) for one in findings] == [("count_mismatch", "委託の件数: 12, 委託事項: 2")]


def test_plain_text_is_read_like_a_table() -> None:
    text = "評価実施機関名\n甲市長\n公表日\n令和3年4月1日\nⅠ 関連情報\n5.評価実施機関における担当部署\n①部署\n総務課\n"
    filled, findings = made_up("basic", text)
    row = filled.assessment()
    assert (row.organisation, row.published_on, row.department) == ("甲市長", date(2021, 4, 1), "総務課")
    assert filled.item(8, "部署").marker == "①"
    assert findings == []


def test_a_choice_without_its_answer_is_told_with_the_number_of_its_item() -> None:
    options = "<選択肢> 1) 委託する 2) 委託しない"
    filled, findings = made_up(
        "priority", OUTSOURCING.replace("[ 委託する ] <選択肢> 1) 委託する 2) 委託しない", options)
    )
    (item,) = [one for one in filled.of(Item) if one.label == "委託の有無"]
    assert (item.value, item.status) == (None, "unreadable")
    assert [(one.code, one.item_no) for one in findings if one.code == "item_unreadable"] == [
        ("item_unreadable", item.no)
    ]


# --------------------------------------------------------------------------------------------------------- the house


def strings(path: Path) -> list[str]:
    """Return the text constants of a module without those that document it (a bare string is no code)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare
    ]


def test_no_label_of_a_form_stands_in_the_code() -> None:
    nodes = [place.node for form in forms() for place in form.places()]
    known = {squash(text) for node in nodes for text in (node.label, *node.variants, *node.options)}
    known |= {squash(box.label) for node in nodes for box in node.boxes}
    long = {text for text in known if len(text) >= 5}
    assert len(long) > 200
    paths = [path for room in ("parsers", "extract", "hyokasho") for path in (PROJECT / room).rglob("*.py")]
    assert PROJECT / "parsers" / "assessment.py" in paths
    found = [
        (str(path.relative_to(PROJECT)), text)
        for path in paths
        if path.name != "records.py"  # describes its columns in the words of the form
        for text in strings(path)
        if squash(text) in long
    ]
    assert found == []

"""What a form says in two places: told where it does not agree, silent where it does or where nobody can know."""

from pathlib import Path

import pytest

from extract.dump import dump_rows
from extract.errors import DefinitionError
from extract.read import read
from parsers.assessment import read_assessment
from parsers.bundle import line_breaks
from parsers.consistency import consistency_rules, load_consistency_rules
from parsers.definitions import document_kinds
from parsers.forms import FormKind
from parsers.issues import ISSUE_KINDS, Finding
from parsers.paragraphs import paragraphs
from parsers.parse import parse
from parsers.records import Issue, RecordItem

ABOUT_READING = {"item_unreadable", "item_inferred"}
CODES = (
    "chapter_missing label_repeated label_out_of_order item_repeated count_mismatch band_mismatch list_elsewhere list_file_unknown"
    " answers_contradict threshold_mismatch dates_out_of_order changes_out_of_order"
).split()


def found(kind: FormKind, *lines: str) -> list[Finding]:
    joined = paragraphs(list(dump_rows("\n".join(lines))), line_breaks(document_kinds()))
    _, findings = read_assessment(kind, joined, "0123456789abcdef-01", ())
    return [finding for finding in findings if finding.code not in ABOUT_READING]


def told(kind: FormKind, *lines: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in found(kind, *lines)]


def table(*rows: tuple[str, str]) -> list[str]:
    return ["| | |", "|--|--|", *(f"| {label} | {value} |" for label, value in rows), ""]


FILE = ["## Ⅱ 特定個人情報ファイルの概要", *table(("1. 特定個人情報ファイル名", "国保ファイル"))]
RISKS = ["## Ⅲ リスク対策", "### 1. 特定個人情報ファイル名", "国保ファイル"]


# ---------------------------------------------------------------------------------------------------------- the seeds


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("000_*.txt", []),
        (
            "001_*.txt",
            # Nested tables of the dump print three rows of 委託事項3 and 4 once more; two answers were pulled out under
            # one heading; the other 提供先 and 移転先 stand in 別表1 and 別表2, the record items in another file.
            [
                ("label_repeated", "対象となる本人の数", 245),
                ("label_repeated", "対象となる本人の範囲 ※", 246),
                ("label_repeated", "対象となる本人の範囲 ※", 247),
                ("label_repeated", "対象となる本人の数", 262),
                ("label_repeated", "対象となる本人の範囲 ※", 263),
                ("label_repeated", "その妥当性", 264),
                ("label_repeated", "リスクへの対策は十分か", 577),
                ("label_repeated", "リスクへの対策は十分か", 582),
                ("count_mismatch", "提供の件数: 65, 提供先: 4", 312),
                ("count_mismatch", "移転の件数: 46, 移転先: 1", 312),
                ("list_elsewhere", "「(別添2)ファイル記録項目」のとおり", 397),
            ],
        ),
        ("002_*.txt", []),
        ("003_*.txt", []),
        (
            "004_*.txt",
            [
                ("chapter_missing", "変更箇所", 24),
                ("band_mismatch", "記録される項目: 100項目以上, 54", 72),
                (
                    "answers_contradict",
                    "提供・移転の有無: 行っていない / 特定個人情報の提供・移転(委託や情報提供ネットワークシステムを通じた提供を除く。):"
                    " [ ]提供・移転しない",
                    104,
                ),
            ],
        ),
    ],
)
def test_the_seeds_by_hand(shared: Path, pattern: str, expected: list[tuple[str, str, int]]) -> None:
    (path,) = (shared / "seeds").glob(pattern)
    data = path.read_bytes()
    text = data.decode("utf-8")
    issues = [row for row in parse(read(data, path.name), "0123456789abcdef") if isinstance(row, Issue)]
    lines = [(one.code, one.message, text.count("\n", 0, one.char_start or 0) + 1) for one in issues]
    assert [line for line in lines if line[0] in CODES] == expected


# ------------------------------------------------------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("3", [("count_mismatch", "委託の件数: 3, 委託事項: 2")]),
        ("2", []),
        ("", [("count_mismatch", "委託の件数: -, 委託事項: 2")]),
    ],
)
def test_blocks_are_counted_where_a_text_is_written(count: str, expected: list[tuple[str, str]]) -> None:
    assert (
        told(
            "priority",
            *FILE,
            "### 4. 特定個人情報ファイルの取扱いの委託",
            *table(
                ("委託の有無 ※", f"[ 委託する ] ( {count} ) 件 <選択肢> 1) 委託する 2) 委託しない"),
                ("委託事項1", "印刷"),
                ("①委託内容", "通知書の印刷"),
                ("委託事項2", "保守"),
                ("①委託内容", "保守作業"),
                ("委託事項3", ""),
                ("①委託内容", ""),
                ("②委託先における取扱者数", "[ 10人未満 ] <選択肢> 1) 10人未満 2) 10人以上50人未満"),
            ),
        )
        == expected
    )


@pytest.mark.parametrize(
    ("band", "entries", "expected"),
    [
        ("10項目以上50項目未満", "氏名 住所 税額", [("band_mismatch", "記録される項目: 10項目以上50項目未満, 3")]),
        ("10項目未満", "氏名 住所 税額", []),
        ("10項目以上50項目未満", "氏名、住所、生年月日、性別、続柄 世帯番号、宛名番号、税額、期別、納期、滞納額", []),
        ("100項目以上", "別紙「記録項目一覧」のとおり", [("list_elsewhere", "別紙「記録項目一覧」のとおり")]),
    ],
)
def test_record_items_against_their_band(band: str, entries: str, expected: list[tuple[str, str]]) -> None:
    options = "<選択肢> 1) 10項目未満 2) 10項目以上50項目未満 3) 50項目以上100項目未満 4) 100項目以上"
    assert (
        told(
            "priority",
            *FILE,
            "### 2. 基本情報",
            *table(("④記録される項目", f"[ {band} ] {options}")),
            "## (別添1) 特定個人情報ファイル記録項目",
            *(f"- {entry}\n" for entry in entries.split(" ")),
        )
        == expected
    )


LISTS = (
    "## (別添1) 特定個人情報ファイル記録項目",
    "１．資格情報",
    "氏名、住所、続柄、番号",
    "２．賦課情報",
    "年度、税額、期別、納期",
)


@pytest.mark.parametrize(
    ("names", "files", "issues"),
    [
        (["国保ファイル"], [(1, None)] * 8, []),  # one file, two groups
        (["国保ファイル", "税ファイル"], [(None, None)] * 8, [("list_file_unknown", "")]),
        (["資格情報ファイル", "賦課情報ファイル"], [(1, "資格情報")] * 4 + [(2, "賦課情報")] * 4, []),
    ],
)
def test_headings_of_record_items_name_files_or_groups(
    names: list[str], files: list[tuple[int | None, str | None]], issues: list[tuple[str, str]]
) -> None:
    chapters = [
        line
        for name in names
        for line in ("## Ⅱ 特定個人情報ファイルの概要", *table(("1. 特定個人情報ファイル名", name)))
    ]
    joined = paragraphs(list(dump_rows("\n".join([*chapters, *LISTS]))), line_breaks(document_kinds()))
    records, findings = read_assessment("priority", joined, "0123456789abcdef-01", ())
    listed = [record for record in records if isinstance(record, RecordItem)]
    assert [(record.file_no, record.file_name) for record in listed] == files
    assert [(one.code, one.message) for one in findings if one.code == "list_file_unknown"] == issues


# ------------------------------------------------------------------------------------------------------ contradictions


def outsourcing(answer: str, box: str, adequacy: str) -> list[tuple[str, str]]:
    return told(
        "priority",
        *FILE,
        "### 4. 特定個人情報ファイルの取扱いの委託",
        *table(("委託の有無 ※", f"[ {answer} ] ( ) 件 <選択肢> 1) 委託する 2) 委託しない")),
        *RISKS,
        f"### 4. 特定個人情報ファイルの取扱いの委託 {box} 委託しない",
        "リスク: 委託先における不正な使用等のリスク",
        *table(
            ("委託契約書中の特定個人情報ファイルの取扱いに関する規定", "[ ] <選択肢> 1) 定めている 2) 定めていない"),
            (
                "リスクへの対策は十分か",
                f"[ {adequacy} ] <選択肢> 1) 特に力を入れている 2) 十分である 3) 課題が残されている",
            ),
        ),
    )


HEAD = "特定個人情報ファイルの取扱いの委託"


@pytest.mark.parametrize(
    ("answer", "box", "adequacy", "expected"),
    [
        ("委託する", "[ ]", "十分である", []),
        ("委託しない", "[○]", "", []),
        ("委託する", "[○]", "", [f"委託の有無: 委託する / {HEAD}: 委託しない"]),
        ("委託しない", "[ ]", "", [f"委託の有無: 委託しない / {HEAD}: [ ]委託しない"]),
        ("委託しない", "[○]", "十分である", [f"{HEAD}: 委託しない / リスクへの対策は十分か: 十分である"]),
        ("", "[○]", "", []),
    ],
)
def test_heading_boxes_against_answers(answer: str, box: str, adequacy: str, expected: list[str]) -> None:
    told = [message for code, message in outsourcing(answer, box, adequacy) if code == "answers_contradict"]
    assert told == expected


@pytest.mark.parametrize(
    ("status", "box", "hits"),
    [
        (
            "[○] 提供を行っている ( 1 ) 件 [ ] 移転を行っている ( ) 件 [ ] 行っていない",
            "[○]",
            0,
        ),  # by the network alone
        ("[ ] 提供を行っている ( ) 件 [○] 移転を行っている ( 1 ) 件 [ ] 行っていない", "[○]", 1),
        ("[ ] 提供を行っている ( ) 件 [ ] 移転を行っている ( ) 件 [○] 行っていない", "[ ]", 1),
        ("[ ] 提供を行っている ( ) 件 [ ] 移転を行っている ( ) 件 [○] 行っていない", "[○]", 0),
        ("[○] 提供を行っている ( ) 件 [ ] 移転を行っている ( ) 件 [○] 行っていない", "[○]", 1),
    ],
)
def test_provision_against_its_heading_box(status: str, box: str, hits: int) -> None:
    codes = [
        code
        for code, _ in told(
            "priority",
            *FILE,
            "### 5. 特定個人情報の提供・移転(委託に伴うものを除く。)",
            *table(("提供・移転の有無", status)),
            *RISKS,
            f"### 5. 特定個人情報の提供・移転(委託や情報提供ネットワークシステムを通じた提供を除く。) {box} 提供・移転しない",
        )
    ]
    assert codes.count("answers_contradict") == hits


# ---------------------------------------------------------------------------------------------------------- thresholds

BANDS = "<選択肢> 1) 1,000人未満(任意実施) 2) 1,000人以上1万人未満 3) 1万人以上10万人未満 4) 10万人以上30万人未満 5) 30万人以上"
NONE, BASIC = "特定個人情報保護評価の実施が義務付けられない", "基礎項目評価の実施が義務付けられる"
PRIORITY = "基礎項目評価及び重点項目評価の実施が義務付けられる"
FULL = "基礎項目評価及び全項目評価の実施が義務付けられる"


@pytest.mark.parametrize(
    ("people", "handlers", "incident", "obliged"),
    [
        ("1,000人未満(任意実施)", "500人以上", "発生あり", NONE),
        ("1,000人以上1万人未満", "500人以上", "発生あり", BASIC),
        ("1万人以上10万人未満", "500人未満", "発生なし", BASIC),
        ("1万人以上10万人未満", "500人以上", "発生なし", PRIORITY),
        ("1万人以上10万人未満", "500人未満", "発生あり", PRIORITY),
        ("10万人以上30万人未満", "500人未満", "発生なし", PRIORITY),
        ("10万人以上30万人未満", "500人未満", "発生あり", FULL),
        ("30万人以上", "500人未満", "発生なし", FULL),
    ],
)
def test_what_is_obligatory_by_the_guideline(people: str, handlers: str, incident: str, obliged: str) -> None:
    for stated in (NONE, BASIC, PRIORITY, FULL):
        lines = [
            "## Ⅱ しきい値判断項目",
            "### 1. 対象人数",
            *table(("評価対象の事務の対象人数は何人か", f"[ {people} ] {BANDS}")),
            "### 2. 取扱者数",
            *table(("特定個人情報ファイル取扱者数は500人以上か", f"[ {handlers} ] <選択肢> 1) 500人以上 2) 500人未満")),
            "### 3. 重大事故",
            *table(
                (
                    "過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか",
                    f"[ {incident} ] <選択肢> 1) 発生あり 2) 発生なし",
                )
            ),
            "## Ⅲ しきい値判断結果",
            *table(("しきい値判断結果", stated)),
        ]
        wrong = [("threshold_mismatch", f"評価対象の事務の対象人数は何人か: {people} / しきい値判断結果: {stated}")]
        assert told("basic", *lines) == ([] if stated == obliged else wrong), stated


def priority(people: str, stated: str) -> list[tuple[str, str]]:
    options = "1) 1,000人未満 2) 1,000人以上1万人未満 3) 1万人以上10万人未満 4) 10万人以上30万人未満 5) 30万人以上"
    return told(
        "priority",
        "## Ⅰ 基本情報",
        "### 1. 特定個人情報ファイルを取り扱う事務",
        *table(("③対象人数", f"[ {people} ] <選択肢> {options}")),
        "## Ⅴ 評価実施手続",
        "### 1. 基礎項目評価",
        *table(("②しきい値判断結果", f"[ {stated} ]")),
    )


def test_where_the_form_does_not_ask_both_answers_are_allowed_for() -> None:
    assert priority("10万人以上30万人未満", PRIORITY) == []
    assert priority("1万人以上10万人未満", PRIORITY) == []
    assert priority("1万人以上10万人未満", f"{BASIC}(任意に重点項目評価を実施)") == []
    assert priority("1,000人以上1万人未満", PRIORITY) == [
        ("threshold_mismatch", f"対象人数: 1,000人以上1万人未満 / しきい値判断結果: {PRIORITY}")
    ]


def test_a_form_that_asks_for_less_than_is_obligatory() -> None:
    assert priority("30万人以上", PRIORITY) == [
        ("threshold_mismatch", "対象人数: 30万人以上 / priority"),
        ("threshold_mismatch", f"対象人数: 30万人以上 / しきい値判断結果: {PRIORITY}"),
    ]


# --------------------------------------------------------------------------------------------------------------- order


@pytest.mark.parametrize(
    ("assessed", "heard", "reviewed", "published", "expected"),
    [
        ("令和5年9月1日", "令和5年12月1日から令和6年1月4日まで", "令和6年2月5日", "令和6年3月1日", []),
        ("令和5年9月1日", "令和5年12月1日から令和6年1月4日まで", "令和5年12月20日", "令和6年3月1日", []),
        ("令和5年9月1日", "", "", "令和5年9月1日", []),
        ("令和6年2月", "", "令和6年2月5日", "令和6年2月29日", []),
        (
            "令和5年9月1日",
            "令和5年12月1日から令和6年1月4日まで",
            "令和5年2月5日",
            "令和6年3月1日",
            ["国民・住民等からの意見の聴取 実施日・期間 2023-12-01 / 第三者点検 実施日 2023-02-05"],
        ),
        ("令和5年9月1日", "", "", "令和4年9月1日", ["基礎項目評価 実施日 2023-09-01 / 公表日 2022-09-01"]),
    ],
)
def test_days_in_order(assessed: str, heard: str, reviewed: str, published: str, expected: list[str]) -> None:
    lines = [
        *table(("公表日", published)),
        "## Ⅵ 評価実施手続",
        "### 1. 基礎項目評価",
        *table(("①実施日", assessed)),
        "### 2. 国民・住民等からの意見の聴取",
        *table(("②実施日・期間", heard)),
        "### 3. 第三者点検",
        *table(("①実施日", reviewed)),
    ]
    assert told("full", *lines) == [("dates_out_of_order", message) for message in expected]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("1 1 2 3", []),
        ("3 2 2 1", []),
        ("1 3 2 4", ["令和5年4月3日 / 令和5年4月2日"]),
        ("4 3 5 2", ["令和5年4月3日 / 令和5年4月5日"]),
    ],
)
def test_changes_in_order(days: str, expected: list[str]) -> None:
    rows = [
        f"| 令和5年4月{day}日 | ①部署 | 税務{number}課 | 税務課 | 事後 | |" for number, day in enumerate(days.split())
    ]
    header = "| 変更日 | 項目 | 変更前の記載 | 変更後の記載 | 提出時期 | 提出時期に係る説明 |\n|--|--|--|--|--|--|"
    assert told("full", "## (別添3) 変更箇所", "", header, *rows) == [
        ("changes_out_of_order", message) for message in expected
    ]


# ---------------------------------------------------------------------------------------------------------- said twice


def test_a_label_said_twice_and_one_out_of_order() -> None:
    department = ("①部署", "税務課")
    lines = ["### 6. 評価実施機関における担当部署", *table(department, ("②所属長の役職名", "税務課長"))]
    assert told("priority", "## Ⅰ 基本情報", *lines) == []
    again = found("priority", "## Ⅰ 基本情報", *lines, *table(("②所属長の役職名", "収納課長")))
    assert [(one.code, one.message) for one in again] == [("label_repeated", "②所属長の役職名")]
    place = again[0].place
    text = "\n".join(["## Ⅰ 基本情報", *lines, *table(("②所属長の役職名", "収納課長"))])
    assert place is not None
    assert (place.start, place.end) == (text.rindex("②"), text.rindex("②") + len("②所属長の役職名"))


def test_a_block_printed_twice() -> None:
    block = [("委託事項1", "印刷"), ("①委託内容", "通知書の印刷"), ("③委託先名", "株式会社甲")]
    heading = "### 4. 特定個人情報ファイルの取扱いの委託"
    assert told("priority", *FILE, heading, *table(*block)) == []
    assert told("priority", *FILE, heading, *table(*block), *table(*block)) == [
        ("item_repeated", "委託内容"),
        ("item_repeated", "委託先名"),
    ]


CONTENTS = ["## 項目一覧", "Ⅰ 基本情報", "", "Ⅱ 特定個人情報ファイルの概要", "", "Ⅲ リスク対策", ""]


def test_a_chapter_that_the_list_of_contents_names() -> None:
    basics = ["## Ⅰ 基本情報", "### 6. 評価実施機関における担当部署", *table(("①部署", "税務課"))]
    assert told("priority", *CONTENTS, *basics, *FILE, *RISKS) == []
    assert told("priority", *CONTENTS, *basics, *FILE) == [("chapter_missing", "リスク対策")]


# ------------------------------------------------------------------------------------------------------------- blanks


@pytest.mark.parametrize(
    ("box", "expected"),
    [("[ ]", [("answer_missing", "委託先における不正な使用等のリスクへの対策は十分か")]), ("[○]", [])],
)
def test_a_choice_left_blank_wants_an_excuse(box: str, expected: list[tuple[str, str]]) -> None:
    risks = ["Ⅳ リスク対策", f"4.特定個人情報ファイルの取扱いの委託 {box}委託しない"]
    asked = "委託先における不正な使用等のリスクへの対策は十分か"
    options = "<選択肢> 1) 特に力を入れている 2) 十分である 3) 課題が残されている"
    assert told("basic", *risks, *table((asked, f"[ ] {options}"))) == expected
    assert told("basic", *risks[:1], risks[1].replace("○", " "), *table((asked, f"[ 十分である ] {options}"))) == []


def test_nothing_behind_a_label_in_running_lines_may_be_lost_and_an_empty_cell_is_blank() -> None:
    heading = "6.他の評価実施機関"
    lines = ["Ⅰ 関連情報", "5.評価実施機関における担当部署", "①部署", "税務課", "②所属長の役職名", "税務課長"]
    request = ["7.特定個人情報の開示・訂正・利用停止請求", "請求先", "総務課"]
    assert told("basic", *lines, heading, *request) == [("blank_or_lost", "他の評価実施機関")]
    assert told("basic", *lines, heading, "なし", *request) == []
    assert told("basic", *lines, *table((heading, "")), *request) == []


@pytest.mark.parametrize(("box", "expected"), [("[ ]", []), ("[○]", [("blank_or_lost", "適用した理由")])])
def test_a_reason_is_wanted_where_its_box_is_checked(box: str, expected: list[tuple[str, str]]) -> None:
    lines = ["9.規則第9条第2項の適用", f"{box}適用した", "適用した理由", "Ⅱ しきい値判断項目", "1.対象人数"]
    assert told("basic", "Ⅰ 関連情報", *lines) == expected


@pytest.mark.parametrize(
    ("published", "expected"),
    [("令和7年3月28日", []), ("令和7年3月2日", [("dates_out_of_order", "公表日 2025-03-02 / 2025-03-28")])],
)
def test_no_change_comes_after_the_publication(published: str, expected: list[tuple[str, str]]) -> None:
    columns = "| 変更日 | 項目 | 変更前の記載 | 変更後の記載 | 提出時期 | 提出時期に係る説明 |"
    change = "| 令和7年3月28日 | Ⅰ 1.②事務の概要 | 甲 | 乙 | 事後 | 軽微な変更 |"
    lines = ["公表日", published, "", "(別添2)変更箇所", columns, "|--|--|--|--|--|--|", change]
    assert told("priority", *lines) == expected


# ------------------------------------------------------------------------------------------------------------ the data


def test_every_code_is_listed() -> None:
    assert set(CODES) <= set(ISSUE_KINDS)


def test_the_rules_name_what_the_forms_have() -> None:
    assert consistency_rules().counts["file.outsourcing.count"] == "outsourcing"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("file.record_items:", "file.record_itms:", "no form has file.record_itms"),
        ("answer: 委託する}", "answer: 委託せず}", "no form has file.outsourcing.status: 委託せず"),
        ("nothings:", "nothing:", "unknown field `nothing`"),
        ("基礎項目評価書", "'('", "missing )"),
    ],
)
def test_a_wrong_rule_is_refused(tmp_path: Path, samples: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "consistency.yaml"
    text = (samples.parent / "consistency.yaml").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"consistency\.yaml") as raised:
        load_consistency_rules(path)
    assert said in str(raised.value)

"""What papers say of one another: targets only where one document of the file is meant for certain."""

from collections.abc import Callable

from parsers.records import InDocument, Reference

Read = Callable[[str], tuple[InDocument, ...]]


def references(records: tuple[InDocument, ...]) -> list[tuple[str, str, str, str | None]]:
    """Return document, kind, print and target; documents by their two last digits."""
    return [
        (row.document_id[-2:], row.kind, row.raw, row.target_document_id and row.target_document_id[-2:])
        for row in records
        if isinstance(row, Reference)
    ]


SHEET = """諮問第76号
諮問事項
図書館システムの更新に伴う個人情報の外部提供について
根拠規定
条例第9条
目的
利用者を守る。
担当部署
図書館
"""
ANSWER = """答申第5号
令和3年3月1日

青波市長 様

青波市個人情報保護審議会
会長 相沢 悠

 個人情報の外部提供について(答申)

 諮問第76号について、次のとおり答申します。資料2の3ページ及び諮問第77号は別に扱う。

第1 諮問を受けた事項
図書館システムの更新に伴う個人情報の外部提供について
第2 審議会の結論
諮問事項を認める。
"""


def test_numbers_and_matters_of_the_same_file(records: Read) -> None:
    assert references(records(SHEET + "\n" + ANSWER)) == [
        ("02", "consultation", "諮問第76号", "01"),
        ("02", "paper", "資料2の3ページ", None),
        ("02", "consultation", "諮問第77号", None),
        ("02", "matter", "図書館システムの更新に伴う個人情報の外部提供について", "01"),
    ]


def test_a_page_that_is_named_is_kept(records: Read) -> None:
    rows = [row for row in records(SHEET + "\n" + ANSWER) if isinstance(row, Reference)]
    assert [row.target_page for row in rows] == [None, 3, None, None]


def test_a_number_that_two_documents_bear_means_neither(records: Read) -> None:
    other = SHEET.replace("図書館システムの更新", "公民館予約の更新")
    found = references(records(SHEET + "\n" + other + "\n" + ANSWER))
    assert ("03", "consultation", "諮問第76号", None) in found
    assert ("03", "matter", "図書館システムの更新に伴う個人情報の外部提供について", "01") in found


def test_a_matter_within_a_sentence_is_no_reference(records: Read) -> None:
    text = ANSWER.replace("諮問事項を認める。", "図書館システムの更新に伴う個人情報の外部提供についてを認める。")
    found = references(records(SHEET + "\n" + text))
    assert [kind for _, kind, _, _ in found].count("matter") == 1


def test_annexes_are_those_of_the_paper_they_follow(records: Read) -> None:
    listed = "その他\n【参考資料】\n別紙1 構成図\n別紙2 名簿\n別紙1\n構成図\n端末とサーバー\n"
    second = SHEET.replace("76", "77").replace("図書館システム", "公民館システム")
    found = references(
        records(SHEET + listed + second + listed.replace("構成図", "端末の一覧").replace("名簿", "手順"))
    )
    assert [one for one in found if one[1] == "annex"] == [
        ("01", "annex", "別紙1", "02"),
        ("01", "annex", "別紙2", None),
        ("03", "annex", "別紙1", "04"),
        ("03", "annex", "別紙2", None),
    ]


def test_papers_are_found_by_the_number_they_were_handed_out_by(records: Read) -> None:
    text = (
        "企画総務委員会資料\n令和3年11月9日\n1 結果\n資料1のとおり。資料2も見ること。参考資料1は配らない。\n以上\n\n"
        "資料1\n\n評価書(素案)に対する区民意見募集の結果\n\n意見数 1件\n番号\t意見\t区の考え方\n1\t遅い。\t急ぎます。\n"
    )
    assert references(records(text)) == [("01", "paper", "資料1", "02"), ("01", "paper", "資料2", None)]


ASSESSMENT = """特定個人情報保護評価書(基礎項目評価書)
評価書番号 7
評価書名 星見原市 児童手当に関する事務 基礎項目評価書
評価実施機関名 星見原市長
公表日 令和7年3月31日
[令和6年10月 様式2]
Ⅰ 関連情報
1.特定個人情報ファイルを取り扱う事務
①事務の名称 児童手当に関する事務
"""
MINUTES = """令和7年度第1回星見原市個人情報保護審議会会議録

日時 令和7年5月8日(木曜日)午前10時から午前11時まで
場所 市役所
出席者 会長 相沢 悠

会長: 開会します。
事務局: 星見原市 児童手当に関する事務 基礎項目評価書の説明をします。評価書の 4 ページを御覧ください。
会長: 終わります。
"""


def test_an_assessment_and_a_page_of_it_in_a_speech(records: Read) -> None:
    assert references(records(MINUTES + "\n" + ASSESSMENT)) == [
        ("01", "assessment", "星見原市 児童手当に関する事務 基礎項目評価書", "02"),
        ("01", "page", "評価書の 4 ページ", "02"),
    ]


def test_a_page_of_one_of_two_assessments_is_of_neither(records: Read) -> None:
    other = ASSESSMENT.replace("児童手当", "予防接種").replace("番号 7", "番号 8")
    found = references(records(MINUTES + "\n" + ASSESSMENT + "\n" + other))
    assert ("01", "page", "評価書の 4 ページ", None) in found


def test_assessments_themselves_have_no_references(records: Read) -> None:
    assert references(records(ASSESSMENT + "別紙1のとおり。諮問第3号。資料1。\n")) == []


def test_the_letter_that_put_the_matter(records: Read) -> None:
    text = ANSWER.replace("諮問第76号について", "令和3年1月8日付け青総第 12 号で諮問のあった件について")
    assert ("01", "consultation", "青総第 12 号", None) in references(records(text))


def test_every_reference_points_at_its_print(records: Read) -> None:
    text = SHEET + "\n" + ANSWER
    for row in records(text):
        if isinstance(row, Reference):
            assert text[row.char_start : row.char_end] == row.raw


def test_a_real_file(seed: Read) -> None:
    found = references(seed("002"))
    assert [(at, target) for at, kind, _, target in found if kind == "matter"] == [
        ("02", "03"),
        ("02", "06"),
        ("02", "08"),
        ("15", "06"),
    ]
    assert [(at, raw, target) for at, kind, raw, target in found if kind == "annex"] == [
        ("03", "別紙1", "04"),
        ("03", "別紙1", "04"),
        ("03", "別紙2", "05"),
        ("08", "別紙3", "10"),
        ("08", "別紙1", "09"),
        ("08", "別紙2", None),
        ("08", "別紙3", "10"),
        ("08", "別紙4", None),
    ]


def test_the_speeches_of_a_real_file_name_what_is_not_there(seed: Read) -> None:
    found = references(seed("003"))
    assert [raw for _, kind, raw, _ in found if kind == "consultation"] == ["諮問第76号"] * 3
    assert ("01", "paper", "資料3の2ページ", None) in found
    assert ("01", "page", "評価書15 ページ", None) in found

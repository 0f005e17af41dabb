"""Sheets of 諮問 and 報告: values read by hand from made-up sheets, and from a real one with three."""

from collections.abc import Callable
from datetime import date

import pytest

from parsers.records import Consultation, Document, InDocument, Issue

Read = Callable[[str], tuple[InDocument, ...]]


def sheets(records: tuple[InDocument, ...]) -> list[Consultation]:
    return [row for row in records if isinstance(row, Consultation)]


def codes(records: tuple[InDocument, ...]) -> list[str]:
    return [row.code for row in records if isinstance(row, Issue) and not row.code.startswith("organisation")]


NUMBERED = """諮問第12号

1 諮問事項
  避難行動要支援者名簿システムの導入に伴う個人情報の外部提供について
2 根拠規定
  青波市個人情報保護条例第9条第2項第5号
3 諮問の理由
  災害が起きたときに、消防署及び自主防災組織が名簿を使えるようにする。
  名簿の更新は、次のとおり行う。
  1 毎月1日に住民基本台帳から転入者を抽出する。
  2 本人の同意を得た者だけを載せる。
4 対象となる個人情報
  (1) 氏名
  (2) 住所
  (3) その他
5 件数
  約 1,240 件
6 実施時期
  令和5年10月1日から
7 担当課
  危機管理部防災課
8 その他
  特になし
"""


def test_a_sheet_with_numbered_labels(records: Read) -> None:
    (sheet,) = sheets(records(NUMBERED))
    assert (sheet.kind, sheet.number, sheet.department) == ("consultation", "諮問第12号", None)
    assert sheet.subject == "避難行動要支援者名簿システムの導入に伴う個人情報の外部提供について"
    assert sheet.legal_basis == "青波市個人情報保護条例第9条第2項第5号"
    assert sheet.purpose is not None
    assert sheet.purpose.splitlines()[2:] == [
        "1 毎月1日に住民基本台帳から転入者を抽出する。",
        "2 本人の同意を得た者だけを載せる。",
    ]
    assert sheet.record_items == ("氏名", "住所", "その他")
    assert (sheet.count, sheet.timing) == ("約 1,240 件", "令和5年10月1日から")
    assert (sheet.department_in_charge, sheet.other) == ("危機管理部防災課", "特になし")


BRACKETED = """【福祉課】
【諮問事項】
生活保護システムの更新に伴う委託について
【根拠条文】
条例第10条第1項
【目的】
現行のシステムは、保守の期限が令和6年3月に切れる。
【対象となる個人情報の記録項目】
・氏名、生年月日、世帯番号
・口座情報(金融機関名、口座番号)
【件数】
3,200世帯
【実施時期】
令和6年2月
【担当部署】
福祉部福祉課
"""


def test_a_sheet_with_labels_in_brackets_and_lists_with_commas(records: Read) -> None:
    (sheet,) = sheets(records(BRACKETED))
    assert (sheet.department, sheet.count, sheet.timing) == ("福祉課", "3,200世帯", "令和6年2月")
    assert sheet.record_items == ("氏名", "生年月日", "世帯番号", "口座情報(金融機関名、口座番号)")


PLAIN = "【福祉課】\n" + BRACKETED.partition("\n")[2].replace("【", "").replace("】", "")

BESIDE = """諮問事項：防犯カメラの設置に伴う個人情報の収集について
根拠規定：条例第7条第3項
目　　的：駅前の安全を守るため、カメラを6台置く。
記録項目：映像、撮影日時
件　　数：随時
実施時期：令和4年4月1日
担当部署：総務部安全課
そ の 他：なし
"""


def test_labels_with_their_values_beside_them(records: Read) -> None:
    found = records(BESIDE)
    (sheet,) = sheets(found)
    assert sheet.purpose == "駅前の安全を守るため、カメラを6台置く。"
    assert (sheet.count, sheet.other, sheet.record_items) == ("随時", "なし", ("映像", "撮影日時"))
    (document,) = (row for row in found if isinstance(row, Document))
    assert document.title == sheet.subject == "防犯カメラの設置に伴う個人情報の収集について"


TABLE = """# 諮問事項

| 諮問事項 | 国民健康保険料の口座振替に係る外部委託について |
|---|---|
| 根拠規定 | 条例第11条 |
| 目的 | 口座振替の処理を銀行に委託する。<br>委託先は入札で決める。 |
| 記録項目 | 氏名、口座番号 |
| 件数 | 5,000件 |
| 担当部署 | 保険課 |
"""


def test_numbered_entries_side_by_side(records: Read) -> None:
    (sheet,) = sheets(records(BESIDE.replace("映像、撮影日時", "①氏名 ②住所 ③生年月日")))
    assert sheet.record_items == ("氏名", "住所", "生年月日")


def test_labels_in_the_cells_of_a_table(records: Read) -> None:
    (sheet,) = sheets(records(TABLE))
    assert sheet.subject == "国民健康保険料の口座振替に係る外部委託について"
    assert sheet.purpose == "口座振替の処理を銀行に委託する。\n委託先は入札で決める。"
    assert (sheet.record_items, sheet.count) == (("氏名", "口座番号"), "5,000件")
    assert (sheet.timing, sheet.other) == (None, None)


SIDEWAYS = """【市民課】
報告事項
証明書コンビニ交付の開始について
目 1 概要
的 証明書をコンビニで交付する。
なお,費用は国の補助を受ける。
対象とな 1 氏名
る個人情 2 住所
報の項目 3 その他
その他
4 交付時刻
【市民課】
件数
年間 900 件
実施時期
平成 30 年1月 10 日
担当部署
市民課
"""


def test_side_labels_cut_into_the_lines_of_their_values(records: Read) -> None:
    found = records(SIDEWAYS)
    (sheet,) = sheets(found)
    assert (sheet.kind, sheet.department, sheet.subject) == ("report", "市民課", "証明書コンビニ交付の開始について")
    assert sheet.purpose == "1 概要\n証明書をコンビニで交付する。\nなお,費用は国の補助を受ける。"
    assert sheet.record_items == ("氏名", "住所", "その他", "交付時刻")
    assert (sheet.count, sheet.timing, sheet.other) == ("年間 900 件", "平成 30 年1月 10 日", None)
    assert codes(found) == ["field_inferred"]  # 4 交付時刻 stands behind the label その他


def test_words_of_a_label_that_do_not_make_it_up_are_text(records: Read) -> None:
    text = SIDEWAYS.replace("報の項目 3 その他", "報の種別 3 その他")
    (sheet,) = sheets(records(text))
    assert sheet.record_items == ()
    assert "対象とな 1 氏名" in (sheet.purpose or "")


def test_counts_with_numbers_are_no_sentences(records: Read) -> None:
    listed = BESIDE.replace("件　　数：随時", "件数\n1 新規の申請 400件\n2 更新の申請 1,100件")
    (sheet,) = sheets(records(listed))
    assert sheet.count == "1 新規の申請 400件\n2 更新の申請 1,100件"
    assert codes(records(listed)) == []


def test_numbered_sentences_behind_a_count_belong_to_nobody_for_certain(records: Read) -> None:
    found = records(BESIDE.replace("件　　数：随時", "件数\n年400件\n1 申請は、毎月1回まとめて処理する。"))
    (sheet,) = sheets(found)
    assert (sheet.count, sheet.timing) == ("年400件", "令和4年4月1日")
    assert codes(found) == ["field_left_out"]


def test_a_heading_that_is_no_column_ends_the_field_before_it(records: Read) -> None:
    text = BESIDE.replace("根拠規定：", "概要：病院と市を結ぶ。\n根拠規定：")
    (sheet,) = sheets(records(text))
    assert sheet.subject == "防犯カメラの設置に伴う個人情報の収集について"


LETTER = """萌保年第318号
令和4年7月29日

萌葉市情報公開・個人情報保護審議会
 会長 硯山 透 様

                    萌葉市長 夕鶴 孝

特定個人情報保護評価書の第三者点検について(諮問)

 標記の件について、番号法第28条第1項の規定により、下記のとおり諮問します。

                記

1 諮問事項
 国民健康保険に関する事務に係る特定個人情報保護評価書(重点項目評価書)の適合性及び妥当性について
2 諮問理由
 評価書に重要な変更を加えるため。
3 担当課
 市民部保険年金課
"""


def test_a_letter(records: Read) -> None:
    (sheet,) = sheets(records(LETTER))
    assert (sheet.number, sheet.issued_on) == ("萌保年第318号", date(2022, 7, 29))
    assert (sheet.addressee, sheet.sender) == ("萌葉市情報公開・個人情報保護審議会会長", "萌葉市長")
    assert (
        sheet.subject
        == "国民健康保険に関する事務に係る特定個人情報保護評価書(重点項目評価書)の適合性及び妥当性について"
    )
    assert (sheet.purpose, sheet.department_in_charge) == ("評価書に重要な変更を加えるため。", "市民部保険年金課")
    assert sheet.legal_basis == "番号法第28条第1項"


@pytest.mark.parametrize(
    ("sentence", "legal_basis"),
    [
        (
            "住民基本台帳法第5条の規定により作成した台帳に関し、番号法第28条第2項において準用する同条第1項及び特定個人情報\n"
            "保護評価に関する規則(平成26年特定個人情報保護委員会規則第1号)第7条第4項の規定に基づき、貴審議会の意見を求めます。",
            "番号法第28条第2項において準用する同条第1項及び特定個人情報"
            "保護評価に関する規則(平成26年特定個人情報保護委員会規則第1号)第7条第4項",
        ),
        ("住民基本台帳法第5条の規定により作成した台帳について、貴審議会の意見を求めます。", None),
        ("番号法第28条第1項の規定により評価書を作成しました。ついては、下記のとおり諮問します。", None),
        ("条例に定めるところの規定により、下記のとおり諮問します。", None),
    ],
)
def test_the_provisions_by_which_a_letter_asks(records: Read, sentence: str, legal_basis: str | None) -> None:
    text = LETTER.replace("標記の件について、番号法第28条第1項の規定により、下記のとおり諮問します。", sentence)
    assert [sheet.legal_basis for sheet in sheets(records(text))] == [legal_basis]


def test_a_provision_with_a_label_is_the_one_that_counts(records: Read) -> None:
    (sheet,) = sheets(
        records(LETTER.replace("2 諮問理由", "2 根拠規定\n 条例第3条\n3 諮問理由").replace("3 担当課", "4 担当課"))
    )
    assert sheet.legal_basis == "条例第3条"


def test_the_chair_of_a_council_may_be_called_its_head(records: Read) -> None:
    text = LETTER.replace("審議会\n 会長 硯山 透 様", "審議会長 様").replace("萌保年第318号", "諮問番号 第5号")
    (sheet,) = sheets(records(text))
    assert (sheet.addressee, sheet.number) == ("萌葉市情報公開・個人情報保護審議会長", "第5号")
    assert (sheet.issued_on, sheet.sender) == (date(2022, 7, 29), "萌葉市長")


def test_a_letter_without_a_field_for_the_matter_has_its_title(records: Read) -> None:
    (sheet,) = sheets(records(LETTER.partition("                記")[0]))
    assert (sheet.subject, sheet.purpose) == ("特定個人情報保護評価書の第三者点検について", None)


def test_a_letter_whose_title_begins_like_an_assessment_and_that_is_a_numbered_form(records: Read) -> None:
    text = LETTER.replace("萌保年第318号", "様式第1号\n令和4年度諮問第2号").replace(
        "特定個人情報保護評価書の第三者", "特定個人情報保護評価書(重点項目評価書)の第三者"
    )
    found = records(text)
    assert [row.document_type for row in found if isinstance(row, Document)] == ["consultation"]
    (sheet,) = sheets(found)
    assert sheet.number == "令和4年度諮問第2号"


def test_a_sheet_has_no_date_of_a_letter(records: Read) -> None:
    (sheet,) = sheets(records("令和3年11月18日\n令和3年度第3回審議会資料\n" + PLAIN))
    assert (sheet.issued_on, sheet.addressee, sheet.sender) == (None, None, None)


def test_a_date_that_also_heads_the_pages_stays_where_it_is_a_value(records: Read) -> None:
    text = PLAIN.replace("【福祉課】", "令和6年2月9日\n令和5年度第4回審議会資料\n【福祉課】")
    head = "令和6年2月9日\n令和5年度第4回審議会資料\n【福祉課】\n"
    text = text.replace("件数\n", head + "件数\n").replace("令和6年2月\n", "令和6年2月9日\n")
    (sheet,) = sheets(records(text))
    assert (sheet.timing, sheet.count) == ("令和6年2月9日", "3,200世帯")
    assert sheet.record_items[-1] == "口座情報(金融機関名、口座番号)"


def test_what_has_no_matter_has_no_row(records: Read) -> None:
    found = records("諮問書\n\n令和元年5月7日\n\n下記のとおり諮問します。\n目的\n業務を速くするため。\n")
    assert sheets(found) == []
    assert "subject_missing" in codes(found)


# ---------------------------------------------------------------------------------- a real file with three sheets


@pytest.fixture(scope="module")
def council(seed: Read) -> list[Consultation]:
    return sheets(seed("002"))


def test_three_sheets_of_one_file(council: list[Consultation]) -> None:
    assert [(sheet.kind, sheet.department) for sheet in council] == [
        ("consultation", "課税課"),
        ("consultation", "臨時給付金対策室"),
        ("report", "課税課"),
    ]
    assert [sheet.timing for sheet in council] == [
        "平成 28 年1月下旬\n平成 27 年度分\n平成 28 年4月1日\n平成 28 年度分\n※上記理由により,車両の異動があるたび随時実施",
        "1 平成 27 年度給付金 平成 28 年3月から(予定)\n2 平成 28 年度給付金 平成 28 年4月から(予定)",
        "平成 28 年1月以降",
    ]
    assert [sheet.department_in_charge for sheet in council] == [
        "市民生活部課税課住民税係",
        "福祉保健部臨時給付金対策室",
        "市民生活部課税課住民税係・固定資産税係",
    ]


def test_a_subject_over_four_lines_of_different_length(council: list[Consultation]) -> None:
    assert council[1].subject == (
        "狛江市年金生活者等支援臨時福祉給付金支給事務(平成 27 年度実施)及び狛江市臨時福祉給付金支給事務(平成 28 年度実施)"
        "の委託に伴う保有個人情報の目的外利用及び外部提供並びに電子計算機処理の記録項目の設定について"
    )


def test_record_items_are_those_of_the_innermost_numbers(council: list[Consultation]) -> None:
    assert [len(sheet.record_items) for sheet in council] == [33, 13, 4]
    assert council[0].record_items[:2] == ("初度検査年月", "経年車重課対象区分判定結果")
    assert council[0].record_items[-3:] == (
        "経年車重課対象区分判定結果",
        "グリーン化特例対象区分判定結果",
        "町・字コード",
    )
    assert council[1].record_items[5:8] == ("対象判定情報(課税情報・生活保護受給情報)", "口座情報", "住所")
    assert council[2].record_items[-1] == "その他共通事項(別紙3記載)に個人番号を加えたもの"


def test_page_headers_and_the_first_annex_are_in_no_field(council: list[Consultation]) -> None:
    texts = [text for sheet in council for text in (sheet.purpose, sheet.other) if text]
    assert not [text for text in texts if "課税課】" in text]
    assert (council[2].other or "").endswith("別紙4 TKCインターネット・サービスセンター(TISC)のご紹介")
    assert "電子計算機の結合をする必要があるため,電子計算機の結合をしているが" in (council[2].purpose or "").replace(
        "\n", ""
    )


def test_a_letter_that_asks_for_an_opinion_is_a_consultation(records: Read) -> None:
    (sheet,) = sheets(
        records(
            "青波第123号\n令和4年6月1日\n\n青波市個人情報保護審議会会長 様\n\n青波市長 海野 和也\n\n"
            "特定個人情報保護評価書(全項目評価書)の第三者点検について(諮問)\n\n下記の評価書について、貴審議会の意見を求めます。\n\n記\n\n"
            "1 諮問事項\n 住民基本台帳に関する事務 全項目評価書(案)\n2 諮問理由\n 5年を経過する前に評価を再実施するため。\n"
        )
    )
    assert (sheet.number, sheet.subject) == ("青波第123号", "住民基本台帳に関する事務 全項目評価書(案)")
    assert sheet.purpose == "5年を経過する前に評価を再実施するため。"


HUNG = """諮問第31号
令和6年11月18日

楢川市個人情報保護審議会会長　様

　　　　　　　　　　　　　　　　　　楢川市長　柏木　洋一

評価書の第三者点検について（諮問）

　このことについて、貴審議会の意見を求めます。

記

１　諮問事項
　　下記評価書（案）の記載内容が、指針に定める実施手続等に適合しているか（適合性）及び
　評価の目的等に照らし妥当と認められるか（妥当性）の点検
２　諮問の理由
　　住民基本台帳に関する事務については、標準準拠システムへの移行に伴い、特定個人情報の
　保管場所が変わるため。
　　予防接種に関する事務については、対象人数が30万人以上となり、新たに全項目評価の対象と
　なったため。
"""


def test_lines_that_hang_below_their_label_are_joined(records: Read) -> None:
    (sheet,) = sheets(records(HUNG))
    assert sheet.subject == (
        "下記評価書（案）の記載内容が、指針に定める実施手続等に適合しているか（適合性）及び"
        "評価の目的等に照らし妥当と認められるか（妥当性）の点検"
    )
    assert sheet.purpose == (
        "住民基本台帳に関する事務については、標準準拠システムへの移行に伴い、特定個人情報の保管場所が変わるため。\n"
        "予防接種に関する事務については、対象人数が30万人以上となり、新たに全項目評価の対象となったため。"
    )


OWN_LABELS = """諮　問　書
次のとおり諮問します。
諮問番号
第5号
件　名
健康管理に関する事務に係る特定個人情報保護評価書の第三者点検について
諮問の内容
　重要な変更を行うため、評価書の内容について意見を求めるもの
根拠規定
番号法第28条第1項
潮見市附属機関に関する条例に定める
諮問機関の規程第3条
意見公募の期間
令和7年5月1日から同月31日まで
所管課
健康推進課
市民課
答申を希望する時期
令和7年9月中旬
"""


def test_a_line_that_looks_like_a_label_ends_a_field_of_single_lines(records: Read) -> None:
    found = records(OWN_LABELS)
    (sheet,) = sheets(found)
    assert (sheet.number, sheet.department_in_charge) == ("第5号", "健康推進課\n市民課")
    assert sheet.subject == "健康管理に関する事務に係る特定個人情報保護評価書の第三者点検について"
    assert sheet.legal_basis == "番号法第28条第1項\n潮見市附属機関に関する条例に定める\n諮問機関の規程第3条"
    assert codes(found) == ["field_left_out", "field_left_out"]


def test_labels_that_are_not_known_with_their_values_beside_them(records: Read) -> None:
    found = records(BESIDE.replace("目　　的", "公募期間：令和4年1月中\n目　　的"))
    (sheet,) = sheets(found)
    assert sheet.legal_basis == "条例第7条第3項"
    assert codes(found) == ["field_left_out"]


def test_a_row_of_a_table_with_a_label_that_is_not_known_ends_the_field(records: Read) -> None:
    more = "| 委託する理由 | 専用の機器が要る。 |\n| 件数 | 5,000件 |\n| 答申の希望時期 | 9月中旬 |\n"
    text = TABLE.replace("| 件数 | 5,000件 |\n", more)
    text = text.replace("委託先は入札で決める。 |\n", "委託先は入札で決める。 |\n|  | 委託先 | 市内の銀行 |\n")
    (sheet,) = sheets(records(text))
    assert (sheet.record_items, sheet.count) == (("氏名", "口座番号"), "5,000件")
    assert (sheet.purpose or "").endswith("委託先\t市内の銀行")


def test_numbered_rows_below_the_label_of_a_list_are_its_entries(records: Read) -> None:
    text = TABLE.replace("| 記録項目 | 氏名、口座番号 |", "| 記録項目 | ① 氏名 |\n| ② 口座番号 | ③ 金融機関名 |")
    (sheet,) = sheets(records(text))
    assert sheet.record_items == ("氏名", "口座番号", "金融機関名")


def test_several_matters_of_one_letter(records: Read) -> None:
    head = "令和7年6月11日\n楓市個人情報保護審議会会長 様\n楓市長 甲野 一郎\n評価書の第三者点検等について（諮問）\n下記の事項について意見を求めます。\n記\n"
    (sheet,) = sheets(
        records(
            head + "１ 諮問事項\n (1) 評価書（案）の点検について\n (2) 記録項目の追加について\n２ 実施時期 令和8年1月\n"
        )
    )
    assert sheet.subject == "(1) 評価書（案）の点検について\n(2) 記録項目の追加について"

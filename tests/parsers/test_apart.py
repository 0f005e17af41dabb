"""Labels printed before their values, and covers that run into one line: read where there is one way to read them."""

import pytest

from extract.dump import dump_rows
from parsers.bundle import line_breaks
from parsers.definitions import document_kinds
from parsers.form_reading import read_form
from parsers.forms import FormKind, forms
from parsers.fragments import fragments
from parsers.paragraphs import paragraphs
from parsers.run_together import cut_at_labels

RULE = "labels_before_their_values"


def said(kind: FormKind, text: str) -> dict[str, tuple[str | None, str]]:
    """Return value and status of each item whose label is there, the first of each key."""
    form = read_form(kind, paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))
    found: dict[str, tuple[str | None, str]] = {}
    for slot in form.slots:
        if slot.head is not None and slot.slot.node.is_item:
            found.setdefault(slot.slot.node.key, (slot.reading.value, slot.reading.status))
    return found


def cover(text: str) -> list[tuple[str | None, str]]:
    found = said("full", text)
    return [found.get(f"cover.{key}", (None, "absent")) for key in ("number", "name", "organisation", "published_on")]


NAME = "甲市 国民健康保険に関する事務 全項目評価書"
AS_READ = [("7", "read"), (NAME, "read"), ("甲市長", "read"), ("令和3年6月18日", "read")]


# ---------------------------------------------------------------------------------------------------- labels, then values


@pytest.mark.parametrize(
    "values", [f"7\n{NAME}", f"{NAME}\n7", f"7 {NAME}", "甲市 国民健康保険に関する事務 全項目評価\n書\n7"]
)
def test_number_and_name_in_either_order(values: str) -> None:
    text = f"特定個人情報保護評価書(全項目評価書)\n評価書番号\n評価書名\n{values}\n特記事項\nなし\n"
    assert cover(text)[:2] == [("7", "inferred"), (NAME, "inferred")]


def test_organisation_and_day_in_either_order() -> None:
    for values in ("甲市長\n令和3年6月18日", "令和3年6月18日\n甲市長"):
        text = f"評価書番号\n7\n評価実施機関名\n個人情報保護委員会 承認日【行政機関等のみ】\n公表日\n{values}\n[平成30年5月 様式4]\n"
        assert cover(text)[2:] == [("甲市長", "inferred"), ("令和3年6月18日", "inferred")]


def test_an_organisation_beside_the_label_of_the_day() -> None:
    text = "評価書番号\n7\n特記事項\n評価実施機関名\n公表日 甲市長\n令和3年6月18日\n[平成30年5月 様式4]\n"
    assert cover(text)[2:] == [("甲市長", "inferred"), ("令和3年6月18日", "inferred")]


def test_values_behind_the_stamp() -> None:
    text = "評価書番号\n7\n特記事項\n評価実施機関名\n公表日\n[平成30年5月 様式4]\n甲市長\n令和3年6月18日\n"
    assert cover(text)[2:] == [("甲市長", "inferred"), ("令和3年6月18日", "inferred")]


@pytest.mark.parametrize("notes", ["東京都", "窓口を委託している。"])
def test_a_line_that_may_be_a_note_or_part_of_the_name_is_nobody_s(notes: str) -> None:
    """特記事項 is often left blank, so two lines behind 評価実施機関名 prove nothing: both are unreadable, or both are read."""
    found = said("full", f"評価書番号\n7\n特記事項\n評価実施機関名\n{notes}\n甲市長\n公表日\n")
    pair = (found["cover.special_notes"], found["cover.organisation"])
    assert pair in [
        ((None, "unreadable"), (None, "unreadable")),
        (("窓口を委託している。", "inferred"), ("甲市長", "inferred")),
    ]
    assert notes != "東京都" or pair[0] == (None, "unreadable")


def test_blank_items_before_a_value_of_two_words_stay_blank() -> None:
    found = said("full", "評価書番号\n7\n特記事項\n評価実施機関名\n東京都 甲市長\n公表日\n令和3年6月18日\n")
    assert found["cover.special_notes"] == (None, "blank")
    assert found["cover.organisation"] == ("東京都 甲市長", "read")


def test_name_description_and_systems() -> None:
    text = (
        "Ⅰ 関連情報\n1.特定個人情報ファイルを取り扱う事務\n①事務の名称\n②事務の概要\n③システムの名称\n"
        "国民健康保険に関する事務\n被保険者の資格を管理する。\n・保険料の計算\n国民健康保険システム、中間サーバー\n"
    )
    found = said("basic", text)
    assert found["basics.process.name"] == ("国民健康保険に関する事務", "inferred")
    assert found["basics.process.description"] == ("被保険者の資格を管理する。\n・保険料の計算", "inferred")
    assert found["basics.system_names"] == ("国民健康保険システム、中間サーバー", "inferred")


def test_a_list_of_systems_that_may_be_part_of_the_description() -> None:
    text = "Ⅰ 関連情報\n①事務の名称\n②事務の概要\n③システムの名称\n甲に関する事務\n甲システムの運用\n乙システム\n"
    assert {status for _, status in said("basic", text).values()} == {"unreadable"}


# ------------------------------------------------------------------------------------------------------------- one line


def running(*pieces: str) -> str:
    return " ".join(("特定個人情報保護評価書(全項目評価書)", *pieces)) + "\n"


DECLARED = ("個人のプライバシー等の権利利益の保護の宣言", "甲市は、対策を講じることを宣言する。")
STAMP = "[平成30年5月 様式4]"


def test_a_cover_on_one_line() -> None:
    text = running(
        "評価書番号",
        "7",
        "評価書名",
        NAME,
        *DECLARED,
        "特記事項",
        "評価実施機関名",
        "甲市長",
        "公表日",
        "令和3年6月18日",
        STAMP,
    )
    assert cover(text) == AS_READ
    found = said("full", text)
    assert found["cover.declaration"] == ("甲市は、対策を講じることを宣言する。", "read")
    assert found["cover.special_notes"] == (None, "blank")


def test_a_cover_on_one_line_with_labels_first_and_the_day_above_the_stamp() -> None:
    text = running(
        "評価書番号", "評価書名", "7", NAME, *DECLARED, "特記事項", "令和3年6月18日", STAMP,
        "評価実施機関名", "甲市長", "個人情報保護委員会 承認日 【行政機関等のみ】", "公表日",
    )  # fmt: skip
    assert cover(text) == [("7", "inferred"), (NAME, "inferred"), ("甲市長", "read"), ("令和3年6月18日", "inferred")]
    assert said("full", text)["cover.special_notes"] == (None, "blank")


def test_a_letter_spaced_cover() -> None:
    text = (
        "1 特 定 個 人 情 報 保 護 評 価 書 ( 全 項 目 評 価 書 ) 評 価 書 番 号 7 評 価 書 名 甲市介護に関する事務全項目評価書 特 記 事 項"
        " 評 価 実 施 機 関 名 甲市長 公 表 日 平成 26 年 4 月様式 4 1 / 51 ページ\n"
    )
    form = read_form("full", paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))
    assert form.stamp == "平成 26 年 4 月様式 4"
    assert cover(text) == [
        ("7", "read"),
        ("甲市介護に関する事務全項目評価書", "read"),
        ("甲市長", "read"),
        (None, "unreadable"),
    ]


def test_a_sentence_that_speaks_of_labels_is_no_cover() -> None:
    declaration = "甲市は、公表日 や 特記事項 を定め、対策を講じることを宣言する。"
    found = said("full", f"評価書番号\n7\n{DECLARED[0]}\n{declaration}\n特記事項\nなし\n")
    assert found["cover.declaration"] == (declaration, "read")


def test_a_heading_and_its_item_on_one_line() -> None:
    text = "Ⅳ リスク対策\n9.監査 実施の有無 [○] 自己点検 [ ] 内部監査 [ ] 外部監査\n10.従業者に対する教育・啓発\n"
    form = read_form("basic", paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))
    (audit,) = [slot for slot in form.slots if slot.slot.node.key == "measures.audit.kinds"]
    assert [(box.label, box.state) for box in audit.reading.boxes] == [
        ("自己点検", "checked"),
        ("内部監査", "unchecked"),
        ("外部監査", "unchecked"),
    ]


def test_the_day_above_the_stamp_does_not_replace_one_that_is_there() -> None:
    text = f"評価書番号\n7\n特記事項\n令和2年4月1日\n{STAMP}\n評価実施機関名\n甲市長\n公表日\n令和3年6月18日\n"
    found = said("full", text)
    assert found["cover.published_on"] == ("令和3年6月18日", "read")
    assert found["cover.special_notes"] == ("令和2年4月1日", "read")


def test_a_date_within_a_sentence_above_the_stamp_is_none() -> None:
    text = f"評価書番号\n7\n特記事項\n令和2年4月1日から委託している。\n{STAMP}\n評価実施機関名\n甲市長\n公表日\n"
    assert cover(text)[3] == (None, "unreadable")


# ------------------------------------------------------------------------------------------------------------- contents


def test_the_list_of_contents_begins_no_chapter() -> None:
    chapters = "項目一覧\nⅠ 基本情報\n(別添1) 事務の内容\nⅡ 特定個人情報ファイルの概要\n"
    text = f"{chapters}Ⅰ 基本情報\n6. 評価実施機関における担当部署\n①部署\n税務課\n"
    form = read_form("full", paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))
    assert [piece.text for piece in form.contents] == chapters.splitlines()[1:]
    assert [slot.slot.node.key for slot in form.slots if slot.region is not None] == [
        "cover.contents",
        "basics",
        "basics.department",
        "basics.department.name",
    ]


def test_one_heading_behind_the_contents_is_a_chapter() -> None:
    form = read_form(
        "full", paragraphs(list(dump_rows("項目一覧\nⅠ 基本情報\n①部署\n税務課\n")), line_breaks(document_kinds()))
    )
    assert form.contents == ()
    assert [slot.slot.node.key for slot in form.slots if slot.region is not None][1] == "basics"


# ------------------------------------------------------------------------------------------------- a form on one line

BODY = (
    "特定個人情報保護評価書(基礎項目評価書) 評価書番号 17 評価書名 子ども医療費助成事務 基礎項目評価書 評価実施機関名 柚木川市長 公表日 令和7年3月31日"
    " [令和6年10月 様式2] Ⅰ 関連情報 1.特定個人情報ファイルを取り扱う事務 ①事務の名称 子ども医療費助成事務 ②事務の概要 医療費を助成する。 資格を確認する。"
    " ③システムの名称 医療費助成システム、中間サーバー 4.情報提供ネットワークシステムによる情報連携 ①実施の有無 [ 実施する ] <選択肢> 1) 実施する"
    " 2) 実施しない 3) 未定 ②法令上の根拠 番号法第19条第8号 5.評価実施機関における担当部署 ①部署 子育て課 ②所属長の役職名 子育て課長"
    " Ⅱ しきい値判断項目 1.対象人数 評価対象の事務の対象人数は何人か [ 1,000人以上1万人未満 ] いつ時点の計数か 令和6年12月1日 時点"
    " 2.取扱者数 特定個人情報ファイル取扱者数は500人以上か [ 500人未満 ] いつ時点の計数か 令和6年12月2日 時点 3.重大事故"
    " 過去1年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか [ 発生なし ]"
    " 変更箇所 変更日 項目 変更前の記載 変更後の記載 提出時期 令和5年8月1日 Ⅰ5. ②所属長の役職名 課長 東 一郎 課長 事後\n"
)


@pytest.mark.parametrize("text", [BODY, BODY.replace(" Ⅱ", "\nⅡ").replace(" 4.", "\n4.")])
def test_a_form_on_one_line(text: str) -> None:
    found = said("basic", text)
    assert [(key, *found[key]) for key in found if found[key][1] != "read"] == []
    values = {key: value for key, (value, _) in found.items()}
    assert values["basics.process.description"] == "医療費を助成する。 資格を確認する。"
    assert values["basics.network.status"] == "実施する"
    assert values["basics.network.legal_basis"] == "番号法第19条第8号"
    assert (values["basics.department.name"], values["basics.department.head"]) == ("子育て課", "子育て課長")
    assert (values["subjects.as_of"], values["handlers.as_of"]) == ("令和6年12月1日 時点", "令和6年12月2日 時点")
    assert values["incident.past_year"] == "発生なし"


def test_short_labels_on_one_line_are_told_by_what_stands_beside_them() -> None:
    text = (
        "特定個人情報保護評価書(全項目評価書) 評価書番号 5 Ⅱ 特定個人情報ファイルの概要 3. 特定個人情報の入手・使用 ⑥使用目的 ※ 賦課のため。"
        " ⑦使用の主体 使用部署 ※ 税務課 使用者数 <選択肢> [ 10人未満 ] 1) 10人未満 2) 10人以上50人未満 ⑧使用方法 ※ 方法は別に定める。"
        " 4. 特定個人情報ファイルの取扱いの委託 委託の有無 ※ [ 委託する ] 委託事項1 印刷 ⑥委託先名 みなも印刷 再委託 ⑦再委託の有無 ※ [ 再委託しない ]\n"
    )
    values = {key: value for key, (value, _) in said("full", text).items()}
    assert values["file.use.departments"] == "税務課"
    assert values["file.use.users"] == "10人未満"
    assert values["file.use.method"] == "方法は別に定める。"
    assert values["outsourcing.contractor"] == "みなも印刷"
    assert values["outsourcing.redelegation"] == "再委託しない"


def test_words_of_a_long_line_are_no_labels() -> None:
    form = next(form for form in forms() if form.kind == "basic")
    line = "事務の概要 " + "甲 乙 " * 2000
    pieces = fragments(paragraphs(list(dump_rows(line)), line_breaks(document_kinds())))
    assert [piece.text for piece in cut_at_labels(pieces, form, frozenset())] == [line.strip()]


# ------------------------------------------------------------------------------------------- what dumps of pages leave away


def test_markers_without_their_circles_and_labels_without_their_dots() -> None:
    text = (
        "特定個人情報保護評価書(全項目評価書) 評価書番号 5 Ⅰ 基本情報 1. 特定個人情報ファイルを取り扱う事務 1 事務の名称 地方税事務 2 事務の内容 ※ 賦課する"
        " 3 対象人数 [ 30 万人以上 ] 7. 評価実施機関における担当部署 1 部署 財政局税務部課税課 2 所属長 課税課長"
        " Ⅴ 開示請求 問合せ 1. 特定個人情報の開示 訂正 利用停止請求 1 請求先 青波市総務課 Ⅵ 評価実施手続 2. 国民 住民等からの意見の聴取"
        " 1 方法 閲覧に供した 2 実施日 期間 令和 6 年 8 月 7 日から 30 日間\n"
    )
    values = {key: value for key, (value, _) in said("full", text).items()}
    assert values["basics.process.name"] == "地方税事務"
    assert values["basics.process.description"] == "賦課する"
    assert values["basics.department.name"] == "財政局税務部課税課"
    assert values["basics.department.head"] == "課税課長"
    assert values["disclosure.request.contact"] == "青波市総務課"
    assert values["procedure.hearing.method"] == "閲覧に供した"


def test_a_value_may_name_a_label() -> None:
    text = (
        "特定個人情報保護評価書(全項目評価書) 評価書番号 5 4. 特定個人情報ファイルの取扱いの委託 委託の有無 ※ [ 委託する ] 委託事項1 印刷 1 委託内容 印刷する"
        " 対象となる本人の範囲 ※ 2.3 対象となる本人の範囲 と同じ その妥当性 必要なため 6 委託先名 みなも印刷\n"
    )
    assert said("full", text)["outsourcing.subjects_scope"] == ("2.3 対象となる本人の範囲 と同じ", "read")


def test_number_and_name_of_a_letter_spaced_cover_whose_labels_stand_first() -> None:
    text = (
        "1 特 定 個 人 情 報 保 護 評 価 書 ( 全 項 目 評 価 書 ) 評 価 書 番 号 評 価 書 名 7 甲 市 介 護 に 関 する 事 務 全 項 目 評 価 書"
        " 特 記 事 項 評 価 実 施 機 関 名 甲 市 長 公 表 日 平 成 28 年 4 月 25 日\n"
    )
    assert cover(text)[:2] == [("7", "inferred"), ("甲 市 介 護 に 関 する 事 務 全 項 目 評 価 書", "inferred")]


def test_between_spaced_letters_a_label_needs_its_number() -> None:
    text = (
        "特 定 個 人 情 報 保 護 評 価 書 ( 全 項 目 評 価 書 ) 評 価 書 番 号 5 3. 特 定 個 人 情 報 の 入 手 使 用 5 本 人 への 明 示 申 請 書 に 個 人 番 号 の 利 用 目 的 を 記 す"
        " 6 使 用 目 的 ※ 賦 課 のため 7 使 用 の 主 体 使 用 部 署 ※ 税 務 課 4. 特 定 個 人 情 報 ファイルの 取 扱 いの 委 託 委 託 事 項 1 印 刷 6 委 託 先 名 みなも 印 刷"
        " 委 託 事 項 2 入 力 6 委 託 先 名 こよみ 計 算\n"
    )
    form = read_form("full", paragraphs(list(dump_rows(text)), line_breaks(document_kinds())))
    values = [(slot.slot.node.key, slot.reading.value) for slot in form.slots if slot.reading.value is not None]
    assert ("file.acquisition.notice", "申 請 書 に 個 人 番 号 の 利 用 目 的 を 記 す") in values
    assert ("file.use.departments", "税 務 課") in values
    assert [value for key, value in values if key == "outsourcing.contractor"] == ["みなも 印 刷", "こよみ 計 算"]


def test_a_word_like_any_other_is_a_label_behind_a_long_one() -> None:
    text = (
        "特定個人情報保護評価書(全項目評価書) 評価書番号 5 Ⅴ 開示請求、問合せ 1. 特定個人情報の開示・訂正・利用停止請求 ①請求先 青波市総務課"
        " ④個人情報ファイル簿の公表 [ 行っている ] 個人情報ファイル名 住民税ファイル 公表場所 青波市役所 ⑤法令による特別の手続 -\n"
    )
    found = said("full", text)
    assert (found["disclosure.request.register.name"], found["disclosure.request.register.place"]) == (
        ("住民税ファイル", "read"),
        ("青波市役所", "read"),
    )


def test_a_name_that_may_hold_what_stands_beside_the_next_label_is_inferred() -> None:
    text = "Ⅰ 基本情報\n1.特定個人情報ファイルを取り扱う事務\n①事務の名称\n地方税事務\n地方税法等の法令に基づく下記の事務\n②事務の内容 ※\n③対象人数\n[\n30万人以上\n]\n"
    found = said("full", text)
    assert found["basics.process.name"] == ("地方税事務\n地方税法等の法令に基づく下記の事務", "inferred")
    assert found["basics.process.description"] == (None, "unreadable")


def test_the_second_line_of_a_label_below_the_value_is_left_out() -> None:
    text = (
        "提供先1\n税務署\n①法令上の根拠\n番号法第19条\n②提供先における用途\n課税のため\n③提供する情報\n所得\n④提供する情報の対象となる本人の数\n[\n1万人未満\n]\n"
        "⑤提供する情報の対象となる本人\n照会のあった者\nの範囲\n⑥提供方法\n"
    )
    assert said("full", text)["provision.subjects_scope"] == ("照会のあった者", "inferred")
    whole = text.replace("本人\n照会のあった者\nの範囲", "本人の範囲\n照会のあった者\nの範囲")
    assert said("full", whole)["provision.subjects_scope"] == ("照会のあった者\nの範囲", "read")

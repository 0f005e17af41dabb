"""Minutes as municipalities' web pages print them: places, people and sentences are invented, what is told is read by hand."""

from datetime import date, datetime

from made_up import Read, issues, read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

日時

令和5年11月21日(火) 午後2時から午後3時30分まで

場所

青波市役所3階 第1会議室

"""
SAID = "\n○井川会長 始めます。\n○鵜川委員 伺います。\n"


# ---------------------------------------------------------------------------------------------------- around the minutes


def test_the_trail_to_a_page_ends_with_its_title_and_is_none() -> None:
    found = read_text(
        "ページの先頭です。 メニューを飛ばして本文へ\n現在地 トップページ > 審議会 > 令和5年度第2回青波市個人情報保護審議会会議録を公表\n\n本文\n\n"
        + HEAD.replace("会議録", "会議録を公表", 1)
        + SAID
    )
    assert found.meeting.name == "令和5年度第2回青波市個人情報保護審議会会議録を公表"
    assert (found.meeting.body, found.meeting.round) == ("青波市個人情報保護審議会", 2)


def test_the_day_on_which_a_page_was_changed_has_no_hours() -> None:
    found = read_text(
        "第83回青波市情報公開審議会会議録\n\n更新日\n\n令和7年1月22日(水曜日)11時00分~11時43分\n"
        "青波市役所42階北塔 特別会議室C(オンライン併用)\n" + SAID
    )
    assert found.meeting.starts_at == datetime.fromisoformat("2025-01-22T11:00")
    assert found.meeting.ends_at == datetime.fromisoformat("2025-01-22T11:43")
    assert found.meeting.place == "青波市役所42階北塔 特別会議室C(オンライン併用)"


def test_a_prefecture_without_a_municipality_holds_the_meeting() -> None:
    found = read_text("第3回東京都情報公開審議会会議録\n\n日時 令和5年11月21日(火)\n" + SAID)
    assert found.meeting.organisation == "東京都"


def test_what_a_title_says_of_its_day_is_no_part_of_the_council() -> None:
    found = read_text("平成28年3月29日開催分 青波市情報公開審議会会議録\n\n1 場所\n青波市役所\n" + SAID)
    assert (found.meeting.body, found.meeting.held_on) == ("青波市情報公開審議会", date(2016, 3, 29))


PAGE = """<html><body><nav><a href="a">令和3年度第7回青波市情報公開審議会会議録</a></nav><h1>青波市情報公開審議会会議録</h1>
<table><tr><th>日時</th><td>令和5年11月21日（火）午後2時</td></tr><tr><th>出席者</th><td>鵜川高委員、斎部梢委員</td></tr></table>
<dl><dt>井川会長</dt><dd>始めます。</dd><dt>鵜川委員</dt><dd>伺います。</dd></dl>
<aside><a href="b">令和4年度第3回青波市情報公開審議会会議録</a></aside><footer>青波市役所</footer></body></html>"""


def test_what_stands_around_a_page_names_no_meeting_and_is_said_by_nobody() -> None:
    found = read_text(PAGE)
    meeting = found.meeting
    assert (meeting.name, meeting.fiscal_year, meeting.round) == ("青波市情報公開審議会会議録", None, None)
    assert (found.said[-1].text, issues(found, "second_meeting")) == ("伺います。", [])


def test_speakers_with_their_words_below_a_list_of_people_are_none_of_it() -> None:
    found = read_text(PAGE)
    assert found.present == ["鵜川高/委員", "斎部梢/委員"]
    assert found.turns == [("井川会長", None, "始めます。"), ("鵜川委員", "鵜川高", "伺います。")]
    told = PAGE.replace("<dl>", "<p>国枝副会長</p><h2>会議の経過</h2><dl>")
    assert read_text(told).present == ["鵜川高/委員", "斎部梢/委員", "国枝/副会長"]


# --------------------------------------------------------------------------------------------------------------- fields


def test_an_address_has_its_room_below_it() -> None:
    found = read_text(
        "青波市情報公開審議会会議録\n1 日時\n令和5年11月21日(火)午後2時\n2 場所\n青波市青葉五丁目10番1号\n青波市役所5階 第2委員会室\n"
        "3 出席者\n井川会長、鵜川委員\n" + SAID
    )
    assert found.meeting.place == "青波市青葉五丁目10番1号 青波市役所5階 第2委員会室"


def test_labels_that_stand_below_each_other_do_not_hold_each_other() -> None:
    found = read_text(
        "第10回青波市情報公開審議会会議録\n\n開催年月日\n開催場所\n委員の総数\n\n平成17年3月27日\n青波市役所大集会室\n28名\n"
        + SAID
    )
    assert (found.meeting.held_on, found.meeting.place) == (date(2005, 3, 27), "青波市役所大集会室")


def test_a_place_that_nothing_shows_is_told() -> None:
    found = read_text(
        "第10回青波市情報公開審議会会議録\n\n開催年月日\n開催場所\n委員の総数\n\n平成17年3月27日\n28名\n" + SAID
    )
    assert found.meeting.place is None
    assert issues(found, "place_unreadable") == ["開催場所"]


def test_brackets_around_the_name_of_a_secretariat_head_its_people() -> None:
    found = read_text(
        HEAD
        + "出席者\n\n【委員】\n 井川会長、鵜川委員\n【説明者】\n 国枝室長\n【調査委員会事務局】\n 斎部審議官\n"
        + SAID
    )
    assert [(one.name, one.kind) for one in found.people] == [
        ("井川", "member"),
        ("鵜川", "member"),
        ("国枝", "explainer"),
        ("斎部", "secretariat"),
    ]


def test_letter_spaced_names_that_run_together_are_nobody_and_told() -> None:
    found = read_text(HEAD + "出席者\n会 長 佐 東 清 雄\n委 員 石 倉 直 次 田 城 千代士\n" + SAID)
    assert [one.name for one in found.people] == ["佐東清雄"]
    assert issues(found, "attendees_unreadable") == ["委 員 石 倉 直 次 田 城 千代士"]


# ------------------------------------------------------------------------------------------------------ papers and agenda


def test_the_opening_below_the_papers_is_none_of_them() -> None:
    found = read_text(HEAD + "配布資料\n\n 青波市情報公開条例\n\n 運用状況報告書\n\n開会\n\n会長あいさつ\n" + SAID)
    assert [one.title for one in found.items if one.kind == "material"] == ["青波市情報公開条例", "運用状況報告書"]


def test_a_note_below_an_item_ends_no_agenda() -> None:
    found = read_text(
        HEAD
        + "会議の議題\n\n 1. 答申書の確認\n   [担当課:健康部接種対策チーム及び保健予防課]\n 2. 評価書の点検\n   [担当課:総務部 法務室]\n 3. その他\n"
        + SAID
    )
    assert found.agenda == ["答申書の確認", "評価書の点検", "その他"]


def test_the_caption_of_the_table_of_speeches_is_no_item() -> None:
    found = read_text(HEAD + "議題:条例の改正について\n\n第2回個人情報保護審議会会議録の表\n\n発言者 内容\n" + SAID)
    assert found.agenda == ["条例の改正について"]


def test_items_numbered_between_two_headings_of_the_body_are_the_agenda() -> None:
    found = read_text(
        HEAD
        + "審議(会議)経過\n\n1 事務の登録等について\n\n2 制度の見直しについて(諮問)\n\n会議記録\n\n1 事務の登録等について\n"
        + SAID
    )
    assert found.agenda == ["事務の登録等について", "制度の見直しについて(諮問)"]
    assert [one.agenda_no for one in found.said] == [1, 1]


def test_a_page_number_is_no_item() -> None:
    found = read_text(HEAD + "議事\n○井川会長 始めます。\n\n1\n\n○鵜川委員 伺います。\n\n2\n")
    assert found.agenda == []
    assert [one.text for one in found.said] == ["始めます。", "伺います。"]


def test_what_a_sign_tells_of_is_a_direction() -> None:
    found = read_text(
        HEAD
        + "(井川会長)\n説明をお願いします。\n■事務局が「資料1」に基づいて説明を行った。\n(井川会長)\n御意見はありますか。\n"
    )
    assert found.directions == ["■事務局が「資料1」に基づいて説明を行った。"]
    assert [text for _, _, text in found.turns] == ["説明をお願いします。", "御意見はありますか。"]


# ------------------------------------------------------------------------------------ what dumps of printed pages look like


def people(found: Read) -> list[str]:
    return [f"{one.name}/{one.role}/{one.affiliation}" for one in found.people]


def test_a_name_may_stand_on_the_line_below_the_office_and_its_halves_on_two() -> None:
    found = read_text(
        HEAD
        + "説明者\n\n社 会 福 祉 課 副 主 幹\n\n栗 林 達 也\n\n情報システム課 担当主幹\n\n中里\n\n祥一\n\n事務局 情 報 政 策 課 事 務 嘱 託 員\n\n大 月 花 子\n"
        + SAID
    )
    assert people(found) == [
        "栗林達也/副主幹/社会福祉課",
        "中里 祥一/担当主幹/情報システム課",
        "大月花子/事務嘱託員/情報政策課",
    ]


def test_two_lines_with_a_role_each_are_two_people() -> None:
    found = read_text(HEAD + "説明者\n\n社会福祉課長\n\n税務課長 栗林 達也\n\n中里 祥一\n" + SAID)
    assert people(found) == ["None/課長/社会福祉課", "栗林 達也/課長/税務課", "中里 祥一/None/None"]


def test_a_letter_of_a_label_printed_downwards_is_nobody() -> None:
    found = read_text(HEAD + "事務局\n席\n総務課長 本多 次男\n" + SAID)
    assert people(found) == ["本多 次男/課長/総務課"]
    assert issues(found, "attendees_unreadable") == ["席"]


def test_people_listed_above_the_minutes_and_in_them_are_there_once() -> None:
    found = read_text(
        "会議録(令和5年11月21日)\n\n開催日時\n\n令和5年11月21日(火)午後3時\n\n出席委員氏名\n\n・満井 祐子 ・城之内 正\n\n審議の概要\n\n1 審議事項\n\n"
        "青波町個人情報保護審議会会議録\n\n1 出席者 満井 祐子、城之内 正\n" + SAID
    )
    assert [one.name for one in found.people] == ["満井 祐子", "城之内 正"]


def test_titles_broken_between_paragraphs_are_whole() -> None:
    found = read_text(
        HEAD
        + "議 題\n\n1.諮問第10号 市民税高額納税者への感謝状等の贈呈事務に係る保有\n\n個人情報の目的外利用及び本人通知の省略について【課\n\n税課、納税課】\n\n"
        "2.諮問第11号 捜査関係事項照会書について\n\n3.その他\n" + SAID
    )
    assert found.agenda == [
        "諮問第10号 市民税高額納税者への感謝状等の贈呈事務に係る保有個人情報の目的外利用及び本人通知の省略について【課税課、納税課】",
        "諮問第11号 捜査関係事項照会書について",
        "その他",
    ]


def test_papers_listed_among_the_items_are_papers() -> None:
    found = read_text(
        HEAD
        + "議事\n (1)全項目評価について\n   ※ 会議資料一覧\n      資料1 事案の概要\n      資料2 諮問書\n (2)第97号事案の審議\n      (2)資料1 弁明書\n"
        + SAID
    )
    assert found.agenda == ["全項目評価について", "第97号事案の審議"]
    papers = [(one.marker, one.title) for one in found.items if one.kind == "material"]
    assert papers == [("資料1", "事案の概要"), ("資料2", "諮問書"), ("資料1", "弁明書")]


def test_an_item_without_a_number_below_its_heading_may_be_long() -> None:
    title = "読込項目情報の外部提供及び外部提供に係る通知の要否並びに電子計算機処理による結合について(納税課主管の過誤納金還付依頼書及び市税口座振替依頼書並びに課税課主管の給与所得者異動届出書及び特別徴収の切替申請書の手書き帳票)"
    found = read_text(HEAD + f"5 議題\n\n(1)諮問事項\n {title}\n\n(2)報告事項\n ア 名簿の報告について\n" + SAID)
    assert found.agenda == [title, "名簿の報告について"]


def test_year_and_round_may_stand_above_the_name_of_the_council() -> None:
    found = read_text(
        "令和元年度第1回\n\n青波市個人情報保護運営審議会\n\n日 時 令和元年6月7日(金)\n出席者 井川会長\n" + SAID
    )
    assert (found.meeting.name, found.meeting.round, found.meeting.fiscal_year) == (
        "令和元年度第1回青波市個人情報保護運営審議会",
        1,
        2019,
    )


def test_the_meeting_of_a_council_is_none_itself() -> None:
    found = read_text(
        "第131回青波県情報公開審査会会議議事録\n1 開催日時 平成27年11月25日(水) 午後1時10から午後3時まで\n" + SAID
    )
    assert found.meeting.body == "青波県情報公開審査会"
    assert found.meeting.starts_at == datetime.fromisoformat("2015-11-25T13:10")  # its 分 is not printed


# ------------------------------------------------------------------------------------------------------------- speeches


def test_what_somebody_counts_up_below_a_direction_is_said() -> None:
    found = read_text(
        HEAD
        + "議題\n(1) 条例の改正について\n(2) その他\n\n○事務局 (改正案について説明)\n① 審理員の適用除外について\n 本県では既に審査会が審議しています。\n○井川会長 ありがとうございました。\n"
    )
    assert [text for _, _, text in found.turns] == ["① 審理員の適用除外につ", "ありがとうございました。"]


def test_the_first_speaker_may_only_act() -> None:
    found = read_text(
        HEAD
        + "6 会議の結果\n【諮問事項の説明】\n\n(担当課)\n 《資料による説明》\n【質疑】\n(委員)\n 範囲はどこまでですか。\n(担当課)\n 記載の項目です。\n"
    )
    assert [(one.label, one.kind, one.text) for one in found.said] == [
        ("担当課", "direction", "《資料による説明》"),
        ("委員", "speech", "範囲はどこまでですか。"),
        ("担当課", "speech", "記載の項目です。"),
    ]


def test_a_direction_is_no_conclusion() -> None:
    found = read_text(HEAD + "決定事項\n\n《開会》\n\n○井川会長 始めます。\n○鵜川委員 伺います。\n")
    assert found.meeting.conclusion is None


def test_lines_of_a_list_of_people_do_not_run_together() -> None:
    found = read_text(
        "会 議 録\n名\n称 平成27年度第7回青波区情報公開審議会\n日\n時 平成28年2月16日(火)\n午前10時00分~午後0時55分\n場\n所 青波区役所 庁議室\n"
        "出席委員 小橋昇 和泉宏陽 菅原典浩 後東正三 和田建市 柏木雅康 田島恵子 坂元雅則\n宮原春美 中邑重美 佐東慶浩\n"
        "説明員等 青波総合支所生活支援課長 柳川純 住民記録・戸籍課長 和田弘幸\n共通番号制度準備担当課長 舟木勇 災害対策課長 有田秀人\n"
        + SAID
    )
    meeting = found.meeting
    assert (meeting.name, meeting.place) == ("平成27年度第7回青波区情報公開審議会", "青波区役所 庁議室")
    assert (meeting.starts_at, meeting.ends_at) == (
        datetime.fromisoformat("2016-02-16T10:00"),
        datetime.fromisoformat("2016-02-16T12:55"),
    )
    assert [one.name for one in found.people[7:9]] == ["坂元雅則", "宮原春美"]
    assert people(found)[11:] == [
        "柳川純/課長/青波総合支所生活支援課",
        "和田弘幸/課長/住民記録・戸籍課",
        "舟木勇/担当課長/共通番号制度準備",
        "有田秀人/課長/災害対策課",
    ]


def test_people_behind_the_label_of_the_visitors_are_told() -> None:
    found = read_text(HEAD + "出席者 委 員\n事務局\n傍聴人 覚前会長、阿部副会長、鵜沢総務部長 2人\n" + SAID)
    assert found.people == []
    assert issues(found, "attendees_unreadable") == ["覚前会長、阿部副会長、鵜沢総務部長 2人"]


def test_the_label_of_an_office_gives_its_role() -> None:
    found = read_text(HEAD + "出席者 井川会長\n書記 荒川 勉\n" + SAID)
    assert people(found) == ["井川/会長/None", "荒川 勉/書記/None"]


def test_items_may_be_counted_by_their_kind() -> None:
    found = read_text(
        HEAD
        + "議題\n\n審議 1   見守り(高齢者等)について\n\n審議 2 防犯カメラについて\n\n報告 1  耐震設計費補助について\n\n報告 6  対策協議会に関する事務について 【廃止】\n"
        + SAID
    )
    assert [(one.marker, one.title) for one in found.items] == [
        ("審議 1", "見守り(高齢者等)について"),
        ("審議 2", "防犯カメラについて"),
        ("報告 1", "耐震設計費補助について"),
        ("報告 6", "対策協議会に関する事務について 【廃止】"),
    ]


def test_matters_by_number_are_items_however_many_kana_they_have() -> None:
    found = read_text(
        HEAD
        + "○議案\n 第41号議案 青波区行政手続条例の一部を改正する条例\n 第43号議案 行政手続等におけるかかわりの深いきまりの見直しに関する条例\n"
        + SAID
    )
    assert found.agenda == [
        "第41号議案 青波区行政手続条例の一部を改正する条例",
        "第43号議案 行政手続等におけるかかわりの深いきまりの見直しに関する条例",
    ]


def test_heads_of_a_list_of_papers_are_none_of_them() -> None:
    found = read_text(
        HEAD
        + "配布資料\n\n当日机上配布\n\n  1. 次第\n  2. 諮問案件\n\n○ 事前送付(開催通知で送付)\n\n・評価書(案)\n"
        + SAID
    )
    assert [one.title for one in found.items] == ["次第", "諮問案件", "評価書(案)"]


def test_a_semicolon_may_stand_behind_a_speaker() -> None:
    found = read_text(
        HEAD
        + "審議経過\n\n総務課長;時間になりましたので、始めます。\n\n―委嘱状の交付―\n\n井川会長;それでは議事に入ります。\n"
    )
    assert found.labels == ["総務課長", "井川会長"]
    assert found.directions == ["―委嘱状の交付―"]


def test_a_municipality_whose_name_ends_like_one_is_whole() -> None:
    found = read_text("羽村市個人情報保護審議会会議録\n\n日時 令和5年11月21日(火)\n出席者 井川会長\n" + SAID)
    assert found.meeting.organisation == "羽村市"


def test_a_sign_may_stand_for_the_role_of_the_line_above() -> None:
    found = read_text(
        HEAD
        + "出 席 委 員\n    委員長  安 西  茂 君\n    委員  塚 元 洋 二 君\n    〃  永 江 悦 子 君\n    議長  飯 田 宏 之 君\n"
        + SAID
    )
    assert found.present == ["安西 茂/委員長", "塚元洋二/委員", "永江悦子/委員", "飯田宏之/議長"]


def test_drawn_rules_are_no_speech() -> None:
    found = read_text(
        HEAD + "◯委員長(高梨真一君) 始めます。\n  ──────────────────\n\n◯委員長(高梨真一君) 休憩いたします。\n"
    )
    assert [one.text for one in found.said] == ["始めます。", "休憩いたします。"]


def test_people_below_the_last_field_that_is_known_are_told() -> None:
    found = read_text(HEAD + "出席説明員\n総務部長 沖山 浩\n\n臨席の諸氏\n議会総務課長 宮元 任\n" + SAID)
    assert people(found)[0] == "沖山 浩/部長/総務部"
    assert issues(found, "attendees_unreadable") == ["議会総務課長 宮元 任"]
    assert [one.name for one in found.people] == ["沖山 浩"]

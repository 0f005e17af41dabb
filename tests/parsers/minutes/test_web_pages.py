"""Minutes as municipalities' web pages print them: places, people and sentences are invented, what is told is read by hand."""

from datetime import date, datetime

from made_up import Read, read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

日時

令和5年11月21日(火) 午後2時から午後3時30分まで

場所

青波市役所3階 第1会議室

"""
SAID = "\n○井川会長 始めます。\n○鵜川委員 伺います。\n"


def issues(found: Read, code: str) -> list[str]:
    return [one.message for one in found.issues if one.code == code]


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

"""How headers set off their labels and lay out their lists: places, people and sentences are invented, what is told is read by hand."""

from datetime import datetime

import pytest
from made_up import Read, issues, read_text

HEAD = """令和5年度第2回青波市個人情報保護審議会会議録

1 日時 令和5年11月21日(火) 午後2時から午後3時30分まで
2 場所 青波市役所3階 第1会議室
"""
SAID = "\n○井川会長 始めます。\n○鵜川委員 伺います。\n"


def named(found: Read) -> list[str]:
    return [f"{'' if one.present else '欠 '}{one.name}/{one.role}/{one.kind}" for one in found.people]


# -------------------------------------------------------------------------------------------------------------- labels


def test_a_line_with_the_next_number_of_the_labels_is_a_label_even_if_nobody_knows_it() -> None:
    found = read_text(
        HEAD
        + "3 出席委員\n  会長 井川 悠\n  委員 鵜川 高\n4 欠席委員 なし\n5 来賓\n  消防団長 江藤 健\n6 議題 評価書の点検\n"
        + SAID
    )
    assert named(found) == ["井川 悠/会長/member", "鵜川 高/委員/member"]
    assert issues(found, "field_unknown") == ["5 来賓"]
    assert found.agenda == ["評価書の点検"]


def test_the_numbers_of_an_agenda_are_its_own() -> None:
    found = read_text(
        HEAD + "3 出席者 会長 井川 悠、委員 鵜川 高\n4 議題\n 1 評価書の点検\n 2 答申案\n 3 その他\n" + SAID
    )
    assert found.agenda == ["評価書の点検", "答申案", "その他"]
    assert issues(found, "field_unknown") == []


def test_a_line_with_the_sign_of_the_labels_is_a_label() -> None:
    found = read_text(
        "青波市個人情報保護審議会 議事要旨\n■日時 令和5年11月21日(火) 午後2時から\n■場所 青波市役所\n■出席 会長 井川 悠\n■報道 三名\n"
        + SAID
    )
    assert named(found) == ["井川 悠/会長/member"]
    assert issues(found, "field_unknown") == ["■報道 三名"]


def test_a_row_below_a_label_in_its_column_is_a_label() -> None:
    table = (
        "| 日時 | 令和5年11月21日(火) 午後2時 |\n|---|---|\n| 場所 | 青波市役所 |\n| 出席者 | 井川会長、鵜川委員 |\n"
        "| 欠席者 | 小松崎委員 |\n| 実施形態 | 対面 |\n| 議題 | 評価書の点検 |\n"
    )
    found = read_text("# 青波市個人情報保護審議会会議録\n\n" + table + SAID)
    assert named(found) == ["井川/会長/member", "鵜川/委員/member", "欠 小松崎/委員/member"]
    assert len(issues(found, "field_unknown")) == 1


def test_a_label_beside_a_list_may_say_of_which_people_it_is() -> None:
    table = (
        "| 日時 | 令和5年11月21日(火) 午後2時 |\n|---|---|\n| 出席者 委員 | 井川会長、鵜川委員 |\n"
        "| 出席者 事務局 | 大塚総務課長 |\n| 公開・非公開 | 公開（傍聴者2名） |\n"
    )
    found = read_text("# 青波市個人情報保護審議会会議録\n\n" + table + SAID)
    assert named(found) == ["井川/会長/member", "鵜川/委員/member", "大塚/課長/secretariat"]
    assert found.meeting.visitors == 2


def test_the_speeches_beside_a_label_are_no_agenda_and_the_rows_below_them_no_speech() -> None:
    table = (
        "<table><tr><th>日時</th><td>令和5年11月21日(火) 午後2時</td></tr><tr><th>出席者</th><td>井川会長、鵜川委員</td></tr>"
        "<tr><th>議題</th><td>1 評価書の点検<br>2 その他</td></tr>"
        "<tr><th>議事</th><td>(井川会長)始めます。<br>(鵜川委員)何年保存しますか。<br>(井川会長)終わります。</td></tr>"
        "<tr><th>資料</th><td>資料1 評価書(案)</td></tr></table>"
    )
    found = read_text("青波市個人情報保護審議会会議録\n" + table)
    assert found.agenda == ["評価書の点検", "その他"]
    assert [(label, said) for label, _, said in found.turns] == [
        ("井川会長", "始めます。"),
        ("鵜川委員", "何年保存しますか。"),
        ("井川会長", "終わります。"),
    ]


# -------------------------------------------------------------------------------------------------------------- people


def test_marks_before_names_tell_who_came_where_one_of_them_says_that_somebody_did_not() -> None:
    found = read_text(HEAD + "3 委員の出欠\n ○ 井川 悠 会長\n × 鵜川 高\n ○ 小松崎 浩\n4 議題 評価書の点検\n" + SAID)
    assert named(found) == ["井川 悠/会長/member", "欠 鵜川 高/委員/member", "小松崎 浩/委員/member"]


@pytest.mark.parametrize(
    ("heads", "row"), [("区分 | 職 | 氏名", "事務局 | 総務課長 | 大塚 守"), ("氏名 | 区分", "大塚 守 | 事務局")]
)
def test_a_column_of_a_table_may_name_kinds_of_people(heads: str, row: str) -> None:
    columns = "|".join("---" for _ in heads.split("|"))
    found = read_text(HEAD + f"3 出席者\n\n| {heads} |\n|{columns}|\n| {row} |\n" + SAID)
    assert [(one.name, one.kind) for one in found.people] == [("大塚 守", "secretariat")]


def test_a_table_of_members_may_have_a_column_that_nobody_knows() -> None:
    found = read_text(HEAD + "3 出席者\n\n| 氏名 | 推薦母体 |\n|---|---|\n| 井川 悠（会長） | 自治会連合 |\n" + SAID)
    assert named(found) == ["井川 悠/会長/member"]


def test_a_chair_with_a_field_of_its_own_is_listed_once() -> None:
    found = read_text(HEAD + "3 議長 井川 悠\n4 出席委員 井川悠、鵜川高\n" + SAID)
    assert named(found) == ["井川 悠/議長/member", "鵜川高/委員/member"]


def test_the_rest_of_a_label_in_a_second_line_is_nobody() -> None:
    found = read_text(HEAD + "出席者（委員）   井川悠、鵜川高\nの氏名\n欠席者（委員）   小松崎浩\nの氏名\n" + SAID)
    assert named(found) == ["井川悠/委員/member", "鵜川高/委員/member", "欠 小松崎浩/委員/member"]


def test_a_word_that_holds_an_office_is_no_name() -> None:
    found = read_text(HEAD + "3 事務局 御崎課長心得補\n4 議題 評価書の点検\n" + SAID)
    assert [one.name for one in found.people] == []
    assert issues(found, "attendees_unreadable") == ["御崎課長心得補"]


# --------------------------------------------------------------------------------------------------- days and agendas


def test_a_meeting_of_two_days_ends_on_the_second() -> None:
    found = read_text(
        "青波市情報公開審査会 議事録\n開催日時：1日目 平成30年10月15日(月) 13:00～16:30\n　　　　　2日目 平成30年10月16日(火) 9:30～11:45\n"
        "開催場所：青波市役所\n出席委員：井川会長、鵜川委員\n" + SAID
    )
    assert (found.meeting.starts_at, found.meeting.ends_at) == (
        datetime.fromisoformat("2018-10-15T13:00"),
        datetime.fromisoformat("2018-10-16T11:45"),
    )


def test_the_title_of_an_item_may_end_in_a_bracket_below_it() -> None:
    found = read_text(
        HEAD + "3 議題\n (1) 評価書の点検について\n   （地方税の賦課徴収に関する事務）\n (2) その他\n" + SAID
    )
    assert found.agenda == ["評価書の点検について（地方税の賦課徴収に関する事務）", "その他"]


def test_a_part_of_an_agenda_counts_anew() -> None:
    found = read_text(
        HEAD + "## 次第\n\n1. 開会\n2. 議事\n   1. 評価書の点検\n   2. 答申案\n3. 閉会\n\n## 会議内容\n" + SAID
    )
    assert found.agenda == ["開会", "評価書の点検", "答申案", "閉会"]


def test_a_name_may_stand_in_brackets_behind_its_office() -> None:
    found = read_text(
        HEAD + "3 出席者 会長 井川 悠\n事務局 総務課長（湊）、情報公開係長（八丁堀）\n4 議題 評価書の点検\n" + SAID
    )
    assert [one.name for one in found.people] == ["井川 悠", "湊", "八丁堀"]


def test_words_of_headers_are_no_names() -> None:
    found = read_text(
        HEAD + "3 出席者 会長 井川 悠\n事務局 大塚総務課長\n公開の扱い 非公開\n4 議題 評価書の点検\n" + SAID
    )
    assert [one.name for one in found.people] == ["井川 悠", "大塚"]


def test_the_hours_may_be_printed_with_the_day() -> None:
    found = read_text(
        "青波市情報公開審査会 会議録\n招集の年月日 平成28年9月7日\n招集の場所 青波市役所\n開会の日時 平成28年9月7日 午前10時\n"
        "閉会の日時 平成28年9月7日 午前10時48分\n応招委員 井川会長、鵜川委員\n不応招委員 小松崎委員\n" + SAID
    )
    assert (found.meeting.starts_at, found.meeting.ends_at) == (
        datetime.fromisoformat("2016-09-07T10:00"),
        datetime.fromisoformat("2016-09-07T10:48"),
    )
    assert named(found) == ["井川/会長/member", "鵜川/委員/member", "欠 小松崎/委員/member"]


def test_visitors_may_be_counted_below_the_speeches() -> None:
    found = read_text(HEAD + "3 出席者 会長 井川 悠、委員 鵜川 高\n" + SAID + "4 公開の状況\n公開（傍聴者1名）\n")
    assert (found.meeting.visitors, found.turns[-1][2]) == (1, "伺います。")


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("一般1名、報道関係者2名", 3),
        ("会場1名、オンライン4名", 5),
        ("会場：1名　Web：4名", 5),
        ("一般1名、報道関係者2名、計3名", 3),
        ("一般（1名）、報道（2名）", 3),
        ("一般3名、うち市議会議員1名", 3),
        ("3名、途中退席1名", 3),
        ("3名（一般1名、報道2名）", 3),
        ("定員5名中2名", 2),
        ("5名中2名", 2),
        ("2名（定員5名）", 2),
        ("定員5名、2名", 2),
        ("なし（定員5名）", 0),
        ("定員5名", None),
    ],
)
def test_visitors_are_counted_in_parts_and_apart_from_the_seats(printed: str, count: int | None) -> None:
    found = read_text(HEAD + f"3 出席者 会長 井川 悠、委員 鵜川 高\n4 傍聴者 {printed}\n5 議題 評価書の点検\n" + SAID)
    assert found.meeting.visitors == count


def test_a_sentence_tells_when_the_meeting_closed() -> None:
    text = "青波市情報公開審査会 会議録\n日時 令和4年2月8日(火) 午後2時\n場所 青波市役所\n出席委員 井川会長\n議事の概要\n午後3時10分、議長は閉会を宣した。\n"
    assert read_text(text).meeting.ends_at == datetime.fromisoformat("2022-02-08T15:10")


def test_the_hours_alone_may_print_the_day() -> None:
    found = read_text(
        "青波市情報公開審査会 会議録\n開会の日時 令和5年11月14日 午後2時\n開会の場所 組合事務所 会議室\n出席委員 井川会長、鵜川委員\n"
        + SAID
    )
    assert found.meeting.starts_at == datetime.fromisoformat("2023-11-14T14:00")
    assert found.meeting.place == "組合事務所 会議室"


def test_a_note_behind_a_label_says_of_which_people_it_is() -> None:
    found = read_text(
        HEAD
        + "3 出席者（委員） 井川 悠（会長）\n4 出席者（事務局） 市民課長 大塚 守、同課長補佐\n5 議題 評価書の点検\n"
        + SAID
    )
    assert named(found) == ["井川 悠/会長/member", "大塚 守/課長/secretariat", "None/課長補佐/secretariat"]


# --------------------------------------------------------------------------------------------- whence the members come


def come_from(found: Read) -> list[str]:
    return [f"{one.name}/{one.role}/{one.affiliation or ''}/{one.kind}" for one in found.people]


HEADED = HEAD + "3 出席者\n"
AGENDA = "4 議題\n (1) 評価書の点検\n"


def test_a_head_in_brackets_gives_its_role_and_what_stands_before_a_name_is_elsewhere() -> None:
    found = read_text(
        HEADED
        + " 【会長】\n  中部青波大学名誉教授 井川 悠\n 【委員】\n  青波商工会議所副会頭 鵜川 高\n  弁護士 江藤 健\n  市民委員 大塚 恵\n"
        + " 【事務局】\n  総務部長 川上 学\n  総務課長 木島 優\n  同課長補佐 小松崎 明\n"
        + AGENDA
        + SAID
    )
    assert come_from(found) == [
        "井川 悠/会長/中部青波大学名誉教授/member",
        "鵜川 高/委員/青波商工会議所副会頭/member",
        "江藤 健/委員/弁護士/member",
        "大塚 恵/委員/市民委員/member",
        "川上 学/部長/総務部/secretariat",
        "木島 優/課長/総務課/secretariat",
        "小松崎 明/課長補佐/総務課/secretariat",
    ]
    assert found.meeting.chair == "井川 悠"
    assert issues(found, "attendees_unreadable") == []


def test_a_deputys_head_in_brackets_heads_all_below_it_and_the_chairs_only_one() -> None:
    found = read_text(
        HEADED + " 【会長】\n 井川 悠\n 江藤 健\n 【副会長】\n 鵜川 高\n 大塚 恵\n 【委員】\n 川上 学\n" + AGENDA + SAID
    )
    assert come_from(found) == [
        "井川 悠/会長//member",
        "江藤 健/委員//member",
        "鵜川 高/副会長//member",
        "大塚 恵/副会長//member",
        "川上 学/委員//member",
    ]


def test_a_role_alone_on_its_line_is_of_the_name_below() -> None:
    found = read_text(HEADED + " 会長\n 井川 悠\n 副会長\n 鵜川 高\n 委員\n 江藤 健\n 大塚 恵\n" + AGENDA + SAID)
    assert [one.split("/")[1] for one in come_from(found)] == ["会長", "副会長", "委員", "委員"]


def test_a_role_between_affiliation_and_name_is_the_councils_where_others_print_theirs() -> None:
    own = read_text(HEADED + "  青波市商工会 会長 井川 悠\n  青波弁護士会 鵜川 高\n" + AGENDA + SAID)
    assert come_from(own) == ["井川 悠/委員/青波市商工会 会長/member", "鵜川 高/委員/青波弁護士会/member"]
    assert issues(own, "attendees_unreadable") == ["青波市商工会 会長"]
    headed = read_text(HEADED + " 【委員】\n  青波市商工会 会長 井川 悠\n" + AGENDA + SAID)
    assert come_from(headed) == ["井川 悠/委員/青波市商工会 会長/member"]
    assert issues(headed, "attendees_unreadable") == []
    columns = read_text(HEADED + "  青波市商工会 会長 井川 悠\n  青波弁護士会 委員 鵜川 高\n" + AGENDA + SAID)
    assert come_from(columns) == ["井川 悠/会長/青波市商工会/member", "鵜川 高/委員/青波弁護士会/member"]


def test_the_items_of_an_agenda_that_a_word_counts_are_lines_of_their_own() -> None:
    found = read_text(
        HEAD
        + "3 出席者 会長 井川 悠、委員 鵜川 高\n4 議題 議題1 議案第1号 特定個人情報保護評価書の第三者点検について\n議題2 その他\n"
        + SAID
    )
    assert found.agenda == ["議案第1号 特定個人情報保護評価書の第三者点検について", "その他"]


def test_marks_that_a_line_apart_explains_and_absentees_behind_a_colon() -> None:
    found = read_text(
        HEADED.replace(
            "3 出席者\n", "3 出席者 ◎井川(大学教授)、〇鵜川(弁護士)、江藤(医師会)、欠席:大塚(連合町会)、川上\n"
        )
        + "4 傍聴者 なし\n(◎は委員長、〇は副委員長)\n5 議題\n (1) 評価書の点検\n"
        + SAID
    )
    assert named(found) == [
        "井川/委員長/member",
        "鵜川/副委員長/member",
        "江藤/委員/member",
        "欠 大塚/委員/member",
        "欠 川上/委員/member",
    ]


def test_a_head_says_whether_those_below_it_came() -> None:
    table = (
        "| 日時 | 令和5年11月21日(火) 午後2時 |\n|---|---|\n| 出席状況 | 出席 2名(うちWeb出席1名)<br>会長 井川 悠<br>委員 鵜川 高(Web)<br>"
        "欠席 1名<br>委員 江藤 健 |\n| 議題 | 評価書の点検 |\n"
    )
    found = read_text("# 青波市個人情報保護審議会会議録\n\n" + table + SAID)
    assert named(found) == ["井川 悠/会長/member", "鵜川 高/委員/member", "欠 江藤 健/委員/member"]


def test_departments_in_two_words_are_one() -> None:
    found = read_text(
        HEADED
        + "  会長 井川 悠\n4 事務局\n  総務部　総務課　課長　鵜川　高\n　　　　　　　　課長補佐　江藤　健\n  健康部　推進課　主任　大塚　恵\n5 議題\n (1) 評価書の点検\n"
        + SAID
    )
    assert come_from(found)[1:] == [
        "鵜川 高/課長/総務部総務課/secretariat",
        "江藤 健/課長補佐/総務部総務課/secretariat",
        "大塚 恵/主任/健康部推進課/secretariat",
    ]


@pytest.mark.parametrize(
    ("listed", "items"),
    [
        (
            "議題\n　　第　１　号　　評価書（案）の点検\n　　第　２　号　　その他\n",
            [("第１号", "評価書（案）の点検"), ("第２号", "その他")],
        ),
        ("付議事件 一 評価書の点検\n二 目的外利用\n", [("一", "評価書の点検"), ("二", "目的外利用")]),
    ],
)
def test_items_that_are_counted_otherwise(listed: str, items: list[tuple[str, str]]) -> None:
    found = read_text(HEAD + "出席者 会長 井川 悠、委員 鵜川 高\n" + listed + SAID)
    assert [(one.marker, one.title) for one in found.items] == items
    assert [one.name for one in found.people] == ["井川 悠", "鵜川 高"]


def test_a_heading_that_names_an_item_by_its_number_ends_the_speech_before_it() -> None:
    found = read_text(
        HEAD
        + "3 出席者 会長 井川 悠、委員 鵜川 高\n4 議題\n(1) 評価書の点検\n(2) 答申案\n5 内容\n○議題(1)について\n会長:妥当と認める。\n"
        + "○議題(2)について\n・事務局から資料2に基づき説明\n委員:保管期間は。\n"
    )
    assert [one.text for one in found.said if one.kind == "speech"] == ["妥当と認める。", "保管期間は。"]
    assert [one.agenda_no for one in found.said if one.kind == "speech"] == [1, 2]


def test_lines_that_begin_with_an_affiliation_are_lines_of_their_own() -> None:
    found = read_text(
        HEADED
        + "学識経験者　井川　悠（会長）\n団体代表　鵜川　高（青波市自治会連合会）\n団体代表　江藤　健（青波市婦人会）\n事務局\n総務課　課長　大塚　恵\n"
        + "担当課\n市民部　市民課　課長　川上　学\n4 議題\n (1) 評価書の点検\n"
        + SAID
    )
    assert come_from(found) == [
        "井川 悠/会長//member",
        "鵜川 高/委員/青波市自治会連合会/member",
        "江藤 健/委員/青波市婦人会/member",
        "大塚 恵/課長/総務課/secretariat",
        "川上 学/課長/市民部市民課/explainer",
    ]


def test_dittos_and_notes_in_a_table_of_members() -> None:
    table = (
        "| 区分 | 氏名 | 所属・役職 | 出欠 |\n|---|---|---|---|\n| 会長 | 井川 悠 | 青波大学教授 | ○ |\n| 委員 | 鵜川 高 | 青波市商工会会長 | 欠 |\n"
        "| 〃 | 江藤 健 | 公募市民 | ○(Web) |\n"
    )
    found = read_text(HEAD + "\n## 出席者\n\n" + table + "\n## 議題\n\n1. 評価書の点検\n" + SAID)
    assert [(one.name, one.role, one.affiliation, one.present) for one in found.people] == [
        ("井川 悠", "会長", "青波大学教授", True),
        ("鵜川 高", "委員", "青波市商工会会長", False),
        ("江藤 健", "委員", "公募市民", True),
    ]
    assert issues(found, "attendees_unreadable") == []


def test_those_who_came_and_those_who_did_not_in_one_cell() -> None:
    table = "| 日時 | 令和5年11月21日(火) 午後2時 |\n|---|---|\n| 委員 | 出席:井川 悠(会長)、鵜川 高<br>欠席:江藤 健 |\n| 議題 | 評価書の点検 |\n"
    found = read_text("# 青波市個人情報保護審議会会議録\n\n" + table + SAID)
    assert named(found) == ["井川 悠/会長/member", "鵜川 高/委員/member", "欠 江藤 健/委員/member"]


@pytest.mark.parametrize(
    ("line", "papers"),
    [
        (
            "資料1-1 評価書(案) 資料1-2 新旧対照表 資料2 日程",
            [("資料1-1", "評価書(案)"), ("資料1-2", "新旧対照表"), ("資料2", "日程")],
        ),
        ("資料1-1、資料1-2、資料2", [(None, "資料1-1、資料1-2、資料2")]),
    ],
)
def test_papers_in_one_line(line: str, papers: list[tuple[str | None, str]]) -> None:
    found = read_text(HEAD + f"3 出席者 会長 井川 悠\n4 配布資料 {line}\n" + SAID)
    assert [(one.marker, one.title) for one in found.items] == papers


@pytest.mark.parametrize("mark", ["－", "-", "―", "の"])
def test_papers_with_two_numbers(mark: str) -> None:
    found = read_text(
        HEAD
        + f"3 出席者 会長 井川 悠\n4 配布資料\n　資料１{mark}１　評価書（案）\n　資料１{mark}２　新旧対照表\n　資料２　日程\n"
        + SAID
    )
    assert [(one.marker, one.title) for one in found.items] == [
        (f"資料１{mark}１", "評価書（案）"),
        (f"資料１{mark}２", "新旧対照表"),
        ("資料２", "日程"),
    ]


@pytest.mark.parametrize(
    ("line", "papers"),
    [
        (
            "資料１ 諮問書、資料２ 評価書（案）、概要、参考資料１ 条例",
            [("資料１", "諮問書"), ("資料２", "評価書（案）、概要"), ("参考資料１", "条例")],
        ),
        ("資料１：諮問書、資料２：評価書", [("資料１", "諮問書"), ("資料２", "評価書")]),
        ("資料１「諮問書」、資料２「資料１、資料２の説明」", [("資料１", "「諮問書」"), ("資料２", "「資料１、資料２の説明」")]),
        ("資料１ 資料２、資料３の正誤表", [("資料１", "資料２、資料３の正誤表")]),
        ("資料１ 別紙１、別紙２ 参照", [("資料１", "別紙１、別紙２ 参照")]),
        ("資料１、資料２ 評価書", [(None, "資料１、資料２ 評価書")]),  # nobody can tell whether it is the title of both
    ],
)  # fmt: skip
def test_papers_behind_a_comma(line: str, papers: list[tuple[str | None, str]]) -> None:
    found = read_text(HEAD + f"3 出席者 会長 井川 悠\n4 配布資料 {line}\n" + SAID)
    assert [(one.marker, one.title) for one in found.items] == papers


def test_the_number_of_a_paper_may_have_a_cell_of_its_own() -> None:
    table = (
        "| 日時 | 令和5年11月21日(火) 午後2時 | |\n|---|---|---|\n| 配付資料 | １ | 次第 |\n| | ２ | 評価書（案） |\n| | ３ | 次第（訂正） |\n"
        "| 議題 | １ | 評価書の点検 |\n| | ２ | その他 |\n"
    )
    found = read_text("# 青波市個人情報保護審議会会議録\n\n" + table + SAID)
    assert [(one.kind, one.marker, one.title) for one in found.items] == [
        ("agenda", "１", "評価書の点検"),
        ("agenda", "２", "その他"),
        ("material", "１", "次第"),
        ("material", "２", "評価書（案）"),
        ("material", "３", "次第（訂正）"),
    ]


@pytest.mark.parametrize("heads", ["| 番号 | 資料名 | ファイル |", "| No | 名称 | 備考 |"])
def test_a_table_of_papers_has_heads(heads: str) -> None:
    table = f"{heads}\n|---|---|---|\n| 1 | 諮問書 | PDF（65KB） |\n| 2－1 | 評価書（案） | PDF（612KB） |\n| 2－2 | 前回評価からの主な変更点 | － |\n"
    found = read_text(HEAD + "\n## 資料\n\n" + table + "\n## 議事\n" + SAID)
    assert [(one.marker, one.title) for one in found.items] == [
        ("1", "諮問書"),
        ("2－1", "評価書（案）"),
        ("2－2", "前回評価からの主な変更点"),
    ]
    assert found.meeting.name == "令和5年度第2回青波市個人情報保護審議会会議録"


def test_a_row_in_which_other_heads_stand_is_no_table_of_papers() -> None:
    table = "| 資料 | 資料1 評価書（案） |\n|---|---|\n| 名称 | 青波市個人情報保護審議会 |\n"
    found = read_text(HEAD + table + SAID)
    assert [(one.marker, one.title) for one in found.items] == [("資料1", "評価書（案）")]


def test_those_behind_a_note_are_of_the_list() -> None:
    found = read_text(
        HEADED
        + "・井川 悠（会長）\n・カタヤマ・ルイーズ・美和（大学准教授）※オンライン\n・鵜川 高 ※欠席\n（欠席：江藤　健（税理士））\n"
        + AGENDA
        + SAID
    )
    assert named(found) == [
        "井川 悠/会長/member",
        "カタヤマ・ルイーズ・美和/委員/member",
        "欠 鵜川 高/委員/member",
        "欠 江藤 健/委員/member",
    ]


def test_a_note_that_says_something_else_is_told() -> None:
    found = read_text(HEAD + "3 出席者 井川 悠（会長）、鵜川 高 ※議長代行\n" + AGENDA + SAID)
    assert named(found) == ["井川 悠/会長/member", "鵜川 高/委員/member"]
    assert issues(found, "attendees_unreadable") == ["議長代行"]


def test_of_the_departments_of_a_side_one_may_be_the_secretariat() -> None:
    found = read_text(
        HEAD
        + "\n出席者\n委員\n井川 悠（会長）\n町側\n住民課\n課長 大塚 守\n総務課（事務局）\n課長 川上 学\n税務課\n課長 江藤 健\n"
        + AGENDA
        + SAID
    )
    assert come_from(found) == [
        "井川 悠/会長//member",
        "大塚 守/課長/住民課/explainer",
        "川上 学/課長/総務課/secretariat",
        "江藤 健/課長/税務課/explainer",
    ]


def test_a_surname_alone_in_the_column_of_speakers() -> None:
    found = read_text(
        HEAD
        + "出席 鵜川 高、小松崎 浩、小松崎 学\n\n発言者\t発言内容\n鵜川\t質問です。\n小松崎\t同じです。\n立会人\t以上です。\n"
    )
    assert [speaker for _, speaker, _ in found.turns] == ["鵜川 高", None, None]
    assert issues(found, "speaker_unresolved") == ["小松崎", "立会人"]


NUMBERED = "議題\n1 接種事務の評価書について\n2 戸籍事務の評価書について\n3 その他\n\n"


def followed(text: str) -> list[int | None]:
    return [one.agenda_no for one in read_text(text).said if one.kind == "speech"]


def test_a_chair_may_open_an_item_by_its_number_alone() -> None:
    said = "○井川会長 それでは議題1に入ります。\n○国枝課長 議題3でも説明します。\n○井川会長 議題2の報告をお願いします。\n○井川会長 議題3、次回の日程です。\n"
    assert followed(HEAD + NUMBERED + said) == [1, 1, 2, 3]


def test_an_item_that_the_list_does_not_number_is_none() -> None:
    said = "○井川会長 それでは議題1に入ります。\n○井川会長 議題4の報告をお願いします。\n○国枝課長 説明します。\n"
    assert followed(HEAD + NUMBERED + said) == [1, None, None]
    framed = "議題\n1 開会\n2 接種事務の評価書について\n3 閉会\n\n○井川会長 始めます。\n○井川会長 議題1の報告をお願いします。\n"
    assert followed(HEAD + framed) == [None, None]


def test_headings_below_that_of_an_item_are_parts_of_it() -> None:
    page = (
        "# 青波市個人情報保護審議会会議録\n\n日時 令和5年11月21日(火)\n\n## 議題\n\n1. 評価書の点検\n2. 条例の見直し\n\n## 会議の内容\n\n"
        "### (1) 評価書の点検\n\n【委員】何年か。\n\n### (2) 条例の見直し\n\n#### 質疑応答\n\n【委員】いつか。\n\n#### 結果\n\n了承した。\n\n"
        "### 事務連絡\n\n【事務局】次回は3月です。\n"
    )
    assert followed(page) == [1, 2, None]
    found = read_text(page)
    assert (found.agenda, [one.text for one in found.said]) == (
        ["評価書の点検", "条例の見直し"],
        ["何年か。", "いつか。", "次回は3月です。"],
    )
    unlisted = page.replace("## 議題\n\n1. 評価書の点検\n2. 条例の見直し\n\n", "")
    assert read_text(unlisted).agenda[:2] == ["評価書の点検", "条例の見直し"]
    assert followed(unlisted)[:2] == [1, 2]
